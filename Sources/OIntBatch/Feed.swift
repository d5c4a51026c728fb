import OIntCore

/// A call of the input that is to be made.
struct Job: Sendable {
    /// Its record.
    let record: Record
    /// Its place among the calls of the input, counted from 1.
    let number: Int
    /// Its place among the calls of this run, counted from 1.
    let place: Int
    /// Leads to the journal's record that it was started; nil where there is no journal, or an earlier run wrote it.
    let ticket: Recorder.Ticket?
    /// Whether an earlier run may have sent it.
    let isUncertain: Bool
}

/// Hands out the calls of the input one by one, those left out that an earlier run has finished.
actor Feed {
    private let stream: RecordStream
    private let recorder: Recorder
    private let history: JournalHistory?
    private var fingerprints: JournalHistory.Fingerprints?
    private let fingerprint: Fingerprint
    private var number = 0
    private var place = 0
    private var isStopped = false
    private var isReading = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// Creates a feed.
    /// - Parameters:
    ///   - stream: The records of the input.
    ///   - recorder: Is told which calls are started.
    ///   - history: What an earlier run left; nil where there is no journal.
    ///   - context: What the meaning of a record depends on besides itself.
    /// - Throws: `LocalError` when the journal can't be read.
    init(_ stream: RecordStream, _ recorder: Recorder, history: JournalHistory?, context: String) throws(LocalError) {
        self.stream = stream
        self.recorder = recorder
        self.history = history
        fingerprint = Fingerprint(context: context)
        fingerprints = try history?.fingerprints()
    }

    /// Hands out nothing more.
    func stop() async {
        isStopped = true
        await stream.stop()
    }

    /// The next call.
    /// - Returns: The call, or nil at the end.
    /// - Throws: `LocalError` when the input can't be read; `UsageError` when it is not the one that the journal tells
    ///   of; `CancellationError` when the task is cancelled while it waits.
    func next() async throws -> Job? {
        // One at a time: the calls are told to the journal in the order of the input.
        while isReading { await withCheckedContinuation { waiters.append($0) } }
        isReading = true
        defer {
            isReading = false
            if !waiters.isEmpty { waiters.removeFirst().resume() }
        }
        while !isStopped {
            try Task.checkCancellation()
            let record = try await stream.next()
            // Somebody may have asked for that meanwhile; what is not handed out must not count as started.
            guard !isStopped else { return nil }
            guard let record else {
                isStopped = true
                try checkEnd()
                return nil
            }
            number += 1
            if let job = try job(record) { return job }
        }
        return nil
    }

    private func job(_ record: Record) throws -> Job? {
        guard let history else { return handOut(record, ticket: nil, isUncertain: false) }
        let fingerprint = fingerprint.of(record)
        guard number <= history.lastStarted else {
            let ticket = recorder.started(number: number, line: record.line, fingerprint: fingerprint)
            return handOut(record, ticket: ticket, isUncertain: false)
        }
        guard try fingerprints?.next() == fingerprint else {
            throw changed(history, "line \(record.line) is not what it was")
        }
        guard !history.finished.contains(number) else { return nil }
        return handOut(record, ticket: nil, isUncertain: true)
    }

    private func handOut(_ record: Record, ticket: Recorder.Ticket?, isUncertain: Bool) -> Job {
        place += 1
        return Job(record: record, number: number, place: place, ticket: ticket, isUncertain: isUncertain)
    }

    private func checkEnd() throws(UsageError) {
        guard let history, number < history.lastStarted else { return }
        throw changed(history, "it ends after \(number) calls, and \(history.lastStarted) were started")
    }

    private func changed(_ history: JournalHistory, _ what: String) -> UsageError {
        UsageError(
            "the input has changed since \(history.path) was written: \(what). Give the same input and the same --library, --method, --map and --set, or another --journal"
        )
    }
}
