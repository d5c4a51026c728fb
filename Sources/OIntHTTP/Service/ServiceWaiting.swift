import OIntCore

extension Service {
    /// Asks again and again how something stands that the service does in its own time, until it is over.
    ///
    /// The pauses grow from one second to ten. It is waited as long as the configuration lets an exchange take, and half an
    /// hour where it says nothing. Where asking breaks off, the person is told how to ask later.
    /// - Parameters:
    ///   - what: What is waited for, such as `the import`, for the error.
    ///   - remedy: How to ask later, for the error.
    ///   - ask: Reads the state.
    ///   - isOver: Whether a state is the last one; it throws where that is a refusal.
    /// - Returns: The last state.
    /// - Throws: `ConnectionError` when the time is over, since nobody knows yet how it ends; what `ask` and `isOver` throw.
    package func awaited(
        _ what: String, remedy: String, ask: () async throws -> JSON, isOver: (JSON) throws -> Bool
    ) async throws -> JSON {
        let limit = http.configuration.timeout ?? Self.longestWait
        var (waited, pause) = (Duration.zero, 1)
        do {
            while true {
                let state = try await ask()
                if try isOver(state) { return state }
                guard waited + .seconds(pause) <= limit else { break }
                try await http.pause(for: .seconds(pause))
                waited += .seconds(pause)
                pause = min(pause + 1, Self.longestPause)
            }
        } catch  where Self.leavesOpen(error) {
            http.configuration.notice?("\(what) may go on: \(remedy)")
            throw error
        }
        throw ConnectionError(
            peer: base.peer, step: .exchanging, reason: "\(what) is not over after \(limit.components.seconds) seconds",
            remedy: remedy, isTimeout: true)
    }

    /// Whether a failure says nothing of what is waited for: the question got no answer, or was refused itself.
    private static func leavesOpen(_ error: any Error) -> Bool {
        guard let refusal = error as? ServiceError else {
            return error is ConnectionError || error is ReplyError || error is CancellationError
        }
        if case .bytes = refusal.reply { return true }
        return refusal.status ?? 0 >= 400
    }

    /// How long is waited where nothing else is said.
    private static let longestWait = Duration.seconds(1800)
    /// The longest pause between two questions, in seconds.
    private static let longestPause = 10
}
