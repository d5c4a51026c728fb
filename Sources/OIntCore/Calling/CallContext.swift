/// What a call that does not go over HTTP has to know about the way it is made.
public struct CallContext: CallService {
    /// The one for calls that nobody gave another: no time limit, nothing logged, everything really done.
    public static let shared = CallContext()

    /// How long the whole call may take; nil for as long as it needs.
    public var timeout: Duration?
    /// Whether the call is only to be shown: whoever would now do something throws a ``Preview`` instead.
    public var isDryRun: Bool
    /// Takes what a person who looks for a mistake wants to know, a line each; secrets are masked by whoever tells.
    public var debug: (@Sendable (String) -> Void)?

    /// Creates a context.
    /// - Parameters:
    ///   - timeout: How long the whole call may take; nil for as long as it needs.
    ///   - isDryRun: Whether the call is only to be shown.
    ///   - debug: Takes what a person who looks for a mistake wants to know, a line each.
    public init(
        timeout: Duration? = nil, isDryRun: Bool = false, debug: (@Sendable (String) -> Void)? = nil
    ) {
        self.timeout = timeout
        self.isDryRun = isDryRun
        self.debug = debug
    }
}

/// What a call would have done, thrown in place of doing it.
public struct Preview: Error, Sendable {
    /// What would have been done, as people may see it: secrets masked.
    public let content: JSON

    /// Creates a preview.
    /// - Parameter content: What would have been done; secrets masked.
    public init(_ content: JSON) { self.content = content }
}
