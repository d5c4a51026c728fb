/// A text as MarkdownV2 by Telegram's rules: what is markup stays, and everything else is escaped.
///
/// What comes out is valid whatever goes in: a mark that closes nothing, and one that is never closed, stands for itself.
/// So does a mark beside white space (`2 * 3`, a list of `* items`), and an underscore inside a word (`snake_case`). A
/// backslash in front of a reserved character or another backslash is an escape that was written already.
///
/// Source: https://core.telegram.org/bots/api#markdownv2-style
struct MarkdownV2 {
    private enum Kind: Equatable { case bold, italic, underline, strikethrough, spoiler, link, emoji }

    private struct Opening {
        let kind: Kind
        let mark: String
        let place: Int
    }

    private static let reserved = Set<UnicodeScalar>("_*[]()~`>#+-=|{}.!\\".unicodeScalars)
    /// The longest target of a link that is looked for.
    private static let longestTarget = 4096

    private let text: [UnicodeScalar]
    private var index = 0
    private var builder = MarkupBuilder()
    private var openings: [Opening] = []
    /// The place of the quotation that the line belongs to.
    private var quotation: Int?
    private var isBehindQuotation = false

    /// Reads a text.
    /// - Parameter text: The text as it was given.
    /// - Returns: The text for Telegram.
    static func read(_ text: String) -> MarkupText {
        var reader = MarkdownV2(text: Array(text.unicodeScalars))
        reader.run()
        return MarkupText(tokens: reader.builder.tokens)
    }

    private init(text: [UnicodeScalar]) { self.text = text }

    private func scalar(_ offset: Int) -> UnicodeScalar? {
        text.indices.contains(index + offset) ? text[index + offset] : nil
    }

    private func starts(with mark: String) -> Bool {
        var place = index
        for scalar in mark.unicodeScalars {
            guard place < text.count, text[place] == scalar else { return false }
            place += 1
        }
        return true
    }

    private mutating func run() {
        while index < text.count {
            if index == 0 || text[index - 1] == "\n" { beginLine() }
            guard index < text.count else { break }
            switch text[index] {
            case "\n": endLine()
            case "\\": readBackslash()
            case "`": readCode()
            case "*": readMark("*", .bold)
            case "_": starts(with: "__") ? readMark("__", .underline) : readMark("_", .italic)
            case "~": readMark("~", .strikethrough)
            case "|" where starts(with: "||"): readSpoiler()
            case "!" where beginsEmoji: openBracket("![", .emoji)
            case "[": openBracket("[", .link)
            case "]": closeBracket()
            default: showNext()
            }
        }
        endQuotation()
        demote(from: 0)
    }

    /// Shows the next scalars as they are, escaped where that is needed.
    private mutating func showNext(_ count: Int = 1) {
        for _ in 0..<count {
            builder.show(Self.escaped(String(text[index])), as: String(text[index]))
            index += 1
        }
    }

    /// A text with a backslash in front of each reserved character.
    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if reserved.contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }

    /// Lets what opened stand for itself.
    private mutating func demote(from position: Int) {
        for opening in openings[position...] { demote(opening) }
        openings.removeSubrange(position...)
    }

    private mutating func demote(_ opening: Opening) {
        builder.demote(opening.place, to: Self.escaped(opening.mark), as: opening.mark)
    }
}

extension MarkdownV2 {
    /// A backslash escapes a reserved character; in front of another one it stands for itself.
    private mutating func readBackslash() {
        guard let next = scalar(1), next != "\n" else {
            // Telegram takes none in front of what is beyond ASCII, or of nothing, for an escape.
            builder.show(scalar(1) == "\n" ? "\\\\" : "\\", as: "\\")
            index += 1
            return
        }
        if Self.reserved.contains(next) {
            builder.show("\\" + String(next), as: String(next))
            index += 2
        } else {
            builder.show(next.isASCII ? "\\\\" : "\\", as: "\\")
            index += 1
        }
    }

    /// A mark that opens or closes, or stands for itself.
    private mutating func readMark(_ mark: String, _ kind: Kind) {
        let length = mark.unicodeScalars.count
        let before = scalar(-1)
        let behind = scalar(length)
        let isUnderscore = mark.hasPrefix("_")
        if let position = openings.firstIndex(where: { $0.kind == kind }) {
            let place = openings[position].place
            let canClose = !Self.isBlank(before) && !(isUnderscore && Self.isWord(behind))
            guard canClose else { return showNext(length) }
            guard !builder.isEmpty(since: place) else {
                // Marks with nothing between them would be lost.
                demote(from: position)
                return showNext(length)
            }
            demote(from: position + 1)
            openings.removeLast()
            builder.close(place, mark)
            index += length
        } else {
            guard !Self.isBlank(behind), !(isUnderscore && Self.isWord(before)) else { return showNext(length) }
            openings.append(Opening(kind: kind, mark: mark, place: builder.open(mark)))
            index += length
        }
    }

    private static func isBlank(_ scalar: UnicodeScalar?) -> Bool { scalar?.properties.isWhitespace ?? true }

    private static func isWord(_ scalar: UnicodeScalar?) -> Bool {
        scalar.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
    }

    /// Two bars open and close what is hidden; at the end of a quotation they make it expandable.
    private mutating func readSpoiler() {
        let isOpen = openings.contains { $0.kind == .spoiler }
        let isLast = scalar(2) == nil || (scalar(2) == "\n" && scalar(3) != ">")
        guard quotation != nil, !isOpen, isLast else { return readMark("||", .spoiler) }
        demote(from: 0)
        builder.show("||", as: "")
        index += 2
    }
}

