import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Stops the call that a connection is at, from whatever thread finds that it is not wanted any more.
public final class Interruption: Sendable {
    private struct State {
        var call: Int?
        var lastCall = 0
        var isRaised = false
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Creates one for a connection that does nothing yet.
    public init() {}

    /// Sets what stops a wait: called at most once for each call, from any thread, and never after it was replaced.
    /// - Parameter action: Stops the wait; nil where there is nothing to stop.
    public func onRaise(_ action: (@Sendable () -> Void)?) { state.withLock { $0.action = action } }

    /// Has a wait stopped by shutting down the socket, which lets a blocking function of a C library fail at once.
    ///
    /// The connection is of no use afterwards.
    /// - Parameter socket: The socket, which stays open as long as nothing replaces this.
    public func onRaise(shutDown socket: Int32) { onRaise { _ = shutdown(socket, Int32(SHUT_RDWR)) } }

    /// Asks whether the call was given up.
    /// - Throws: `CancellationError` when it was.
    public func check() throws(CancellationError) {
        if isRaised { throw CancellationError() }
    }

    /// Whether the call at work, or else the last one, was given up.
    package var isRaised: Bool { state.withLock { $0.isRaised } }

    /// A number for a call that may begin later.
    func makeCall() -> Int {
        state.withLock { state in
            state.lastCall += 1
            return state.lastCall
        }
    }

    /// Notes that a call is at work.
    func begin(_ call: Int) {
        state.withLock { state in
            state.call = call
            state.isRaised = false
        }
    }

    /// Notes that no call is at work.
    func end() { state.withLock { $0.call = nil } }

    /// Stops a call, if it is the one at work.
    func raise(_ call: Int) {
        // The lock is held while the wait is stopped, so that the connection can't be closed under it.
        state.withLock { state in
            guard state.call == call, !state.isRaised else { return }
            state.isRaised = true
            state.action?()
        }
    }
}
