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

    /// Adds what closes the text; to be called once, after the last batch.
    ///
    /// - Parameter bytes: Where the text (UTF-8) is appended.
    mutating func finish(to bytes: inout [UInt8])

    /// What could not be shown so far, a sentence each; complete after the last batch.
    var warnings: [String] { get }
}

extension RowWriter {
    package var warnings: [String] { [] }
}

extension OutputFormat {
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