extension MarkdownV2 {
    /// Code between single backquotes, or a block of it between triple ones.
    private mutating func readCode() {
        let fence = starts(with: "```") ? "```" : "`"
        var start = index + fence.unicodeScalars.count
        var open = fence
        if fence == "```" {
            // The language, which ends with the line or a blank.
            let end = text[start...].firstIndex { $0 == "`" || $0.properties.isWhitespace } ?? text.endIndex
            if end > start, end < text.count, text[end] != "`" {
                open.unicodeScalars.append(contentsOf: text[start..<end])
                start = end
            }
            if start < text.count, text[start] == "\n" {
                open += "\n"
                start += 1
            }
        }
        guard let end = endOfCode(fence, from: start), end > start,
            quotation == nil || !text[index..<end].contains("\n")
        else { return showNext(fence.unicodeScalars.count) }
        let place = builder.open(open)
        index = start
        while index < end { showCode() }
        builder.close(place, fence)
        index = end + fence.unicodeScalars.count
    }

    /// The place of the mark that ends code; nil where there is none.
    private func endOfCode(_ fence: String, from start: Int) -> Int? {
        let length = fence.unicodeScalars.count
        var place = start
        while place < text.count {
            if text[place] == "\\", place + 1 < text.count, "`\\".unicodeScalars.contains(text[place + 1]) {
                place += 2
            } else if text[place] == "`", place + length <= text.count,
                text[place..<place + length].allSatisfy({ $0 == "`" })
            {
                return place
            } else {
                place += 1
            }
        }
        return nil
    }

    /// Shows the next scalar of code, where only backquotes and backslashes are escaped.
    private mutating func showCode() {
        let next = text[index]
        if next == "\\", let behind = scalar(1), "`\\".unicodeScalars.contains(behind) {
            builder.show("\\" + String(behind), as: String(behind))
            index += 2
        } else {
            builder.show((next == "`" || next == "\\" ? "\\" : "") + String(next), as: String(next))
            index += 1
        }
    }
}

extension MarkdownV2 {
    /// Whether an emoji of Telegram's own, or a moment in time, begins here.
    private var beginsEmoji: Bool {
        guard starts(with: "!["), let end = text[index...].prefix(Self.longestTarget).firstIndex(of: "]") else {
            return false
        }
        return text[end...].starts(with: "](tg://".unicodeScalars)
    }

    private mutating func openBracket(_ mark: String, _ kind: Kind) {
        guard !openings.contains(where: { $0.kind == .link || $0.kind == .emoji }) else {
            return showNext(mark.unicodeScalars.count)
        }
        openings.append(Opening(kind: kind, mark: mark, place: builder.open(mark)))
        index += mark.unicodeScalars.count
    }

    /// The end of a link's text, with its target behind it; without one it stands for itself, and so does what opened it.
    private mutating func closeBracket() {
        guard let position = openings.firstIndex(where: { $0.kind == .link || $0.kind == .emoji }) else {
            return showNext()
        }
        let opening = openings[position]
        guard let target = target(), !builder.isEmpty(since: opening.place), Self.fits(target.text, opening.kind) else {
            demote(opening)
            openings.remove(at: position)
            return showNext()
        }
        demote(from: position + 1)
        openings.removeLast()
        let escaped = target.text.replacing("\\", with: "\\\\").replacing(")", with: "\\)")
        builder.close(opening.place, "](\(escaped))")
        index = target.end
    }

    /// What stands in parentheses behind the bracket, and where it ends; nil where there is no such thing.
    private func target() -> (text: String, end: Int)? {
        guard scalar(1) == "(" else { return nil }
        var result = String.UnicodeScalarView()
        var place = index + 2
        while place < text.count, place - index < Self.longestTarget {
            let next = text[place]
            if next == ")" { return (String(result), place + 1) }
            if next.properties.isWhitespace { return nil }
            if next == "\\", place + 1 < text.count, text[place + 1] == ")" || text[place + 1] == "\\" { place += 1 }
            result.append(text[place])
            place += 1
        }
        return nil
    }

    /// Whether Telegram takes a target.
    private static func fits(_ target: String, _ kind: Kind) -> Bool {
        guard kind == .emoji else { return target.contains(".") || target.contains(":") }
        for start in ["tg://emoji?id=", "tg://time?unix="] where target.hasPrefix(start) {
            let number = target.dropFirst(start.count).prefix { $0 != "&" }
            return !number.isEmpty && number.utf8.allSatisfy { 0x30...0x39 ~= $0 } && Int(number) != nil
        }
        return false
    }
}

extension MarkdownV2 {
    /// The beginning of a line: a quotation, where a `>` stands there and something behind it.
    private mutating func beginLine() {
        // The empty bold in front separates a quotation from the one before.
        guard let mark = starts(with: "**>") ? "**>" : starts(with: ">") ? ">" : nil else { return }
        let start = index + mark.unicodeScalars.count
        let line = text[start...].prefix { $0 != "\n" }
        let hasContent = line.contains { !$0.properties.isWhitespace } && String(String.UnicodeScalarView(line)) != "||"
        guard hasContent || (isBehindQuotation && mark == ">") else { return }
        // What opened before does not go on in a quotation.
        demote(from: 0)
        quotation = builder.open(mark)
        index = start
    }

    private mutating func endLine() {
        isBehindQuotation = quotation != nil
        endQuotation()
        builder.show("\n", as: "\n")
        index += 1
    }

    /// Ends the quotation of this line; what opened in it ends with it.
    private mutating func endQuotation() {
        guard let place = quotation else { return }
        demote(from: 0)
        builder.close(place, "")
        quotation = nil
    }
}
