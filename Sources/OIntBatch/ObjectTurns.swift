import OIntCore
import OIntRunning
import Synchronization

/// Lets calls that use one kept object follow each other in the order of the input.
///
/// Calls run side by side, and what is done with a connection or a transaction depends on what was done before. A call
/// that uses an object waits until every call before it is known, and those that use the same object have ended.
final class ObjectTurns: Sendable {
    private struct State {
        /// The place of the first call that is not known yet.
        var nextUnknown = 1
        /// Calls behind it that are known.
        var known: Set<Int> = []
        /// The places of the calls that use an object and have not ended, ascending, by the object's name.
        var users: [String: [Int]] = [:]
        var waiting: [(place: Int, names: Set<String>, continuation: CheckedContinuation<Void, any Error>)] = []
        var isGivenUp = false
    }

    private let state = Mutex(State())

    /// Makes a call known, and waits until it may be made; calls without objects don't wait.
    /// - Parameters:
    ///   - place: The call's place among the calls of this run, counted from 1.
    ///   - names: The objects it uses or keeps, as options name them.
    /// - Throws: `CancellationError` when calls before it will never be made.
    func enter(_ place: Int, using names: Set<String>) async throws {
        let ready = state.withLock { state in
            for name in names {
                let index = state.users[name, default: []].firstIndex { $0 > place }
                state.users[name, default: []].insert(place, at: index ?? state.users[name]?.count ?? 0)
            }
            if place == state.nextUnknown {
                repeat { state.nextUnknown += 1 } while state.known.remove(state.nextUnknown) != nil
            } else {
                state.known.insert(place)
            }
            return Self.takeReady(&state)
        }
        for continuation in ready { continuation.resume() }
        guard !names.isEmpty else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Void, any Error>? in
                    if state.isGivenUp { return .failure(CancellationError()) }
                    if Self.isReady(place, names, state) { return .success(()) }
                    state.waiting.append((place, names, continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            giveUp()
        }
    }

    /// Lets the next call use the objects.
    /// - Parameters:
    ///   - place: The call's place.
    ///   - names: The objects it has used.
    func leave(_ place: Int, using names: Set<String>) {
        guard !names.isEmpty else { return }
        let ready = state.withLock { state in
            for name in names {
                state.users[name]?.removeAll { $0 == place }
                if state.users[name]?.isEmpty == true { state.users[name] = nil }
            }
            return Self.takeReady(&state)
        }
        for continuation in ready { continuation.resume() }
    }

    /// Ends all waiting: calls before those that wait will never be made.
    func giveUp() {
        let waiting = state.withLock { state in
            state.isGivenUp = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume(throwing: CancellationError()) }
    }

    private static func isReady(_ place: Int, _ names: Set<String>, _ state: State) -> Bool {
        state.nextUnknown > place && names.allSatisfy { state.users[$0]?.first == place }
    }

    private static func takeReady(_ state: inout State) -> [CheckedContinuation<Void, any Error>] {
        guard !state.waiting.isEmpty else { return [] }
        let ready = state.waiting.filter { isReady($0.place, $0.names, state) }
        let places = Set(ready.map(\.place))
        state.waiting.removeAll { places.contains($0.place) }
        return ready.map(\.continuation)
    }
}

extension ReadCall {
    /// The objects that the call uses or keeps, as options name them.
    ///
    /// A text that only looks like a name makes the call wait where an object of that name is kept, and is a text all the
    /// same.
    var objectNames: Set<String> {
        guard case .success(let call) = call else { return [] }
        var names = Set(keep.map { ["@" + $0] } ?? [])
        for inputs in call.options.values {
            for input in inputs where input.text.hasPrefix("@") || input.text.hasPrefix("{oint-") {
                names.insert(input.text.trimmed)
            }
        }
        return names
    }
}
