import NIOSSL
import OIntCore

/// How connections are encrypted, whom they trust, and who they say they are.
public struct TLSSettings: Sendable, Hashable {
    /// The authorities whose certificates are accepted.
    public var trust: TrustRoots
    /// Whether the server's certificate is checked.
    ///
    /// Without that, whoever sits in between can read and change everything.
    public var verifiesServer: Bool
    /// The certificate that shows servers who the client is; nil for none.
    public var certificate: ClientCertificate?
    /// The name that the server's certificate must hold, and that the server is asked for; nil for the host's own.
    public var serverName: String?
    /// The oldest version of TLS that is spoken.
    public var minimumVersion: Version

    /// Versions of TLS that are not broken.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc8996
    public enum Version: Sendable, Hashable {
        /// TLS 1.2.
        case tls12
        /// TLS 1.3.
        case tls13
    }

    /// Creates the usual settings: the system's authorities, every certificate checked, TLS 1.2 or later.
    public init() {
        trust = .system
        verifiesServer = true
        certificate = nil
        serverName = nil
        minimumVersion = .tls12
    }

    /// The same settings for the TLS stack.
    /// - Throws: `LocalError` when a file can't be read or holds something else.
    package func stackConfiguration() throws(LocalError) -> TLSConfiguration {
        var result = TLSConfiguration.makeClientConfiguration()
        result.minimumTLSVersion = minimumVersion == .tls12 ? .tlsv12 : .tlsv13
        if verifiesServer {
            try trust.apply(to: &result)
        } else {
            result.certificateVerification = .none
        }
        try certificate?.apply(to: &result)
        return result
    }

    /// What makes encrypted connections by these settings.
    /// - Parameter protocols: The protocols that are offered to the server by ALPN, best first.
    /// - Throws: `LocalError` when a file can't be read or holds something else.
    package func context(protocols: [String] = []) throws(LocalError) -> NIOSSLContext {
        var configuration = try stackConfiguration()
        configuration.applicationProtocols = protocols
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            guard let certificate else { throw trust.unreadable }
            // The stack does not say which of the two it does not take.
            var others = self
            others.certificate = nil
            _ = try others.context(protocols: protocols)
            throw LocalError(certificate.keyPath ?? certificate.path, "its private key belongs to another certificate")
        }
    }
}
