/// How JSON is laid out.
public struct JSONStyle: Sendable, Hashable {
    /// Spaces a level; nil puts everything on one line.
    let indentation: Int?
    /// Whether everything beyond ASCII is escaped.
    var isASCII = false

    /// A member or element a line, two spaces a level, `"key": value`.
    public static var pretty: JSONStyle { JSONStyle(indentation: 2) }

    /// One line without a space.
    public static var compact: JSONStyle { JSONStyle(indentation: nil) }

    /// One line without a space, in ASCII alone, as it can stand in a header.
    public static var ascii: JSONStyle { JSONStyle(indentation: nil, isASCII: true) }
}
