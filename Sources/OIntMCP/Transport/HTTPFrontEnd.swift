import OIntCore
import OIntListener

/// Serves clients over HTTP, each message a request of its own.
///
/// Clients of revisions with sessions and of those without are served side by side.
///
/// Source: https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http and
/// https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#streamable-http
struct HTTPFrontEnd: Sendable {
    /// Where messages are sent to.
    static let path = "/mcp"

    let gate: AccessGate
    let tools: ToolBox
    let log: RequestLog?
    let sessions = HTTPSessions()
    /// Keeps what clients without sessions open.
    let objects = ObjectStore(capacity: Session.objectLimit, idleLimit: Session.idleLimit)

    /// Answers a request that the gate has let in.
    func respond(to request: ListenerRequest) async -> ListenerResponse {
        guard request.head.path == Self.path else {
            return .text(status: 404, "Messages are sent to \(Self.path).\n")
        }
        var answer: ListenerResponse
        switch request.head.method {
        case "POST": answer = await post(request)
        case "DELETE": answer = await endSession(request)
        case "OPTIONS": answer = ListenerResponse(status: 204)
        default:
            // The server has nothing to say that belongs to no request, and so offers no stream for it.
            answer = .text(status: 405, "Messages are sent with POST.\n")
            answer.headers.append(HeaderField("Allow", "POST, DELETE, OPTIONS"))
        }
        if let origin = request.head.header("Origin"), gate.isAllowed(origin: origin) {
            answer.headers += Self.headers(forPagesOf: origin)
        }
        return answer
    }

    private func post(_ request: ListenerRequest) async -> ListenerResponse {
        guard HTTPHeaders.isJSON(request) else {
            return .text(status: 415, "Messages are application/json.\n")
        }
        guard HTTPHeaders.accepts("application/json", request), HTTPHeaders.accepts("text/event-stream", request) else {
            return .text(status: 406, "Answers are application/json or text/event-stream; accept both.\n")
        }
        let value: JSON
        do throws(JSONParsingError) {
            value = try JSON(parsing: request.body, options: Session.parsing)
        } catch {
            return Self.refusal(.unparsable(error.description), status: 400)
        }
        let named = request.head.header(HTTPHeaders.version)
        let isStateless =
            named.flatMap(ProtocolVersion.init)?.isStateless == true
            || value["params"]?["_meta"]?[MetaKey.protocolVersion] != nil && value["method"] != "initialize"
        if isStateless { return await serveAlone(value, request) }
        if let named, ProtocolVersion(rawValue: named) == nil {
            return Self.refusal(.unsupportedVersion(named), status: 400)
        }
        return value["method"] == "initialize" ? beginSession(value) : await serveInSession(value, request)
    }

    // MARK: Without sessions

    private func serveAlone(_ value: JSON, _ request: ListenerRequest) async -> ListenerResponse {
        let message: IncomingMessage
        do throws(IncomingMessage.Failure) {
            message = try IncomingMessage(value)
        } catch {
            return Self.refusal(error.error, id: error.id, status: 400)
        }
        guard case .request(let asked) = message else { return ListenerResponse(status: 202) }
        do throws(ProtocolError) {
            try HTTPHeaders.check(request, against: asked)
        } catch {
            return Self.refusal(error, id: asked.id, status: 400)
        }
        let session = Session(tools: tools, log: log, objects: objects)
        let isComplete = asked.meta[MetaKey.clientCapabilities]?.object != nil && asked.version != nil
        // Who goes away has given the request up: there is no other way to say so.
        return await answer(value, in: session, givesUp: true) { error in
            switch error.code {
            case -32601: 404
            case -32602 where isComplete: 200
            default: 400
            }
        }
    }

    // MARK: In sessions

    private func beginSession(_ value: JSON) -> ListenerResponse {
        let session = Session(tools: tools, log: log)
        guard case .ready(let message, let error) = session.receive(value, notify: { _ in }) else {
            return ListenerResponse(status: 202)
        }
        var answer = Self.json(message, status: error == nil ? 200 : 400)
        if session.version != nil {
            answer.headers.append(HeaderField(HTTPHeaders.session, sessions.add(session)))
        }
        return answer
    }

