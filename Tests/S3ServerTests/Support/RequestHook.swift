import OIntCore
import OIntHTTP
import Synchronization

/// Sees requests on their way to the server, and may hold them or answer in its place.
struct RequestHook: Middleware {
    /// Gets a request; answers it, or gives nil to let it through.
    let before: @Sendable (Request) async throws -> Response?

    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        if let response = try await before(request) { return response }
        return try await next(request)
    }
}

/// Requests, written down in their order.
final class RequestLog: Sendable {
    private let log = Mutex<[Request]>([])

    var requests: [Request] { log.withLock { $0 } }

    func add(_ request: Request) { log.withLock { $0.append(request) } }

    /// A hook that only writes down.
    var hook: RequestHook {
        RequestHook {
            self.add($0)
            return nil
        }
    }
}

/// Something that happens once, and that one task waits for.
final class Signal: Sendable {
    private let stream: AsyncStream<Never>
    private let continuation: AsyncStream<Never>.Continuation

    init() { (stream, continuation) = AsyncStream<Never>.makeStream() }

    func fire() { continuation.finish() }

    /// Waits until it happens.
    /// - Throws: `CancellationError` when the task is cancelled first.
    func wait() async throws {
        for await _ in stream {}
        try Task.checkCancellation()
    }
}

extension Request {
    /// The number of the part that the request uploads; nil for others.
    var partNumber: Int? { query.first { $0.name == "partNumber" }.flatMap { Int($0.value) } }

    /// The bytes of an object that the request asks for; nil for all.
    var range: ClosedRange<Int>? {
        guard let field = headers.first(where: { $0.name.lowercased() == "range" }),
            let match = field.value.wholeMatch(of: /bytes=(\d+)-(\d+)/), let first = Int(match.output.1),
            let last = Int(match.output.2)
        else { return nil }
        return first...last
    }
}
