import OIntCore
import TestRandomness

/// Makes values of all kinds, with texts and numbers near the edges.
struct RandomJSON {
    var random: SeededGenerator
    /// Whether numbers fit a `Double` and keys differ, as other readers need it.
    let isModest: Bool

    init(seed: UInt64, isModest: Bool = false) {
        random = SeededGenerator(seed: seed)
        self.isModest = isModest
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    mutating func value(depth: Int = 5) -> JSON {
        switch below(depth > 0 ? 9 : 6) {
        case 0: return .null
        case 1: return .bool(below(2) == 0)
        case 2, 3: return .number(number())
        case 4, 5: return .string(text())
        case 6: return .array((0..<below(6)).map { _ in value(depth: depth - 1) })
        default:
            var object = JSONObject()
            for index in 0..<below(6) {
                object.append(isModest ? "\(index)\(text())" : text(), value(depth: depth - 1))
            }
            return .object(object)
        }
    }

    mutating func text() -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<below(below(8) == 0 ? 80 : 14) { scalars.append(scalar()) }
        return String(scalars)
    }

    private mutating func scalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [
            0x61...0x7A, 0x20...0x7E, 0x00...0x22, 0x5B...0x5D, 0x7F...0xC3, 0x400...0x45F, 0x2000...0x2030,
            0x4E00...0x4E20, 0xE000...0xFFFF, 0x1_F600...0x1_F640, 0x10_FFF0...0x10_FFFF,
        ]
        return Unicode.Scalar(UInt32.random(in: ranges[below(ranges.count)], using: &random)) ?? "?"
    }

    private mutating func digits(_ most: Int) -> String {
        (0...below(most)).map { _ in String(below(10)) }.joined()
    }

    mutating func number() -> JSONNumber {
        var text = below(2) == 0 ? "-" : ""
        text += below(4) == 0 ? "0" : "\(below(9) + 1)" + (below(3) == 0 ? "" : digits(isModest ? 12 : 30))
        if below(2) == 0 { text += "." + digits(isModest ? 4 : 30) }
        if below(3) == 0 { text += ["e", "E", "e+", "E-"][below(4)] + digits(isModest ? 1 : 4) }
        return JSONNumber(text) ?? 0
    }
}
