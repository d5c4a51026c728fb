import OIntCore

/// Prints rows as aligned columns for people: a header, a rule, two blanks between columns, numbers to the right.
///
/// The first batch settles the columns, their widths and which of them hold numbers. Where a width is given, longer
/// cells are cut, and columns that find no place are left out with a warning; otherwise later cells may stick out.
struct TableWriter: RowWriter {
    let columns: [String]
    private let layout: TableLayout
    private var found = Columns()
    private var fit = TableFit(natural: [], width: nil)
    private var alignsRight: [Bool] = []
    private var tooMany: [String] = []

    /// Makes a writer.
    /// - Parameters:
    ///   - layout: How wide the table may get, and whether it is styled.
    ///   - columns: The columns, where they are known; otherwise the rows tell.
    init(layout: TableLayout, columns: [String] = []) {
        self.layout = layout
        self.columns = columns
    }

    var warnings: [String] {
        let width =
            tooMany.isEmpty
            ? nil : "the terminal is too narrow for the columns \(Columns.listed(tooMany)); \(Columns.advice)"
        return [width, found.warning].compactMap(\.self)
    }

    mutating func append(_ rows: [JSON], to bytes: inout [UInt8]) {
        var rows = rows
        let isFirst = found.names.isEmpty
        if isFirst {
            rows = found.settle(with: rows)
            if found.names.isEmpty { return }
        }
        write(rows.map { found.cells(of: $0) }, under: isFirst ? found.names : nil, to: &bytes)
    }

    mutating func append(_ batch: RecordBatch, to bytes: inout [UInt8]) {
        let rows = (0..<batch.rowCount).map { batch.row($0, columns: columns).map { Optional($0.value) } }
        write(rows, under: fit.widths.isEmpty ? columns : nil, to: &bytes)
    }

    mutating func finish(to bytes: inout [UInt8]) {
        if !columns.isEmpty, fit.widths.isEmpty { write([], under: columns, to: &bytes) }
    }

    /// Writes the lines of a batch; the first batch has the names of the columns above it, and settles their widths.
    private mutating func write(_ rows: [[JSON?]], under names: [String]?, to bytes: inout [UInt8]) {
        let lines = rows.map(texts)
        if let names {
            settleWidths(names, rows, lines)
            writeHeader(names, to: &bytes)
        }
        for line in lines { writeLine(line, to: &bytes) }
    }

    private mutating func settleWidths(_ names: [String], _ rows: [[JSON?]], _ lines: [[String]]) {
        var natural = names.map { max(1, $0.terminalSafe.displayWidth) }
        var hasNumbers = names.map { _ in false }
        var hasOthers = hasNumbers
        for (cells, texts) in zip(rows, lines) {
            for index in cells.indices {
                natural[index] = max(natural[index], texts[index].displayWidth)
                switch cells[index] {
                case nil, .null: break
                case .number: hasNumbers[index] = true
                default: hasOthers[index] = true
                }
            }
        }
        fit = TableFit(natural: natural, width: layout.width)
        tooMany = Array(names[fit.widths.count...])
        alignsRight = zip(hasNumbers, hasOthers).map { $0 && !$1 }
    }

    private func texts(of cells: [JSON?]) -> [String] {
        cells.map { cell in
            switch cell {
            case nil, .null: ""
            case .bool(let value): value ? "true" : "false"
            case .number(let value): value.text
            case .string(let value): value.terminalSafe
            case .array, .object: cell?.text(.compact).terminalSafe ?? ""
            }
        }
    }

    private func writeHeader(_ names: [String], to bytes: inout [UInt8]) {
        write(style: "\u{1B}[1m", to: &bytes) { writeCells(names.map(\.terminalSafe), to: &$0) }
        bytes.append(.lineFeed)
        write(style: "\u{1B}[2m", to: &bytes) {
            writeCells(fit.widths.map { String(repeating: "-", count: $0) }, to: &$0)
        }
        bytes.append(.lineFeed)
    }

    private func write(style: String, to bytes: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
        if layout.isStyled { bytes += style.utf8 }
        body(&bytes)
        if layout.isStyled { bytes += "\u{1B}[0m".utf8 }
    }

    private func writeLine(_ texts: [String], to bytes: inout [UInt8]) {
        writeCells(texts, to: &bytes)
        bytes.append(.lineFeed)
    }

    /// Writes one line without blanks at its end.
    private func writeCells(_ texts: [String], to bytes: inout [UInt8]) {
        var blanks = 0
        // Cells wider than their column may take what the terminal has left, and push the rest of the line along.
        var spare = fit.spare
        for (index, width) in fit.widths.enumerated() {
            var text = texts[index]
            var used = text.displayWidth
            if used > width {
                if used - width > spare {
                    text = text.cut(to: width + spare)
                    used = text.displayWidth
                }
                spare -= max(0, used - width)
            }
            let padding = max(0, width - used)
            let before = alignsRight[index] ? padding : 0
            blanks += before
            if !text.isEmpty {
                bytes.append(contentsOf: repeatElement(.space, count: blanks))
                bytes += text.utf8
                blanks = 0
            }
            blanks += padding - before + TableFit.gap
        }
    }
}
