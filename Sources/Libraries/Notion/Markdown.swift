import OIntCore

/// Markdown as Notion writes and reads it.
///
/// Source: https://developers.notion.com/guides/data-apis/enhanced-markdown
enum Markdown {
    /// How many bytes of a text go with one request; Notion takes 500 KB with everything around and escaped.
    static let largestPart = 200_000

    /// A text in parts that requests can hold.
    ///
    /// It is cut before a line that begins a block of its own: at the margin, behind an empty line where there is one, and
    /// never inside of code. What has no such place stays whole.
    /// - Parameters:
    ///   - text: The text.
    ///   - limit: How many bytes a part has at most, where it can be cut.
    /// - Returns: The parts in order; joined by line breaks they are the text.
    static func parts(_ text: String, limit: Int = largestPart) -> [String] {
        let text = text.replacing("\r\n", with: "\n")
        guard text.utf8.count > limit else { return text.isEmpty ? [] : [text] }
        var parts: [String] = []
        var block: [Substring] = []
        var part: [Substring] = []
        var (partSize, blockSize) = (0, 0)
        var fence: Substring?
        func close() {
            if partSize + blockSize > limit, !part.isEmpty {
                parts.append(part.joined(separator: "\n"))
                (part, partSize) = ([], 0)
            }
            part += block
            partSize += blockSize
            (block, blockSize) = ([], 0)
        }
        var isBehindGap = true
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if fence == nil, isBehindGap, beginsBlock(line) { close() }
            block.append(line)
            blockSize += line.utf8.count + 1
            fence = self.fence(after: line, within: fence)
            isBehindGap = fence == nil && line.allSatisfy(\.isWhitespace)
        }
        close()
        if !part.isEmpty { parts.append(part.joined(separator: "\n")) }
        return parts
    }

    private static func beginsBlock(_ line: Substring) -> Bool {
        guard let first = line.first, !first.isWhitespace else { return false }
        // A tag that closes belongs to what stands before.
        return !line.hasPrefix("</")
    }

    /// The marks that code goes on to, behind a line.
    private static func fence(after line: Substring, within fence: Substring?) -> Substring? {
        let content = line.drop { $0 == " " || $0 == "\t" }
        guard let first = content.first, first == "`" || first == "~" else { return fence }
        let marks = content.prefix { $0 == first }
        guard marks.count >= 3 else { return fence }
        guard let fence else { return marks }
        let isEnd =
            fence.first == first && marks.count >= fence.count
            && content.dropFirst(marks.count).allSatisfy(\.isWhitespace)
        return isEnd ? nil : fence
    }

    /// A text with what stood for blocks that Notion left out.
    /// - Parameters:
    ///   - text: The text.
    ///   - id: Id of the block.
    ///   - content: What the block holds.
    /// - Returns: The text with the content in the place of the block's tag, as deep as that; nil where there is none.
    static func replacing(_ text: String, _ id: NotionID, with content: String) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        guard
            let index = lines.firstIndex(where: { line in
                line.contains("<unknown") && line.filter { $0 != "-" }.lowercased().contains(id.text)
            })
        else { return nil }
        let margin = lines[index].prefix { $0 == "\t" || $0 == " " }
        lines[index] = content.split(separator: "\n", omittingEmptySubsequences: false).map { margin + $0 }
            .joined(separator: "\n")
        return lines.joined(separator: "\n")
    }
}
