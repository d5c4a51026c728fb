import Foundation
import OIntCore
import Testing

@Suite("Properties of reading and writing JSON")
struct JSONPropertyTests {
    @Test("what is written reads back as the same", arguments: UInt64(0)..<400)
    func roundTrips(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let value = random.value()
        let compact = value.text(.compact)
        for style in [JSONStyle.pretty, .compact] {
            let text = value.text(style)
            let back = try JSON(parsing: text)
            #expect(back == value)
            // Swift takes texts for equal that differ in bytes; these must not.
            #expect(Array(back.text(.compact).utf8) == Array(compact.utf8))
            #expect(try JSON(parsing: Array(text.utf8)) == value)
        }
    }

    @Test("Foundation reads what is written as the same", arguments: UInt64(0)..<100)
    func foundationReads(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed, isModest: true)
        let value = random.value()
        for style in [JSONStyle.pretty, .compact] {
            let other = try JSONSerialization.jsonObject(with: Data(value.text(style).utf8), options: .fragmentsAllowed)
            #expect(isSame(value, other))
        }
    }

    @Test("what Foundation writes is read as the same", arguments: UInt64(0)..<100)
    func readsFoundation(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed, isModest: true)
        let other = try JSONSerialization.jsonObject(
            with: Data(random.value().text(.compact).utf8), options: .fragmentsAllowed)
        for options: JSONSerialization.WritingOptions in [[], .prettyPrinted, .withoutEscapingSlashes] {
            let data = try JSONSerialization.data(withJSONObject: other, options: [.fragmentsAllowed, options])
            #expect(isSame(try JSON(parsing: data), other))
        }
    }

    @Test("a document with one wrong byte is read as Foundation reads it, or refused")
    func survivesMutations() throws {
        // No two keys can become equal: Foundation keeps one member of a key.
        let sample = Array(
            #"{"ab":[1,-2.5e+3,"ы\n\u0041\uD83D\uDE00"],"cd":{"ab":null,"ef":[true,false]},"gh":[{},[]]}"#.utf8)
        for index in sample.indices {
            for byte in UInt8.min...UInt8.max {
                var document = sample
                document[index] = byte
                let other = try? JSONSerialization.jsonObject(with: Data(document))
                guard let value = try? JSON(parsing: document) else {
                    #expect(other == nil, "\(document)")
                    continue
                }
                #expect(try JSON(parsing: value.text(.compact)) == value)
                // Half a pair is what Foundation refuses.
                guard !value.text(.compact).unicodeScalars.contains("\u{FFFD}") else { continue }
                let isAgreed = other.map { isSame(value, $0) } ?? false
                #expect(isAgreed, "\(document)")
            }
        }
    }

    @Test("a document with random damage is read or refused", arguments: UInt64(0)..<50)
    func survivesDamage(_ seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let sample = Array(JSON.array([random.value(), random.value()]).text().utf8)
        let pieces = [
            #"""#, "\\", "\\u", "\\uD83D", "[", "]", "{", "}", ",", ":", "1", "e", "-", ".", "\u{0}", "я", "t",
        ]
        for _ in 0..<100 {
            var document = sample
            for _ in 0...random.below(3) {
                let start = random.below(document.count + 1)
                let end = min(document.count, start + random.below(4))
                document.replaceSubrange(start..<end, with: pieces[random.below(pieces.count)].utf8)
            }
            if let value = try? JSON(parsing: document) {
                #expect(try JSON(parsing: value.text()) == value)
            }
        }
    }

    /// Whether Foundation's value says the same.
    private func isSame(_ value: JSON, _ other: Any) -> Bool {
        switch value {
        case .null: return other is NSNull
        case .bool(let flag): return (other as? NSNumber)?.boolValue == flag
        case .number(let number): return (other as? NSNumber)?.doubleValue == number.double
        case .string(let text): return (other as? String).map { Array($0.utf8) == Array(text.utf8) } ?? false
        case .array(let elements):
            guard let others = other as? [Any], others.count == elements.count else { return false }
            return zip(elements, others).allSatisfy { isSame($0, $1) }
        case .object(let object):
            guard let others = other as? [String: Any], others.count == object.count else { return false }
            return object.allSatisfy { member in others[member.key].map { isSame(member.value, $0) } ?? false }
        }
    }
}
