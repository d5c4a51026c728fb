/// Lays out help: headings, and two columns that wrap at the width of the terminal.
struct HelpText {
    private(set) var lines: [String] = []
    private let width: Int
    private let isColored: Bool

    /// Creates an empty page.
    /// - Parameters:
    ///   - width: How many columns there are; 100 where nothing tells.
    ///   - isColored: Whether headings may be bold.
    init(width: Int?, isColored: Bool) {
        self.width = max(40, min(width ?? 100, 120))
        self.isColored = isColored
    }

    /// The whole page.
    var text: String { lines.joined(separator: "\n") }

    mutating func blank() { if lines.last?.isEmpty == false { lines.append("") } }

    mutating func heading(_ text: String) {
        blank()
        lines.append(isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text)
    }

    /// Adds a paragraph, wrapped.
    mutating func paragraph(_ text: String) { lines += Self.wrapped(text, width: width, hanging: 0) }

    /// Adds what a page begins with: one line, and a paragraph with what else there is to know, which may be empty.
    mutating func opening(_ summary: String, _ discussion: String) {
        paragraph(summary)
        guard !discussion.isEmpty else { return }
        blank()
        paragraph(discussion)
    }

    /// Adds a command, indented; lines after the first one are indented further.
    mutating func command(_ text: String) {
        lines += Self.wrapped(text, width: width - 2, hanging: 4).map { "  " + $0 }
    }

    /// Adds rows of two columns; a left entry that is too long stands on a line of its own.
    ///
    /// Where the terminal is too narrow for two columns, all of them do.
    mutating func rows(_ rows: [(left: String, right: String)], widest limit: Int = 34) {
        let column = min(rows.map(\.left.count).max() ?? 0, limit) + 2
        let isNarrow = width - column - 2 < Self.narrowest
        let margin = String(repeating: " ", count: isNarrow ? 6 : column + 2)
        for row in rows {
            let right = Self.wrapped(row.right, width: width - margin.count, hanging: 0)
            if isNarrow || row.left.count > limit {
                lines.append("  " + row.left)
                lines += right.map { (margin + $0).trimmingEnd }
            } else {
                let gap = String(repeating: " ", count: column - row.left.count)
                lines.append(("  " + row.left + gap + (right.first ?? "")).trimmingEnd)
                lines += right.dropFirst().map { (margin + $0).trimmingEnd }
            }
        }
    }

    /// How many columns the right one needs to be readable beside the left one.
    private static let narrowest = 32

    private static func wrapped(_ text: String, width: Int, hanging: Int) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                if !line.isEmpty, line.count + 1 + word.count > width {
                    lines.append(line)
                    line = String(repeating: " ", count: hanging) + word
                } else {
                    line += (line.isEmpty ? "" : " ") + word
                }
            }
            lines.append(line)
        }
        return lines
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}
