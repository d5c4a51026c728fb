/// Some rows of a table, in a form that costs little for each: the cells' bytes side by side, and a table of where
/// each begins.
///
/// Whoever fills a batch adds the cells row by row, ``columnCount`` of them for each.
public struct RecordBatch: Sendable {
    /// What a cell holds.
    public enum Kind: UInt8, Sendable, Hashable {
        /// No value.
        case null
        /// The truth value false.
        case `false`
        /// The truth value true.
        case `true`
        /// A number by the grammar of JSON.
        case number
        /// A text in valid UTF-8.
        case text
        /// A JSON document without needless blanks, to stand in the output as it is.
        case json
    }

    struct Cell: Sendable {
        var start: UInt32
        var count: UInt32
        var kind: Kind
    }

    /// How many cells a row has.
    public let columnCount: Int
    private(set) var cells: [Cell] = []
    private(set) var bytes: [UInt8] = []

    /// Creates an empty batch.
    /// - Parameters:
    ///   - columnCount: How many cells a row has.
    ///   - byteCapacity: How many bytes to make room for.
    public init(columnCount: Int, byteCapacity: Int = 0) {
        self.columnCount = columnCount
        bytes.reserveCapacity(byteCapacity)
    }

    /// How many complete rows there are.
    public var rowCount: Int { columnCount == 0 ? 0 : cells.count / columnCount }
    /// How many bytes the cells hold together.
    public var byteCount: Int { bytes.count }
}

extension RecordBatch {
    /// Adds a cell without a value.
    public mutating func appendNull() { append(.null, from: bytes.count) }

    /// Adds a truth value.
    /// - Parameter value: The value.
    public mutating func append(_ value: Bool) { append(value ? .true : .false, from: bytes.count) }

    /// Adds a whole number.
    /// - Parameter value: The number.
    public mutating func append(_ value: Int64) {
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes[start...].reverse()
        append(.number, from: start)
    }

    /// Adds a number that is written out already.
    /// - Parameter digits: The number, by the grammar of JSON.
    public mutating func append(number digits: UnsafeBufferPointer<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: digits)
        append(.number, from: start)
    }

    /// Adds a text.
    /// - Parameter utf8: The text in UTF-8; what is not valid becomes the replacement character.
    public mutating func append(text utf8: UnsafeBufferPointer<UInt8>) {
        let start = bytes.count
        do {
            try UTF8Bytes.validate(utf8)
            bytes.append(contentsOf: utf8)
        } catch {
            bytes.append(contentsOf: String(decoding: utf8, as: UTF8.self).utf8)
        }
        append(.text, from: start)
    }

    /// Adds a text.
    /// - Parameter text: The text.
    public mutating func append(text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        append(.text, from: start)
    }

    /// Adds a JSON document that the caller knows to be one.
    /// - Parameter document: The document in UTF-8, without line breaks between its parts.
    public mutating func append(json document: UnsafeBufferPointer<UInt8>) {
        append(text: document)
        cells[cells.count - 1].kind = .json
    }

    /// Adds any value.
    /// - Parameter value: The value.
    public mutating func append(_ value: JSON) {
        let start = bytes.count
        switch value {
        case .null: appendNull()
        case .bool(let value): append(value)
        case .string(let text): append(text: text)
        case .number(let number):
            bytes.append(contentsOf: number.text.utf8)
            append(.number, from: start)
        case .array, .object:
            value.write(to: &bytes, style: .compact)
            append(.json, from: start)
        }
    }

    private mutating func append(_ kind: Kind, from start: Int) {
        cells.append(
            Cell(
                start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: bytes.count - start),
                kind: kind))
    }
}

extension RecordBatch {
    /// Lends the cells of all rows, one after the other.
    /// - Parameter body: Takes the kind of each cell with its bytes.
    package func forEachCell(_ body: (_ column: Int, Kind, UnsafeBufferPointer<UInt8>) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            var column = 0
            for cell in cells {
                body(column, cell.kind, UnsafeBufferPointer(rebasing: bytes[cell.range]))
                column += 1
                if column == columnCount { column = 0 }
            }
        }
    }

    /// A row as an object.
    /// - Parameters:
    ///   - index: Which row, from 0.
    ///   - columns: The names of the columns.
    /// - Returns: The cells under the columns' names, in their order; columns of one name stand side by side.
    public func row(_ index: Int, columns: [String]) -> JSONObject {
        let row = cells[index * columnCount..<(index + 1) * columnCount]
        return JSONObject(zip(columns, row).map { ($0, value(of: $1)) })
    }

    private func value(of cell: Cell) -> JSON {
        switch cell.kind {
        case .null: return .null
        case .false: return .bool(false)
        case .true: return .bool(true)
        case .text: return .string(text(of: cell))
        case .number: return .number(JSONNumber(validated: text(of: cell)))
        case .json: return (try? JSON(parsing: Array(bytes[cell.range]))) ?? .string(text(of: cell))
        }
    }

    private func text(of cell: Cell) -> String { String(decoding: bytes[cell.range], as: UTF8.self) }
}

extension RecordBatch.Cell {
    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}
