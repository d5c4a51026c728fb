import OIntCore
import SystemPackage

/// Reads a journal from its beginning, and finds out how far it can be trusted.
struct JournalScan {
    /// The number of the last call that was started; 0 when none was.
    private(set) var lastStarted = 0
    /// The calls that have finished.
    private(set) var finished = NumberSet()
    /// How many of them ended with each exit code.
    var exits: [Int32: Int] { failures.mapValues(\.count).merging([0: successes]) { $1 }.filter { $0.value > 0 } }
    /// Those that failed, by exit code.
    private(set) var failures: [Int32: NumberSet] = [:]
    /// Those that failed before anything was sent.
    private(set) var unsent = NumberSet()
    private var successes = 0
    /// How many bytes there are.
    private(set) var byteCount = 0
    /// How many of them are intact: what stands behind was not written to its end.
    private(set) var intactCount = 0

    private var rest: [UInt8] = []
    private var lineNumber = 0
    /// The first line that can't be read; nothing intact may follow it.
    private var damagedLine: Int?

    /// Reads a whole file.
    /// - Parameters:
    ///   - file: The file, at its beginning.
    ///   - path: What to call it in errors.
    /// - Throws: `LocalError` when it is no journal, or damaged elsewhere than at its end; `Errno` when it can't be read.
    mutating func read(_ file: FileDescriptor, of path: String) throws {
        while true {
            let piece = try LocalFile.read(file, atMost: RecordLimit.piece)
            guard !piece.isEmpty else { break }
            try take(piece, of: path)
        }
        // A beginning of the head is all that a process leaves which died at once.
        guard lineNumber > 0 || JournalRecord.head.utf8.starts(with: rest) else { throw Self.foreign(path) }
    }

    /// Takes the next bytes.
    private mutating func take(_ piece: [UInt8], of path: String) throws(LocalError) {
        let base = byteCount - rest.count
        byteCount += piece.count
        rest += piece
        var start = 0
        while let end = rest[start...].firstIndex(of: .lineFeed) {
            if try isIntact(Array(rest[start..<end]), path) { intactCount = base + end + 1 }
            start = end + 1
        }
        rest.removeSubrange(..<start)
        guard lineNumber > 0 || rest.count <= JournalRecord.head.utf8.count else { throw Self.foreign(path) }
    }

    /// Takes a line, and tells whether it is what it should be.
    private mutating func isIntact(_ line: [UInt8], _ path: String) throws(LocalError) -> Bool {
        lineNumber += 1
        guard lineNumber > 1 else {
            guard line.elementsEqual(JournalRecord.head.utf8) else { throw Self.foreign(path) }
            return true
        }
        guard let record = JournalRecord(line), fits(record) else {
            damagedLine = damagedLine ?? lineNumber
            return false
        }
        if let damagedLine {
            throw LocalError(
                path, "line \(damagedLine) of this journal is damaged, so it can't tell which calls were made")
        }
        switch record {
        case .started(let number, _, _): lastStarted = number
        case .finished(let number, let exit, let isUnsent):
            finished.insert(number)
            if exit == 0 { successes += 1 } else { failures[exit, default: NumberSet()].insert(number) }
            if isUnsent { unsent.insert(number) }
        case .again(let number):
            // It has failed, or it would not be made again; how, its next result says.
            finished.remove(number)
            unsent.remove(number)
            for exit in failures.keys { failures[exit]?.remove(number) }
        }
        return true
    }

    /// Whether a record can stand behind those that were read: calls are started one after the other.
    private func fits(_ record: JournalRecord) -> Bool {
        switch record {
        case .started(let number, _, _): number == lastStarted + 1
        case .finished(let number, _, _), .again(let number):
            (1...max(lastStarted, 1)).contains(number) && lastStarted > 0
        }
    }

    private static func foreign(_ path: String) -> LocalError {
        LocalError(path, "it is no journal of oint batch; --journal wants the path of one, or of a new file")
    }
}
