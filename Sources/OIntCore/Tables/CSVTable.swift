/// A table of comma-separated values: names of columns, and rows that are taken apart one by one.
///
/// ```swift
/// var table = try CSVTable(bytes)
/// while let row = try table.next() { print(row.line, row.fields[0].text) }
/// ```
package struct CSVTable: Sendable {
    /// A row.
    package struct Row: Sendable, Equatable {
        /// The line it begins on, counted from 1.
        package let line: Int
        /// Its fields, as many as there are columns.
        package let fields: [CSVField]
    }

    /// The names of the columns; those of columns without a name are empty.
    package let columns: [String]
    private let separator: UInt8
    private var splitter: CSVSplitter

    /// Reads the names of the columns.
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - format: How it is written.
    /// - Throws: `UsageError` when there is no header, or it can't be read.
    package init(_ bytes: [UInt8], _ format: CSVFormat = CSVFormat()) throws(UsageError) {
        var splitter = CSVSplitter(format)
        splitter.append(bytes)
        splitter.end()
        guard let header = try splitter.next(), let separator = splitter.separator else {
            throw UsageError("the table is empty, and its first line must hold the names of the columns")
        }
        columns = try CSVFields.header(header.bytes, separator: separator)
        self.separator = separator
        self.splitter = splitter
    }

    /// The next row.
    /// - Returns: The row, or nil at the end.
    /// - Throws: `UsageError` that names the line that can't be read, or has another number of fields than the header.
    package mutating func next() throws(UsageError) -> Row? {
        guard let record = try splitter.next() else { return nil }
        let fields: [CSVField]
        do throws(UsageError) {
            fields = try CSVFields.split(record.bytes, separator: separator)
        } catch {
            throw UsageError("line \(record.line): \(error)")
        }
        guard fields.count == columns.count else {
            throw UsageError(
                "line \(record.line) has \(fields.count) fields, and the header has \(columns.count)")
        }
        return Row(line: record.line, fields: fields)
    }
}
