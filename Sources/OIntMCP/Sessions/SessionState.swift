import OIntCore

/// What a session knows, and what follows from each message: the protocol without its transport.
struct SessionState: Sendable {
    /// What is to be done about a message.
    enum Step: Sendable {
        /// Nothing.
        case ignore
        /// A result is sent.
        case answer(RequestID, JSONObject, ProtocolVersion)
        /// A refusal is sent.
        case refuse(RequestID?, ProtocolError, ProtocolVersion?)
        /// The tools are listed.
        case listTools(RequestID, ProtocolVersion)
        /// A tool is called.
        case callTool(ToolRequest)
        /// A call is given up, and not answered.
        case cancel(RequestID)
    }

    /// A call of a tool.
    struct ToolRequest: Sendable {
        let id: RequestID
        let name: String
        let arguments: JSONObject
        /// What the client wants to be told about progress by; nil when it doesn't.
        let progressToken: JSON?
        let version: ProtocolVersion
    }

    /// The revision that was agreed on; nil before `initialize`, and where there are no sessions.
    private(set) var version: ProtocolVersion?
    private var running: Set<RequestID> = []

    /// Takes a message.
    /// - Parameter message: The message.
    /// - Returns: What is to be done.
    mutating func receive(_ message: IncomingMessage) -> Step {
        switch message {
        case .request(let request): receive(request)
        case .notification("notifications/cancelled", let parameters): cancel(RequestID(parameters["requestId"]))
        case .notification, .response: .ignore
        }
    }

    /// Notes that a call has come to its end.
    /// - Parameter id: Its id.
    /// - Returns: Whether it is still to be answered.
    mutating func finish(_ id: RequestID) -> Bool { running.remove(id) != nil }

    private mutating func cancel(_ id: RequestID?) -> Step {
        guard let id, running.remove(id) != nil else { return .ignore }
        return .cancel(id)
    }

    private mutating func receive(_ request: IncomingMessage.Request) -> Step {
        if request.method == "initialize" { return initialize(request) }
        do throws(ProtocolError) {
            return try serve(request, by: try version(of: request))
        } catch {
            return .refuse(request.id, error, request.version.flatMap(ProtocolVersion.init) ?? version)
        }
    }

    /// Begins a session with the revision that the client asks for, or else the newest one that has sessions.
    private mutating func initialize(_ request: IncomingMessage.Request) -> Step {
        guard version == nil else {
            return .refuse(request.id, .invalidRequest("The session has begun already"), version)
        }
        guard let wanted = request.parameters["protocolVersion"]?.string else {
            return .refuse(request.id, .invalidParameters("initialize needs protocolVersion, a text"), nil)
        }
        let known = ProtocolVersion(rawValue: wanted).flatMap { $0.isStateless ? nil : $0 }
        let version = known ?? .newestWithSessions
        self.version = version
        return .answer(
            request.id,
            [
                "protocolVersion": .string(version.rawValue), "capabilities": ServerIdentity.capabilities,
                "serverInfo": ServerIdentity.json(version), "instructions": .string(ServerIdentity.instructions),
            ], version)
    }

    /// The revision by which a request is to be served.
    private func version(of request: IncomingMessage.Request) throws(ProtocolError) -> ProtocolVersion {
        if let named = request.version {
            guard let version = ProtocolVersion(rawValue: named), version.isStateless else {
                throw .unsupportedVersion(named)
            }
            guard request.meta[MetaKey.clientCapabilities]?.object != nil else {
                throw .invalidParameters("_meta needs \(MetaKey.clientCapabilities), an object")
            }
            return version
        }
        if let version { return version }
        // A client may ask whether anybody is there before the session begins.
        if request.method == "ping" { return .newestWithSessions }
        throw .invalidParameters(
            "The request needs \(MetaKey.protocolVersion) in its _meta, or a session that begins with initialize")
    }

    private mutating func serve(
        _ request: IncomingMessage.Request, by version: ProtocolVersion
    ) throws(ProtocolError) -> Step {
        switch request.method {
        case "ping" where !version.isStateless:
            return .answer(request.id, [:], version)
        case "server/discover" where version.isStateless:
            return .answer(
                request.id,
                [
                    "supportedVersions": .array(ProtocolVersion.allCases.reversed().map { .string($0.rawValue) }),
                    "capabilities": ServerIdentity.capabilities, "instructions": .string(ServerIdentity.instructions),
                    "ttlMs": .number(JSONNumber(Caching.milliseconds)), "cacheScope": .string(Caching.scope),
                ], version)
        case "tools/list":
            return .listTools(request.id, version)
        case "tools/call":
            return .callTool(try toolRequest(request, version))
        default:
            throw .unknownMethod(request.method)
        }
    }

    private mutating func toolRequest(
        _ request: IncomingMessage.Request, _ version: ProtocolVersion
    ) throws(ProtocolError) -> ToolRequest {
        guard let name = request.parameters["name"]?.string else {
            throw .invalidParameters("tools/call needs name, a text")
        }
        guard let arguments = request.parameters["arguments"].map(\.object) ?? [:] else {
            throw .invalidParameters("The arguments of a tool are an object")
        }
        guard running.insert(request.id).inserted else {
            throw .invalidRequest("Another request with this id is being served")
        }
        let token = request.meta["progressToken"].flatMap { RequestID($0)?.json }
        return ToolRequest(
            id: request.id, name: name, arguments: arguments, progressToken: token, version: version)
    }
}

/// How long clients may keep what never changes while the server runs.
enum Caching {
    static let milliseconds = 300_000
    /// Which tools there are depends on how the server was started, and so is nobody else's business.
    static let scope = "private"
}
