/// Methods that belong together, under one heading of a library's help.
public struct GroupDescriptor: Sendable {
    /// The heading.
    public let title: String
    /// The methods, in the order people should see them.
    public internal(set) var methods: [MethodDescriptor]

    /// Creates a group.
    /// - Parameters:
    ///   - title: The heading.
    ///   - methods: The methods, in the order people should see them.
    public init(title: String, methods: [MethodDescriptor]) {
        self.title = title
        self.methods = methods
    }

    /// The group with the methods of others behind its own, under its own heading.
    /// - Parameter others: The other groups.
    public func joined(with others: GroupDescriptor...) -> GroupDescriptor {
        GroupDescriptor(title: title, methods: methods + others.flatMap(\.methods))
    }
}
