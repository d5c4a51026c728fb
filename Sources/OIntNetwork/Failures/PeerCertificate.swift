import NIOCore
import NIOPosix
import NIOSSL
import OIntCore

/// The certificate a server shows, looked at after it was not accepted.
///
/// BoringSSL tells only that a certificate was refused. To say why, a second connection takes the certificate without
/// trusting it, and is closed before anything is sent.
struct PeerCertificate {
    /// When the certificate is valid.
    enum Validity {
        case expired(String)
        case notYet(String)
        case current
    }

    let validity: Validity

    /// How long the server may take: it has just done the same, and the answer only makes an error clearer.
    private static let patience = Duration.seconds(5)

    /// Takes the certificate of a server; nil when it can't be had quickly.
    static func presented(
        by target: Endpoint, through proxy: Proxy?, _ settings: NetworkSettings
    ) async -> PeerCertificate? {
        do {
            var tls = settings.tls
            tls.verifiesServer = false
            let link = try Link(to: target, through: proxy, tls: tls, limit: patience)
            let first = proxy?.endpoint ?? target
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(TimeAmount.lasting(Self.patience))
                .connect(host: first.host, port: first.port).get()
            defer { channel.close(promise: nil) }
            try await withTaskCancellationHandler {
                try await link.prepare(channel).get()
            } onCancel: {
                channel.close(promise: nil)
            }
            guard let certificate = try await channel.nioSSL_peerCertificate().get() else { return nil }
            let now = DateTime.now.unixTime
            if Int(certificate.notValidAfter) < now {
                return PeerCertificate(validity: .expired(DateTime(unixTime: Int(certificate.notValidAfter)).dayText))
            }
            if Int(certificate.notValidBefore) > now {
                return PeerCertificate(validity: .notYet(DateTime(unixTime: Int(certificate.notValidBefore)).dayText))
            }
            return PeerCertificate(validity: .current)
        } catch {
            return nil
        }
    }
}
