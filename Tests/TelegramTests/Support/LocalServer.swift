import LoopbackServer
import OIntCore
import OIntHTTP
import OIntTelegram
import Synchronization
import TestClocks

/// Runs a Bot API server on this machine for as long as a closure runs.
/// - Parameters:
///   - replies: What it answers, the first request first.
///   - configuration: How the client makes its requests.
///   - clock: What its pauses are measured by.
///   - body: Gets a client of the server, and the server.
/// - Returns: What `body` returns.
func withLocalServer<Result>(
    replies: [ServerReply], configuration: HTTPConfiguration = HTTPConfiguration(),
    clock: InstantClock = InstantClock(), body: (Telegram, LoopbackServer) async throws -> Result
) async throws -> Result {
    let rest = Mutex(replies[...])
    return try await withLoopbackServer(handler: { _ in rest.withLock { $0.popFirst() } ?? .status(599) }) { server in
        let client = try Telegram(
            token: Secret(Bot.token), server: BaseURL(server.url + "/prefix/"),
            http: HTTP(configuration, clock: clock, random: { 1 }))
        return try await body(client, server)
    }
}

extension ServerReply {
    /// Telegram's answer to somebody who sends too much.
    static func flood(_ seconds: Int, headers: ServerHeaders = [:]) -> ServerReply {
        .json(
            #"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after \#(seconds)","#
                + #""parameters":{"retry_after":\#(seconds)}}"#, status: 429, headers: headers)
    }

    /// An answer that says yes.
    static let yes = ServerReply.json(#"{"ok":true,"result":true}"#)
}

extension ByteStream {
    /// All bytes of the stream.
    func collected() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in self { bytes += chunk.withBytes { Array($0) } }
        return bytes
    }
}
