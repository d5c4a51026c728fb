import NIOSSL
import OIntCore

/// A certificate with its private key, by which a client shows who it is.
///
/// Both are PEM, in one file or two, or together in one PKCS #12 file, whose name ends in `.p12` or `.pfx`.
public struct ClientCertificate: Sendable, Hashable {
    /// The path of the certificate, with those of the authorities between it and the root behind it.
    public var path: String
    /// The path of the private key; nil where it lies in the same file.
    public var keyPath: String?
    /// The password of the private key or of the PKCS #12 file; nil for none.
    public var password: Secret?

    /// Creates a certificate.
    /// - Parameters:
    ///   - path: The path of the certificate.
    ///   - keyPath: The path of the private key; nil where it lies in the same file.
    ///   - password: The password of the private key or of the PKCS #12 file; nil for none.
    public init(path: String, keyPath: String? = nil, password: Secret? = nil) {
        self.path = path
        self.keyPath = keyPath
        self.password = password
    }

    /// Whether certificate and key lie together in a PKCS #12 file.
    package var isBundle: Bool { [".p12", ".pfx"].contains(where: path.lowercased().hasSuffix) }

    /// Makes the TLS stack show the certificate to servers that ask for one.
    /// - Throws: `LocalError` when a file can't be read, or holds something else.
    func apply(to configuration: inout TLSConfiguration) throws(LocalError) {
        let bytes = try Self.read(path)
        if isBundle {
            do {
                let bundle = try NIOSSLPKCS12Bundle(buffer: bytes, passphrase: password?.exposed.utf8)
                configuration.certificateChain = bundle.certificateChain.map { .certificate($0) }
                configuration.privateKey = .privateKey(bundle.privateKey)
            } catch {
                throw LocalError(path, "it is no PKCS #12 file, or its password is another one\(Self.passwordHint)")
            }
            return
        }
        do {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(bytes).map { .certificate($0) }
        } catch {
            throw LocalError(path, "it holds no certificate in PEM form")
        }
        configuration.privateKey = .privateKey(try key(keyPath == nil ? bytes : Self.read(keyPath ?? path)))
    }

    private func key(_ bytes: [UInt8]) throws(LocalError) -> NIOSSLPrivateKey {
        let path = keyPath ?? path
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("PRIVATE KEY-----") else {
            throw LocalError(
                path,
                "it holds no private key in PEM form" + (keyPath == nil ? ": name the file that does by --key" : ""))
        }
        let isEncrypted = text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")
        guard !isEncrypted || password != nil else {
            throw LocalError(path, "its private key is protected by a password\(Self.passwordHint)")
        }
        do {
            return try NIOSSLPrivateKey(bytes: bytes, format: .pem) { use in use((password?.exposed ?? "").utf8) }
        } catch {
            throw LocalError(
                path, isEncrypted ? "the password of its private key is another one" : "its private key can't be read")
        }
    }

    /// The files are named by the one who starts the program, not by what it works on.
    private static func read(_ path: String) throws(LocalError) -> [UInt8] {
        do {
            return try FileAccess.unrestricted { try LocalFile.read(path) }
        } catch {
            throw LocalError(path, (error as? LocalError)?.reason ?? LocalFile.reason(error))
        }
    }

    private static let passwordHint = ": give it by --key-password-file or --key-password-env"
}
