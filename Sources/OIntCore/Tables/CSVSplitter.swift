/// Cuts comma-separated values into records, by RFC 4180; blank lines are left out.
///
/// Line breaks may be CRLF, as the RFC has it, LF or CR. A quotation mark opens a quoted field only at the field's
/// beginning; anywhere else it stands for itself. A first line such as `sep=;`, which spreadsheets write for one another,
/// names the separator and is no record.
///
/// Source: https://www.rfc-editor.org/rfc/rfc4180
package struct CSVSplitter: RecordSplitter {
    /// Where in a record a byte stands.
    private enum Place {
        case fieldStart
        case plain
        case quoted
        /// Behind a quotation mark in a quoted field: its end, or the first half of a doubled one.
        case behindQuote
    }

    /// What stands between fields; nil until the first line is there that tells.
    package private(set) var separator: UInt8?
    private let limit: Int
    private var decoder: CharsetDecoder
    private var buffer = PieceBuffer()
    private var searched = 0
    private var place = Place.fieldStart
    private var line = 1
    /// How many line breaks the record holds so far.
    private var breaks = 0
    /// Whether the last byte that was looked at is a carriage return, which a line feed may belong to.
    private var isBehindReturn = false
    private var isBegun = false
    private var isAtEnd = false
    private var problem: UsageError?

    /// Creates a splitter.
    /// - Parameters:
    ///   - format: How the values are written.
    ///   - limit: How many bytes a record may have.
    package init(_ format: CSVFormat = CSVFormat(), limit: Int = RecordLimit.bytes) {
        separator = format.separator
        decoder = CharsetDecoder(format.charset)
        self.limit = limit
    }

    package mutating func append(_ piece: [UInt8]) { take { decoder throws(UsageError) in try decoder.decode(piece) } }

    package mutating func end() {
        take { decoder throws(UsageError) in try decoder.end() }
        isAtEnd = true
    }

    private mutating func take(_ decode: (inout CharsetDecoder) throws(UsageError) -> [UInt8]) {
        guard problem == nil else { return }
        do throws(UsageError) {
            let text = try decode(&decoder)
            searched -= buffer.start
            buffer.append(text)
            searched = max(searched, buffer.start)
        } catch {
            problem = error
        }
    }

    package mutating func next() throws(UsageError) -> Record? {
        guard try begin(), let separator else { return nil }
        while let end = try endOfRecord(separator) {
            let bytes = Array(buffer.bytes[buffer.start..<end])
            useLine(to: end)
            let record = Record(line: line, bytes: bytes)
            line += breaks + 1
            breaks = 0
            place = .fieldStart
            if !bytes.isEmpty { return record }
        }
        return nil
    }

    /// Uses a line up, and the line break behind it.
    private mutating func useLine(to end: Int) {
        isBehindReturn = end < buffer.bytes.count && buffer.bytes[end] == CSVByte.carriageReturn
        buffer.use(min(end + 1, buffer.bytes.count) - buffer.start)
        searched = buffer.start
    }

    // MARK: The first line

    /// Finds out what stands between fields.
    /// - Returns: Whether that is known; false when more bytes are needed.
    private mutating func begin() throws(UsageError) -> Bool {
        guard !isBegun else { return true }
        guard let end = endOfFirstLine() else {
            if let problem { throw problem }
            return false
        }
        let first = buffer.bytes[buffer.start..<end]
        isBegun = true
        if let named = Self.namedSeparator(first) {
            separator = separator ?? named
            useLine(to: end)
            line += 1
        } else if separator == nil {
            separator = try Self.likelySeparator(first)
        }
        return true
    }

    private func endOfFirstLine() -> Int? {
        var isQuoted = false
        for index in buffer.start..<buffer.bytes.count {
            switch buffer.bytes[index] {
            case CSVByte.quote: isQuoted.toggle()
            case CSVByte.lineFeed, CSVByte.carriageReturn:
                if !isQuoted { return index }
            default: break
            }
        }
        return isAtEnd || buffer.count > limit ? buffer.bytes.count : nil
    }

    /// The separator that a line `sep=;` names; nil for any other line.
    private static func namedSeparator(_ line: ArraySlice<UInt8>) -> UInt8? {
        let text = String(decoding: line, as: UTF8.self).lowercased()
        guard text.hasPrefix("sep="), line.count == 5, let byte = line.last, CSVFormat.canSeparate(byte) else {
            return nil
        }
        return byte
    }

    /// The separator that a header suggests.
    /// - Throws: `UsageError` when it suggests several alike.
    private static func likelySeparator(_ line: ArraySlice<UInt8>) throws(UsageError) -> UInt8 {
        var counts = [UInt8(ascii: ","): 0, UInt8(ascii: ";"): 0, UInt8(ascii: "\t"): 0]
        var isQuoted = false
        for byte in line {
            if byte == CSVByte.quote { isQuoted.toggle() }
            if !isQuoted, let count = counts[byte] { counts[byte] = count + 1 }
        }
        let most = counts.values.max() ?? 0
        let likely = counts.filter { $0.value == most }.keys.sorted()
        guard most > 0 else { return UInt8(ascii: ",") }
        guard likely.count == 1 else {
            throw UsageError("what stands between the columns of the first line can't be told: give --separator")
        }
        return likely[0]
    }

    // MARK: Records

    private mutating func endOfRecord(_ separator: UInt8) throws(UsageError) -> Int? {
        if let end = search(separator) { return end }
        if let problem { throw problem }
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
    private mutating func search(_ separator: UInt8) -> Int? {
        if isBehindReturn, searched == buffer.start, buffer.count > 0 {
            // The line feed of a CRLF belongs to the line break before.
            if buffer.bytes[buffer.start] == CSVByte.lineFeed { buffer.use(1) }
            searched = buffer.start
            isBehindReturn = false
        }
        var (place, breaks, isBehindReturn) = (place, breaks, isBehindReturn)
        let found = buffer.bytes.withUnsafeBufferPointer { [searched] bytes -> Int? in
            for index in searched..<bytes.count {
                let byte = bytes[index]
                switch (place, byte) {
                case (.quoted, CSVByte.quote): place = .behindQuote
                case (.quoted, CSVByte.carriageReturn): breaks += 1
                case (.quoted, CSVByte.lineFeed): if !isBehindReturn { breaks += 1 }
                case (.quoted, _): break
                case (_, CSVByte.lineFeed), (_, CSVByte.carriageReturn): return index
                case (.fieldStart, CSVByte.quote), (.behindQuote, CSVByte.quote): place = .quoted
                case (_, separator): place = .fieldStart
                default: place = .plain
                }
                isBehindReturn = byte == CSVByte.carriageReturn
            }
            return nil
        }
        (self.place, self.breaks, self.isBehindReturn) = (place, breaks, isBehindReturn)
        searched = found ?? buffer.bytes.count
        return found
    }
}
