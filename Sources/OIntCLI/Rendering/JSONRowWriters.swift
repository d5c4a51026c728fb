import OIntCore

/// Prints rows as one JSON array.
struct JSONListWriter: RowWriter {
    let style: JSONStyle
    private var isOpen = false

    init(style: JSONStyle) { self.style = style }

    // The printer itself lays out the batch as an array; without its brackets it is a piece of the whole one. So
    // the indentation is written down in one place only.
    mutating func append(_ rows: [JSON], to bytes: inout [UInt8]) {
        guard !rows.isEmpty else { return }
        let start = bytes.count
        JSON.array(rows).write(to: &bytes, style: style)
        bytes.removeLast(closing.count)
        if isOpen { bytes[start] = .comma }
        isOpen = true
    }

    mutating func finish(to bytes: inout [UInt8]) {
        bytes += isOpen ? closing : Array("[]".utf8)
        bytes.append(.lineFeed)
    }

    private var closing: [UInt8] { Array((style == .compact ? "]" : "\n]").utf8) }
}

/// Prints a row a line, each as compact JSON.
///
/// The printer escapes line breaks inside texts, so that a line is always a whole row.
struct JSONLinesWriter: RowWriter {
    mutating func append(_ rows: [JSON], to bytes: inout [UInt8]) {
        for row in rows {
            row.write(to: &bytes, style: .compact)
            bytes.append(.lineFeed)
        }
    }

    mutating func finish(to bytes: inout [UInt8]) {}
}
