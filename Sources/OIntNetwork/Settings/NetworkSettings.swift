import OIntCore

/// How connections are opened: time limits, proxies, encryption.
public struct NetworkSettings: Sendable, Hashable {
    /// How long a whole call may take, for errors, which it makes clearer; nil for as long as something moves.
    public var timeout: Duration?
    /// How long opening a connection may take, and agreeing with proxies and on encryption thereafter.
    public var connectTimeout: Duration
    /// The proxies to go through.
    public var proxies: ProxySettings
    /// How connections are encrypted, where they are.
    public var tls: TLSSettings
    /// Which addresses connections may lead to; nil for all.
    ///
    /// Behind a proxy, the names of hosts are looked up here, too; where they really lead, the proxy decides.
    public var addresses: AddressPolicy?

    /// Creates the usual settings, independent of the environment.
    public init() {
        timeout = nil
        connectTimeout = .seconds(10)
        proxies = ProxySettings()
        tls = TLSSettings()
    }

    /// Creates settings that obey the variables curl obeys: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`,
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR`.
    /// - Parameter environment: The variables.
    /// - Throws: `UsageError` when a variable can't be read.
    public init(environment: [String: String]) throws(UsageError) {
        self.init()
        proxies = try ProxySettings(environment: environment)
        tls.trust = TrustRoots(environment: environment)
    }
}
