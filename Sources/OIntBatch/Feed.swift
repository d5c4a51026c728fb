import OIntCore
import OIntRunning
import Synchronization

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
    /// How an earlier run ended it, for one that may be made again; nil for all others.
    var earlier: EarlierFailure?
}

/// How an earlier run ended a call.
struct EarlierFailure: Sendable {
    /// The exit code.
    let exit: Int32
    /// Whether it is certain that nothing was sent.
    let isUnsent: Bool
}

/// Hands out the calls of the input one by one, those left out that an earlier run has finished.
final class Feed: Sendable {
    private struct State: ~Copyable {
        var fingerprints: JournalHistory.Fingerprints?
        var number = 0
        var place = 0
        var isStopped = false
        var isReading = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// What somebody who wants a call is told.
    private enum Step {
        case job(Job)
        /// To read more of the input, which nobody else does.
        case read
        /// To wait for whoever reads.
        case wait
        case end
    }

    private let stream: RecordStream
    private let recorder: Recorder
    private let history: JournalHistory?
    private let fingerprint: Fingerprint
    private let retries: FailedCalls
    private let state: Mutex<State>

    /// Creates a feed.
    /// - Parameters:
    ///   - stream: The records of the input.
    ///   - recorder: Is told which calls are started.
    ///   - history: What an earlier run left; nil where there is no journal.
    ///   - retries: Which calls are handed out again that an earlier run has finished.
    ///   - context: What the meaning of a record depends on besides itself.
    /// - Throws: `LocalError` when the journal can't be read.
    init(
        _ stream: RecordStream, _ recorder: Recorder, history: JournalHistory?, retries: FailedCalls = .none,
        context: String
    ) throws(LocalError) {
        self.retries = retries
        self.stream = stream
        self.recorder = recorder
        self.history = history
        fingerprint = Fingerprint(context: context)
        state = Mutex(State(fingerprints: try history?.fingerprints()))
    }

    /// Hands out nothing more.
    func stop() {
        state.withLock { $0.isStopped = true }
        stream.stop()
    }

    /// The next call.
    /// - Returns: The call, or nil at the end.
    /// - Throws: `LocalError` when the input can't be read; `UsageError` when it is not the one that the journal tells
    ///   of; `CancellationError` when the task is cancelled while it waits.
    func next() async throws -> Job? {
        while true {
            try Task.checkCancellation()
            switch try step() {
            case .job(let job): return job
            case .end: return nil
            case .wait: await waitForReader()
            case .read:
                defer { endReading() }
                try await stream.readMore()
            }
        }
    }

    /// The next call of what was read; the calls are told to the journal in the order of the input.
    private func step() throws -> Step {
        try state.withLock { state in
            while !state.isStopped {
                if state.isReading { return .wait }
                switch try stream.step() {
                case .record(let record):
                    state.number += 1
                    if let job = try job(record, &state) { return .job(job) }
                case .needsMore:
                    state.isReading = true
                    return .read
                case .end:
                    state.isStopped = true
                    try checkEnd(state.number)
                }
            }
            return .end
        }
    }

    private func waitForReader() async {
        await withCheckedContinuation { waiter in
            let isReading = state.withLock { state in
                if state.isReading { state.waiters.append(waiter) }
                return state.isReading
            }
            if !isReading { waiter.resume() }
        }
    }

    private func endReading() {
        let waiters = state.withLock { state in
            state.isReading = false
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func job(_ record: Record, _ state: inout State) throws -> Job? {
        guard let history else { return handOut(record, &state, ticket: nil, isUncertain: false) }
        let fingerprint = fingerprint.of(record)
        guard state.number <= history.lastStarted else {
            let ticket = recorder.started(number: state.number, line: record.line, fingerprint: fingerprint)
            return handOut(record, &state, ticket: ticket, isUncertain: false)
        }
        guard try state.fingerprints?.next() == fingerprint else {
            throw changed(history, "line \(record.line) is not what it was")
        }
        guard !history.finished.contains(state.number) else {
            guard let failure = failure(of: state.number, in: history) else { return nil }
            var job = handOut(record, &state, ticket: nil, isUncertain: false)
            job.earlier = failure
            return job
        }
        return handOut(record, &state, ticket: nil, isUncertain: true)
    }

    /// How a call has failed that may be made again; nil for all others.
    private func failure(of number: Int, in history: JournalHistory) -> EarlierFailure? {
        let wanted: [Int32]
        switch retries {
        case .none: return nil
        case .unsent: wanted = [ExitCode.unreachable]
        case .exits(let exits): wanted = exits
        }
        guard let exit = wanted.first(where: { history.failures[$0]?.contains(number) == true }) else { return nil }
        return EarlierFailure(exit: exit, isUnsent: history.unsent.contains(number))
    }

    private func handOut(_ record: Record, _ state: inout State, ticket: Recorder.Ticket?, isUncertain: Bool) -> Job {
        state.place += 1
        return Job(
            record: record, number: state.number, place: state.place, ticket: ticket, isUncertain: isUncertain)
    }

    private func checkEnd(_ number: Int) throws(UsageError) {
        guard let history, number < history.lastStarted else { return }
        throw changed(history, "it ends after \(number) calls, and \(history.lastStarted) were started")
    }

    private func changed(_ history: JournalHistory, _ what: String) -> UsageError {
        UsageError(
            "the input has changed since \(history.path) was written: \(what). Give the same input and the same --library, --method, --map and --set, or another --journal"
        )
    }
}
