import OIntCore
import SystemPackage

/// What an earlier process left in a journal.
struct JournalHistory: Sendable {
    /// The path of the journal.
    let path: String
    /// The number of the last call that was started; 0 when none was.
    let lastStarted: Int
    /// The calls that have finished.
    let finished: NumberSet
    /// How many of them ended with each exit code.
    let exits: [Int32: Int]
    /// Those that failed, by exit code.
    let failures: [Int32: NumberSet]
    /// Those that failed before anything was sent.
    let unsent: NumberSet

    /// The fingerprints of the calls that were started, in their order.
    /// - Throws: `LocalError` when the journal can't be read.
    func fingerprints() throws(LocalError) -> Fingerprints {
        Fingerprints(try LocalFile.open(path), path: path)
    }

    /// The fingerprints in a journal, read as they are asked for.
    struct Fingerprints: ~Copyable, Sendable {
        private let file: FileDescriptor
        private let path: String
        private var splitter = LineSplitter()

        fileprivate init(_ file: FileDescriptor, path: String) {
            self.file = file
            self.path = path
        }

        deinit { try? file.close() }

        /// The next one; nil behind the last.
        /// - Throws: `LocalError` when the journal can't be read.
        mutating func next() throws(LocalError) -> String? {
            while true {
                while let line = splitter.next() {
                    if case .started(_, _, let fingerprint)? = JournalRecord(line.bytes) { return fingerprint }
                }
                let piece: [UInt8]
                do {
                    piece = try LocalFile.read(file, atMost: RecordLimit.piece)
                } catch {
                    throw LocalError(path, LocalFile.reason(error))
                }
                guard !piece.isEmpty else { return nil }
                splitter.append(piece)
            }
        }
    }
}
