import OIntCore

/// A text with a JSON object in it: written out, or in a file of any encoding.
public struct JSONSource: Sendable, Hashable {
    private enum Content: Hashable {
        case text(String)
        case file(path: String, [UInt8])
    }

    private let content: Content

    /// Takes a text.
    /// - Parameter text: The text.
    public init(_ text: String) { content = .text(text) }

    /// The object in the text.
    /// - Parameter encoding: The encoding of the file; a text that was written out has none.
    func object(encoding: String) throws(UsageError) -> JSONObject {
        let text: String
        switch content {
        case .text(let written): text = written
        case .file(let path, let bytes):
            guard let decoded = try TextEncoding(encoding).decoded(bytes) else {
                throw UsageError("the file \(Quote.short(path)) is not \(encoding) text: give its encoding with --enc")
            }
            text = decoded
        }
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end else {
            throw UsageError("--json holds no object: there is no text between { and }")
        }
        do throws(JSONParsingError) {
            return try JSON(parsing: String(text[start...end])).object ?? [:]
        } catch {
            throw UsageError("--json is not readable: \(error)")
        }
    }
}

extension JSONSource: OptionValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Takes a text with a bracket in it as it stands, and anything else as the path of a file.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let input = try inputs.single()
        guard case .commandLine = input.source, !input.text.contains("{") else {
            content = .text(input.text)
            return
        }
        let path = input.text.trimmed
        do throws(LocalError) {
            content = .file(path: path, try LocalFile.read(path))
        } catch {
            throw OptionError("takes JSON or the path of a file, and \(Quote.short(path)) is neither: \(error.reason)")
        }
    }

    /// The text, or the path of the file.
    public var optionText: String {
        switch content {
        case .text(let text): text
        case .file(let path, _): path
        }
    }
}
