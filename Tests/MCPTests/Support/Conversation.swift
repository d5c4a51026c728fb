import OIntCore
import Synchronization

@testable import OIntMCP

/// A session with a client that is the test.
final class Conversation: Sendable {
    let session: Session
    private let tools: Tools
    private let told = Mutex<[JSON]>([])

    init(_ settings: ServerSettings) {
        tools = Tools(settings)
        session = Session(tools: tools.box, log: nil)
    }

    /// Begins a session of the sample library by a revision.
    convenience init(_ version: String) async throws {
        self.init(try sampleSettings())
        _ = await ask([
            "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": ["protocolVersion": .string(version)],
        ])
    }

    /// What came besides answers.
    var notices: [JSON] { told.withLock { $0 } }

    /// Sends a message, and waits for the answer.
    func ask(_ message: JSON) async -> JSON? { await answer(send(message)) }

    /// Sends a line as it is, and waits for the answer.
    func ask(line: String) async -> JSON? {
        await answer(session.receive(Array(line.utf8)) { notice in self.told.withLock { $0.append(notice) } })
    }

    /// Sends a message.
    func send(_ message: JSON) -> Session.Reply {
        session.receive(message) { notice in self.told.withLock { $0.append(notice) } }
    }

    /// Waits for an answer.
    func answer(_ reply: Session.Reply) async -> JSON? {
        switch reply {
        case .none: nil
        case .ready(let answer, _): answer
        case .pending(let task): await task.value
        }
    }
}

/// A request.
func request(_ method: String, id: JSON = 1, _ parameters: JSONObject = [:]) -> JSON {
    ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(parameters)]
}

/// A call of a tool.
func toolCall(_ name: String, id: JSON = 1, _ arguments: JSONObject = [:], meta: JSONObject? = nil) -> JSON {
    var parameters: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
    if let meta { parameters.append("_meta", .object(meta)) }
    return request("tools/call", id: id, parameters)
}

/// What a request tells that belongs to no session.
let statelessMeta: JSONObject = [
    "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
]
