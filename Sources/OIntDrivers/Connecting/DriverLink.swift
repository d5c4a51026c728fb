import Dispatch
import OIntCore

/// An open connection with what belongs to it, which goes from client to client where a pool keeps it.
///
/// It belongs to one ``DriverConnection`` at a time. What is in it is touched on its own queue, and by whoever has it while
/// nothing is under way there.
package final class DriverLink<Session: DriverSession>: PooledConnection, @unchecked Sendable {
    /// Runs what is done with the connection.
    package let executor = QueueExecutor("oint.driver")
    /// Stops the call that the connection is at.
    package let interruption = Interruption()
    /// How many things stay open between calls, such as cursors that were not read to their end; the connection goes to
    /// no other client before they are closed.
    ///
    /// To be touched on the executor.
    package var openItems = 0
    private var session: Session?
    /// When the session was opened, as the pool counts time.
    private var opened = Duration.zero
    /// Whether the session has waited in a pool, where it may have been lost.
    private var isUnchecked = false

    /// The session, opened when there is none that can be used.
    /// - Parameters:
    ///   - pool: Where the connection goes in the end.
    ///   - make: Opens a session; what it is given stops a wait.
    /// - Throws: What opening throws.
    func session(
        for pool: ConnectionPool?, _ make: (Interruption) throws -> Session
    ) throws -> Session {
        if isUnchecked, session?.isCurrent() == false { closeSession() }
        isUnchecked = false
        if let session { return session }
        opened = pool?.time ?? .zero
        let made = try make(interruption)
        session = made
        return made
    }

    /// Ends the connection at once, on its own queue.
    func closeSession() {
        session?.close()
        session = nil
    }

    /// Ends the connection, when what waits on its queue is done.
    package func close() {
        executor.run { self.closeSession() }
    }

    /// Leaves the connection to the next client, or ends it where something of the last one would stay.
    /// - Parameter place: The pool, and what the connection is in it; nil where nobody else wants it.
    func leave(to place: (pool: ConnectionPool, key: ConnectionPool.Key)?) {
        guard let session else { return }
        guard let place, openItems == 0, !interruption.isRaised, session.isReusable() else { return close() }
        isUnchecked = true
        if Session.isResetBetweenClients { executor.run { self.reset() } }
        // A client that takes it out meanwhile waits on its queue.
        place.pool.keep(self, for: place.key, opened: opened)
    }

    private func reset() {
        guard let session else { return }
        let call = interruption.makeCall()
        interruption.begin(call)
        let alarm = DispatchWorkItem { [interruption] in interruption.raise(call) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.resetSeconds, execute: alarm)
        defer {
            alarm.cancel()
            interruption.end()
        }
        do {
            try session.reset()
        } catch {
            // The next client opens a new one.
            closeSession()
        }
    }

    /// How long undoing may take, in seconds, before the connection is given up.
    private static var resetSeconds: Double { 2 }
}
