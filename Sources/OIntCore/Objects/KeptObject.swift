/// An object that a method has opened, of any type.
public struct KeptObject: Sendable {
    let value: any Keepable

    /// Wraps an object.
    /// - Parameter value: The object.
    public init(_ value: some Keepable) { self.value = value }

    /// What it is, for people, with an article: `a SQLite connection`.
    public var kind: String { type(of: value).keptKind }

    /// Whether it can be used.
    public var isOpen: Bool { value.isOpen }

    /// Ends it; may be called more than once.
    public func close() async { await value.close() }

    /// The object in its own type.
    /// - Parameter type: The type.
    /// - Returns: The object, or nil when it is of another type.
    public func object<Object: Keepable>(as type: Object.Type) -> Object? { value as? Object }
}
