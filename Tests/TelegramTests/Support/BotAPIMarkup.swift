/// A stand-in for the way in which Telegram reads markup: it refuses what Telegram refuses, and tells what is shown.
///
/// It reads from left to right and never looks ahead for the end of what it opens, as Telegram's server does.
///
/// Source: https://core.telegram.org/bots/api#formatting-options
enum BotAPIMarkup {
    /// A text whose markup can't be read.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    /// What is shown, and how many entities it has.
    struct Shown: Equatable {
        var text = ""
        var entities = 0
    }

    /// Reads MarkdownV2.
    static func markdownV2(_ source: String) throws -> Shown {
        let text = Array(source.unicodeScalars)
        var shown = Shown()
        var open: [(mark: String, length: Int)] = []
        var isInQuotation = false
        var index = 0
        func at(_ place: Int) -> UnicodeScalar { place < text.count ? text[place] : "\u{0}" }
        func begins(_ mark: String) -> Bool {
            mark.unicodeScalars.enumerated().allSatisfy { at(index + $0.offset) == $0.element }
        }
        func close(_ count: Int) {
            index += count
            if let last = open.popLast(), shown.text.unicodeScalars.count > last.length { shown.entities += 1 }
        }
        func begin(_ mark: String) {
            open.append((mark, shown.text.unicodeScalars.count))
            index += mark.unicodeScalars.count
        }
        func target() throws -> String {
            var target = String.UnicodeScalarView()
            while index < text.count, at(index) != ")" {
                if at(index) == "\\", (1...126).contains(at(index + 1).value) { index += 1 }
                target.append(at(index))
                index += 1
            }
            guard at(index) == ")" else { throw Unreadable(description: "no end of an address") }
            index += 1
            return String(target)
        }
        while index < text.count {
            let next = text[index]
            if next == "\\", (1...126).contains(at(index + 1).value) {
                shown.text.unicodeScalars.append(at(index + 1))
                index += 2
                continue
            }
            let isCode = open.last.map { $0.mark.hasPrefix("`") } ?? false
            guard (isCode ? "`" : "_*[]()~`>#+-=|{}.!\n").unicodeScalars.contains(next) else {
                shown.text.unicodeScalars.append(next)
                index += 1
                continue
            }
            if next == "\n" {
                if isInQuotation {
                    guard open.isEmpty else { throw Unreadable(description: "markup goes on behind a quotation") }
                    isInQuotation = false
                }
                shown.text += "\n"
                index += 1
                continue
            }
            if let last = open.last, begins(last.mark == "[" || last.mark == "![" ? "]" : last.mark),
                last.mark != "_" || at(index + 1) != "_"
            {
                guard last.mark.hasSuffix("[") else {
                    close(last.mark.unicodeScalars.count)
                    continue
                }
                close(1)
                guard at(index) == "(" else {
                    if last.mark == "![" { throw Unreadable(description: "no address of an emoji") }
                    continue
                }
                index += 1
                let address = try target()
                if last.mark == "![", !address.hasPrefix("tg://") { throw Unreadable(description: "not an emoji") }
                continue
            }
            if begins("||"), isInQuotation, open.isEmpty, at(index + 2) == "\u{0}" || at(index + 2) == "\n" {
                index += 2
                continue
            }
            switch next {
            case "_": begin(begins("__") ? "__" : "_")
            case "*", "~", "[": begin(String(next))
            case "|" where begins("||"): begin("||")
            case "!" where begins("!["): begin("![")
            case "`":
                guard begins("```") else {
                    begin("`")
                    continue
                }
                begin("```")
                var end = index
                while end < text.count, !at(end).properties.isWhitespace, at(end) != "`" { end += 1 }
                if end > index, end < text.count, at(end) != "`" { index = end }
                if at(index) == "\n" { index += 1 }
            case ">" where open.isEmpty && (shown.text.isEmpty || shown.text.unicodeScalars.last == "\n"):
                isInQuotation = true
                index += 1
            default: throw Unreadable(description: "\(next) is reserved at \(index)")
            }
        }
        guard open.isEmpty else { throw Unreadable(description: "\(open.map(\.mark)) have no end") }
        return shown
    }

    private static let tags: Set = [
        "a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji", "tg-time", "span",
        "pre", "code",
        "blockquote",
    ]

    /// Reads HTML.
    static func html(_ source: String) throws -> Shown {
        var rest = Substring(source).unicodeScalars[...]
        var shown = Shown()
        var open: [(name: String, length: Int)] = []
        while let next = rest.first {
            switch next {
            case "&":
                let names = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\""]
                if let name = names.keys.first(where: { rest.starts(with: $0.unicodeScalars) }) {
                    shown.text += names[name] ?? ""
                    rest = rest.dropFirst(name.unicodeScalars.count)
                } else if let end = rest.firstIndex(of: ";"), rest.starts(with: "&#".unicodeScalars),
                    let number = number(String(Substring(rest[..<end]))), let scalar = UnicodeScalar(number)
                {
                    shown.text.unicodeScalars.append(scalar)
                    rest = rest[rest.index(after: end)...]
                } else {
                    throw Unreadable(description: "a lone &")
                }
            case "<":
                guard let end = rest.firstIndex(of: ">") else { throw Unreadable(description: "a tag without end") }
                let tag = String(Substring(rest[rest.index(after: rest.startIndex)..<end]))
                rest = rest[rest.index(after: end)...]
                if tag.hasPrefix("/") {
                    guard let last = open.popLast(), "/" + last.name == tag else {
                        throw Unreadable(description: "\(tag) closes nothing")
                    }
                    if shown.text.unicodeScalars.count > last.length { shown.entities += 1 }
                } else {
                    let name = String(tag.prefix { $0 != " " })
                    guard tags.contains(name) else { throw Unreadable(description: "<\(tag)> is unknown") }
                    if name == "span", tag != "span class=\"tg-spoiler\"" { throw Unreadable(description: tag) }
                    open.append((name, shown.text.unicodeScalars.count))
                }
            case ">": throw Unreadable(description: "a lone >")
            default:
                shown.text.unicodeScalars.append(next)
                rest = rest.dropFirst()
            }
        }
        guard open.isEmpty else { throw Unreadable(description: "\(open.map(\.name)) have no end") }
        return shown
    }

    private static func number(_ entity: String) -> UInt32? {
        let digits = entity.dropFirst(2)
        return digits.hasPrefix("x") || digits.hasPrefix("X") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    }
}
