import Synchronization

/// What a call that does not go over HTTP has to know about the way it is made.
public struct CallContext: CallService {
    /// The one for calls that nobody gave another: no time limit, nothing logged, everything really done.
    public static let shared = CallContext()

    /// How long each step of a call may take, such as connecting with a first statement, or waiting for the next rows;
    /// nil for as long as it needs.
    public var timeout: Duration?
    /// Whether the call is only to be shown: whoever would now do something throws a ``Preview`` instead.
    public var isDryRun: Bool
    /// Whether the call must change nothing: whoever makes it asks the service itself to refuse everything else, where the
    /// service can.
    public var isReadOnly: Bool
    /// Which addresses connections may lead to; nil for all.
    public var addresses: AddressPolicy?
    /// How often opening a connection is tried again that was refused before anything was sent.
    public var retries: Int
    /// What pauses are measured by.
    public var clock: any Clock<Duration>
    /// Takes what a service tells besides its answer, such as a warning, a line each.
    public var notice: (@Sendable (String) -> Void)?
    /// Takes what a person who looks for a mistake wants to know, a line each; secrets are masked by whoever tells.
    public var debug: (@Sendable (String) -> Void)?
    /// Keeps connections open between calls; nil where each client opens its own, and closes it in the end.
    ///
    /// All calls that share a pool have to agree on ``debug``.
    public var connections: ConnectionPool?

    /// Creates a context.
    /// - Parameters:
    ///   - timeout: How long each step of a call may take; nil for as long as it needs.
    ///   - isDryRun: Whether the call is only to be shown.
    ///   - isReadOnly: Whether the call must change nothing.
    ///   - retries: How often opening a connection is tried again that was refused before anything was sent.
    ///   - clock: What pauses are measured by.
    ///   - notice: Takes what a service tells besides its answer, a line each.
    ///   - debug: Takes what a person who looks for a mistake wants to know, a line each.
    ///   - connections: Keeps connections open between calls; nil where each client opens its own.
    public init(
        timeout: Duration? = nil, isDryRun: Bool = false, isReadOnly: Bool = false, retries: Int = 3,
        clock: any Clock<Duration> = ContinuousClock(), notice: (@Sendable (String) -> Void)? = nil,
        debug: (@Sendable (String) -> Void)? = nil, connections: ConnectionPool? = nil
    ) {
        self.timeout = timeout
        self.isDryRun = isDryRun
        self.isReadOnly = isReadOnly
        self.retries = retries
        self.clock = clock
        self.notice = notice
        self.debug = debug
        self.connections = connections
        addresses = nil
    }
}

/// What a call would have done, thrown in place of doing it.
///
/// What a preview shows is kept for the front-end when the preview is made: a library that goes on after the error, as with
/// `try?`, can't hide it.
public struct Preview: Error, Sendable {
    /// What would have been done, as people may see it: secrets masked.
    public let content: JSON

    @TaskLocal private static var recorder: Recorder?

    /// Creates a preview.
    /// - Parameter content: What would have been done; secrets masked.
    public init(_ content: JSON) {
        self.content = content
        Self.recorder?.take(self)
    }

    /// Does work that is only to be shown.
    /// - Parameter work: The work.
    /// - Returns: What the work gives, where there was nothing to show.
    /// - Throws: The first preview that was made meanwhile, whatever became of it; otherwise what the work throws.
    package static func watching<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        let recorder = Recorder()
        let result: Result<Value, any Error>
        do {
            result = .success(try await $recorder.withValue(recorder, operation: work))
        } catch {
            result = .failure(error)
        }
        if let first = recorder.first { throw first }
        return try result.get()
    }

    private final class Recorder: Sendable {
        private let preview = Mutex<Preview?>(nil)

        var first: Preview? { preview.withLock { $0 } }

        func take(_ made: Preview) { preview.withLock { $0 = $0 ?? made } }
    }
}
