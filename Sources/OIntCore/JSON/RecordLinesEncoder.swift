/// Writes the rows of batches as JSON objects, one a line.
package struct RecordLinesEncoder: Sendable {
    /// What stands before each cell: the bracket or comma, the key and its colon.
    private let leads: [[UInt8]]

    /// Prepares for rows of the given columns.
    /// - Parameter columns: The names of the columns, in their order.
    package init(columns: [String]) {
        leads = columns.enumerated().map { index, name in
            [index == 0 ? JSONByte.leftBrace : JSONByte.comma] + name.doubleQuoted.utf8
                + [JSONByte.colon]
        }
    }

    /// Appends the rows of a batch.
    /// - Parameters:
    ///   - batch: The rows; they have as many cells as there are columns.
    ///   - bytes: What the text is added to.
    package func append(_ batch: RecordBatch, to bytes: inout [UInt8]) {
        var buffer = JSONBuffer(capacity: batch.byteCount * 2 + 1024)
        let last = leads.count - 1
        batch.forEachCell { column, kind, cell in
            leads[column].withUnsafeBufferPointer { buffer.append($0) }
            switch kind {
            case .null: buffer.append("null")
            case .false: buffer.append("false")
            case .true: buffer.append("true")
            case .number, .json: buffer.append(cell)
            case .text: buffer.appendQuoted(cell)
            }
            if column == last {
                buffer.append(JSONByte.rightBrace)
                buffer.append(JSONByte.lineFeed)
            }
        }
        bytes.append(contentsOf: buffer.bytes)
    }
}

extension JSONBuffer {
    /// Appends a word of the grammar.
    fileprivate mutating func append(_ word: StaticString) {
        append(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
}
