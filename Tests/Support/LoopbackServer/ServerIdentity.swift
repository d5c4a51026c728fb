import NIOSSL

/// What a TLS server shows its clients: a certificate and the key that belongs to it.
public struct ServerIdentity: Sendable {
    /// The certificate, PEM.
    public let certificatePEM: String

    /// The private key, PEM (PKCS #8); made for one run and worth nothing outside of it.
    public let privateKeyPEM: String

    /// Creates an identity from PEM text.
    /// - Parameters:
    ///   - certificatePEM: The server's certificate, followed by intermediate ones if there are any.
    ///   - privateKeyPEM: The private key that belongs to the first certificate.
    public init(certificatePEM: String, privateKeyPEM: String) {
        self.certificatePEM = certificatePEM
        self.privateKeyPEM = privateKeyPEM
    }

    /// Prepares BoringSSL for a server with this identity that talks HTTP/1.1.
    func makeContext(versions: ClosedRange<ServerTLSVersion>, clientAuthorityPEM: String?) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(self.certificatePEM.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(self.privateKeyPEM.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = versions.lowerBound.version
        configuration.maximumTLSVersion = versions.upperBound.version
        configuration.applicationProtocols = ["http/1.1"]
        if let clientAuthorityPEM {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(clientAuthorityPEM.utf8)))
            configuration.certificateVerification = .noHostnameVerification
        }
        return try NIOSSLContext(configuration: configuration)
    }
}

/// A version of TLS a server can be limited to.
public enum ServerTLSVersion: Int, Sendable, Comparable {
    case tls1_0
    case tls1_1
    case tls1_2
    case tls1_3

    fileprivate var version: TLSVersion {
        switch self {
        case .tls1_0: .tlsv1
        case .tls1_1: .tlsv11
        case .tls1_2: .tlsv12
        case .tls1_3: .tlsv13
        }
    }

    /// Orders versions from old to new.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
