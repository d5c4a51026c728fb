import Synchronization

/// Puts results into the order of the input.
///
/// Results that come early are held until those before them are there. Where too many are held, whoever brings another
/// one waits, and makes no further call meanwhile: memory does not grow with the length of the input.
final class ResultOrder: Sendable {
    /// A result with what the journal is told about it.
    struct Entry: Sendable {
        var line: [UInt8]
        var finished: Recorder.Finish?
    }

    private struct State {
        /// The place of the result that is written next.
        var next = 1
        var held: [Int: Entry] = [:]
        var heldBytes = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
        var isGivenUp = false
    }

    private enum Step {
        case written(Recorder.Ticket)
        case held
        case full
    }

    private let recorder: Recorder
    private let roomForEntries: Int
    private let roomForBytes: Int
    private let state = Mutex(State())

    /// Creates an order.
    /// - Parameters:
    ///   - recorder: What writes the results.
    ///   - entries: How many results may be held.
    ///   - bytes: How many bytes they may have together.
    init(_ recorder: Recorder, entries: Int, bytes: Int = 32 << 20) {
        self.recorder = recorder
        roomForEntries = entries
        roomForBytes = bytes
    }

    /// Takes a result, and waits until it is held or may be left to the recorder.
    /// - Parameters:
    ///   - entry: The result.
    ///   - place: Its place in the order, counted from 1.
    /// - Throws: What writing failed with; `CancellationError` when a result before this one will never come.
    func put(_ entry: Entry, at place: Int) async throws {
        while true {
            switch try step(entry, place) {
            case .written(let ticket): return try await recorder.settle(ticket)
            case .held: return
            case .full: await waitForRoom(place)
            }
        }
    }

    /// Gives up waiting: a result will never come.
    func giveUp() {
        let waiters = state.withLock { state in
            state.isGivenUp = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func step(_ entry: Entry, _ place: Int) throws -> Step {
        let (step, waiters) = try state.withLock { state -> (Step, [CheckedContinuation<Void, Never>]) in
            guard !state.isGivenUp else { throw CancellationError() }
            guard place == state.next else {
                guard hasRoom(state) else { return (.full, []) }
                state.held[place] = entry
                state.heldBytes += entry.line.count
                return (.held, [])
            }
            var ticket = recorder.result(entry.line, finished: entry.finished)
            state.next += 1
            while let entry = state.held.removeValue(forKey: state.next) {
                ticket = recorder.result(entry.line, finished: entry.finished)
                state.heldBytes -= entry.line.count
                state.next += 1
            }
            defer { state.waiters = [] }
            return (.written(ticket), state.waiters)
        }
        for waiter in waiters { waiter.resume() }
        return step
    }

    private func hasRoom(_ state: State) -> Bool {
        state.held.count < roomForEntries && state.heldBytes < roomForBytes
    }

    private func waitForRoom(_ place: Int) async {
        await withCheckedContinuation { waiter in
            let goesOn = state.withLock { state in
                if state.isGivenUp || place == state.next || hasRoom(state) { return true }
                state.waiters.append(waiter)
                return false
            }
            if goesOn { waiter.resume() }
        }
    }
}
