import OIntCore

/// Cuts comma-separated values into records, by RFC 4180; blank lines are left out.
///
/// Line breaks may be CRLF, as the RFC has it, or LF. A quotation mark opens a quoted field only at the field's
/// beginning; anywhere else it stands for itself.
///
/// Source: https://www.rfc-editor.org/rfc/rfc4180
struct CSVSplitter: RecordSplitter {
    /// Where in a record a byte stands.
    private enum Place {
        case fieldStart
        case plain
        case quoted
        /// Behind a quotation mark in a quoted field: its end, or the first half of a doubled one.
        case behindQuote
    }

    private let separator: UInt8
    private let limit: Int
    private var buffer = PieceBuffer()
    private var searched = 0
    private var place = Place.fieldStart
    private var line = 1
    /// How many line breaks the record holds so far.
    private var breaks = 0
    private var isAtEnd = false

    /// Creates a splitter.
    /// - Parameters:
    ///   - separator: What stands between fields.
    ///   - limit: How many bytes a record may have.
    init(separator: UInt8, limit: Int = RecordLimit.bytes) {
        self.separator = separator
        self.limit = limit
    }

    mutating func append(_ piece: [UInt8]) {
        searched -= buffer.start
        buffer.append(piece)
        searched = max(searched, buffer.start)
    }

    mutating func end() { isAtEnd = true }

    mutating func next() throws -> Record? {
        while let end = try endOfRecord() {
            var bytes = buffer.bytes[buffer.start..<end]
            if bytes.last == .carriageReturn { bytes.removeLast() }
            buffer.use(min(end + 1, buffer.bytes.count) - buffer.start)
            searched = buffer.start
            place = .fieldStart
            let record = Record(line: line, bytes: Array(bytes))
            line += breaks + 1
            breaks = 0
            if !bytes.isEmpty { return record }
        }
        return nil
    }

    private mutating func endOfRecord() throws -> Int? {
        if let end = search() { return end }
        guard buffer.count <= limit else {
            // Where the next record begins can't be known.
            throw UsageError(
                "line \(line): the record that begins there is longer than \(limit >> 20) MiB; perhaps a quotation mark is not closed"
            )
        }
        guard isAtEnd, buffer.count > 0 else { return nil }
        guard place != .quoted else {
            throw UsageError("line \(line): a quotation mark in the record that begins there is never closed")
        }
        return buffer.bytes.count
    }

    /// Searches what is new for the line break that ends the record.
    private mutating func search() -> Int? {
        var (place, breaks) = (place, breaks)
        let found = buffer.bytes.withUnsafeBufferPointer { [searched, separator] bytes -> Int? in
            for index in searched..<bytes.count {
                let byte = bytes[index]
                switch (place, byte) {
                case (.quoted, .quote): place = .behindQuote
                case (.quoted, .lineFeed): breaks += 1
                case (.quoted, _): break
                case (_, .lineFeed): return index
                case (.fieldStart, .quote), (.behindQuote, .quote): place = .quoted
                case (_, separator): place = .fieldStart
                default: place = .plain
                }
            }
            return nil
        }
        (self.place, self.breaks) = (place, breaks)
        searched = found ?? buffer.bytes.count
        return found
    }
}

/// Takes a record of comma-separated values apart.
enum CSVFields {
    /// The fields of a record.
    /// - Parameters:
    ///   - bytes: The record, without the line break behind it.
    ///   - separator: What stands between fields.
    /// - Returns: The fields, without the quotation marks around them.
    /// - Throws: `UsageError` when something stands behind a closing quotation mark, or the text is no UTF-8.
    static func split(_ bytes: [UInt8], separator: UInt8) throws(UsageError) -> [String] {
        var fields: [String] = []
        var rest = bytes[...]
        while true {
            let field = rest.first == .quote ? try quoted(&rest, fields.count) : plain(&rest, separator)
            guard let text = String(validating: field, as: UTF8.self) else {
                throw UsageError("field \(fields.count + 1) is no UTF-8 text")
            }
            fields.append(text)
            guard let byte = rest.popFirst() else { return fields }
            guard byte == separator else {
                throw UsageError("something stands behind the closing quotation mark of field \(fields.count)")
            }
        }
    }

    private static func plain(_ rest: inout ArraySlice<UInt8>, _ separator: UInt8) -> [UInt8] {
        let field = rest.prefix { $0 != separator }
        rest = rest[field.endIndex...]
        return Array(field)
    }

    private static func quoted(_ rest: inout ArraySlice<UInt8>, _ index: Int) throws(UsageError) -> [UInt8] {
        var field: [UInt8] = []
        rest.removeFirst()
        while let end = rest.firstIndex(of: .quote) {
            field += rest[..<end]
            rest = rest[(end + 1)...]
            guard rest.first == .quote else { return field }
            field.append(.quote)
            rest.removeFirst()
        }
        throw UsageError("the quotation mark that begins field \(index + 1) is not closed")
    }
}
