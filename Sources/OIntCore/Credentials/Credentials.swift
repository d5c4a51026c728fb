/// Where a client takes its access token from, call by call.
public struct Credentials: CallService {
    /// None: the client has what its own options give it.
    public static let shared = Credentials(provider: nil)

    private let provider: (any CredentialProvider)?

    private init(provider: (any CredentialProvider)?) { self.provider = provider }

    /// Creates credentials.
    /// - Parameter provider: Gives the token.
    public init(_ provider: any CredentialProvider) { self.init(provider: provider) }

    /// Whether there is nobody to ask.
    public var isEmpty: Bool { provider == nil }

    /// The token to use now.
    /// - Returns: The token; nil when there is none.
    /// - Throws: What the provider throws.
    public func token() async throws -> Secret? { try await provider?.token() }

    /// The token to use after a service has refused one because it is over.
    /// - Parameter refused: The refused token.
    /// - Returns: Another token; nil when there is none to be had.
    /// - Throws: What the provider throws.
    public func token(replacing refused: Secret) async throws -> Secret? {
        try await provider?.token(replacing: refused)
    }

    /// Does something with the token, and once more with a fresh one when the service says that it has expired.
    /// - Parameters:
    ///   - isExpired: Whether a refusal means that the token has expired.
    ///   - operation: What to do with the token. It is repeated only when the service refused it, and so did not do it.
    /// - Returns: What the operation gives.
    /// - Throws: `UsageError` when there is no token; what the provider and the operation throw.
    public func use<Result: Sendable>(
        isExpired: (ServiceError) -> Bool, _ operation: (Secret) async throws -> Result
    ) async throws -> Result {
        guard let provider, let token = try await provider.token() else {
            throw UsageError("there is no access token: give one, or log in")
        }
        do {
            return try await operation(token)
        } catch let refusal as ServiceError where isExpired(refusal) {
            guard let fresh = try await provider.token(replacing: token), fresh != token else { throw refusal }
            return try await operation(fresh)
        }
    }
}
