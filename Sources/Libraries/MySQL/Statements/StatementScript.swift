import OIntSQL

/// The statements of a text, by the rules of the mysql program: `;` ends one, or what a line with DELIMITER says.
///
/// Source: https://dev.mysql.com/doc/refman/8.4/en/mysql-commands.html
struct StatementScript {
    /// The statements, without what ends them.
    private(set) var statements: [String] = []

    /// Takes a text apart.
    init(_ text: String) {
        guard text.utf8.contains(UInt8(ascii: ";")) || text.lowercased().contains("delimiter") else {
            // The server has the last word about what is none.
            statements = text.contains { !$0.isWhitespace } ? [text] : []
            return
        }
        // The body of a routine holds semicolons: without a DELIMITER it is one statement, as the server takes it.
        if Self.isRoutine(text), !text.lowercased().contains("delimiter") {
            statements = [text]
            return
        }
        let bytes = Array(text.utf8)
        var place = 0
        var mark: [UInt8] = [UInt8(ascii: ";")]
        while place < bytes.count {
            if let (next, end) = Self.delimiter(bytes, place) {
                mark = next
                place = end
                continue
            }
            let (end, isEmpty, next) = Self.end(of: bytes, from: place, mark)
            if !isEmpty { statements.append(String(decoding: bytes[place..<end], as: UTF8.self)) }
            place = next
        }
    }

    /// Where a statement ends, whether there is anything in it, and where the next one begins.
    private static func end(of bytes: [UInt8], from start: Int, _ mark: [UInt8]) -> (Int, Bool, Int) {
        var isEmpty = true
        var lexer = SQLLexer(Array(bytes[start...]), .mySQL)
        while let token = lexer.next() {
            let range = token.range.lowerBound + start..<token.range.upperBound + start
            switch token.kind {
            // Servers run what is in some comments.
            case .comment:
                if bytes[range].starts(with: "/*!".utf8) || bytes[range].starts(with: "/*M!".utf8) { isEmpty = false }
            case .text, .name, .unclosed, .null: isEmpty = false
            default:
                if isEmpty, delimiter(bytes, range.lowerBound) != nil { return (start, true, range.lowerBound) }
                // A mark such as $$ may be taken for a part of a word.
                if let place = bytes[range.lowerBound...].firstRange(of: mark, startingBelow: range.upperBound) {
                    return (place.lowerBound, isEmpty && place.lowerBound == range.lowerBound, place.upperBound)
                }
                isEmpty = false
            }
        }
        return (bytes.count, isEmpty, bytes.count)
    }

    /// The mark that a line with DELIMITER sets, and where the line ends.
    private static func delimiter(_ bytes: [UInt8], _ place: Int) -> (mark: [UInt8], end: Int)? {
        let start = bytes[place...].firstIndex { $0 != 0x20 && !(0x09...0x0D).contains($0) } ?? bytes.count
        let word = Array("delimiter".utf8)
        let rest = bytes[start...]
        guard rest.count > word.count, zip(rest, word).allSatisfy({ $0 | 0x20 == $1 }),
            rest[start + word.count] == 0x20 || rest[start + word.count] == 0x09
        else { return nil }
        let line = rest.dropFirst(word.count).prefix { $0 != 0x0A }
        let mark = line.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.first ?? []
        guard !mark.isEmpty else { return nil }
        return (Array(mark), line.endIndex)
    }

    /// Whether a text is the definition of a routine, or a block.
    private static func isRoutine(_ text: String) -> Bool {
        var words: [String] = []
        for token in SQLLexer(text, .mySQL) where token.kind == .word {
            words.append(String(decoding: Array(text.utf8)[token.range], as: UTF8.self).lowercased())
            if words.count == 12 { break }
        }
        guard let first = words.first else { return false }
        if first == "begin" { return words.dropFirst().first == "not" }
        let kinds: Set<String> = ["procedure", "function", "trigger", "event", "package"]
        return (first == "create" || first == "alter") && words.contains { kinds.contains($0) }
    }
}

extension SQLLexis {
    /// What MySQL takes for a name, a text or a comment.
    fileprivate static var mySQL: SQLLexis { SQLDialect.mySQL.lexis }
}

extension ArraySlice<UInt8> {
    /// Where some bytes stand for the first time.
    /// - Parameters:
    ///   - mark: The bytes.
    ///   - limit: Where they have to begin before.
    fileprivate func firstRange(of mark: [UInt8], startingBelow limit: Int) -> Range<Int>? {
        var place = startIndex
        while place < limit, place + mark.count <= endIndex {
            if self[place..<place + mark.count].elementsEqual(mark) { return place..<place + mark.count }
            place += 1
        }
        return nil
    }
}
