/// Texts as Markdown wants them.
///
/// Source: https://spec.commonmark.org/0.31.2/ and https://github.github.com/gfm/#tables-extension-
enum MarkdownText {
    /// A line of a documentation comment, with its code and without surprises.
    /// - Parameter text: The line.
    /// - Returns: Markdown that reads the same.
    static func line(_ text: String) -> String {
        let line = DocText.pieces(of: text).map { piece in
            switch piece {
            case .plain(let text): escaped(text)
            case .code(let text): code(text)
            }
        }.joined()
        // At its beginning a line could be a heading, a list or a quotation.
        return "#>+-".contains(line.first ?? " ") ? "\\" + line : line
    }

    /// A text for a cell of a table.
    /// - Parameter text: The text, as ``line(_:)`` gives it.
    /// - Returns: The text, whose bars are no borders.
    static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    /// A text as code within a line.
    /// - Parameter text: The text.
    /// - Returns: The text between as many accents as it needs.
    static func code(_ text: String) -> String {
        guard text.contains("`") else { return "`\(text)`" }
        return "`` \(text) ``"
    }

    /// A text as a block of code.
    /// - Parameters:
    ///   - text: The text.
    ///   - language: What it is written in.
    /// - Returns: The block.
    static func block(_ text: String, _ language: String) -> String {
        let fence = text.contains("```") ? "````" : "```"
        return "\(fence)\(language)\n\(text)\n\(fence)"
    }

    /// The anchor that a heading gets.
    /// - Parameter heading: The heading.
    /// - Returns: The name behind `#`.
    static func anchor(_ heading: String) -> String {
        heading.lowercased().map { $0 == " " ? "-" : String($0) }.joined()
            .filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            switch character {
            case "\\", "*", "<", "[", "]", "`": escaped += "\\\(character)"
            case "_":
                let before = index > 0 ? characters[index - 1] : " "
                let behind = index + 1 < characters.count ? characters[index + 1] : " "
                let isInsideWord = (before.isLetter || before.isNumber) && (behind.isLetter || behind.isNumber)
                escaped += isInsideWord ? "_" : "\\_"
            case "&": escaped += "&amp;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
