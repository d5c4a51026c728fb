/// Finds keys with so many parts that the tables they make would be nested too deeply.
///
/// Each part of a key with dots is a table in the one before. Whatever walks such a tree, the destructor of toml++
/// included, needs stack for each level, and a text of a few hundred kilobytes could use up all there is.
enum TOMLDepth {
    /// How many parts a key may have.
    static let limit = 32

    /// Where a key stands that has too many parts.
    /// - Parameter bytes: The text, which need not be right.
    /// - Returns: The offset of the part that is too much; nil where there is none.
    static func offset(ofDeepKeyIn bytes: [UInt8]) -> Int? {
        var dots = 0
        var offset = 0
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "#"):
                offset = end(ofLineFrom: offset, in: bytes)
                continue
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                offset = end(ofTextFrom: offset, in: bytes)
                continue
            case UInt8(ascii: "."):
                dots += 1
                if dots >= limit { return offset }
            case UInt8(ascii: "\n"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "["):
                dots = 0
            default: break
            }
            offset += 1
        }
        return nil
    }

    private static func end(ofLineFrom start: Int, in bytes: [UInt8]) -> Int {
        bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }

    /// Where a text in quotes ends, its last quote included; one on a single line ends with the line at the latest.
    private static func end(ofTextFrom start: Int, in bytes: [UInt8]) -> Int {
        let quote = bytes[start]
        let isLong = bytes[start...].prefix(3).elementsEqual([quote, quote, quote])
        var offset = start + (isLong ? 3 : 1)
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""): offset += 1
            case UInt8(ascii: "\n") where !isLong: return offset
            case quote where !isLong: return offset + 1
            case quote where bytes[offset...].prefix(3).elementsEqual([quote, quote, quote]): return offset + 3
            default: break
            }
            offset += 1
        }
        return bytes.count
    }
}
