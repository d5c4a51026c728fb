import OIntCore
import Synchronization

/// Serves the messages of one client; calls run side by side.
final class Session: Sendable {
    /// What is sent back for a message, or for several that came as one.
    enum Reply: Sendable {
        /// Nothing: there was nothing to answer.
        case none
        /// A message that is there at once; where it refuses, with the error.
        case ready(JSON, ProtocolError?)
        /// A message that is there when calls have come to their end; nil when all of them were cancelled.
        case pending(Task<JSON?, Never>)
    }

    /// Sends a message that belongs to a request and comes before its answer.
    typealias Notify = @Sendable (JSON) -> Void

    private struct State {
        var protocolState = SessionState()
        /// The calls at work, by a number of their own: a client may use the id of a cancelled one again.
        var calls: [Int: Task<JSON?, Never>] = [:]
        /// The calls that are to be answered, by the request's id.
        var numbers: [RequestID: Int] = [:]
        var lastNumber = 0
        var isOver = false
    }

    private let state = Mutex(State())
    private let tools: ToolBox
    private let log: RequestLog?
    private let objects: ObjectStore

    /// Begins to serve a client.
    /// - Parameters:
    ///   - tools: The tools it may call.
    ///   - log: Where requests are noted.
    ///   - objects: Keeps what calls open; nil for a store of the session's own, which ends with it.
    init(tools: ToolBox, log: RequestLog?, objects: ObjectStore? = nil) {
        self.tools = tools
        self.log = log
        self.objects = objects ?? ObjectStore(capacity: Self.objectLimit, idleLimit: Self.idleLimit)
        ownsObjects = objects == nil
    }

    private let ownsObjects: Bool

    /// How many objects a session keeps.
    static let objectLimit = 100
    /// How long an object is kept that is not used.
    static let idleLimit = Duration.seconds(600)

    /// The revision that was agreed on.
    var version: ProtocolVersion? { state.withLock { $0.protocolState.version } }

    /// How many calls are at work.
    var runningCount: Int { state.withLock { $0.calls.count } }

    /// Takes what came in one piece; the order in which pieces are handed over is the order in which they count.
    /// - Parameters:
    ///   - bytes: A message, or a list of messages, in UTF-8.
    ///   - notify: Sends what comes before an answer.
    /// - Returns: What is to be sent back.
    func receive(_ bytes: some Collection<UInt8>, notify: @escaping Notify) -> Reply {
        do throws(JSONParsingError) {
            return receive(try JSON(parsing: bytes, options: Self.parsing), notify: notify)
        } catch {
            return refuse(nil, .unparsable(error.description), version)
        }
    }

    /// Takes a value that came in one piece.
    /// - Parameters:
    ///   - value: A message, or a list of messages.
    ///   - notify: Sends what comes before an answer.
    /// - Returns: What is to be sent back.
    func receive(_ value: JSON, notify: @escaping Notify) -> Reply {
        guard case .array(let values) = value else { return receive(one: value, notify: notify) }
        let version = version
        guard version?.hasBatches == true else {
            return refuse(nil, .invalidRequest("Messages come one by one, not as a list"), version)
        }
        guard !values.isEmpty else { return refuse(nil, .invalidRequest("The list of messages is empty"), version) }
        let replies = values.map { receive(one: $0, notify: notify) }
        return .pending(
            Task {
                var answers: [JSON] = []
                for reply in replies {
                    switch reply {
                    case .none: break
                    case .ready(let answer, _): answers.append(answer)
                    case .pending(let task): if let answer = await task.value { answers.append(answer) }
                    }
                }
                return answers.isEmpty ? nil : .array(answers)
            })
    }

    /// Gives up all calls, waits until they have come to their end, and closes what they have opened.
    func end() async {
        let calls = state.withLock { state in
            state.isOver = true
            return Array(state.calls.values)
        }
        for call in calls { call.cancel() }
        for call in calls { _ = await call.value }
        if ownsObjects { await objects.closeAll() }
    }

    /// Refuses a message that was too long to be read.
    func refuseTooLong() -> Reply {
        refuse(nil, .invalidRequest("The message has more than \(StreamServer.messageLimit) bytes"), version)
    }

    /// No request has more levels; what is deeper is meant to do harm.
    static let parsing = JSONParsingOptions(maximumDepth: 128)

    private func receive(one value: JSON, notify: @escaping Notify) -> Reply {
        let message: IncomingMessage
        do throws(IncomingMessage.Failure) {
            message = try IncomingMessage(value)
        } catch {
            return refuse(error.id, error.error, version)
        }
        return state.withLock { state in
            let step = state.protocolState.receive(message)
            switch step {
            case .ignore:
                return .none
            case .answer(let id, let result, let version):
                return .ready(OutgoingMessage.result(result, for: id, version: version), nil)
            case .refuse(let id, let error, let version):
                return refuse(id, error, version)
            case .listTools(let id, let version):
                return .ready(OutgoingMessage.result(tools.list(version), for: id, version: version), nil)
            case .cancel(let id):
                if let number = state.numbers.removeValue(forKey: id) { state.calls[number]?.cancel() }
                return .none
            case .callTool(let request):
                guard let tool = tools.tool(named: request.name) else {
                    _ = state.protocolState.finish(request.id)
                    return refuse(request.id, tools.unknownTool(request.name), request.version)
                }
                guard !state.isOver else { return .none }
                state.lastNumber += 1
                let number = state.lastNumber
                let call = start(tool, request, number, notify)
                state.calls[number] = call
                state.numbers[request.id] = number
                return .pending(call)
            }
        }
    }

    private func refuse(_ id: RequestID?, _ error: ProtocolError, _ version: ProtocolVersion?) -> Reply {
        log?.append("refused (\(error.code)): \(error.message)")
        return .ready(OutgoingMessage.error(error, for: id, version: version), error)
    }

    private func start(
        _ tool: Tool, _ request: SessionState.ToolRequest, _ number: Int, _ notify: @escaping Notify
    ) -> Task<JSON?, Never> {
        let report = request.progressToken.map { token -> Tool.Report in
            { notify(OutgoingMessage.progress($0, token: token, version: request.version)) }
        }
        let log = log
        let context = Tool.Context(report: report, objects: objects)
        return Task {
            let result = await tool.call(request.arguments, context)
            log?.append("\(request.name): \(result.logLine)")
            let isWanted = state.withLock { state in
                state.calls[number] = nil
                guard state.numbers[request.id] == number else { return false }
                state.numbers[request.id] = nil
                return state.protocolState.finish(request.id)
            }
            guard isWanted else { return nil }
            return OutgoingMessage.result(result.json(request.version), for: request.id, version: request.version)
        }
    }
}
