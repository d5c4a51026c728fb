import OIntCore
import TestRandomness
import Testing

@testable import OIntConfiguration

/// Random texts, changed at random places.
@Suite("Any TOML, changed anywhere")
struct TOMLPropertyTests {
    private static let seeds = Array(UInt64(1)...UInt64(400))

    /// Does something to each value of each document that stands on lines, and counts them.
    /// - Parameter body: What is done, with the document, what is in it, the path of the value, and the seed.
    private static func forEachValue(
        _ body: (TOMLDocument, [[String]: TOMLValue], [String], UInt64) throws -> Void
    ) throws -> Int {
        var count = 0
        for seed in seeds {
            var writer = RandomTOML(seed: seed)
            let document = try TOMLDocument(text: writer.document(), name: "seed \(seed)")
            let before = leaves(of: document)
            for path in before.keys.sorted(by: { $0.description < $1.description })
            where document.line(of: path) != nil {
                try body(document, before, path, seed)
                count += 1
            }
        }
        return count
    }

    /// The paths of all values that are no tables, and of empty tables.
    private static func leaves(_ value: TOMLValue, _ path: [String] = []) -> [[String]: TOMLValue] {
        guard let table = value.table, !table.entries.isEmpty else { return path.isEmpty ? [:] : [path: value] }
        return table.entries.reduce(into: [:]) { all, entry in
            all.merge(leaves(entry.value, path + [entry.key])) { first, _ in first }
        }
    }

    private static func leaves(of document: TOMLDocument) -> [[String]: TOMLValue] { leaves(.table(document.table)) }

    private static func comments(_ text: String) -> [Substring] {
        text.matches(of: /# comment \d+\./).map(\.output)
    }

    /// How much of two texts is the same at their begin and end.
    private static func common(_ first: [UInt8], _ second: [UInt8]) -> Int {
        let begin = zip(first, second).prefix { $0 == $1 }.count
        let shorter = min(first.count, second.count) - begin
        return begin + zip(first.reversed(), second.reversed()).prefix(shorter).prefix { $0 == $1 }.count
    }

    /// The lines that a value stands on, or the value alone where it stands in braces.
    private static func lines(of path: [String], in document: TOMLDocument) -> String? {
        var node = document.root
        var isInBraces = false
        for key in path {
            if case .table(_, .braces) = node.content { isInBraces = true }
            guard let next = node[key] else { return nil }
            node = next
        }
        let source = document.source
        if isInBraces { return source.text(node.range) }
        let start = source.lineStart(of: node.range.lowerBound)
        return source.text(start..<source.lineLimit(of: node.range.upperBound - 1))
    }

    @Test("Random texts are TOML with many kinds of values")
    func generator() throws {
        var kinds: Set<String> = []
        for seed in Self.seeds {
            var writer = RandomTOML(seed: seed)
            let document = try TOMLDocument(text: writer.document(), name: "seed \(seed)")
            for value in Self.leaves(of: document).values { kinds.insert("\(value)".prefix { $0 != "(" }.description) }
        }
        #expect(kinds == ["string", "integer", "float", "boolean", "dateTime", "array", "table"])
    }

    @Test("A value that is replaced leaves every other byte alone")
    func replacing() throws {
        let count = try Self.forEachValue { document, before, path, seed in
            let value = TOMLValue.string("neu # \(seed)")
            let changed = try document.setting(value, at: path)
            var expected = before
            expected[path] = value
            #expect(Self.leaves(of: changed) == expected, "seed \(seed), \(path)")
            // What is not the same is one piece, and setting the same value again changes nothing.
            #expect(try changed.setting(value, at: path).bytes == changed.bytes)
            #expect(Self.common(document.bytes, changed.bytes) >= changed.bytes.count - "\"neu # \(seed)\"".utf8.count)
        }
        #expect(count > 1000)
    }

    @Test("A new key adds bytes at one place, and takes none away")
    func adding() throws {
        for seed in Self.seeds {
            var writer = RandomTOML(seed: seed)
            var document = try TOMLDocument(text: writer.document(), name: "seed \(seed)")
            for _ in 0..<6 {
                let before = Self.leaves(of: document)
                let table = writer.tables.randomElement(using: &writer.random) ?? []
                let path = table + (writer.random.oneIn(3) ? [writer.newKey()] : []) + [writer.newKey()]
                let changed = try document.setting(.integer(Int64(seed)), at: path)
                var expected = before
                // A table that was empty, or not there, is seen by what is in it now.
                for end in 1..<max(path.count, 2) { expected[Array(path[..<end])] = nil }
                expected[path] = .integer(Int64(seed))
                #expect(Self.leaves(of: changed) == expected, "seed \(seed), \(path)")
                #expect(Self.common(document.bytes, changed.bytes) == document.bytes.count, "seed \(seed), \(path)")
                let endings = [document, changed].map { $0.bytes.last == UInt8(ascii: "\n") }
                #expect(document.bytes.isEmpty || endings[0] == endings[1], "seed \(seed), \(path)")
                document = changed
            }
        }
    }

    @Test("A key that is removed takes its line along, and no comment of others")
    func removing() throws {
        let count = try Self.forEachValue { document, before, path, seed in
            let changed = try document.removing(path)
            let after = Self.leaves(of: changed)
            var expected = before
            expected[path] = nil
            for end in 1..<max(path.count, 2) {
                // A table whose last key it was may stay, empty.
                let table = Array(path[..<end])
                if after[table]?.table?.entries.isEmpty == true { expected[table] = after[table] }
            }
            #expect(after == expected, "seed \(seed), \(path)")
            // A comment on the key's line, or between the elements of its value, goes with it.
            let own = Self.comments(try #require(Self.lines(of: path, in: document)))
            let kept = Self.comments(document.text).filter { !own.contains($0) }
            #expect(Self.comments(changed.text) == kept, "seed \(seed), \(path)")
        }
        #expect(count > 1000)
    }
}
