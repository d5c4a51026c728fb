/// One call of the input as it stands there, before anybody reads it.
struct Record: Sendable, Equatable {
    /// Why a record can't be read at all.
    enum Problem: Sendable, Equatable {
        /// It is longer than what is taken into memory.
        case tooLong(limit: Int)
    }

    /// The line it begins on, counted from 1.
    let line: Int
    /// Its bytes without the line break; empty where there is a problem.
    let bytes: [UInt8]
    /// Why it can't be read.
    var problem: Problem?
}

/// Cuts a stream of bytes into records.
///
/// It is handed the bytes, and reads nothing itself.
protocol RecordSplitter: Sendable {
    /// Takes the next bytes of the input.
    /// - Parameter piece: The bytes; none of them may be left out.
    mutating func append(_ piece: [UInt8])

    /// Says that no more bytes come.
    mutating func end()

    /// The next record, blank ones left out.
    /// - Returns: The record; nil when more bytes are needed for one, or none is left.
    /// - Throws: `UsageError` when the rest can't be told apart any more.
    mutating func next() throws -> Record?
}

/// How much of the input is taken into memory.
enum RecordLimit {
    /// How many bytes a record may have.
    static let bytes = 16 << 20
    /// How many bytes are read at a time.
    static let piece = 128 << 10
}
