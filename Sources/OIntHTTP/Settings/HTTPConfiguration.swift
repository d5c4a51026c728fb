import Logging
import OIntCore
import OIntNetwork

/// How requests are made: time limits, retries, proxies, whom to trust.
public struct HTTPConfiguration: Sendable {
    /// How long a whole exchange may take; nil for as long as bytes move.
    public var timeout: Duration?
    /// How long an exchange may stand still: no byte sent, none received.
    public var idleTimeout: Duration
    /// How long opening a connection may take.
    public var connectTimeout: Duration
    /// How many connections to one host are open at a time; further requests wait for one of them.
    public var connectionsPerHost: Int
    /// How many requests a host gets in a time; nil for as many as there are.
    public var rate: HostRateLimit?
    /// Which requests are repeated, and when.
    public var retry: RetryPolicy
    /// The proxies to go through.
    public var proxies: ProxySettings
    /// How connections are encrypted, whom they trust, and who they say they are.
    public var tls: TLSSettings
    /// How far compressed answers may grow when they are unpacked.
    public var unpacking: UnpackingLimit
    /// How many bytes of an answer are taken into memory at most.
    public var replyLimit: Int
    /// Which addresses connections may lead to; nil for all.
    ///
    /// Behind a proxy, the names of hosts are looked up here, too; where they really lead, the proxy decides.
    public var addresses: AddressPolicy?
    /// Whether calls must change nothing: a library whose service can refuse everything else asks it to.
    public var isReadOnly: Bool
    /// Where requests and answers are logged, at the level `debug`; secrets are masked.
    public var logger: Logger
    /// Is told the head of each answer that a request ends with.
    public var observer: (@Sendable (_ status: Int, _ headers: [HeaderField]) -> Void)?
    /// Is told, a sentence each, what a person who waits wants to know, such as a pause of more than two seconds.
    public var notice: (@Sendable (_ text: String) -> Void)?

    /// What people want of uploads and downloads.
    public var transfer: TransferSettings

    /// Creates a configuration with the usual values, independent of the environment.
    public init() {
        timeout = nil
        idleTimeout = .seconds(300)
        connectTimeout = .seconds(10)
        connectionsPerHost = 8
        rate = nil
        retry = RetryPolicy()
        proxies = ProxySettings()
        tls = TLSSettings()
        unpacking = UnpackingLimit()
        replyLimit = 64 << 20
        addresses = nil
        isReadOnly = false
        logger = Logger(label: "oint.http") { _ in SwiftLogNoOpLogHandler() }
        observer = nil
        transfer = TransferSettings()
        notice = nil
    }

    /// Creates a configuration that obeys the variables curl obeys: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`,
    /// `NO_PROXY`, `SSL_CERT_FILE` and `SSL_CERT_DIR`.
    /// - Parameter environment: The variables.
    /// - Throws: `UsageError` when a variable can't be read.
    public init(environment: [String: String]) throws(UsageError) {
        self.init()
        proxies = try ProxySettings(environment: environment)
        tls.trust = TrustRoots(environment: environment)
    }

    /// The authorities whose certificates are accepted.
    public var trust: TrustRoots {
        get { tls.trust }
        set { tls.trust = newValue }
    }

    /// What these settings say about connections.
    package var network: NetworkSettings {
        var network = NetworkSettings()
        network.timeout = timeout
        // The client for HTTP gives up either way.
        network.connectTimeout = min(connectTimeout, idleTimeout)
        network.proxies = proxies
        network.tls = tls
        network.addresses = addresses
        return network
    }
}
