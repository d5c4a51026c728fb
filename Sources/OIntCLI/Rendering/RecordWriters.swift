import OIntCore

/// Prints the rows of a table as one value: the rows in their envelope.
///
/// The printer itself lays out each batch with the envelope around it; without what stands before and behind the
/// rows it is a piece of the whole one. So the layout is written down in one place only.
struct EnvelopeWriter: RowWriter {
    let columns: [String]
    private let format: OutputFormat
    private let frame: Frame
    private var isOpen = false

    init(format: OutputFormat, columns: [String]) {
        self.format = format
        self.columns = columns
        frame = Frame(of: Self.rendered([.null], format))
    }

    mutating func append(_ rows: [JSON], to bytes: inout [UInt8]) {
        guard !rows.isEmpty else { return }
        let text = Self.rendered(rows, format)
        if isOpen { bytes += frame.separator }
        bytes += text[(isOpen ? frame.lead.count : 0)..<(text.count - frame.tail.count)]
        isOpen = true
    }

    mutating func finish(to bytes: inout [UInt8]) {
        bytes += isOpen ? frame.tail : Self.rendered([], format)
    }

    private static func rendered(_ rows: [JSON], _ format: OutputFormat) -> [UInt8] {
        var envelope = Records.envelope.head
        envelope.append(Records.envelope.key, .array(rows))
        return format.render(.object(envelope)).bytes
    }

    /// What stands around rows, taken from an envelope whose only row is the word null.
    private struct Frame {
        var lead: [UInt8]
        var separator: [UInt8]
        var tail: [UInt8]

        init(of text: [UInt8]) {
            let word = Array("null".utf8)
            let end = text.indices.reversed().first { text[..<$0].suffix(word.count).elementsEqual(word) } ?? text.count
            lead = Array(text[..<(end - word.count)])
            tail = Array(text[end...])
            if let bracket = lead.lastIndex(of: UInt8(ascii: "[")) {
                separator = [UInt8.comma] + lead[(bracket + 1)...]
            } else {
                // In YAML the dash before a row is part of it, and a row ends with its line.
                lead.removeLast("  - ".utf8.count)
                separator = []
                tail = []
            }
        }
    }
}

/// Prints the rows of a table a line each, as compact JSON.
struct RecordLinesWriter: RowWriter {
    let columns: [String]
    private let encoder: RecordLinesEncoder

    init(columns: [String]) {
        self.columns = columns
        encoder = RecordLinesEncoder(columns: columns)
    }

    mutating func append(_ batch: RecordBatch, to bytes: inout [UInt8]) { encoder.append(batch, to: &bytes) }

    mutating func append(_ rows: [JSON], to bytes: inout [UInt8]) {
        var lines = JSONLinesWriter()
        lines.append(rows, to: &bytes)
    }

    mutating func finish(to bytes: inout [UInt8]) {}
}
