/// A text that must not be shown: a token, a password, a key.
///
/// Its descriptions are masked, so that logs and error messages can't give it away; the text itself has to be asked
/// for by name.
public struct Secret: Sendable, Hashable {
    private let text: String

    /// Wraps a text.
    /// - Parameter text: The text to keep from sight.
    public init(_ text: String) { self.text = text }

    /// The text itself; use it only where it is sent.
    public var exposed: String { text }

    /// What stands for a secret wherever one would be shown.
    public static let mask = "***"
}

extension Secret: ExpressibleByStringLiteral, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Wraps a text.
    public init(stringLiteral value: String) { text = value }

    /// The mask, never the text.
    public var description: String { Self.mask }

    /// The mask, never the text.
    public var debugDescription: String { Self.mask }

    /// Nothing, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: OptionValue {
    /// A text that must not be shown.
    public static var optionKind: OptionKind { .secret }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Takes the text as it stands: a backslash in a password is a backslash.
    ///
    /// White space around it is dropped, since a key read from a file ends in a line break.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        text = try inputs.single().text.trimmed
    }

    /// The mask, never the text.
    public var optionText: String { Self.mask }

    /// The secret itself.
    public var secrets: [Secret] { [self] }
}
