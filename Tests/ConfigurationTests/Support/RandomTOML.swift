import TestRandomness

/// Writes TOML texts in all the ways in which people do.
struct RandomTOML {
    var random: SeededGenerator
    private var number = 0
    private let lineEnd: String
    private var text = ""
    /// The tables that have a header, and the top level.
    private(set) var tables: [[String]] = [[]]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        lineEnd = random.oneIn(3) ? "\r\n" : "\n"
    }

    /// A whole text.
    mutating func document() -> String {
        if random.oneIn(3) { addComment() }
        if random.oneIn(2) { addLine("") }
        addKeys(to: [])
        for _ in 0..<Int.random(in: 0...5, using: &random) { addTable() }
        if random.oneIn(4), text.hasSuffix(lineEnd) { text = String(text.dropLast()) }
        return text
    }

    /// A key that stands nowhere yet.
    mutating func newKey() -> String {
        number += 1
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return "key \(number)"
        case 1: return "ключ.\(number)"
        case 2: return "\"\(number)"
        default: return "k\(number)"
        }
    }

    /// A value of whatever kind, written on one line or several.
    mutating func value(depth: Int = 0) -> String {
        number += 1
        switch Int.random(in: 0..<(depth < 2 ? 12 : 8), using: &random) {
        case 0: return "\(number)"
        case 1: return "\(number).50"
        case 2: return "\"text # \(number) \\\" é\""
        case 3: return "'C:\\\(number) # [x]'"
        case 4: return "true"
        case 5: return "1979-05-27 07:32:00"
        case 6: return "\"\"\"" + lineEnd + "[a]" + lineEnd + "b = \(number) # no comment\"\"\""
        case 7: return "'''x" + lineEnd + lineEnd + "y'''"
        case 8: return "[ \(value(depth: depth + 1)) , \(value(depth: depth + 1)) ]"
        case 9: return "[" + lineEnd + "  \(value(depth: depth + 1)), " + comment() + lineEnd + " ]"
        case 10: return "{}"
        default:
            let pairs = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                "\(quoted(newKey()))\(random.oneIn(3) ? ".x" : "") = \(oneLineValue())"
            }
            return "{ \(pairs.joined(separator: " , ")) }"
        }
    }

    private mutating func oneLineValue() -> String {
        while true {
            let value = value(depth: 1)
            if !value.contains("\n") { return value }
        }
    }

    private mutating func comment() -> String {
        number += 1
        return "# comment \(number)."
    }

    private mutating func addComment() { addLine(comment()) }

    private mutating func addLine(_ line: String) { text += line + lineEnd }

    private mutating func addKeys(to table: [String]) {
        let indentation = random.oneIn(3) ? "  " : ""
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            if random.oneIn(4) { addComment() }
            if random.oneIn(5) { addLine("") }
            let end = random.oneIn(3) ? "  " + comment() : ""
            let name = quoted(newKey())
            if random.oneIn(4) {
                addLine("\(indentation)\(name).a = \(value())\(end)")
                addLine("\(indentation)\(name) . b.c = \(value())")
            } else {
                addLine("\(indentation)\(name) = \(value())\(end)")
            }
        }
        if random.oneIn(3) { addLine("") }
    }

    private mutating func addTable() {
        if random.oneIn(3) { addComment() }
        let parent = tables.randomElement(using: &random) ?? []
        // Some tables are made by the ones below them alone.
        let path = parent + (random.oneIn(3) ? [newKey()] : []) + [newKey()]
        let name = path.map { quoted($0) }.joined(separator: random.oneIn(3) ? " . " : ".")
        if random.oneIn(6) {
            for _ in 0..<2 {
                addLine("[[\(name)]]")
                addKeys(to: path)
            }
        } else {
            addLine("\(random.oneIn(4) ? "  " : "")[\(name)]\(random.oneIn(4) ? " " + comment() : "")")
            tables.append(path)
            addKeys(to: path)
        }
    }

    private func quoted(_ key: String) -> String {
        if key.hasPrefix("k"), !key.contains(" ") { return key }
        return key.contains("\"") ? "'\(key)'" : "\"\(key)\""
    }
}

extension SeededGenerator {
    /// Whether something happens that has one chance in so many.
    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
}
