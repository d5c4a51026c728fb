import OIntCore
import OIntHTTP

/// How long Telegram makes a bot wait that sends too much.
///
/// Source: https://core.telegram.org/bots/api#responseparameters
struct FloodLimit: Middleware {
    /// Tells the retry rules how long to wait: Telegram says so in the body, and not always in a header.
    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        let response = try await next(request)
        guard response.status == 429, response.header("retry-after") == nil else { return response }
        let reply = try await response.collected(upTo: 64 << 10)
        let seconds = (try? reply.json()).flatMap { $0["parameters"]?["retry_after"]?.int }
        return Response(
            status: reply.status,
            headers: reply.headers + (seconds.map { [HeaderField("Retry-After", String($0))] } ?? []),
            body: ByteStream(reply.body), address: reply.address)
    }
}
