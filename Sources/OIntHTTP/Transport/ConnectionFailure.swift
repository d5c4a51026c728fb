import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
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

/// Says what the errors of the network stack mean for one exchange.
struct ConnectionFailure: Sendable {
    let address: Address
    let proxy: Proxy?
    let configuration: HTTPConfiguration

    /// Whom the connection goes to first.
    private var firstPeer: String { proxy.map { "\($0.host):\($0.port)" } ?? address.peer }

    /// The error to report in place of one of the network stack.
    /// - Parameters:
    ///   - error: The error of the network stack; errors of our own pass through.
    ///   - step: How far the exchange had come.
    /// - Returns: The error to report.
    func explained(_ error: any Error, step: ConnectionError.Step) async -> any Error {
        switch error {
        case is ConnectionError, is ReplyError, is LocalError, is UsageError, is CancellationError: error
        case let error as NIOConnectionError: await connecting(error)
        case let error as HTTPClientError: await client(error, step)
        case let error as NIOSSLError: await tls(error, step)
        case BoringSSLError.unknownError: untrusting
        case let error as BoringSSLError: await tls(.handshakeFailed(error), step)
        case let error as NIOSSLExtraError: await hostname(error)
        case let error as IOError: broken(errno: error.errnoCode, step)
        case is HTTPParserError: step == .receiving ? cut(step) : notHTTP
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            ReplyError(peer: address.peer, reason: "the compressed answer can't be unpacked: it is damaged")
        case ChannelError.connectTimeout: nobodyAnswers
        case is ChannelError: broken(errno: nil, step)
        default: failure(step, "\(type(of: error)): \(error)")
        }
    }

    /// The exchange ran out of its time.
    /// - Parameters:
    ///   - step: How far it had come.
    ///   - limit: How long it stood still at the end, where that was too long by itself.
    func timedOut(_ step: ConnectionError.Step, standingStill limit: Duration? = nil) -> ConnectionError {
        if let timeout = configuration.timeout, timeout <= limit ?? timeout {
            let remedy = "Allow more time with --timeout, or try again later"
            return failure(step, "no complete answer came within \(timeout.inSeconds)", remedy, isTimeout: true)
        }
        let reason = limit.map { "nothing came for \($0.inSeconds)" } ?? "it took too long"
        return failure(step, reason, "Try again later", isTimeout: true)
    }

    private func failure(
        _ step: ConnectionError.Step, _ reason: String, _ remedy: String? = nil, peer: String? = nil,
        isTimeout: Bool = false
    ) -> ConnectionError {
        ConnectionError(
            peer: peer ?? address.peer, step: step, reason: reason, remedy: remedy, isTimeout: isTimeout)
    }

    private func connecting(_ error: NIOConnectionError) async -> any Error {
        guard let first = error.connectionErrors.first?.error else {
            return failure(
                .resolving, "the name is not known", "Check the spelling, and whether this machine can look names up",
                peer: firstPeer)
        }
        // What encryption needs is prepared while connecting.
        if first is NIOSSLError || first is BoringSSLError || first is NIOSSLExtraError {
            return await explained(first, step: .connecting)
        }
        return connecting(errno: (first as? IOError)?.errnoCode) ?? nobodyAnswers
    }

    /// What a system error means that only opening a connection can raise; nil for any other.
    private func connecting(errno code: CInt?) -> ConnectionError? {
        switch code {
        case ECONNREFUSED?:
            let remedy = "Check \(proxy == nil ? "host and port" : "the proxy"): nothing listens there"
            return failure(.connecting, "the connection is refused", remedy, peer: firstPeer)
        case ENETUNREACH?, EHOSTUNREACH?:
            return failure(
                .connecting, "there is no way to that network", "Check this machine's network", peer: firstPeer)
        case ETIMEDOUT?:
            return nobodyAnswers
        default:
            return nil
        }
    }

    private var nobodyAnswers: ConnectionError {
        failure(
            .connecting, "nobody answers", "Check host and port, and the firewall between", peer: firstPeer,
            isTimeout: true)
    }

