/// Something that knows an access token: a constant, a variable, a file, an authorisation server.
///
/// Providers are asked from many tasks at once.
public protocol CredentialProvider: Sendable {
    /// The token to use now; one that has expired, or is about to, is refreshed first where that is possible.
    /// - Returns: The token, or nil when this provider has none.
    /// - Throws: `ServiceError` when refreshing is refused, `ConnectionError` when nobody can be asked, `LocalError` when
    ///   what is stored can't be read or written.
    func token() async throws -> Secret?

    /// The token to use after a service has refused one because it has expired.
    /// - Parameter refused: The refused token; where somebody else has refreshed it meanwhile, that result is used.
    /// - Returns: Another token, or nil when there is none to be had.
    /// - Throws: What ``token()`` throws.
    func token(replacing refused: Secret) async throws -> Secret?
}

extension CredentialProvider {
    /// Most tokens can't be replaced.
    public func token(replacing refused: Secret) async throws -> Secret? { nil }
}

/// A token that never changes.
public struct StaticCredentials: CredentialProvider {
    private let secret: Secret

    /// Creates a provider.
    /// - Parameter token: The token.
    public init(_ token: Secret) { secret = token }

    /// The token.
    public func token() -> Secret? { secret }
}

/// A token in a variable of the environment.
public struct EnvironmentCredentials: CredentialProvider {
    private let variable: String
    private let environment: [String: String]

    /// Creates a provider.
    /// - Parameters:
    ///   - variable: The variable's name.
    ///   - environment: The environment.
    public init(_ variable: String, environment: [String: String] = ProcessEnvironment.variables) {
        self.variable = variable
        self.environment = environment
    }

    /// The value of the variable; nil when it is empty or not set.
    public func token() -> Secret? {
        let text = environment[variable]?.trimmed ?? ""
        return text.isEmpty ? nil : Secret(text)
    }
}

/// Several providers, of which the first one that has a token gives it.
public struct CredentialChain: CredentialProvider {
    private let providers: [any CredentialProvider]

    /// Creates a chain.
    /// - Parameter providers: The providers, in the order they are asked.
    public init(_ providers: [any CredentialProvider]) { self.providers = providers }

    /// The token of the first provider that has one.
    public func token() async throws -> Secret? {
        for provider in providers {
            if let token = try await provider.token() { return token }
        }
        return nil
    }

    /// The replacement that the provider of the refused token gives; the others are not asked, since theirs belong to
    /// somebody else.
    public func token(replacing refused: Secret) async throws -> Secret? {
        for provider in providers where try await provider.token() != nil {
            return try await provider.token(replacing: refused)
        }
        return nil
    }
}
