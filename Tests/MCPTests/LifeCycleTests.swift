import OIntCore
import Testing

@testable import OIntMCP

@Suite("Sessions begin, and requests without sessions are served")
struct LifeCycleTests {
    @Test(
        "The revision that the client asks for is agreed on",
        arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
    func agreed(_ version: String) async throws {
        let conversation = Conversation(try sampleSettings())
        let answer = await conversation.ask(request("initialize", ["protocolVersion": .string(version)]))
        #expect(answer?["result"]?["protocolVersion"] == .string(version))
        #expect(answer?["result"]?["capabilities"]?["tools"] == [:])
        #expect(answer?["result"]?["serverInfo"]?["name"] == "oint-mcp-server")
    }

    @Test(
        "For an unknown revision, and one without sessions, the newest with sessions is offered",
        arguments: ["2099-01-01", "2026-07-28"])
    func offered(_ version: String) async throws {
        let conversation = Conversation(try sampleSettings())
        let answer = await conversation.ask(request("initialize", ["protocolVersion": .string(version)]))
        #expect(answer?["result"]?["protocolVersion"] == "2025-11-25")
    }

    @Test("Before a session begins, only its beginning and a ping are served")
    func before() async throws {
        let conversation = Conversation(try sampleSettings())
        #expect(await conversation.ask(request("tools/list"))?["error"]?["code"] == -32602)
        #expect(await conversation.ask(request("initialize"))?["error"]?["code"] == -32602)
        #expect(await conversation.ask(request("ping"))?["result"] == [:])
        #expect(await conversation.ask(request("initialize", ["protocolVersion": "2025-06-18"]))?["result"] != nil)
        #expect(
            await conversation.ask(request("initialize", ["protocolVersion": "2025-06-18"]))?["error"]?["code"]
                == -32600)
    }

    @Test("A request that tells its revision needs no session")
    func stateless() async throws {
        let conversation = Conversation(try sampleSettings())
        let list = await conversation.ask(request("tools/list", ["_meta": .object(statelessMeta)]))
        #expect(list?["result"]?["resultType"] == "complete")
        #expect(list?["result"]?["cacheScope"] == "private")
        #expect(list?["result"]?["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "oint-mcp-server")
        let discovery = await conversation.ask(request("server/discover", ["_meta": .object(statelessMeta)]))
        #expect(discovery?["result"]?["supportedVersions"]?[0] == "2026-07-28")
        #expect(await conversation.ask(request("ping", ["_meta": .object(statelessMeta)]))?["error"]?["code"] == -32601)
    }

    @Test("A request that tells an unknown revision learns which are known")
    func unsupported() async throws {
        let conversation = Conversation(try sampleSettings())
        var meta = statelessMeta
        meta["io.modelcontextprotocol/protocolVersion"] = "1900-01-01"
        let answer = await conversation.ask(request("tools/list", ["_meta": .object(meta)]))
        #expect(answer?["error"]?["code"] == -32022)
        #expect(answer?["error"]?["data"]?["requested"] == "1900-01-01")
        #expect(answer?["error"]?["data"]?["supported"]?[0] == "2026-07-28")
    }

    @Test("A request without a session has to tell what the client can do")
    func incomplete() async throws {
        let conversation = Conversation(try sampleSettings())
        let meta: JSON = ["io.modelcontextprotocol/protocolVersion": "2026-07-28"]
        #expect(await conversation.ask(request("tools/list", ["_meta": meta]))?["error"]?["code"] == -32602)
    }

    @Test("Tools and results have what their revision knows, and nothing else")
    func features() async throws {
        for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
            let conversation = try await Conversation(version)
            let tool = await conversation.ask(request("tools/list"))?["result"]?["tools"]?[0]
            #expect((tool?["annotations"] != nil) == (version >= "2025-03-26"))
            #expect((tool?["title"] != nil) == (version >= "2025-06-18"))
            let call = toolCall(
                "call_method", ["library": "sample", "method": "RefuseLetter"])
            let result = await conversation.ask(call)?["result"]
            // A refusal is told in words, and so as JSON too where the revision has a place for it.
            #expect((result?["structuredContent"] != nil) == (version >= "2025-06-18"))
            #expect(result?["content"]?[0]?["type"] == "text")
        }
    }

    @Test("A tool that does not exist, and a call that is none, are errors of the protocol")
    func unknownTool() async throws {
        let conversation = try await Conversation("2025-11-25")
        let answer = await conversation.ask(toolCall("search_method"))
        #expect(answer?["error"]?["code"] == -32602)
        #expect(answer?["error"]?["message"]?.string?.contains("search_methods") == true)
        #expect(await conversation.ask(request("tools/call"))?["error"]?["code"] == -32602)
        #expect(
            await conversation.ask(request("tools/call", ["name": "get_services", "arguments": []]))?["error"]?["code"]
                == -32602)
    }

    @Test("A cancelled call is stopped and not answered, and its id may be used again")
    func cancelling() async throws {
        let conversation = try await Conversation("2025-11-25")
        let wait = toolCall("call_method", id: "w", ["library": "sample", "method": "Wait"])
        let reply = conversation.send(wait)
        #expect(await conversation.ask(wait)?["error"]?["code"] == -32600)
        _ = conversation.send(["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": "w"]])
        let again = conversation.send(toolCall("get_services", id: "w"))
        #expect(await conversation.answer(reply) == nil)
        #expect(await conversation.answer(again)?["id"] == "w")
        _ = conversation.send(["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": "other"]])
        _ = conversation.send(["jsonrpc": "2.0", "method": "notifications/cancelled"])
        #expect(await conversation.ask(request("ping"))?["result"] == [:])
    }

    @Test("Calls run side by side")
    func sideBySide() async throws {
        let conversation = try await Conversation("2025-11-25")
        let waiting = conversation.send(toolCall("call_method", id: 1, ["library": "sample", "method": "Wait"]))
        #expect(await conversation.ask(toolCall("get_services", id: 2))?["id"] == 2)
        await conversation.session.end()
        #expect(await conversation.answer(waiting)?["result"]?["isError"] == true)
    }

    @Test("Progress is told under the client's token, and only when it asks for it")
    func progress() async throws {
        let conversation = try await Conversation("2025-11-25")
        let arguments: JSONObject = [
            "library": "sample", "method": "GetLetters", "options": ["count": 3],
        ]
        _ = await conversation.ask(toolCall("call_method", arguments))
        #expect(conversation.notices.isEmpty)
        _ = await conversation.ask(toolCall("call_method", arguments, meta: ["progressToken": "p"]))
        let notice = try #require(conversation.notices.first)
        #expect(notice["method"] == "notifications/progress")
        #expect(notice["params"]?["progressToken"] == "p")
        #expect(notice["params"]?["progress"] == 1)
    }
}
