import OIntCore

/// An open connection, as a C library gives it: each call waits until it is done.
///
/// It belongs to one thread, that of the ``DriverConnection`` around it.
public protocol DriverSession: AnyObject, SendableMetatype {
    /// Stops the call that the session is at; it is what the session was opened with.
    var interruption: Interruption { get }

    /// Ends the connection; may be called more than once.
    func close()

    /// Whether opening a session may succeed a moment later, and nothing was sent that could have had an effect: a server
    /// with no place left, or one that is starting.
    /// - Parameter failure: What opening has thrown.
    static func isPassing(_ failure: any Error) -> Bool

    /// Whether the connection can go to another client: nothing that was done with it would be noticed there, once it
    /// was reset. It is asked when no call is at work, and must not wait.
    func isReusable() -> Bool

    /// Whether a connection that goes to another client has to be reset before.
    static var isResetBetweenClients: Bool { get }

    /// Undoes what calls have changed about the connection.
    /// - Throws: Anything when that can't be done.
    func reset() throws

    /// Whether the connection, which was not used for a while, is what a new one would be.
    func isCurrent() -> Bool
}

extension DriverSession {
    /// No failure passes.
    public static func isPassing(_ failure: any Error) -> Bool { false }

    /// Each client has a connection of its own.
    public func isReusable() -> Bool { false }

    /// Nothing has to be reset.
    public static var isResetBetweenClients: Bool { false }

    /// Nothing has to be undone.
    public func reset() throws {}

    /// A connection that was used by others is not trusted.
    public func isCurrent() -> Bool { false }
}
