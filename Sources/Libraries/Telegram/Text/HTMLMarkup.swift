import OIntCore

/// A text as HTML by Telegram's rules: its tags and entities stay, and everything else is escaped.
///
/// What comes out is valid whatever goes in: a tag that Telegram does not know, one that closes nothing, and one that is
/// never closed, stand for themselves.
///
/// Source: https://core.telegram.org/bots/api#html-style
struct HTMLMarkup {
    /// A tag that opens.
    private struct Opening {
        let name: String
        let place: Int
        /// The tag as it was written.
        let written: String
    }

    private static let plain: Set = ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "pre"]
    private static let named: [String: String] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\""]
    /// The longest tag that is looked for.
    private static let longestTag = 8192

    private let text: [UnicodeScalar]
    private var index = 0
    private var builder = MarkupBuilder()
    private var openings: [Opening] = []

    /// Reads a text.
    /// - Parameter text: The text as it was given.
    /// - Returns: The text for Telegram.
    static func read(_ text: String) -> MarkupText {
        var reader = HTMLMarkup(text: Array(text.unicodeScalars))
        reader.run()
        return MarkupText(tokens: reader.builder.tokens)
    }

    private init(text: [UnicodeScalar]) { self.text = text }

    private mutating func run() {
        while index < text.count {
            switch text[index] {
            case "<": if !closeTag() && !openTag() { show() }
            case "&": if !showEntity() { show() }
            default: show()
            }
        }
        demote(from: 0)
    }

    private mutating func show() {
        let shown = String(text[index])
        builder.show(Self.escaped(shown), as: shown)
        index += 1
    }

    private static func escaped(_ text: String) -> String {
        // Scalars, not characters: an accent behind one of the three would make one character of both.
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private mutating func demote(from position: Int) {
        for opening in openings[position...] {
            builder.demote(opening.place, to: Self.escaped(opening.written), as: opening.written)
        }
        openings.removeSubrange(position...)
    }

    /// Shows an entity: one of four names, or the number of a character.
    private mutating func showEntity() -> Bool {
        // The longest number of a character, with leading zeros, is no longer than this.
        guard let end = text[index...].prefix(16).firstIndex(of: ";") else { return false }
        let name = String(String.UnicodeScalarView(text[index + 1..<end]))
        guard let seen = Self.named[name] ?? Self.numbered(name) else { return false }
        builder.show("&\(name);", as: seen)
        index = end + 1
        return true
    }

    private static func numbered(_ name: String) -> String? {
        guard name.hasPrefix("#") else { return nil }
        let isHexadecimal = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
        let digits = name.dropFirst(isHexadecimal ? 2 : 1)
        guard let number = UInt32(digits, radix: isHexadecimal ? 16 : 10), digits.first != "+", number > 0 else {
            return nil
        }
        return UnicodeScalar(number).map { String($0) }
    }
}

extension HTMLMarkup {
    private mutating func closeTag() -> Bool {
        guard text[index...].starts(with: "</".unicodeScalars),
            let end = text[index...].prefix(40).firstIndex(of: ">")
        else { return false }
        let name = String(String.UnicodeScalarView(text[index + 2..<end])).trimmed.lowercased()
        guard let position = openings.lastIndex(where: { $0.name == name }) else { return false }
        let place = openings[position].place
        guard !builder.isEmpty(since: place) else { return false }
        demote(from: position + 1)
        openings.removeLast()
        builder.close(place, "</\(name)>")
        index = end + 1
        return true
    }

    private mutating func openTag() -> Bool {
        guard let tag = HTMLTag(text, from: index, limit: Self.longestTag), isTaken(tag) else { return false }
        let written = String(String.UnicodeScalarView(text[index..<tag.end]))
        let attributes = tag.attributes.map { attribute in
            attribute.value.map { " \(attribute.name)=\"\(Self.attribute($0))\"" } ?? " \(attribute.name)"
        }
        let place = builder.open("<\(tag.name)\(attributes.joined())>")
        openings.append(Opening(name: tag.name, place: place, written: written))
        index = tag.end
        return true
    }

