import LoopbackServer
import Synchronization

/// Stands in for an HTTP service: routes with answers, over real sockets, with a service's faults on demand.
///
/// ```swift
/// let service = StandIn()
/// service.on("GET", "/v1/files/{id}") { call in .json(#"{"id": "\#(call["id"])"}"#) }
/// service.on("GET", "/v1/files", .json(firstPage), .json(lastPage))
/// service.meets(.slowDown(seconds: 7))
/// try await service.run { url in
///     // call a method; url is http://localhost:PORT
/// }
/// #expect(service.requests.map(\.target) == ["/v1/files", "/v1/files?cursor=2"])
/// ```
///
/// A request that no route takes is answered with 404, and fails ``run(tls:options:isolation:_:)``.
public final class StandIn: Sendable {
    /// A request, and what its route found in the path.
    public struct Call: Sendable {
        /// The request.
        public let request: ServerRequest
        /// The parts of the path that stand for the route's `{names}`, decoded.
        public let parameters: [String: String]
        /// How many requests the route got before this one.
        public let number: Int

        /// A part of the path; empty where the route has no such name.
        public subscript(name: String) -> String { parameters[name] ?? "" }
    }

    /// Answers a request of a route.
    public typealias Handler = @Sendable (Call) async throws -> ServerReply

    /// What a service does in place of answering a request as it should.
    public enum Fault: Sendable {
        /// Answers this, whatever was asked: a refusal in a 200, a 503, a page of HTML.
        case answers(ServerReply)
        /// Refuses for the moment: status 429 with `Retry-After`.
        case slowDown(seconds: Int)
        /// Takes the request and does its work, and breaks the connection in the middle of its answer.
        case breaksHalfWay
        /// Takes the request and does its work, and resets the connection instead of answering.
        case losesAnswer
        /// Takes the request, and resets the connection without doing its work.
        case losesRequest
        /// Answers what the same route answered last, such as a page that was there already.
        case repeatsItself
    }

    /// Requests came that no route takes.
    public struct Unrouted: Error, CustomStringConvertible {
        /// Each of them: method and target.
        public let requests: [String]
        /// All of them in a line.
        public var description: String { "no route for " + requests.joined(separator: ", ") }
    }

    private struct Route: Sendable {
        let method: String
        let path: PathTemplate
        let handler: Handler
        var count = 0
        var last: ServerReply?
    }

    private struct PlannedFault: Sendable {
        let fault: Fault
        let path: PathTemplate?
        var skip: Int
        var times: Int
    }

    private struct State: Sendable {
        var routes: [Route] = []
        var faults: [PlannedFault] = []
        var requests: [ServerRequest] = []
        var unrouted: [String] = []
    }

    private let state = Mutex(State())

    /// Creates a service without routes.
    public init() {}

    /// The requests so far, in the order of their arrival.
    public var requests: [ServerRequest] { state.withLock { $0.requests } }

    /// Adds a route, before those that are there.
    /// - Parameters:
    ///   - method: The method, such as `GET`.
    ///   - path: The path, decoded; `{name}` stands for one segment or a part of one, `{name*}` for any number of segments.
    ///   - handler: Answers the requests.
    public func on(_ method: String, _ path: String, _ handler: @escaping Handler) {
        state.withLock { $0.routes.insert(Route(method: method, path: PathTemplate(path), handler: handler), at: 0) }
    }

    /// Adds a route with an answer for each request, in turn; the last one is repeated.
    /// - Parameters:
    ///   - method: The method, such as `GET`.
    ///   - path: The path, as in ``on(_:_:_:)-swift.method``.
    ///   - answers: The answers.
    public func on(_ method: String, _ path: String, _ answers: ServerReply...) {
        on(method, path) { call in
            answers.isEmpty ? .status(204) : answers[min(call.number, answers.count - 1)]
        }
    }

