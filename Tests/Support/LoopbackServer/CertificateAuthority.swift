import Crypto
import NIOCore
import SwiftASN1
import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A certificate authority in memory, made for one test run.
///
/// Clients trust it through ``writeBundle(to:)`` and `SSL_CERT_FILE` (or `curl --cacert`). An authority nobody was told
/// about serves as the untrusted one.
public struct CertificateAuthority: Sendable {
    /// When a certificate is valid, seen from the time it is issued.
    public enum Validity: Sendable {
        /// From yesterday until tomorrow.
        case current
        /// Until yesterday.
        case expired
        /// From tomorrow on.
        case notYet
    }

    /// The authority's own certificate, PEM.
    public let certificatePEM: String

    private let certificate: Certificate
    private let key: Certificate.PrivateKey

    /// Makes an authority with a new P-256 key.
    /// - Parameter name: Its common name; clients show it in their error messages.
    /// - Throws: What X509 reports if the certificate cannot be built.
    public init(name: String = "Loopback test authority") throws {
        self.key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName(name) }
        let publicKey = self.key.publicKey
        self.certificate = try Certificate(
            subject: subject,
            publicKey: publicKey,
            issuer: subject,
            issuerKey: self.key,
            validity: .current,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            }
        )
        self.certificatePEM = try self.certificate.serializeAsPEM().pemString
    }

    /// Writes the authority's certificate where a client looks for its trusted ones.
    /// - Parameter path: A file path; an existing file is replaced in one step.
    /// - Throws: When the file cannot be written.
    public func writeBundle(to path: String) throws {
        try Data((self.certificatePEM + "\n").utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// Issues a server certificate with a new P-256 key.
    ///
    /// A certificate for the wrong host is one issued for some other host, such as `["wrong.example"]`.
    /// - Parameters:
    ///   - hosts: Host names and literal IP addresses the certificate is good for.
    ///   - validity: Whether it is valid now.
    /// - Returns: Certificate and key.
    /// - Throws: What X509 reports if the certificate cannot be built.
    public func issue(
        for hosts: [String] = ["localhost", "127.0.0.1", "::1"],
        validity: Validity = .current
    ) throws -> ServerIdentity {
        try Self.makeServer(hosts, validity, issuer: (self.certificate.subject, self.key))
    }

    /// Makes a server certificate signed with its own key, which no client should accept unasked.
    /// - Parameters:
    ///   - hosts: Host names and literal IP addresses the certificate is good for.
    ///   - validity: Whether it is valid now.
    /// - Returns: Certificate and key.
    /// - Throws: What X509 reports if the certificate cannot be built.
    public static func selfSigned(
        for hosts: [String] = ["localhost", "127.0.0.1", "::1"],
        validity: Validity = .current
    ) throws -> ServerIdentity {
        try self.makeServer(hosts, validity, issuer: nil)
    }

    private static func makeServer(
        _ hosts: [String],
        _ validity: Validity,
        issuer: (name: DistinguishedName, key: Certificate.PrivateKey)?
    ) throws -> ServerIdentity {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let publicKey = key.publicKey
        let subject = try DistinguishedName { CommonName(hosts.first ?? "nobody") }
        let issuerKey = issuer?.key ?? key
        let certificate = try Certificate(
            subject: subject,
            publicKey: publicKey,
            issuer: issuer?.name ?? subject,
            issuerKey: issuerKey,
            validity: validity,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth, .clientAuth])
                SubjectAlternativeNames(hosts.map(GeneralName.init(host:)))
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: issuerKey.publicKey).keyIdentifier)
            }
        )
        return ServerIdentity(
            certificatePEM: try certificate.serializeAsPEM().pemString,
            privateKeyPEM: try key.serializeAsPEM().pemString
        )
    }
}

extension Certificate {
    fileprivate init(
        subject: DistinguishedName,
        publicKey: PublicKey,
        issuer: DistinguishedName,
        issuerKey: PrivateKey,
        validity: CertificateAuthority.Validity,
        extensions: Extensions
    ) throws {
        let dates = validity.dates
        try self.init(
            version: .v3,
            serialNumber: SerialNumber(),
            publicKey: publicKey,
            notValidBefore: dates.lowerBound,
            notValidAfter: dates.upperBound,
            issuer: issuer,
            subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: extensions,
            issuerPrivateKey: issuerKey
        )
    }
}

extension CertificateAuthority.Validity {
    /// The first and the last moment, a day or two around now: clients compare with their own clock.
    fileprivate var dates: Range<Date> {
        let now = Date()
        let day: TimeInterval = 24 * 60 * 60
        return switch self {
        case .current: now - day..<now + day
        case .expired: now - 2 * day..<now - day
        case .notYet: now + day..<now + 2 * day
        }
    }
}

extension GeneralName {
    /// Chooses between an IP address and a name the way RFC 6125 wants a client to look it up.
    fileprivate init(host: String) {
        // The address starts at the same place of `sockaddr_in` and `sockaddr_in6` on every platform.
        let address = try? SocketAddress(ipAddress: host, port: 0)
        let bytes = address?.withSockAddr { pointer, size in
            Array(UnsafeRawBufferPointer(start: pointer, count: size))
        }
        switch (address, bytes) {
        case (.v4, let bytes?): self = .ipAddress(ASN1OctetString(contentBytes: bytes[4..<8]))
        case (.v6, let bytes?): self = .ipAddress(ASN1OctetString(contentBytes: bytes[8..<24]))
        default: self = .dnsName(host)
        }
    }
}
