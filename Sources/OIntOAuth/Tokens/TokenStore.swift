import OIntCore

/// Where tokens are kept between calls.
public protocol TokenStore: Sendable {
    /// The tokens, as they are now.
    /// - Returns: The tokens, or nil when nobody is logged in.
    /// - Throws: `LocalError` when they can't be read.
    func tokens() async throws -> OAuthTokens?

    /// Replaces the tokens, one at a time among all who share the store.
    /// - Parameter renew: Gets new tokens for those that are stored at that moment; what it throws leaves the store as it
    ///   is.
    /// - Returns: The tokens that are stored afterwards, or nil when nobody is logged in.
    /// - Throws: `LocalError` when they can't be read or written; what `renew` throws.
    func replace(_ renew: @escaping TokenRenewal) async throws -> OAuthTokens?
}

/// Gets new tokens for old ones; it gives the old ones back when they are good.
public typealias TokenRenewal = @Sendable (_ tokens: OAuthTokens, _ safe: any AnswerSafe) async throws -> OAuthTokens

/// Keeps the answer of an authorisation server safe until its tokens are stored.
///
/// With services that give a new refresh token each time, the answer is the only copy of a token that has replaced the
/// stored one for good.
public protocol AnswerSafe: Sendable {
    /// Makes room; to be called before the request is sent, so that it is not sent where its answer can't be kept.
    /// - Throws: `LocalError` when nothing can be written.
    func prepare() throws

    /// Keeps an answer; to be called before anything else is done with it.
    /// - Parameter answer: The body of the answer.
    /// - Throws: `LocalError` when it can't be written.
    func keep(_ answer: [UInt8]) throws
}

/// For tokens that are in memory only, where there is nothing to lose that was not lost with the process.
private struct NoSafe: AnswerSafe {
    func prepare() {}
    func keep(_ answer: [UInt8]) {}
}

/// Tokens in memory, for programs that keep them elsewhere or not at all.
public actor TokenMemory: TokenStore {
    private var stored: OAuthTokens?
    private let save: (@Sendable (OAuthTokens) async throws -> Void)?

    /// Creates a store.
    /// - Parameters:
    ///   - tokens: The tokens.
    ///   - save: Is handed new tokens, to keep them where the program keeps such things.
    public init(_ tokens: OAuthTokens, save: (@Sendable (OAuthTokens) async throws -> Void)? = nil) {
        stored = tokens
        self.save = save
    }

    /// The tokens, as they are now.
    public func tokens() -> OAuthTokens? { stored }

    /// Replaces the tokens.
    public func replace(_ renew: @escaping TokenRenewal) async throws -> OAuthTokens? {
        guard let stored else { return nil }
        let fresh = try await renew(stored, NoSafe())
        guard fresh != stored else { return fresh }
        self.stored = fresh
        try await save?(fresh)
        return fresh
    }
}