    /// Whether Telegram knows a tag, and takes it in this place.
    private func isTaken(_ tag: HTMLTag) -> Bool {
        // Code holds no other markup; a language is told by code in a block of it.
        if let outer = openings.last(where: { $0.name == "code" || $0.name == "pre" }) {
            guard outer.name == "pre", tag.name == "code", builder.isEmpty(since: outer.place) else { return false }
        }
        guard !openings.contains(where: { $0.name == tag.name && ["a", "blockquote"].contains(tag.name) }) else {
            return false
        }
        let names = tag.attributes.map(\.name)
        let value = tag.attributes.first?.value
        return switch tag.name {
        case "a": names == ["href"] && value.map { !$0.trimmed.isEmpty } ?? false
        case "code": names.isEmpty || (names == ["class"] && value?.hasPrefix("language-") ?? false)
        case "span": names == ["class"] && value == "tg-spoiler"
        case "blockquote": names.isEmpty || names == ["expandable"]
        case "tg-emoji": names == ["emoji-id"] && value.map { Int($0) != nil } ?? false
        case "tg-time": names.contains("unix") && Set(names).isSubset(of: ["unix", "format"])
        default: names.isEmpty && Self.plain.contains(tag.name)
        }
    }

    /// The value of an attribute, with its entities as they are and everything else escaped.
    private static func attribute(_ value: String) -> String {
        var reader = HTMLMarkup(text: Array(value.unicodeScalars))
        while reader.index < reader.text.count {
            if reader.text[reader.index] != "&" || !reader.showEntity() { reader.show() }
        }
        return MarkupText(tokens: reader.builder.tokens).source.replacing("\"", with: "&quot;")
    }
}

/// A tag that opens, as it is written.
private struct HTMLTag {
    /// The name in lower case.
    let name: String
    /// The attributes with their values, entities in them not yet read; nil for one that has none.
    private(set) var attributes: [(name: String, value: String?)] = []
    /// The place behind the tag.
    private(set) var end: Int

    /// Reads a tag.
    /// - Parameters:
    ///   - text: The text.
    ///   - start: Where its angle bracket is.
    ///   - limit: How long it may be.
    /// - Returns: Nil where there is none.
    init?(_ text: [UnicodeScalar], from start: Int, limit: Int) {
        let last = min(text.count, start + limit)
        var place = start + 1
        func word(_ isOf: (UnicodeScalar) -> Bool) -> String {
            let from = place
            while place < last, isOf(text[place]) { place += 1 }
            return String(String.UnicodeScalarView(text[from..<place])).lowercased()
        }
        func skipBlanks() { while place < last, text[place].properties.isWhitespace { place += 1 } }
        let isOfName: (UnicodeScalar) -> Bool = { $0.isASCII && ($0.properties.isAlphabetic || $0 == "-") }
        name = word(isOfName)
        end = place
        guard !name.isEmpty else { return nil }
        while true {
            let blank = place
            skipBlanks()
            guard place < last else { return nil }
            if text[place] == ">" {
                end = place + 1
                return
            }
            guard place > blank else { return nil }
            let attribute = word(isOfName)
            guard !attribute.isEmpty, place < last else { return nil }
            guard text[place] == "=" else {
                attributes.append((attribute, nil))
                continue
            }
            place += 1
            guard place < last else { return nil }
            let quote = text[place]
            if quote == "\"" || quote == "'" {
                guard let close = text[(place + 1)..<last].firstIndex(of: quote) else { return nil }
                attributes.append((attribute, String(String.UnicodeScalarView(text[place + 1..<close]))))
                place = close + 1
            } else {
                let from = place
                while place < last, text[place].isASCII,
                    text[place].properties.isAlphabetic || text[place].properties.numericType != nil
                        || ".-".unicodeScalars.contains(text[place])
                { place += 1 }
                guard place > from else { return nil }
                attributes.append((attribute, String(String.UnicodeScalarView(text[from..<place])).lowercased()))
            }
        }
    }
}
