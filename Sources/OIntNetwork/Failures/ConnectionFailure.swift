import NIOCore
import NIOPosix
import NIOSSL
import OIntCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Says what the errors of the network stack mean for one connection.
package struct ConnectionFailure: Sendable {
    /// Where the connection leads.
    package let target: Endpoint
    /// The proxy it goes through.
    package let proxy: Proxy?
    /// How it was opened.
    package let settings: NetworkSettings

    /// Creates what says it.
    /// - Parameters:
    ///   - target: Where the connection leads.
    ///   - proxy: The proxy it goes through.
    ///   - settings: How it was opened.
    package init(target: Endpoint, proxy: Proxy?, settings: NetworkSettings) {
        self.target = target
        self.proxy = proxy
        self.settings = settings
    }

    /// Where the connection goes first: the proxy, or the target itself.
    package var firstPeer: String { "\(proxy?.endpoint ?? target)" }

    /// The error to report in place of one of the network stack.
    /// - Parameters:
    ///   - error: The error of the network stack; errors of our own pass through.
    ///   - step: How far the exchange had come.
    /// - Returns: The error to report.
    package func explained(_ error: any Error, step: ConnectionError.Step) async -> any Error {
        switch error {
        case is ConnectionError, is ReplyError, is LocalError, is UsageError, is CancellationError: error
        case let error as NIOConnectionError: await connecting(error)
        case let error as ProxyRefusal: refused(error)
        case let error as LinkTimeout: timedOut(error.step, standingStill: settings.connectTimeout)
        case is UnknownHost: unknownName("\(target)")
        case let refusal as AddressRefusal: failure(.connecting, refusal.description)
        case let error as NIOSSLError: await tls(error, step)
        case BoringSSLError.unknownError: settings.tls.trust.unreadable
        case let error as BoringSSLError: await tls(.handshakeFailed(error), step)
        case let error as NIOSSLExtraError: hostname(error)
        case let error as IOError: broken(errno: error.errnoCode, step)
        case ChannelError.connectTimeout: noAnswer
        case ChannelError.eof where step == .tls: failure(.tls, "the connection was closed")
        case is ChannelError: broken(errno: nil, step)
        default: failure(step, "\(type(of: error)): \(error)")
        }
    }

    /// The exchange ran out of its time.
    /// - Parameters:
    ///   - step: How far it had come.
    ///   - limit: How long it stood still at the end, where that was too long by itself.
    package func timedOut(_ step: ConnectionError.Step, standingStill limit: Duration? = nil) -> ConnectionError {
        if let timeout = settings.timeout, timeout <= limit ?? timeout {
            let remedy = "Allow more time with --timeout, or try again later"
            return failure(step, "no complete answer came within \(timeout.inSeconds)", remedy, isTimeout: true)
        }
        let reason = limit.map { "nothing came for \($0.inSeconds)" } ?? "it took too long"
        return failure(step, reason, "Try again later", isTimeout: true)
    }

    /// An error of this connection.
    package func failure(
        _ step: ConnectionError.Step, _ reason: String, _ remedy: String? = nil, peer: String? = nil,
        isTimeout: Bool = false, isPassing: Bool? = nil
    ) -> ConnectionError {
        ConnectionError(
            peer: peer ?? "\(target)", step: step, reason: reason, remedy: remedy, isTimeout: isTimeout,
            isPassing: isPassing)
    }

    /// No answer came to the attempt to connect.
    package var noAnswer: ConnectionError {
        failure(
            .connecting, "nobody answers", "Check host and port, and the firewall between", peer: firstPeer,
            isTimeout: true)
    }

    /// The connection was closed by the other side.
    package func cut(_ step: ConnectionError.Step) -> ConnectionError {
        let isHalf = step == .receiving
        return failure(
            step, "the connection was closed" + (isHalf ? " before the answer was complete" : ""),
            isHalf ? nil : proxy.map { _ in "Perhaps the proxy \(firstPeer) did that: ask who runs it" })
    }

    private func unknownName(_ peer: String) -> ConnectionError {
        failure(
            .resolving, "the name is not known", "Check the spelling, and whether this machine can look names up",
            peer: peer)
    }

    private func connecting(_ error: NIOConnectionError) async -> any Error {
        guard let first = error.connectionErrors.first?.error else {
            // Where both look-ups failed for now only, that passes.
            let isPassing = [error.dnsAError, error.dnsAAAAError].contains {
                "\($0 ?? UnknownHost())".contains("\(EAI_AGAIN)")
            }
            let unknown = unknownName(firstPeer)
            return isPassing
                ? failure(.resolving, unknown.reason, unknown.remedy, peer: firstPeer, isPassing: true) : unknown
        }
        // What encryption needs is prepared while connecting.
        if first is NIOSSLError || first is BoringSSLError || first is NIOSSLExtraError {
            return await explained(first, step: .connecting)
        }
        return connecting(errno: (first as? IOError)?.errnoCode) ?? noAnswer
    }

    /// What a system error means that only opening a connection can raise; nil for any other.
    private func connecting(errno code: CInt?) -> ConnectionError? {
        switch code {
        case ECONNREFUSED?:
            let remedy = "Check \(proxy == nil ? "host and port" : "the proxy"): nothing listens there"
            return failure(.connecting, "the connection is refused", remedy, peer: firstPeer, isPassing: true)
        case ENETUNREACH?, EHOSTUNREACH?:
            return failure(
                .connecting, "there is no way to that network", "Check this machine's network", peer: firstPeer)
        case EADDRNOTAVAIL?, EAGAIN?, ENOBUFS?:
            return failure(
                .connecting, "this machine has no port left for another connection",
                "Make fewer connections at a time, or try again later", peer: firstPeer, isPassing: true)
        case ETIMEDOUT?:
            return noAnswer
        default:
            return nil
        }
    }

    private func refused(_ refusal: ProxyRefusal) -> ConnectionError {
        switch refusal {
        case .authentication:
            let scheme = proxy?.kind.rawValue ?? "http"
            return failure(
                .proxy, "the proxy wants a user and a password, or does not accept those given",
                "Write them as \(scheme)://user:password@\(firstPeer)", peer: firstPeer)
        case .refused(let reason):
            return failure(
                .proxy, "the proxy refuses to connect to \(target)" + (reason.map { " (\($0))" } ?? ""),
                "Ask who runs the proxy", peer: firstPeer)
        case .notThatProtocol:
            let kind = proxy?.kind == .http ? "HTTP" : "SOCKS \(proxy?.kind.rawValue.contains("4") == true ? 4 : 5)"
            return failure(
                .proxy, "the proxy does not speak \(kind)", "Check its port, and the protocol in front of its address",
                peer: firstPeer)
        case .closed: return cut(.proxy)
        }
    }

    private func tls(_ error: NIOSSLError, _ step: ConnectionError.Step) async -> any Error {
        switch error {
        case .handshakeFailed(.sslError(let stack)):
            let text = stack.map { "\($0)" }.joined(separator: " ")
            if text.contains("CERTIFICATE_VERIFY_FAILED") { return await untrusted() }
            if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
                return failure(.tls, "the other side does not speak TLS", "Check the port, or use http://")
            }
            if text.contains("EOF during handshake") { return failure(.tls, "the connection was closed") }
            if text.contains("CERTIFICATE_REQUIRED") || text.contains("BAD_CERTIFICATE")
                || text.contains("UNKNOWN_CA") || text.contains("CERTIFICATE_UNKNOWN")
            {
                let has = settings.tls.certificate != nil
                return failure(
                    .tls,
                    has
                        ? "the other side does not accept this certificate (\(Self.alert(in: text)))"
                        : "the other side wants a certificate (\(Self.alert(in: text)))",
                    has ? "Check the certificate behind --cert" : "Give one by --cert and --key")
            }
            if text.contains("ALERT") || text.contains("UNSUPPORTED_PROTOCOL") || text.contains("NO_SHARED") {
                return failure(.tls, "the other side refuses this encryption (\(Self.alert(in: text)))")
            }
            return failure(.tls, "the encryption can't be agreed on (\(Self.alert(in: text)))")
        case .handshakeFailed: return failure(.tls, "the connection was closed")
        case .noSuchFilesystemObject, .failedToLoadCertificate: return settings.tls.trust.unreadable
        case .uncleanShutdown: return cut(step)
        default: return failure(.tls, "\(error)")
        }
    }

    /// The words of BoringSSL for what went wrong, the last part of its message before the place in its source.
    private static func alert(in text: String) -> String {
        let names = text.split { !$0.isLetter && $0 != "_" && !$0.isNumber }
        return names.last { $0.contains("_") && $0 == $0.uppercased()[...] }.map { String($0) } ?? "no reason given"
    }

    private func untrusted() async -> ConnectionError {
        let certificate = await PeerCertificate.presented(by: target, through: proxy, settings)
        return switch certificate?.validity {
        case .expired(let day)?:
            failure(
                .tls, "the certificate expired on \(day)",
                "Who runs the service has to renew it; check this machine's clock too")
        case .notYet(let day)?:
            failure(.tls, "the certificate is valid from \(day) on only", "Check this machine's clock")
        case .current?, nil:
            failure(
                .tls, "the certificate is self-signed, or its authority is not one this machine trusts",
                "If it is to be trusted, name a PEM file with the authority's certificate by --cacert or SSL_CERT_FILE")
        }
    }

    private func hostname(_ error: NIOSSLExtraError) -> ConnectionError {
        guard error == .failedToValidateHostname else { return failure(.tls, "\(error)") }
        return failure(
            .tls, "the certificate is for another host, not for \(settings.tls.serverName ?? target.bracketedHost)",
            "Check the host's name in the address")
    }

    private func broken(errno code: CInt?, _ step: ConnectionError.Step) -> ConnectionError {
        if let error = connecting(errno: code) { return error }
        return switch code {
        case ECONNRESET?, EPIPE?, nil: failure(step, "the connection was reset")
        case let code?: failure(step, String(cString: strerror(code)))
        }
    }
}

extension Duration {
    /// The duration in words: `5 s`, `0.5 s`.
    package var inSeconds: String {
        let seconds = self / .seconds(1)
        return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
    }
}
