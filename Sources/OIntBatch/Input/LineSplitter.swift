import OIntCore

/// Cuts a stream into lines; blank ones are left out.
///
/// A line that is longer than the limit comes as a problem of its own, and the ones behind it as if nothing had been.
struct LineSplitter: RecordSplitter {
    private let limit: Int
    private var buffer = PieceBuffer()
    /// How far the buffer was searched for the end of the line.
    private var searched = 0
    private var line = 1
    private var isSkipping = false
    private var isAtEnd = false

    /// Creates a splitter.
    /// - Parameter limit: How many bytes a line may have.
    init(limit: Int = RecordLimit.bytes) { self.limit = limit }

    mutating func append(_ piece: [UInt8]) {
        searched -= buffer.start
        buffer.append(piece)
        searched = max(searched, buffer.start)
    }

    mutating func end() { isAtEnd = true }

    mutating func next() -> Record? {
        while let end = endOfLine() {
            let bytes = buffer.bytes[buffer.start..<end]
            buffer.use(min(end + 1, buffer.bytes.count) - buffer.start)
            searched = buffer.start
            defer { line += 1 }
            if isSkipping || bytes.count > limit {
                isSkipping = false
                return Record(line: line, bytes: [], problem: .tooLong(limit: limit))
            }
            if !bytes.allSatisfy(\.isBlank) { return Record(line: line, bytes: Array(bytes)) }
        }
        return nil
    }

    /// Where the line ends that begins at the buffer's start.
    private mutating func endOfLine() -> Int? {
        if let end = buffer.index(of: .lineFeed, from: searched) { return end }
        if isAtEnd { return buffer.count > 0 || isSkipping ? buffer.bytes.count : nil }
        if buffer.count > limit {
            // What is thrown away now is told when its end has come.
            isSkipping = true
            buffer.use(buffer.count)
        }
        searched = buffer.bytes.count
        return nil
    }
}
