/// One record of a text file as it stands there, before anything reads it.
package struct Record: Sendable, Equatable {
    /// Why a record can't be read at all.
    package enum Problem: Sendable, Equatable {
        /// It is longer than what is taken into memory.
        case tooLong(limit: Int)
    }

    /// The line it begins on, counted from 1.
    package let line: Int
    /// Its bytes without the line break; empty where there is a problem.
    package let bytes: [UInt8]
    /// Why it can't be read.
    package var problem: Problem?

    /// Creates a record.
    /// - Parameters:
    ///   - line: The line it begins on, counted from 1.
    ///   - bytes: Its bytes without the line break.
    ///   - problem: Why it can't be read.
    package init(line: Int, bytes: [UInt8], problem: Problem? = nil) {
        self.line = line
        self.bytes = bytes
        self.problem = problem
    }
}

/// Cuts a stream of bytes into records.
///
/// It is handed the bytes, and reads nothing itself.
package protocol RecordSplitter: Sendable {
    /// Takes the next bytes of the input.
    /// - Parameter piece: The bytes; none of them may be left out.
    mutating func append(_ piece: [UInt8])

    /// Says that no more bytes come.
    mutating func end()

    /// The next record, blank ones left out.
    /// - Returns: The record; nil when more bytes are needed for one, or none is left.
    /// - Throws: `UsageError` when the rest can't be told apart any more.
    mutating func next() throws(UsageError) -> Record?
}

/// How much of an input is taken into memory.
package enum RecordLimit {
    /// How many bytes a record may have.
    package static let bytes = 16 << 20
    /// How many bytes are read at a time.
    package static let piece = 128 << 10
}
