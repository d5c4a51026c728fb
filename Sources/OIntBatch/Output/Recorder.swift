import Dispatch
import Synchronization

/// Writes results and the journal, many records at a time, on a thread of its own.
///
/// What is added while a group is being written makes up the next one, so that a single request to the disk serves all
/// that came meanwhile. In each group the results go first, then `finished` beside `started`.
///
/// Without a journal nobody waits for a result to be written, unless many bytes are waiting; groups that follow one
/// another are a moment apart then, since waking the thread costs more than a call does.
final class Recorder: Sendable {
    /// Records that are written together.
    private struct Group {
        var results: [UInt8] = []
        var records: [UInt8] = []
        var holdsStarted = false
        var isEmpty: Bool { results.isEmpty && records.isEmpty }
    }

    private struct State {
        var group = Group()
        /// The number of the group that is being collected; those below it have been written, or are being.
        var number = 1
        var written = 0
        var isWriting = false
        var failure: (any Error)?
        var waiters: [Int: [CheckedContinuation<Void, any Error>]] = [:]
    }

    /// Leads to the group that a record was added to.
    struct Ticket: Sendable {
        fileprivate let number: Int
    }

    private let output: BatchOutput
    private let journal: Journal?
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "oint.batch.recorder")
    /// The time between the beginnings of two groups of results; a person does not notice it.
    private static let pace = DispatchTimeInterval.milliseconds(4)
    /// How many bytes of results may wait to be written before those who bring more wait too.
    private static let room = 256 << 10

    /// Creates a recorder.
    /// - Parameters:
    ///   - output: Where results go.
    ///   - journal: What remembers the calls; nil for nothing.
    init(output: BatchOutput, journal: Journal?) {
        self.output = output
        self.journal = journal
    }

    /// Adds that a call may be sent; records keep the order in which they are added.
    func started(number: Int, line: Int, fingerprint: String) -> Ticket {
        add { group in
            group.records += JournalRecord.started(number: number, line: line, fingerprint: fingerprint).bytes
            group.holdsStarted = true
        }
    }

    /// Adds that a call which has finished may be sent once more.
    func again(number: Int) -> Ticket {
        add { group in
            group.records += JournalRecord.again(number: number).bytes
            group.holdsStarted = true
        }
    }

    /// How a call has finished.
    struct Finish: Sendable {
        /// Its place among the calls of the input, counted from 1.
        let number: Int
        /// Its exit code.
        let exit: Int32
        /// Whether it is certain that nothing was sent.
        let isUnsent: Bool
    }

    /// Adds a result; nil for a call that is not to count as finished.
    func result(_ line: [UInt8], finished: Finish?) -> Ticket {
        add { group in
            group.results += line
            if journal != nil, let finished {
                group.records +=
                    JournalRecord.finished(
                        number: finished.number, exit: finished.exit, isUnsent: finished.isUnsent
                    ).bytes
            }
        }
    }

    /// Waits until a result may be left to the recorder: with a journal, until it has been handed to the system;
    /// without one only where many are waiting.
    /// - Throws: What writing failed with; nothing is written after that.
    func settle(_ ticket: Ticket) async throws {
        if journal == nil, try hasRoom() { return }
        try await wait(for: ticket)
    }

    private func hasRoom() throws -> Bool {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.group.results.count < Self.room
        }
    }

    /// Waits until a record is written: a result has been handed to the system, a started call is on the disk.
    /// - Throws: What writing failed with; nothing is written after that.
    func wait(for ticket: Ticket) async throws {
        try await withCheckedThrowingContinuation { waiter in
            let settled: Result<Void, any Error>? = state.withLock { state in
                if state.written >= ticket.number { return .success(()) }
                if let failure = state.failure { return .failure(failure) }
                state.waiters[ticket.number, default: []].append(waiter)
                return nil
            }
            if let settled { waiter.resume(with: settled) }
        }
    }

    /// Waits until everything is written, the journal also to the disk.
    /// - Throws: What writing failed with.
    func finish() async throws {
        try await wait(for: add { $0.holdsStarted = true })
    }

    private func add(_ change: (inout Group) -> Void) -> Ticket {
        let (ticket, isFirst) = state.withLock { state in
            change(&state.group)
            defer { state.isWriting = true }
            return (Ticket(number: state.number), !state.isWriting)
        }
        if isFirst { queue.async { self.writeGroups() } }
        return ticket
    }

    private func writeGroups() {
        while let (group, number) = nextGroup() {
            let result = Result { try write(group) }
            let (waiters, isUrgent) = state.withLock { state in
                switch result {
                case .success:
                    state.written = number
                    return (state.waiters.removeValue(forKey: number) ?? [], journal != nil || state.group.holdsStarted)
                case .failure(let error):
                    state.failure = error
                    defer { state.waiters = [:] }
                    return (state.waiters.values.flatMap { $0 }, true)
                }
            }
            for waiter in waiters { waiter.resume(with: result) }
            guard isUrgent else {
                // Whoever adds something meanwhile finds that somebody writes already.
                return queue.asyncAfter(deadline: .now() + Self.pace) { self.writeGroups() }
            }
        }
    }

    private func nextGroup() -> (Group, Int)? {
        state.withLock { state in
            guard state.failure == nil, !state.group.isEmpty || state.group.holdsStarted else {
                state.isWriting = false
                return nil
            }
            defer {
                state.group = Group()
                state.number += 1
            }
            return (state.group, state.number)
        }
    }

    private func write(_ group: Group) throws {
        if !group.results.isEmpty { try group.results.withUnsafeBytes { try output.write($0) } }
        guard let journal else { return }
        // Not before the results are safe: see Journal.
        if !group.results.isEmpty { try output.force?() }
        if !group.records.isEmpty { try journal.append(group.records) }
        if group.holdsStarted { try journal.force() }
    }
}
