import OIntCore
import Synchronization

/// The records of a file, read as they are asked for.
final class RecordStream: Sendable {
    private struct State {
        var splitter: any RecordSplitter
        var isAtEnd = false
        var byteCount = 0
        var reading: Task<[UInt8], any Error>?
    }

    /// What there is to have.
    enum Step {
        /// A record.
        case record(Record)
        /// Nothing before more is read.
        case needsMore
        /// Nothing any more.
        case end
    }

    private let file: OpenFile
    private let state: Mutex<State>

    /// Creates a stream.
    /// - Parameters:
    ///   - file: The open file.
    ///   - splitter: What tells its records apart.
    init(_ file: OpenFile, _ splitter: any RecordSplitter) {
        self.file = file
        state = Mutex(State(splitter: splitter))
    }

    /// What stands between the fields of comma-separated values; nil for other files, and until the first record is there.
    var separator: UInt8? { state.withLock { ($0.splitter as? CSVSplitter)?.separator } }

    /// How many bytes have been read.
    var byteCount: Int { state.withLock { $0.byteCount } }

    /// Reads nothing more, and ends the wait for what is being read.
    func stop() {
        let reading = state.withLock { state in
            state.isAtEnd = true
            return state.reading
        }
        reading?.cancel()
    }

    /// The next record, waiting for it where that is needed; to be asked for one at a time.
    /// - Returns: The record, or nil at the end.
    /// - Throws: What ``step()`` and ``readMore()`` throw.
    func next() async throws -> Record? {
        while true {
            switch try step() {
            case .record(let record): return record
            case .needsMore: try await readMore()
            case .end: return nil
            }
        }
    }

    /// The next record of what was read.
    /// - Throws: What the splitter throws.
    func step() throws -> Step {
        try state.withLock { state in
            if let record = try state.splitter.next() { return .record(record) }
            return state.isAtEnd ? .end : .needsMore
        }
    }

    /// Reads the next piece of the file; to be called by one at a time.
    /// - Throws: `LocalError` when the file can't be read; `CancellationError` when the task is cancelled while it waits.
    func readMore() async throws {
        let reading = Task { [file] in try await file.read(atMost: RecordLimit.piece) }
        let isStopped = state.withLock { state in
            state.reading = reading
            return state.isAtEnd
        }
        if isStopped { reading.cancel() }
        defer { state.withLock { $0.reading = nil } }
        do {
            let piece = try await withTaskCancellationHandler {
                try await reading.value
            } onCancel: {
                reading.cancel()
            }
            state.withLock { state in
                state.byteCount += piece.count
                if piece.isEmpty {
                    state.isAtEnd = true
                    state.splitter.end()
                } else {
                    state.splitter.append(piece)
                }
            }
        } catch is CancellationError where state.withLock({ $0.isAtEnd }) {
            // Somebody wanted nothing more.
        }
    }
}
