/// The way to a member of a JSON value: keys from the outermost object inwards.
///
/// ```swift
/// let cursor: JSONPath = "response_metadata.next_cursor"
/// let link: JSONPath = ["@odata.nextLink"]
/// ```
///
/// A text is split at its dots; keys that hold dots are given as a list.
public struct JSONPath: Sendable, Hashable {
    /// The keys, outermost first; empty for the value itself.
    public let keys: [String]

    /// Creates a path.
    /// - Parameter keys: The keys, outermost first.
    public init(_ keys: [String]) { self.keys = keys }

    /// The value that the path leads to.
    /// - Parameter value: Where the path begins.
    /// - Returns: The value; nil when a key is missing on the way, or something on it is no object.
    public func value(in value: JSON) -> JSON? {
        keys.reduce(Optional(value)) { $0?[$1] }
    }
}

extension JSONPath: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, CustomStringConvertible {
    /// Creates a path from keys with dots between them; an empty text is the value itself.
    public init(stringLiteral text: String) { keys = text.split(separator: ".").map { String($0) } }

    /// Creates a path from its keys.
    public init(arrayLiteral elements: String...) { keys = elements }

    /// The keys with dots between them.
    public var description: String { keys.joined(separator: ".") }
}
