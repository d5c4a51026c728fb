/// Takes a text in SQL apart, as far as it matters for where a piece of it ends.
package struct SQLLexer: Sequence, IteratorProtocol {
    /// What a token is.
    package enum Kind: Sendable, Hashable {
        /// A keyword or a plain name.
        case word
        /// A quoted name.
        case name
        /// A text in quotes.
        case text
        /// Digits.
        case number
        /// What stands for a value: `?1`, `$1`, `:name`, `@name`.
        case placeholder
        case open
        case close
        case comma
        case semicolon
        /// Any other sign.
        case symbol
        case comment
        /// A quote, comment or bracketed name that does not end.
        case unclosed
        /// The null character.
        case null
    }

    /// A piece of the text.
    package struct Token: Sendable, Hashable {
        /// What it is.
        package let kind: Kind
        /// Where it stands in the bytes.
        package let range: Range<Int>
        /// Whether it is a quoted text with a backslash in it.
        package var hasBackslash = false
    }

    /// The text in UTF-8.
    package let bytes: [UInt8]
    private let lexis: SQLLexis
    private var place = 0

    /// Starts at the beginning of a text.
    /// - Parameters:
    ///   - text: The text.
    ///   - lexis: What the database takes for a name, a text or a comment.
    package init(_ text: String, _ lexis: SQLLexis) { self.init(Array(text.utf8), lexis) }

    /// Starts at the beginning of a text.
    /// - Parameters:
    ///   - bytes: The text in UTF-8.
    ///   - lexis: What the database takes for a name, a text or a comment.
    package init(_ bytes: [UInt8], _ lexis: SQLLexis) {
        self.bytes = bytes
        self.lexis = lexis
    }

    /// The text of a token.
    /// - Parameter token: The token.
    package func text(of token: Token) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

    /// The next token; blanks are none.
    package mutating func next() -> Token? {
        while let byte = peek(), Self.isBlank(byte) { place += 1 }
        guard let first = peek() else { return nil }
        let start = place
        place += 1
        let (kind, hasBackslash) = token(from: first)
        return Token(kind: kind, range: start..<place, hasBackslash: hasBackslash)
    }

    private mutating func token(from first: UInt8) -> (Kind, hasBackslash: Bool) {
        switch first {
        case 0: return (.null, false)
        case UInt8(ascii: "("): return (.open, false)
        case UInt8(ascii: ")"): return (.close, false)
        case UInt8(ascii: ","): return (.comma, false)
        case UInt8(ascii: ";"): return (.semicolon, false)
        case UInt8(ascii: "-") where peek() == UInt8(ascii: "-") && !lexis.needsBlankBehindDashes,
            UInt8(ascii: "-") where peek() == UInt8(ascii: "-") && peek(1).map(Self.endsDashes) ?? true:
            return (lineComment(), false)
        case UInt8(ascii: "#") where lexis.hasHashComments: return (lineComment(), false)
        case UInt8(ascii: "/") where peek() == UInt8(ascii: "*"): return (blockComment(), false)
        case UInt8(ascii: "'"): return quoted(by: first, as: .text, escaping: lexis.escapes == .always)
        case UInt8(ascii: "\""):
            let isText = lexis.doubleQuotes == .text
            return quoted(by: first, as: isText ? .text : .name, escaping: isText && lexis.escapes == .always)
        case UInt8(ascii: "`") where lexis.hasBackticks: return quoted(by: first, as: .name, escaping: false)
        case UInt8(ascii: "[") where lexis.hasBrackets: return (bracketed(), false)
        case UInt8(ascii: "$"): return dollar()
        case UInt8(ascii: "?") where lexis.hasQuestionMarks:
            takeWhile(Self.isDigit)
            return (.placeholder, false)
        case UInt8(ascii: ":"), UInt8(ascii: "@"): return (marked(by: first), false)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            takeWhile { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
            return (.number, false)
        default: return Self.isLetter(first) ? word(from: first) : (.symbol, false)
        }
    }

    /// Takes the rest of a line, which is no SQL.
    /// - Parameter start: Where the text begins that is wanted.
    /// - Returns: The text up to the end of its line, without the break.
    package mutating func takeLine(from start: Int) -> String {
        takeWhile { $0 != UInt8(ascii: "\n") }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    /// Takes the rows that stand behind a COPY: from the next line to the one that is `\.`, or to the end.
    /// - Returns: Where they stand, without the line that ends them.
    package mutating func takeRows() -> Range<Int> {
        takeWhile { $0 != UInt8(ascii: "\n") }
        place = Swift.min(place + 1, bytes.count)
        let start = place
        while place < bytes.count {
            let line = place
            takeWhile { $0 != UInt8(ascii: "\n") }
            let content = bytes[line..<place]
            place = Swift.min(place + 1, bytes.count)
            if content.elementsEqual([UInt8(ascii: "\\"), UInt8(ascii: ".")])
                || content.elementsEqual([UInt8(ascii: "\\"), UInt8(ascii: "."), UInt8(ascii: "\r")])
            {
                return start..<line
            }
        }
        return start..<place
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        place + distance < bytes.count ? bytes[place + distance] : nil
    }

    private mutating func takeWhile(_ condition: (UInt8) -> Bool) {
        while let byte = peek(), condition(byte) { place += 1 }
    }

    private mutating func lineComment() -> Kind {
        takeWhile { $0 != UInt8(ascii: "\n") }
        return .comment
    }

    private mutating func blockComment() -> Kind {
        place += 1
        var depth = 1
        while let byte = peek() {
            place += 1
            if byte == UInt8(ascii: "*"), peek() == UInt8(ascii: "/") {
                place += 1
                depth -= 1
                if depth == 0 { return .comment }
            } else if lexis.nestsComments, byte == UInt8(ascii: "/"), peek() == UInt8(ascii: "*") {
                place += 1
                depth += 1
            }
        }
        return .unclosed
    }

    /// Takes a quoted text or name, in which a doubled mark stands for one.
    private mutating func quoted(by mark: UInt8, as kind: Kind, escaping: Bool) -> (Kind, hasBackslash: Bool) {
        var hasBackslash = false
        while let byte = peek() {
            place += 1
            if byte == UInt8(ascii: "\\") {
                hasBackslash = true
                if escaping { place = Swift.min(place + 1, bytes.count) }
            } else if byte == 0 {
                return (.null, hasBackslash)
            } else if byte == mark {
                guard peek() == mark else { return (kind, hasBackslash) }
                place += 1
            }
        }
        return (.unclosed, hasBackslash)
    }

    private mutating func bracketed() -> Kind {
        while let byte = peek() {
            place += 1
            guard byte == UInt8(ascii: "]") else { continue }
            guard lexis.doublesBrackets, peek() == UInt8(ascii: "]") else { return .name }
            place += 1
        }
        return .unclosed
    }

    /// A text between `$tag$` and `$tag$`, or a placeholder.
    private mutating func dollar() -> (Kind, hasBackslash: Bool) {
        let start = place
        if let byte = peek(), Self.isDigit(byte) {
            takeWhile(Self.isDigit)
            return (.placeholder, false)
        }
        takeWhile { Self.isLetter($0) || Self.isDigit($0) }
        guard lexis.hasDollarQuotes, peek() == UInt8(ascii: "$") else {
            return (place > start ? .placeholder : .symbol, false)
        }
        place += 1
        let mark = bytes[start - 1..<place]
        while place + mark.count <= bytes.count {
            if bytes[place..<place + mark.count].elementsEqual(mark) {
                place += mark.count
                return (.text, false)
            }
            place += 1
        }
        place = bytes.count
        return (.unclosed, false)
    }

    /// A placeholder with a name, or a sign: `::`, `:=`, `@@`.
    private mutating func marked(by mark: UInt8) -> Kind {
        if peek() == mark {
            place += 1
            return .symbol
        }
        guard let byte = peek(), Self.isLetter(byte), mark == UInt8(ascii: ":") || lexis.hasAtPlaceholders else {
            return .symbol
        }
        takeWhile { Self.isLetter($0) || Self.isDigit($0) }
        return .placeholder
    }

    private mutating func word(from first: UInt8) -> (Kind, hasBackslash: Bool) {
        let start = place
        let hasDollars = lexis.hasDollarsInWords
        takeWhile { Self.isLetter($0) || Self.isDigit($0) || hasDollars && $0 == UInt8(ascii: "$") }
        // E'…' is one text.
        if lexis.escapes == .marked, place == start, first | 0x20 == UInt8(ascii: "e"), peek() == UInt8(ascii: "'") {
            place += 1
            return quoted(by: UInt8(ascii: "'"), as: .text, escaping: true)
        }
        return (.word, false)
    }

    /// Whether a byte behind two dashes makes a comment of them, where a blank is needed.
    private static func endsDashes(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether a byte can begin a name: letters, the underscore, and whatever is beyond ASCII.
    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
