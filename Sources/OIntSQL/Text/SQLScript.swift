import OIntCore

/// A text of several statements, taken apart where each of them ends.
///
/// It knows what dumps hold besides statements: the rows of `COPY … FROM stdin`, and lines for the client that made them.
package struct SQLScript: Sendable {
    /// A statement of a script.
    package struct Statement: Sendable, Hashable {
        /// Where it stands in the bytes, without the semicolon.
        package let range: Range<Int>
        /// The line that it begins in, from 1.
        package let line: Int
        /// Its first words in capital letters, as far as they are keywords or plain names.
        package let words: [String]
        /// Where the rows stand that `COPY … FROM stdin` reads; nil for any other statement.
        package let rows: Range<Int>?
    }

    /// The script in UTF-8.
    package let bytes: [UInt8]
    /// Its statements, in their order.
    package let statements: [Statement]

    /// Takes a script apart.
    /// - Parameters:
    ///   - text: The script.
    ///   - lexis: What the database takes for a name, a text or a comment.
    ///   - readsRows: Whether rows stand behind `COPY … FROM stdin;`, up to a line with `\.`.
    /// - Throws: `UsageError` with the line, where a quote or comment does not end, or a line is for another client.
    package init(_ text: String, _ lexis: SQLLexis, readsRows: Bool) throws(UsageError) {
        var reader = Reader(text, lexis, readsRows: readsRows)
        statements = try reader.statements()
        bytes = reader.lexer.bytes
    }

    /// The text of a piece of the script.
    /// - Parameter range: Where it stands in the bytes.
    package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// Reads a script from its beginning to its end.
private struct Reader {
    var lexer: SQLLexer
    private let readsRows: Bool
    /// How many line breaks were seen, and up to where.
    private var line = (number: 1, end: 0)

    init(_ text: String, _ lexis: SQLLexis, readsRows: Bool) {
        lexer = SQLLexer(text, lexis)
        self.readsRows = readsRows
    }

    mutating func statements() throws(UsageError) -> [SQLScript.Statement] {
        var found: [SQLScript.Statement] = []
        while let statement = try next() { found.append(statement) }
        return found
    }

    private mutating func next() throws(UsageError) -> SQLScript.Statement? {
        var (start, end): (Int?, Int) = (nil, 0)
        var nesting = Nesting()
        while let token = lexer.next() {
            switch token.kind {
            case .comment: continue
            case .unclosed:
                throw UsageError(
                    "--sql: what begins in line \(lineNumber(at: token.range.lowerBound)) with \(Quote.short(lexer.text(of: token))) does not end"
                )
            case .symbol where start == nil && lexer.bytes[token.range.lowerBound] == UInt8(ascii: "\\"):
                try skipCommand(at: token.range.lowerBound)
                continue
            case .semicolon where !nesting.isInside:
                guard let start else { continue }
                return statement(start..<end, nesting)
            default: break
            }
            if start == nil { start = token.range.lowerBound }
            end = token.range.upperBound
            nesting.take(token.kind, token.kind == .word ? lexer.text(of: token) : "")
        }
        return start.map { statement($0..<end, nesting) }
    }

    private mutating func statement(_ range: Range<Int>, _ nesting: Nesting) -> SQLScript.Statement {
        let number = lineNumber(at: range.lowerBound)
        let rows = readsRows && nesting.copiesFromInput ? lexer.takeRows() : nil
        return SQLScript.Statement(range: range, line: number, words: nesting.firstWords, rows: rows)
    }

    /// Skips a line that is for psql: those that guard a dump mean nothing elsewhere, others can't be left out.
    private mutating func skipCommand(at place: Int) throws(UsageError) {
        let number = lineNumber(at: place)
        let text = lexer.takeLine(from: place)
        let word = text.prefix { !$0.isWhitespace }
        guard ["\\restrict", "\\unrestrict"].contains(word) else {
            throw UsageError(
                "--sql: line \(number) is a command for another client, \(Quote.short(String(word))), and no SQL: take it out"
            )
        }
    }

    private mutating func lineNumber(at place: Int) -> Int {
        if place < line.end { line = (1, 0) }
        line.number += lexer.bytes[line.end..<place].count { $0 == UInt8(ascii: "\n") }
        line.end = place
        return line.number
    }
}

/// Tells where a semicolon ends a statement, and where it only ends a part of one.
private struct Nesting {
    private(set) var firstWords: [String] = []
    private var parentheses = 0
    /// How many bodies of functions and their blocks are open: BEGIN ATOMIC … CASE … END … END.
    private var blocks = 0
    private var lastWord = ""
    /// Whether a COPY reads what the client sends.
    private(set) var copiesFromInput = false

    private static let wordCount = 12

    var isInside: Bool { parentheses > 0 || blocks > 0 }

    private var definesRoutine: Bool {
        let kinds =
            firstWords.starts(with: ["CREATE", "OR", "REPLACE"]) ? firstWords.dropFirst(3) : firstWords.dropFirst()
        return firstWords.first == "CREATE" && ["FUNCTION", "PROCEDURE"].contains(kinds.first ?? "")
    }

    mutating func take(_ kind: SQLLexer.Kind, _ text: String) {
        switch kind {
        case .open: parentheses += 1
        case .close: parentheses = max(parentheses - 1, 0)
        case .word:
            let word = text.uppercased()
            if firstWords.count < Self.wordCount { firstWords.append(word) }
            if parentheses == 0, firstWords.first == "COPY", lastWord == "FROM", word == "STDIN" {
                copiesFromInput = true
            }
            if definesRoutine {
                switch word {
                case "ATOMIC" where lastWord == "BEGIN": blocks += 1
                case "CASE" where blocks > 0: blocks += 1
                case "END" where blocks > 0: blocks -= 1
                default: break
                }
            }
            lastWord = word
            return
        default: break
        }
        lastWord = ""
    }
}