    private func serveInSession(_ value: JSON, _ request: ListenerRequest) async -> ListenerResponse {
        guard let id = request.head.header(HTTPHeaders.session) else {
            return Self.refusal(
                .invalidRequest("The header \(HTTPHeaders.session) is missing: begin a session with initialize"),
                status: 400)
        }
        guard let session = sessions.session(id) else {
            return Self.refusal(.invalidRequest("There is no such session; begin one with initialize"), status: 404)
        }
        // A client that loses its connection has not given the request up: it says so with a notification.
        return await answer(value, in: session, givesUp: false) { [-32600, -32700].contains($0.code) ? 400 : 200 }
    }

    private func endSession(_ request: ListenerRequest) async -> ListenerResponse {
        guard let id = request.head.header(HTTPHeaders.session) else {
            return .text(status: 400, "The header \(HTTPHeaders.session) says which session to end.\n")
        }
        guard let session = sessions.remove(id) else { return .text(status: 404, "There is no such session.\n") }
        await session.end()
        return ListenerResponse(status: 204)
    }

    // MARK: Answers

    /// Serves a message in a session.
    /// - Parameters:
    ///   - value: The message.
    ///   - session: The session.
    ///   - givesUp: Whether calls are given up when the client goes away.
    ///   - status: The status for a refusal.
    private func answer(
        _ value: JSON, in session: Session, givesUp: Bool, status: (ProtocolError) -> Int
    ) async -> ListenerResponse {
        let (notices, feed) = AsyncStream.makeStream(of: JSON.self)
        switch session.receive(value, notify: { feed.yield($0) }) {
        case .none:
            return ListenerResponse(status: 202)
        case .ready(let message, let error):
            return Self.json(message, status: error.map(status) ?? 200)
        case .pending(let task):
            if Self.wantsProgress(value) { return Self.events(task, notices, feed, givesUp: givesUp) }
            if givesUp { return Self.watched(task) }
            return await task.value.map { Self.json($0, status: 200) } ?? ListenerResponse(status: 202)
        }
    }

    /// An answer whose call is given up when the client goes away.
    private static func watched(_ task: Task<JSON?, Never>) -> ListenerResponse {
        ListenerResponse(
            status: 200, headers: [HeaderField("Content-Type", "application/json")],
            body: .stream { writer in
                let message = await withTaskCancellationHandler {
                    await task.value
                } onCancel: {
                    task.cancel()
                }
                if let message { try await writer.write(Array(message.text(.compact).utf8)) }
            })
    }

    /// An answer that is told piece by piece: notices while the call is at work, and its result.
    private static func events(
        _ task: Task<JSON?, Never>, _ notices: AsyncStream<JSON>, _ feed: AsyncStream<JSON>.Continuation, givesUp: Bool
    ) -> ListenerResponse {
        Task {
            if let message = await task.value { feed.yield(message) }
            feed.finish()
        }
        return .events { writer in
            try await withTaskCancellationHandler {
                for await message in notices { try await writer.write(event: message.text(.compact)) }
            } onCancel: {
                if givesUp { task.cancel() }
            }
        }
    }

    private static func wantsProgress(_ value: JSON) -> Bool {
        (value.array ?? [value]).contains { $0["params"]?["_meta"]?["progressToken"] != nil }
    }

    private static func json(_ message: JSON, status: Int) -> ListenerResponse {
        .text(status: status, message.text(.compact), type: "application/json")
    }

    private static func refusal(_ error: ProtocolError, id: RequestID? = nil, status: Int) -> ListenerResponse {
        json(OutgoingMessage.error(error, for: id, version: nil), status: status)
    }

    /// What browsers want to see before they let a page have an answer.
    ///
    /// Source: https://fetch.spec.whatwg.org/#http-cors-protocol
    private static func headers(forPagesOf origin: String) -> [HeaderField] {
        let allowed = [
            "Authorization", "Content-Type", HTTPHeaders.version, HTTPHeaders.session, HTTPHeaders.method,
            HTTPHeaders.name,
        ]
        return [
            HeaderField("Access-Control-Allow-Origin", origin), HeaderField("Vary", "Origin"),
            HeaderField("Access-Control-Allow-Methods", "POST, DELETE"),
            HeaderField("Access-Control-Allow-Headers", allowed.joined(separator: ", ")),
            HeaderField("Access-Control-Expose-Headers", HTTPHeaders.session),
        ]
    }
}
