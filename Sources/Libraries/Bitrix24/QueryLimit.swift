import OIntCore
import OIntHTTP

/// The rate at which Bitrix24 takes requests: fifty at once, and two a second after that.
///
/// Source: https://apidocs.bitrix24.com/limits.html
struct QueryLimit: Middleware {
    /// A limit for a series of requests.
    static func rate() -> RateLimit { RateLimit(burst: 50, perSecond: 2) }

    /// Tells the retry rules that a request over the limit was not taken: Bitrix24 says so in the body alone.
    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        let response = try await next(request)
        guard response.status == 503, response.header("retry-after") == nil else { return response }
        let reply = try await response.collected(upTo: 64 << 10)
        let isOverLimit = (try? reply.json())?["error"]?.string == "QUERY_LIMIT_EXCEEDED"
        return Response(
            status: reply.status, headers: reply.headers + (isOverLimit ? [HeaderField("Retry-After", "1")] : []),
            body: ByteStream(reply.body), address: reply.address)
    }
}
