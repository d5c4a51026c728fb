import OIntCore

/// Prints rows as comma-separated values (RFC 4180) in UTF-8, with a header.
///
/// - Lines end with LF instead of the CRLF of the RFC: `cut`, `awk` and `read` would take the CR for a part of the
///   last field, while spreadsheets read both. For the same reason there is no byte order mark.
/// - A field is quoted only where it holds a comma, a quotation mark or a line break, or is the only one of its
///   line and empty, since readers skip blank lines.
/// - Null and missing are empty, Booleans `true` and `false`, numbers as they were written, lists and objects compact
///   JSON.
/// - Texts stay as they are: a leading `=`, `+`, `-` or `@` gets no apostrophe, although a spreadsheet may take it
///   for a formula. It would spoil negative amounts, telephone numbers and user names for every other
///   reader, and a round trip. Whoever opens foreign data in a spreadsheet imports such columns as text.
struct CSVWriter: RowWriter {
    let columns: [String]
    private var found = Columns()
    private var hasHeader = false

    /// Makes a writer.
    /// - Parameter columns: The columns, where they are known; otherwise the rows tell.
    init(columns: [String] = []) { self.columns = columns }

    var warnings: [String] { found.warning.map { [$0] } ?? [] }

    mutating func append(_ rows: [JSON], to bytes: inout [UInt8]) {
        var rows = rows
        if found.names.isEmpty {
            rows = found.settle(with: rows)
            if found.names.isEmpty { return }
            writeHeader(found.names, to: &bytes)
        }
        for row in rows {
            writeRecord(found.cells(of: row), to: &bytes)
        }
    }

    mutating func append(_ batch: RecordBatch, to bytes: inout [UInt8]) {
        writeHeader(columns, to: &bytes)
        var start = bytes.count
        let last = columns.count - 1
        bytes.reserveCapacity(bytes.count + batch.byteCount * 2)
        batch.forEachCell { column, kind, cell in
            if column > 0 { bytes.append(.comma) }
            switch kind {
            case .null: break
            case .false: bytes += "false".utf8
            case .true: bytes += "true".utf8
            case .number: bytes += cell
            case .text, .json: writeText(cell, to: &bytes)
            }
            if column == last {
                endRecord(from: start, to: &bytes)
                start = bytes.count
            }
        }
    }

    mutating func finish(to bytes: inout [UInt8]) {
        if !columns.isEmpty { writeHeader(columns, to: &bytes) }
    }

    private mutating func writeHeader(_ names: [String], to bytes: inout [UInt8]) {
        if !hasHeader { writeRecord(names.map { .string($0) }, to: &bytes) }
        hasHeader = true
    }

    private func writeRecord(_ cells: [JSON?], to bytes: inout [UInt8]) {
        let start = bytes.count
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(.comma) }
            writeField(cell, to: &bytes)
        }
        endRecord(from: start, to: &bytes)
    }

    private func endRecord(from start: Int, to bytes: inout [UInt8]) {
        if bytes.count == start { bytes += [.quote, .quote] }
        bytes.append(.lineFeed)
    }

    private func writeField(_ cell: JSON?, to bytes: inout [UInt8]) {
        switch cell {
        case nil, .null:
            break
        case .bool(let value):
            bytes += (value ? "true" : "false").utf8
        case .number(let value):
            bytes += value.text.utf8
        case .string(let value):
            writeText(value.utf8, to: &bytes)
        case .array, .object:
            var nested: [UInt8] = []
            cell?.write(to: &nested, style: .compact)
            writeText(nested, to: &bytes)
        }
    }

    private func writeText(_ text: some Collection<UInt8>, to bytes: inout [UInt8]) {
        let isSpecial = text.contains {
            $0 == .comma || $0 == .quote || $0 == .lineFeed || $0 == .carriageReturn
        }
        guard isSpecial else {
            bytes += text
            return
        }
        bytes.append(.quote)
        for byte in text {
            if byte == .quote { bytes.append(.quote) }
            bytes.append(byte)
        }
        bytes.append(.quote)
    }
}