    private func client(_ error: HTTPClientError, _ step: ConnectionError.Step) async -> any Error {
        switch error {
        case .cancelled, .requestStreamCancelled: return CancellationError()
        case .connectTimeout, .getConnectionFromPoolTimeout: return nobodyAnswers
        case .tlsHandshakeTimeout: return timedOut(.tls, standingStill: configuration.connectTimeout)
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            return timedOut(.proxy, standingStill: configuration.connectTimeout)
        case .readTimeout, .writeTimeout, .deadlineExceeded:
            return timedOut(step, standingStill: configuration.idleTimeout)
        case .remoteConnectionClosed, .uncleanShutdown: return cut(step)
        case .proxyAuthenticationRequired:
            return failure(
                .proxy, "the proxy wants a user and a password, or does not accept those given",
                "Write them as http://user:password@\(firstPeer)", peer: firstPeer)
        case .invalidProxyResponse:
            return failure(
                .proxy, "the proxy refuses to connect to \(address.peer)", "Ask who runs the proxy", peer: firstPeer)
        case .bodyLengthMismatch:
            return LocalError("the file being sent", "it changed its size on the way")
        default: return failure(step, "\(error)")
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
            if text.contains("ALERT") || text.contains("UNSUPPORTED_PROTOCOL") || text.contains("NO_SHARED") {
                return failure(.tls, "the other side refuses this encryption (\(Self.alert(in: text)))")
            }
            return failure(.tls, "the encryption can't be agreed on (\(Self.alert(in: text)))")
        case .handshakeFailed: return failure(.tls, "the connection was closed")
        case .noSuchFilesystemObject, .failedToLoadCertificate: return untrusting
        case .uncleanShutdown: return cut(step)
        default: return failure(.tls, "\(error)")
        }
    }

    /// The words of BoringSSL for what went wrong, the last part of its message before the place in its source.
    private static func alert(in text: String) -> String {
        let names = text.split { !$0.isLetter && $0 != "_" && !$0.isNumber }
        return names.last { $0.contains("_") && $0 == $0.uppercased()[...] }.map { String($0) } ?? "no reason given"
    }

    /// The certificates of trusted authorities can't be had.
    private var untrusting: LocalError {
        switch configuration.trust {
        case .file(let path), .directory(_, let path?):
            LocalError(path, "SSL_CERT_FILE names this file, but it holds no certificates in PEM form")
        case .directory(let path, nil):
            LocalError(path, "SSL_CERT_DIR names this directory, but its certificates can't be read")
        case .system:
            LocalError(
                "the certificates of trusted authorities",
                "this machine has none: install the package ca-certificates, or name a PEM file in SSL_CERT_FILE")
        }
    }

    private func untrusted() async -> ConnectionError {
        let certificate = proxy == nil ? await PeerCertificate.presented(by: address) : nil
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
                "If it is to be trusted, name a PEM file with the authority's certificate in SSL_CERT_FILE")
        }
    }

    private func hostname(_ error: NIOSSLExtraError) async -> ConnectionError {
        guard error == .failedToValidateHostname else { return failure(.tls, "\(error)") }
        return failure(
            .tls, "the certificate is for another host, not for \(address.host)", "Check the host's name in the address"
        )
    }

    private func broken(errno code: CInt?, _ step: ConnectionError.Step) -> ConnectionError {
        if let error = connecting(errno: code) { return error }
        return switch code {
        case ECONNRESET?, EPIPE?, nil: failure(step, "the connection was reset")
        case let code?: failure(step, String(cString: strerror(code)))
        }
    }

    private func cut(_ step: ConnectionError.Step) -> ConnectionError {
        let isHalf = step == .receiving
        return failure(
            step, "the connection was closed" + (isHalf ? " before the answer was complete" : ""),
            isHalf ? nil : proxy.map { _ in "Perhaps the proxy \(firstPeer) did that: ask who runs it" })
    }

    private var notHTTP: ReplyError {
        ReplyError(peer: address.peer, reason: "the answer is not HTTP", remedy: "Check the port in the address")
    }
}

extension Duration {
    /// The duration in words: `5 s`, `0.5 s`.
    var inSeconds: String {
        let seconds = self / .seconds(1)
        return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
    }
}
