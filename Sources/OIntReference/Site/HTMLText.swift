import OIntCore

/// Texts as HTML wants them.
///
/// Source: https://html.spec.whatwg.org/multipage/syntax.html
enum HTMLText {
    /// A text that means nothing but itself, in an element as well as in a quoted attribute.
    /// - Parameter text: The text.
    /// - Returns: The text with references in place of what HTML would read.
    static func escaped(_ text: String) -> String { text.htmlEscaped }

    /// A line of a documentation comment, with its code.
    /// - Parameter text: The line.
    /// - Returns: The line as HTML.
    static func line(_ text: String) -> String {
        DocText.pieces(of: text).map { piece in
            switch piece {
            case .plain(let text): escaped(text)
            case .code(let text): code(text)
            }
        }.joined()
    }

    /// A text as code within a line.
    /// - Parameter text: The text.
    /// - Returns: The element.
    static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }

    /// A text as a block of code, which people who use the keyboard can scroll.
    /// - Parameters:
    ///   - text: The text.
    ///   - name: What it is, for people who hear the page.
    ///   - isCopied: Whether people would want to copy it.
    /// - Returns: The element.
    static func block(_ text: String, named name: String, isCopied: Bool = false) -> String {
        let kind = isCopied ? " class=\"copied\"" : ""
        return
            "<pre\(kind) tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(name))\"><code>\(escaped(text))</code></pre>"
    }

    /// A table that stays readable on a narrow screen, where each row becomes a block.
    /// - Parameters:
    ///   - heads: The headings of the columns, as plain text.
    ///   - rows: The cells, as HTML.
    /// - Returns: The element.
    static func table(_ heads: [String], _ rows: [[String]]) -> String {
        let head = heads.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        let body = rows.map { cells in
            let cells = zip(heads, cells).enumerated().map { index, cell in
                let isEmpty = cell.1.isEmpty ? " class=\"empty\"" : ""
                let label = index == 0 ? "" : " data-label=\"\(escaped(cell.0))\""
                return index == 0
                    ? "<th scope=\"row\">\(cell.1)</th>" : "<td\(label)\(isEmpty)>\(cell.1)</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return """
            <table>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    /// The name of a place in a page.
    /// - Parameter name: The name of a method, or the words of a command.
    /// - Returns: What stands in `id`, and behind `#` in an address.
    static func anchor(_ name: String) -> String { name.map { $0 == " " ? "-" : String($0) }.joined() }
}
