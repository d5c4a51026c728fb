import Synchronization

/// Keeps connections open between calls, for programs that make many of them.
///
/// A client takes a connection out when it is made, and has it for itself until it gives it back. Only connections come
/// back in which nothing is left of the calls made with them: what a connection's state is, its client knows.
public final class ConnectionPool: Sendable {
    /// What makes a connection what it is: only who would open just the same one gets it.
    package struct Key: Sendable, Hashable {
        /// The name of the service for people.
        package let service: String
        /// Everything that is told when the connection is opened; passwords are among it.
        private let parts: [Secret]
        /// Which files may be used.
        private let access: FileAccess?

        /// Creates a key for connections under the policy of file access that is in force.
        /// - Parameters:
        ///   - service: The name of the service for people.
        ///   - parts: Everything that is told when the connection is opened.
        package init(service: String, parts: [String]) {
            self.service = service
            self.parts = parts.map { Secret($0) }
            access = FileAccess.current
        }
    }

    private struct Idle {
        let key: Key
        let connection: any PooledConnection
        let since: Duration
    }

    private struct State {
        /// The connections that nobody uses, the one that came last at the end.
        var idle: [Idle] = []
        /// Closes connections that nobody wants any more; nil while there are none.
        var sweeper: Task<Void, Never>?
    }

    private let limit: Int
    private let idleTime: Duration
    private let oldestAge: Duration
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Duration
    private let state = Mutex(State())

    /// Creates a pool.
    /// - Parameters:
    ///   - limit: How many connections that nobody uses are kept.
    ///   - idleTime: How long a connection is kept at least that nobody uses; twice that time at most.
    ///   - oldestAge: How long a connection is used at most: what a service decides about new connections, such as that
    ///     a password has changed, is to hold for all soon.
    ///   - clock: What time is measured by.
    public init(
        limit: Int = 32, idleTime: Duration = .seconds(10), oldestAge: Duration = .seconds(60),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.limit = limit
        self.idleTime = idleTime
        self.oldestAge = oldestAge
        self.clock = clock
        now = clock.stopwatch
    }

    deinit {
        state.withLock { state in
            state.sweeper?.cancel()
            for idle in state.idle { idle.connection.close() }
        }
    }

    /// The time since the pool was made, for the age of connections.
    package var time: Duration { now() }

    /// Takes a connection out of the pool.
    /// - Parameters:
    ///   - key: What it has to be.
    ///   - type: Its type.
    /// - Returns: The connection of that kind that was used last; nil when there is none.
    package func take<Connection: PooledConnection>(_ key: Key, as type: Connection.Type) -> Connection? {
        state.withLock { state in
            guard let index = state.idle.lastIndex(where: { $0.key == key }) else { return nil }
            return state.idle.remove(at: index).connection as? Connection
        }
    }

    /// Puts a connection into the pool, or closes it where it is too old.
    /// - Parameters:
    ///   - connection: The connection; nobody uses it any more.
    ///   - key: What it is.
    ///   - opened: The pool's ``time`` when it was opened.
    package func keep(_ connection: some PooledConnection, for key: Key, opened: Duration) {
        let time = now()
        guard time - opened < oldestAge, limit > 0 else { return connection.close() }
        let surplus = state.withLock { state in
            state.idle.append(Idle(key: key, connection: connection, since: time))
            if state.sweeper == nil { state.sweeper = sweeper() }
            return state.idle.count > limit ? state.idle.removeFirst() : nil
        }
        surplus?.connection.close()
    }

    /// Closes the connections to a service that nobody uses.
    /// - Parameter service: The name of the service, as it stands in keys.
    package func closeIdle(to service: String) {
        let found = state.withLock { state in
            let found = state.idle.filter { $0.key.service == service }
            state.idle.removeAll { $0.key.service == service }
            return found
        }
        for idle in found { idle.connection.close() }
    }

    private func sweeper() -> Task<Void, Never> {
        Task { [weak self, clock, idleTime] in
            while (try? await clock.sleep(for: idleTime, tolerance: nil)) != nil {
                guard let self, self.closeUnwanted() else { return }
            }
        }
    }

    /// Closes what nobody has wanted for long.
    /// - Returns: Whether anything is left.
    private func closeUnwanted() -> Bool {
        let time = now()
        let (unwanted, isAnyLeft) = state.withLock { state in
            let unwanted = state.idle.filter { time - $0.since >= idleTime }
            state.idle.removeAll { time - $0.since >= idleTime }
            if state.idle.isEmpty { state.sweeper = nil }
            return (unwanted, !state.idle.isEmpty)
        }
        for idle in unwanted { idle.connection.close() }
        return isAnyLeft
    }
}

extension Clock<Duration> {
    /// Gives the time since it was made.
    var stopwatch: @Sendable () -> Duration {
        let start = now
        return { start.duration(to: now) }
    }
}

/// A connection that a ``ConnectionPool`` can keep.
package protocol PooledConnection: AnyObject, Sendable {
    /// Ends the connection, without waiting for it.
    func close()
}
