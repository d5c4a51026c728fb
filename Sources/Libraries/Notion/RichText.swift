import OIntCore

/// Texts as Notion wants them: a list of pieces, of 2,000 characters at most.
///
/// Source: https://developers.notion.com/reference/rich-text
enum RichText {
    /// How many characters a piece has at most, counted in UTF-16.
    static let longestPiece = 2000
    /// How many pieces a text has at most.
    static let mostPieces = 100

    /// A text as pieces.
    /// - Parameters:
    ///   - text: The text, of any length that a hundred pieces hold.
    ///   - place: Where it stands, for the error.
    /// - Returns: The list of pieces.
    /// - Throws: `UsageError` when it is too long.
    static func pieces(_ text: String, _ place: String) throws(UsageError) -> JSON {
        let parts = split(text)
        guard parts.count <= mostPieces else {
            throw UsageError("\(place) has more than the 200,000 characters that Notion takes for a text")
        }
        return .array(parts.map { ["type": "text", "text": ["content": .string($0), "link": .null]] })
    }

    /// The text in parts that are short enough; nothing for an empty one.
    static func split(_ text: String) -> [String] {
        guard text.utf16.count > longestPiece else { return text.isEmpty ? [] : [text] }
        var parts: [String] = []
        var part = ""
        var length = 0
        for character in text {
            let size = character.utf16.count
            if length + size > longestPiece, !part.isEmpty {
                parts.append(part)
                (part, length) = ("", 0)
            }
            part.append(character)
            length += size
        }
        parts.append(part)
        return parts
    }

    /// Content of a block in which all pieces are short enough, in every list of pieces.
    /// - Parameter content: The content.
    /// - Returns: The content, otherwise unchanged.
    static func shortened(_ content: JSON) -> JSON {
        switch content {
        case .object(let object): .object(JSONObject(object.map { ($0.key, shortened($0.value)) }))
        case .array(let elements): .array(elements.flatMap { piece($0) ?? [shortened($0)] })
        default: content
        }
    }

    /// A piece that is too long as several with the same looks; nil for anything else.
    private static func piece(_ value: JSON) -> [JSON]? {
        guard var object = value.object, var text = object["text"]?.object, let content = text["content"]?.string,
            content.utf16.count > longestPiece
        else { return nil }
        object["plain_text"] = nil
        return split(content).map { part in
            text["content"] = .string(part)
            object["text"] = .object(text)
            return .object(object)
        }
    }
}
