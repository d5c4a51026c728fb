import AsyncHTTPClient
import NIOHTTP1
import OIntCore
import OIntNetwork

/// Says what the errors of the client mean for one exchange.
struct ExchangeFailure: Sendable {
    /// Where the request went.
    let address: Address
    /// What says it of the connection below.
    let connection: ConnectionFailure
    /// How long an exchange may stand still.
    let idleTimeout: Duration
    /// What prepares connections to the service; nil where the client does.
    let link: Link?

    /// The error to report in place of one of the client.
    /// - Parameters:
    ///   - error: The error of the client; errors of our own pass through.
    ///   - step: How far the exchange had come.
    /// - Returns: The error to report.
    func explained(_ error: any Error, step: ConnectionError.Step) async -> any Error {
        switch error {
        case let error as HTTPClientError: await client(error, step)
        case let error as HTTPParserError: unreadable(error, step)
        case let error as Inflater.Failure: packed(error)
        default: await connection.explained(error, step: step)
        }
    }

    /// The exchange ran out of its time.
    /// - Parameter step: How far it had come.
    func timedOut(_ step: ConnectionError.Step) -> ConnectionError { connection.timedOut(step) }

    private func client(_ error: HTTPClientError, _ step: ConnectionError.Step) async -> any Error {
        switch error {
        case .cancelled, .requestStreamCancelled: return CancellationError()
        case .connectTimeout, .getConnectionFromPoolTimeout:
            // The proxy did answer the attempt to connect, but said nothing more.
            guard let step = link?.pendingStep else { return connection.noAnswer }
            return connection.timedOut(step, standingStill: connection.settings.connectTimeout)
        case .tlsHandshakeTimeout:
            return connection.timedOut(.tls, standingStill: connection.settings.connectTimeout)
        case .readTimeout, .writeTimeout, .deadlineExceeded:
            return connection.timedOut(step, standingStill: idleTimeout)
        case .remoteConnectionClosed, .uncleanShutdown: return connection.cut(step)
        case .bodyLengthMismatch:
            return LocalError("the file being sent", "it changed its size on the way")
        default: return connection.failure(step, "\(error)")
        }
    }

    private func unreadable(_ error: HTTPParserError, _ step: ConnectionError.Step) -> any Error {
        let what: String
        switch error {
        case .invalidEOFState, .closedConnection:
            // It ended early; where it had not begun, it was something else.
            if step == .receiving { return connection.cut(step) }
            what = ""
        case .headerOverflow: what = "a line of its head is longer than 80 KiB, or there are too many"
        case .invalidContentLength, .unexpectedContentLength: what = "what it says of its length contradicts itself"
        case .invalidChunkSize: what = "the size of a piece is no number"
        case .invalidHeaderToken: what = "its head has a line that is no header"
        case .invalidVersion: what = "it names a version of HTTP that does not exist"
        case .invalidStatus: what = "its status is no number of three digits"
        case .strictModeAssertion, .lfExpected: what = "a line break is missing behind a piece"
        default: what = ""
        }
        guard step == .receiving || !what.isEmpty else {
            return ReplyError(
                peer: address.peer, reason: "the answer is not HTTP", remedy: "Check the port in the address")
        }
        return ReplyError(
            peer: address.peer, reason: "the answer can't be read" + (what.isEmpty ? "" : ": \(what)"),
            remedy: "The service did get the request, and has probably carried it out: look before you repeat it")
    }

    private func packed(_ error: Inflater.Failure) -> ReplyError {
        let repeated = "The service has carried the request out: look before you repeat it"
        switch error {
        case .damaged:
            return ReplyError(
                peer: address.peer, reason: "the compressed answer can't be unpacked: it is damaged", remedy: repeated)
        case .cutShort:
            return ReplyError(
                peer: address.peer, reason: "the compressed answer can't be unpacked: its end is missing",
                remedy: repeated)
        case .tooLarge(let packed, let unpacked):
            return ReplyError(
                peer: address.peer,
                reason: "the compressed answer grows too far: \(packed) bytes of it became \(unpacked >> 20) MiB",
                remedy: "Such answers are made to fill memory and disks; ask the service for it uncompressed")
        }
    }
}
