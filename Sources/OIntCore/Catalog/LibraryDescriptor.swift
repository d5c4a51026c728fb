/// One service, database or protocol: its name, its methods, and what front-ends need to know about it.
///
/// A descriptor is cheap to make; its groups are built when they are first asked for, so that a command pays for
/// the table of its own library only.
public struct LibraryDescriptor: Sendable {
    /// The name on the command line, in lower case.
    public let name: String
    /// The name for people.
    public let title: String
    /// One line that says what the library is for.
    public let summary: String
    /// Where a reply of this service keeps its data: the keys to follow, outermost first.
    public let payload: [String]
    private let makeGroups: @Sendable () -> [GroupDescriptor]

    /// Creates a descriptor.
    /// - Parameters:
    ///   - name: The name on the command line, in lower case.
    ///   - title: The name for people.
    ///   - summary: One line that says what the library is for.
    ///   - payload: Keys that lead to the data of a reply, outermost first; empty when the reply is the data.
    ///   - groups: Builds the groups of methods. Groups of equal title are shown as one.
    public init(
        name: String, title: String, summary: String, payload: [String] = [],
        groups: @escaping @Sendable () -> [GroupDescriptor]
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.payload = payload
        self.makeGroups = groups
    }

    /// The methods by group, in the order people should see them.
    public var groups: [GroupDescriptor] {
        var merged: [GroupDescriptor] = []
        for group in makeGroups() {
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
        for group in makeGroups() {
            if let method = group.methods.first(where: { $0.answers(to: wanted) }) { return method }
        }
        return nil
    }
}
