import CTOML

/// The bytes of a TOML text, with the places that toml++ gives by line and column.
struct TOMLSource: Sendable {
    /// The text in UTF-8, without a byte order mark.
    let bytes: [UInt8]
    /// Whether a byte order mark stands before it.
    let hasByteOrderMark: Bool
    /// Where lines begin.
    private let lineStarts: [Int]

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(_ bytes: [UInt8]) {
        hasByteOrderMark = bytes.starts(with: Self.byteOrderMark)
        let text = hasByteOrderMark ? Array(bytes.dropFirst(Self.byteOrderMark.count)) : bytes
        lineStarts = [0] + text.indices.filter { text[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        self.bytes = text
    }

    /// The bytes with what stands before them.
    var fileBytes: [UInt8] { hasByteOrderMark ? Self.byteOrderMark + bytes : bytes }

    /// How lines end in this text, to judge by its first.
    var lineEnd: [UInt8] {
        guard lineStarts.count > 1, lineStarts[1] > 1, bytes[lineStarts[1] - 2] == UInt8(ascii: "\r") else {
            return [UInt8(ascii: "\n")]
        }
        return [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    /// Whether the last line has its end.
    var endsInLineEnd: Bool { bytes.last.map { $0 == UInt8(ascii: "\n") } ?? true }

    /// Where the line begins that a byte belongs to.
    func lineStart(of offset: Int) -> Int {
        lineStarts[(lineStarts.partitioningIndex { $0 > offset }) - 1]
    }

    /// The line that a byte belongs to, counted from 1.
    func line(of offset: Int) -> Int { lineStarts.partitioningIndex { $0 > offset } }

    /// Where the next line begins, or the end of the text.
    func lineLimit(of offset: Int) -> Int {
        let next = lineStarts.partitioningIndex { $0 > offset }
        return next < lineStarts.count ? lineStarts[next] : bytes.count
    }

    /// Where a line ends, its line break included.
    /// - Parameter line: The line, counted from 1.
    func end(ofLine line: Int) -> Int { line < lineStarts.count ? lineStarts[line] : bytes.count }

    /// The bytes of a region.
    func range(_ region: oint_toml_region) -> Range<Int> {
        let begin = offset(region.begin)
        return begin..<max(begin, offset(region.end))
    }

    private func offset(_ place: oint_toml_place) -> Int {
        let line = Int(place.line) - 1
        guard lineStarts.indices.contains(line) else { return bytes.count }
        var offset = lineStarts[line]
        var column = 1
        while column < Int(place.column), offset < bytes.count {
            offset += 1
            // Columns count code points: the later bytes of one are no column of their own.
            while offset < bytes.count, bytes[offset] & 0b1100_0000 == 0b1000_0000 { offset += 1 }
            column += 1
        }
        return offset
    }

    /// The text of some bytes.
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The first byte from a place on that is neither a space nor a tab.
    func skippingBlanks(_ offset: Int) -> Int {
        var offset = offset
        while offset < bytes.count, Self.isBlank(bytes[offset]) { offset += 1 }
        return offset
    }

    /// Whether a byte is a space or a tab.
    static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element fulfils a condition that, once fulfilled, stays so; the end index if none does.
    func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
