/// One service, database or protocol: its name, its methods, and what front-ends need to know about it.
///
/// A descriptor is cheap to make; its groups and examples are built when they are asked for, so that a command pays for
/// the table of its own library only.
public struct LibraryDescriptor: Sendable {
    /// The name on the command line, in lower case.
    public let name: String
    /// The name for people.
    public let title: String
    /// One line that says what the library is for.
    public let summary: String
    /// What is true of all its methods and worth knowing, a paragraph a line; may be empty.
    public let discussion: String
    /// Where a reply of this service keeps its data: the keys to follow, outermost first.
    public let payload: [String]
    /// Values that the documentation shows for options whose kind alone suggests no plausible one, by the option's name,
    /// or by `Method.option` where one method needs another one, or an option that may be left out.
    public var examples: [String: OptionExample] { makeExamples() }
    /// How to log in, where that goes by OAuth.
    public let oauth: OAuthDescription?
    /// Whether the service itself refuses whatever changes something, where a call must change nothing.
    public let enforcesReadOnly: Bool
    /// How the library brings a text or a file to people; nil where it is none for that.
    public let notifications: NotificationChannel?
    private let callEffect: CallEffect
    private let clientOptions: ClientOptionPlacement
    private let makeExamples: @Sendable () -> [String: OptionExample]
    private let makeGroups: @Sendable () -> [GroupDescriptor]
    private let madeGroups = Memo<[GroupDescriptor]>()

    /// Creates a descriptor.
    /// - Parameters:
    ///   - name: The name on the command line, in lower case.
    ///   - title: The name for people.
    ///   - summary: One line that says what the library is for.
    ///   - discussion: What is true of all its methods and worth knowing, a paragraph a line.
    ///   - payload: Keys that lead to the data of a reply, outermost first; empty when the reply is the data.
    ///   - oauth: How to log in, where that goes by OAuth.
    ///   - clientOptions: Where the options stand that clients can't do without.
    ///   - examples: Values that the documentation shows, by the option's name, or by `Method.option`.
    ///   - effect: Tells what a call does to the world, where that depends on its options; nil where it can't be told, or
    ///     the method's own mark holds.
    ///   - enforcesReadOnly: Whether the service itself refuses whatever changes something, where a call must change nothing.
    ///   - notifications: How the library brings a text or a file to people; nil where it is none for that.
    ///   - groups: Builds the groups of methods. Groups of equal title are shown as one.
    public init(
        name: String, title: String, summary: String, discussion: String = "", payload: [String] = [],
        oauth: OAuthDescription? = nil, clientOptions: ClientOptionPlacement = .first,
        examples: @autoclosure @escaping @Sendable () -> [String: OptionExample] = [:],
        effect: @escaping CallEffect = { _, _ in nil }, enforcesReadOnly: Bool = false,
        notifications: NotificationChannel? = nil,
        groups: @escaping @Sendable () -> [GroupDescriptor]
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.discussion = discussion
        self.payload = payload
        self.oauth = oauth
        self.clientOptions = clientOptions
        makeExamples = examples
        callEffect = effect
        self.enforcesReadOnly = enforcesReadOnly
        self.notifications = notifications
        self.makeGroups = groups
    }

    /// Tells what a call does to the world.
    /// - Parameters:
    ///   - method: The method's English name.
    ///   - options: The first value of each option that is given, by name.
    /// - Returns: Nil where the method's own mark holds.
    public typealias CallEffect = @Sendable (_ method: String, _ options: [String: String]) -> Effect?

    /// What a call of a method does to the world.
    ///
    /// A general method that names one of the library's own methods by the vendor's name does what that one does.
    /// - Parameters:
    ///   - method: The method.
    ///   - options: The values given, by option name.
    /// - Returns: ``Effect/general`` where it can be anything.
    public func effect(of method: MethodDescriptor, with options: [String: [OptionInput]]) -> Effect {
        let values = options.compactMapValues { $0.first?.text.trimmed }.filter { !$0.value.isEmpty }
        if let effect = callEffect(method.name, values) { return effect }
        guard method.effect == .general, let name = values["method"]?.lowercased() else { return method.effect }
        let named = groups.flatMap(\.methods).filter { $0.vendorName?.lowercased() == name && $0.effect != .general }
        // Several methods may call the same one of the vendor's, each in its own way.
        return named.map(\.effect).max { $0.severity < $1.severity } ?? .general
    }

    /// The methods by group, in the order people should see them.
    public var groups: [GroupDescriptor] {
        var merged: [GroupDescriptor] = []
        for group in placedGroups {
            if let index = merged.firstIndex(where: { $0.title == group.title }) {
                merged[index].methods += group.methods
            } else {
                merged.append(group)
            }
        }
        return merged
    }

    /// The method of the given name, in any of its names and any case.
    /// - Parameter name: An English or Russian name, or one that is kept for old scripts.
    /// - Returns: The method, or nil when the library has none of that name.
    public func method(named name: String) -> MethodDescriptor? {
        let wanted = name.lowercased()
        // English names are there without reading the other texts.
        for group in placedGroups {
            if let method = group.methods.first(where: { $0.name.lowercased() == wanted }) { return method }
        }
        for group in placedGroups {
            if let method = group.methods.first(where: { $0.answers(to: wanted) }) { return method }
        }
        return nil
    }

    private var placedGroups: [GroupDescriptor] {
        madeGroups.value {
            makeGroups().map { group in
                var group = group
                for index in group.methods.indices { group.methods[index].place(clientOptions: clientOptions) }
                return group
            }
        }
    }
}

/// Where the options that a library's clients can't do without stand among the options of a method.
///
/// It decides which option gets a letter first, and so follows what is published. Options that clients can do without
/// stand last unless ``allFirst`` or ``allAfterRequired`` say otherwise.
public enum ClientOptionPlacement: Sendable, Equatable {
    /// Before the method's own options.
    case first
    /// Behind those that the method itself can't do without.
    case afterRequired
    /// Before the method's own options, those that clients can do without as well: a token that a login replaces keeps
    /// the letter that was published when it was required.
    case allFirst
    /// Behind those that the method itself can't do without, those that clients can do without as well.
    case allAfterRequired
    /// These before the method's own options, and all others last: they are newer than what is published.
    case leading([String])
}