    /// Plans a fault.
    /// - Parameters:
    ///   - fault: What happens.
    ///   - path: Which requests meet it, as a path of a route; nil for all.
    ///   - after: How many of them are answered as they should before.
    ///   - times: How many of them meet it then.
    public func meets(_ fault: Fault, on path: String? = nil, after: Int = 0, times: Int = 1) {
        let planned = PlannedFault(fault: fault, path: path.map { PathTemplate($0) }, skip: after, times: times)
        state.withLock { $0.faults.append(planned) }
    }

    /// Serves while a closure runs.
    /// - Parameters:
    ///   - tls: The certificate to show; nil for plain HTTP.
    ///   - options: Limits and refusals of the server.
    ///   - isolation: The actor the closure runs on.
    ///   - body: Gets the service's address, without a slash at the end.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws; ``Unrouted`` where it throws nothing.
    @discardableResult
    public func run<Result>(
        tls: ServerIdentity? = nil, options: LoopbackServer.Options = LoopbackServer.Options(),
        isolation: isolated (any Actor)? = #isolation, _ body: (_ url: String) async throws -> Result
    ) async throws -> Result {
        let result = try await withLoopbackServer(
            tls: tls, options: options, handler: { try await self.answer($0) }
        ) { try await body($0.url) }
        let unrouted = state.withLock { $0.unrouted }
        guard unrouted.isEmpty else { throw Unrouted(requests: unrouted) }
        return result
    }

    private func answer(_ request: ServerRequest) async throws -> ServerReply {
        guard let (index, call, handler, fault) = state.withLock({ Self.take(request, &$0) }) else {
            return .json(#"{"error": "the stand-in has no such route"}"#, status: 404)
        }
        switch fault {
        case .answers(let reply): return reply
        case .slowDown(let seconds): return .status(429, headers: ["Retry-After": "\(seconds)"])
        case .losesRequest: return .reset
        case .repeatsItself:
            if let last = state.withLock({ $0.routes[index].last }) { return last }
        case .breaksHalfWay, .losesAnswer, nil: break
        }
        let reply = try await handler(call)
        state.withLock { $0.routes[index].last = reply }
        return switch fault {
        case .breaksHalfWay: reply.brokenHalfWay
        case .losesAnswer: .reset
        default: reply
        }
    }

    private static func take(
        _ request: ServerRequest, _ state: inout State
    ) -> (index: Int, call: Call, handler: Handler, fault: Fault?)? {
        state.requests.append(request)
        for (index, route) in state.routes.enumerated() where route.method == request.method {
            guard let parameters = route.path.match(request.target) else { continue }
            state.routes[index].count += 1
            let call = Call(request: request, parameters: parameters, number: route.count)
            return (index, call, route.handler, fault(for: request, &state))
        }
        state.unrouted.append("\(request.method) \(request.target)")
        return nil
    }

    /// The first fault that is planned for a request and due; those for later requests come closer by it.
    private static func fault(for request: ServerRequest, _ state: inout State) -> Fault? {
        for (index, planned) in state.faults.enumerated() where planned.times > 0 {
            if let path = planned.path, path.match(request.target) == nil { continue }
            if planned.skip > 0 {
                state.faults[index].skip -= 1
            } else {
                state.faults[index].times -= 1
                return planned.fault
            }
        }
        return nil
    }
}

extension ServerReply {
    /// The same answer, whose connection is closed in the middle of the body; the announced length stays.
    fileprivate var brokenHalfWay: ServerReply {
        var reply = self
        reply.steps = steps.flatMap { step -> [ReplyStep] in
            switch step {
            case .bytes(let bytes):
                [.bytes(Array(bytes.prefix(bytes.count / 2))), .close, .bytes(Array(bytes.dropFirst(bytes.count / 2)))]
            case .pattern(let pattern, let range):
                [
                    .pattern(pattern, range.lowerBound..<(range.lowerBound + range.count / 2)), .close,
                    .pattern(pattern, (range.lowerBound + range.count / 2)..<range.upperBound),
                ]
            default: [step]
            }
        }
        return reply
    }
}
