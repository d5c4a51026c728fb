import HTTPTypes
import OIntCore
import Testing

@testable import OIntMCP
@testable import OIntListener

@Suite("Over HTTP only those are served who may be, as the revision wants it")
struct HTTPTests {
    private let frontEnd: HTTPFrontEnd
    private let tools: Tools

    init() throws {
        tools = Tools(try sampleSettings())
        let gate = AccessGate(proof: .bearer("good-token"), host: "127.0.0.1", origins: ["https://app.example"])
        frontEnd = HTTPFrontEnd(gate: gate, tools: tools.box, log: nil)
    }

    private func send(
        _ body: JSON? = nil, method: HTTPRequest.Method = .post, path: String = "/mcp",
        _ headers: [String: String] = [:]
    ) async -> ListenerResponse {
        var head = HTTPRequest(
            method: method, scheme: "http", authority: headers["Host"] ?? "127.0.0.1:8080", path: path)
        let usual = [
            "Authorization": "Bearer good-token", "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
        ]
        for (name, value) in usual.merging(headers, uniquingKeysWith: { $1 }) where name != "Host" && !value.isEmpty {
            if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        }
        let request = ListenerRequest(RequestHead(head), body: Array((body?.text(.compact) ?? "").utf8))
        if let refusal = frontEnd.gate.refusal(of: request.head) { return refusal }
        return await frontEnd.respond(to: request)
    }

    private func json(_ response: ListenerResponse) throws -> JSON {
        guard case .bytes(let bytes) = response.body else { return .null }
        return try JSON(parsing: bytes)
    }

    private func begin() async throws -> String {
        let answer = await send(request("initialize", ["protocolVersion": "2025-11-25"]))
        return try #require(answer.headers.first { $0.name == "Mcp-Session-Id" }?.value)
    }

    @Test(
        "Who has not the token is not let in",
        arguments: ["", "Bearer wrong", "Bearer good-tokenx", "Bearer good-toke", "Basic good-token", "good-token"])
    func token(_ value: String) async {
        let answer = await send(request("ping"), ["Authorization": value])
        #expect(answer.status == 401)
        #expect(answer.headers.contains { $0.name == "WWW-Authenticate" })
    }

    @Test(
        "Pages of others are not let in",
        arguments: [
            ("https://evil.example", 403), ("null", 403), ("http://localhost.evil.example", 403), ("file://", 403),
            ("http://localhost:6274", 400), ("http://127.0.0.1", 400), ("http://[::1]:1", 400),
            ("https://APP.example", 400),
        ])
    func origin(_ origin: String, _ status: Int) async {
        let answer = await send(request("ping"), ["Origin": origin])
        #expect(answer.status == status)
        #expect(answer.headers.contains { $0.name == "Access-Control-Allow-Origin" } == (status != 403))
    }

    @Test(
        "A page that goes by a name of its own is not let in",
        arguments: [("evil.example", 421), ("localhost:1", 400), ("[::1]:8080", 400)])
    func host(_ host: String, _ status: Int) async {
        #expect(await send(request("ping"), ["Host": host]).status == status)
    }

    @Test("Requests in another form are told so")
    func forms() async throws {
        #expect(await send(request("ping"), path: "/other").status == 404)
        #expect(await send(method: .get).status == 405)
        #expect(await send(request("ping"), ["Content-Type": "text/plain"]).status == 415)
        #expect(await send(request("ping"), ["Accept": "text/html"]).status == 406)
        #expect(await send(request("ping"), ["Accept": "application/json"]).status == 406)
        #expect(await send(request("initialize", ["protocolVersion": "2025-11-25"]), ["Accept": "*/*"]).status == 200)
        #expect(await send(method: .options, ["Origin": "https://app.example", "Authorization": ""]).status == 204)
        let broken = await frontEnd.respond(
            to: ListenerRequest(
                RequestHead(
                    HTTPRequest(
                        method: .post, scheme: "http", authority: "127.0.0.1", path: "/mcp",
                        headerFields: [
                            .authorization: "Bearer good-token", .contentType: "application/json; charset=utf-8",
                        ])),
                body: Array("{".utf8)))
        #expect(broken.status == 400)
        #expect(try json(broken)["error"]?["code"] == -32700)
    }

    @Test("A session is found by its id, and ends when it is told to")
    func session() async throws {
        let id = try await begin()
        #expect(await send(request("ping")).status == 400)
        #expect(await send(request("ping"), ["Mcp-Session-Id": "other"]).status == 404)
        let own = ["Mcp-Session-Id": id, "MCP-Protocol-Version": "2025-11-25"]
        #expect(try json(await send(request("ping"), own))["result"] == [:])
        #expect(await send(["jsonrpc": "2.0", "method": "notifications/initialized"], own).status == 202)
        #expect(
            await send(request("ping"), ["Mcp-Session-Id": id, "MCP-Protocol-Version": "1999-01-01"]).status == 400)
        #expect(try json(await send(toolCall("get_services"), own))["result"]?["isError"] == false)
        #expect(await send(method: .delete, own).status == 204)
        #expect(await send(request("ping"), own).status == 404)
        #expect(await send(method: .delete).status == 400)
    }

    @Test("A request without a session has headers that say what it says")
    func headers() async throws {
        let list = request("tools/list", ["_meta": .object(statelessMeta)])
        let good = ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/list"]
        #expect(try json(await send(list, good))["result"]?["resultType"] == "complete")
        for (name, value) in [
            ("MCP-Protocol-Version", "2025-11-25"), ("MCP-Protocol-Version", ""), ("Mcp-Method", ""),
            ("Mcp-Method", "ping"),
        ] {
            let answer = await send(list, good.merging([name: value]) { $1 })
            #expect(answer.status == 400, "\(name): \(value)")
            #expect(try json(answer)["error"]?["code"] == -32020)
        }
        let call = toolCall("unheard", meta: statelessMeta)
        let named = ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call"]
        #expect(try json(await send(call, named))["error"]?["code"] == -32020)
        for name in ["unheard", "=?base64?dW5oZWFyZA==?="] {
            #expect(try json(await send(call, named.merging(["Mcp-Name": name]) { $1 }))["error"]?["code"] == -32602)
        }
    }

    @Test("Without a session, statuses tell unknown methods, unknown revisions and incomplete requests apart")
    func statuses() async throws {
        let unknown = request("resources/list", ["_meta": .object(statelessMeta)])
        #expect(
            await send(unknown, ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "resources/list"]).status == 404)
        var meta = statelessMeta
        meta["io.modelcontextprotocol/protocolVersion"] = "1900-01-01"
        let old = await send(
            request("tools/list", ["_meta": .object(meta)]),
            ["MCP-Protocol-Version": "1900-01-01", "Mcp-Method": "tools/list"])
        #expect(old.status == 400)
        #expect(try json(old)["error"]?["code"] == -32022)
        let incomplete = await send(
            request("tools/list", ["_meta": ["io.modelcontextprotocol/protocolVersion": "2026-07-28"]]),
            ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/list"])
        #expect(incomplete.status == 400)
        #expect(try json(incomplete)["error"]?["code"] == -32602)
    }

    @Test("Names of this machine are told from others")
    func names() {
        for name in ["localhost", "127.0.0.1", "127.1.2.3", "::1", "LocalHost"] {
            #expect(LoopbackName.isLoopback(name))
        }
        for name in ["0.0.0.0", "127.0.0.1.evil.example", "::", "example.com", ""] {
            #expect(!LoopbackName.isLoopback(name))
        }
    }
}
