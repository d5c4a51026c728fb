/// The text that stands for a kept object in results and options: `{oint-3f9a1c}`.
public struct ObjectHandle: Sendable, Hashable, CustomStringConvertible {
    private static let opening = "{oint-"
    private static let closing = "}"
    private static let digitCount = 6
    private let digits: String

    /// Reads a handle.
    /// - Parameter text: The text; digits may be small or capital letters.
    /// - Returns: Nil when the text has another form.
    public init?(_ text: String) {
        let text = text.trimmed.lowercased()
        guard text.hasPrefix(Self.opening), text.hasSuffix(Self.closing) else { return nil }
        digits = String(text.dropFirst(Self.opening.count).dropLast(Self.closing.count))
        guard digits.utf8.count == Self.digitCount, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            return nil
        }
    }

    private init(digits: String) { self.digits = digits }

    /// A handle out of random digits.
    static func random() -> ObjectHandle {
        ObjectHandle(digits: Hexadecimal.encoded(Randomness.bytes(digitCount / 2)))
    }

    /// The handle as it is written.
    public var description: String { Self.opening + digits + Self.closing }
}
