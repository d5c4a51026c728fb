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
    ///   - groups: Builds the groups of methods. Groups of equal title are shown as one.
    public init(
        name: String, title: String, summary: String, discussion: String = "", payload: [String] = [],
        oauth: OAuthDescription? = nil, clientOptions: ClientOptionPlacement = .first,
        examples: @autoclosure @escaping @Sendable () -> [String: OptionExample] = [:],
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
        self.makeGroups = groups
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
/// stand last in any case.
public enum ClientOptionPlacement: Sendable {
    /// Before the method's own options.
    case first
    /// Behind those that the method itself can't do without.
    case afterRequired
}
