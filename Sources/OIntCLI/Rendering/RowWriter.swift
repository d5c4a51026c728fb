import OIntCore

/// Prints rows as they arrive, page by page, without holding those already printed.
///
/// The text of all batches together is the same however the rows are divided into batches, except that `csv` and
/// `table` settle their columns with the first batch that has any.
package protocol RowWriter: Sendable {
    /// Adds the text of further rows.
    ///
    /// - Parameters:
    ///   - rows: The rows of one page; may be empty.
    ///   - bytes: Where the text (UTF-8) is appended; what stands there already is left alone.
    mutating func append(_ rows: [JSON], to bytes: inout [UInt8])

    /// Adds the text of further rows of a table, whose columns the writer was made for.
    ///
    /// - Parameters:
    ///   - batch: The rows.
    ///   - bytes: Where the text (UTF-8) is appended.
    mutating func append(_ batch: RecordBatch, to bytes: inout [UInt8])

    /// Adds what closes the text; to be called once, after the last batch.
    ///
    /// - Parameter bytes: Where the text (UTF-8) is appended.
    mutating func finish(to bytes: inout [UInt8])

    /// The columns of the table the writer was made for; empty where the rows tell.
    var columns: [String] { get }

    /// What could not be shown so far, a sentence each; complete after the last batch.
    var warnings: [String] { get }
}

extension RowWriter {
    package mutating func append(_ batch: RecordBatch, to bytes: inout [UInt8]) {
        append((0..<batch.rowCount).map { .object(batch.row($0, columns: columns)) }, to: &bytes)
    }

    package var columns: [String] { [] }

    package var warnings: [String] { [] }
}

extension OutputFormat {
    /// Makes a writer that prints the rows of a table in this form.
    ///
    /// `json`, `compact` and `yaml` show the rows in their envelope, byte for byte what rendering the complete value
    /// gives; `csv` and `table` show the columns even when there is no row.
    ///
    /// - Parameters:
    ///   - columns: The names of the columns, in their order; a name may stand twice.
    ///   - layout: How wide a table may get, and whether it is styled; the other forms ignore it.
    /// - Returns: A writer for one stream.
    package func makeRecordWriter(columns: [String], layout: TableLayout = TableLayout()) -> any RowWriter {
        switch self {
        case .json, .compact, .yaml: EnvelopeWriter(format: self, columns: columns)
        case .ndjson: RecordLinesWriter(columns: columns)
        case .csv: CSVWriter(columns: columns)
        case .table: TableWriter(layout: layout, columns: columns)
        }
    }

    /// Makes a writer that prints a stream of rows in this form.
    ///
    /// `json`, `compact` and `yaml` become one list, byte for byte what rendering the complete list gives.
    ///
    /// - Parameter layout: How wide a table may get, and whether it is styled; the other forms ignore it.
    /// - Returns: A writer for one stream.
    package func makeRowWriter(layout: TableLayout = TableLayout()) -> any RowWriter {
        switch self {
        case .json: JSONListWriter(style: .pretty)
        case .compact: JSONListWriter(style: .compact)
        case .ndjson: JSONLinesWriter()
        case .yaml: YAMLListWriter()
        case .csv: CSVWriter()
        case .table: TableWriter(layout: layout)
        }
    }
}
