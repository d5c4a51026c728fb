import OIntCore
import OIntXML

/// Settings as an XML document, sent as it stands.
public struct XMLSettings: Sendable, Hashable {
    /// The document, as it was written.
    public let text: String

    /// Takes a document.
    /// - Parameter text: The document; it has to be well-formed.
    /// - Throws: `OptionError` when it is no XML.
    public init(_ text: String) throws(OptionError) {
        let beginning = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard beginning.first == "<" else {
            throw OptionError(
                "takes an XML document, which begins with '<'; --conf-file PATH reads one from a file")
        }
        do throws(XMLParsingError) {
            _ = try XMLElement(parsing: Array(text.utf8))
        } catch {
            throw OptionError("is not readable XML: \(error)")
        }
        self.text = text
    }
}

extension XMLSettings: OptionValue {
    /// A document is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a document; a path is none.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        try self.init(inputs.single().unescaped)
    }

    /// The document itself.
    public var optionText: String { text }
}
