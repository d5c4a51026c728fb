import OIntCore

/// The records of a file, read as they are asked for.
actor RecordStream {
    private let file: OpenFile
    private var splitter: any RecordSplitter
    private var isAtEnd = false
    private var reading: Task<[UInt8], any Error>?
    /// How many bytes have been read.
    private(set) var byteCount = 0

    /// Creates a stream.
    /// - Parameters:
    ///   - file: The open file.
    ///   - splitter: What tells its records apart.
    init(_ file: OpenFile, _ splitter: any RecordSplitter) {
        self.file = file
        self.splitter = splitter
    }

    /// Reads nothing more, and ends the wait for what is being read.
    func stop() {
        isAtEnd = true
        reading?.cancel()
    }

    /// The next record; to be asked for one at a time.
    /// - Returns: The record, or nil at the end.
    /// - Throws: `LocalError` when the file can't be read; what the splitter throws; `CancellationError` when the task is
    ///   cancelled while it waits.
    func next() async throws -> Record? {
        while true {
            if let record = try splitter.next() { return record }
            guard !isAtEnd else { return nil }
            guard let piece = try await read() else { return nil }
            byteCount += piece.count
            if piece.isEmpty {
                isAtEnd = true
                splitter.end()
            } else {
                splitter.append(piece)
            }
        }
    }

    /// The next piece; empty at the end, nil when there was a request to stop.
    private func read() async throws -> [UInt8]? {
        let reading = Task { [file] in try await file.read(atMost: RecordLimit.piece) }
        self.reading = reading
        defer { self.reading = nil }
        do {
            return try await withTaskCancellationHandler {
                try await reading.value
            } onCancel: {
                reading.cancel()
            }
        } catch is CancellationError where isAtEnd {
            return nil
        }
    }
}
