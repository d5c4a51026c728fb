import Logging
import OIntCore

/// Logs requests and answers, with secrets masked.
struct LogMiddleware: Middleware {
    let logger: Logger

    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        guard logger.logLevel <= .debug else { return try await next(request) }
        let description = RequestDescription(request)
        logger.debug("\(description.text)")
        do {
            let response = try await next(request)
            let redactor = Redactor(request.secrets)
            let head = response.headers.map { "\($0.name): \(RequestDescription.masked($0, redactor))" }
            logger.debug("HTTP \(response.status)\n\(head.joined(separator: "\n"))")
            return Response(
                status: response.status, headers: response.headers,
                body: response.body.watched { [logger] in
                    var log = BodyLog(response, redactor)
                    return { log.take($0, logger) }
                }, address: response.address)
        } catch {
            logger.debug("\(error)")
            throw error
        }
    }
}

/// Logs a body when it has passed by.
private struct BodyLog {
    /// How many bytes of a body are looked at; a larger one is only counted.
    private static let limit = 64 << 10

    private let response: Response
    private let redactor: Redactor
    private var bytes: [UInt8] = []
    private var count = 0

    init(_ response: Response, _ redactor: Redactor) {
        self.response = response
        self.redactor = redactor
    }

    /// Takes the next piece, or nil at the end.
    mutating func take(_ chunk: (any ByteChunk)?, _ logger: Logger) {
        guard let chunk else { return logger.debug("\(text)") }
        count += chunk.byteCount
        if count <= Self.limit { chunk.withBytes { bytes.append(contentsOf: $0) } }
    }

    /// JSON is shown with secrets masked; anything else may hold some that nobody knows of, and is only counted.
    private var text: String {
        let reply = Reply(status: response.status, headers: response.headers, body: bytes, address: response.address)
        guard count > 0, count <= Self.limit, let value = try? reply.json() else {
            let charset = count > 0 ? reply.unknownCharset : nil
            return "<\(count) bytes\(charset.map { " in the charset \($0), which this machine does not know" } ?? "")>"
        }
        return redactor.masked(value).text(.pretty)
    }
}
