import OIntCore
import OIntRunning
import Testing

@testable import OIntMCP

@Suite("Messages are answered as JSON-RPC wants it")
struct MessageTests {
    @Test("An id comes back as it came", arguments: ["\"a-1\"", "7", "9007199254740993", "\"\"", "-3"])
    func id(_ id: String) async throws {
        let conversation = try await Conversation("2025-11-25")
        let answer = try #require(await conversation.ask(line: #"{"jsonrpc":"2.0","id":\#(id),"method":"ping"}"#))
        #expect(answer.text(.compact) == #"{"jsonrpc":"2.0","id":\#(id),"result":{}}"#)
    }

    @Test("A line that is no JSON is told, and the next one is served")
    func malformed() async throws {
        let conversation = try await Conversation("2025-06-18")
        let answer = try #require(await conversation.ask(line: #"{"jsonrpc": "2.0", "id": 1,"#))
        #expect(answer["error"]?["code"] == -32700)
        #expect(answer["id"] == .null)
        #expect(await conversation.ask(request("ping"))?["result"] == [:])
    }

    @Test(
        "What is JSON but no message is an invalid request",
        arguments: [
            "1", "\"ping\"", "{}", #"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":1}"#,
            #"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":{},"method":"ping"}"#,
            #"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":1,"method":2}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#,
        ])
    func invalid(_ line: String) async throws {
        let conversation = try await Conversation("2025-11-25")
        #expect(await conversation.ask(line: line)?["error"]?["code"] == -32600)
    }

    @Test("An error that belongs to no request leaves the id out where the revision wants it so")
    func unknownID() async throws {
        let conversation = try await Conversation("2025-11-25")
        let answer = try #require(await conversation.ask(line: "nonsense")?.object)
        #expect(!answer.keys.contains("id"))
    }

    @Test("An unknown method is told with the id of the request")
    func unknownMethod() async throws {
        let conversation = try await Conversation("2025-11-25")
        let answer = await conversation.ask(request("resources/list", id: "x"))
        #expect(answer?["error"]?["code"] == -32601)
        #expect(answer?["id"] == "x")
    }

    @Test("Notifications and answers are not answered")
    func silence() async throws {
        let conversation = try await Conversation("2025-11-25")
        #expect(await conversation.ask(["jsonrpc": "2.0", "method": "notifications/initialized"]) == nil)
        #expect(await conversation.ask(["jsonrpc": "2.0", "method": "notifications/unheard-of"]) == nil)
        #expect(await conversation.ask(["jsonrpc": "2.0", "id": 4, "result": [:]]) == nil)
    }

    @Test("A list of messages is served where the revision has it, and its answers come as a list")
    func batch() async throws {
        let conversation = try await Conversation("2025-03-26")
        let list: JSON = [
            request("ping", id: "a"), ["jsonrpc": "2.0", "method": "notifications/initialized"], 5,
            toolCall("call_method", id: "b", ["library": "sample", "method": "DeleteLetter"]),
        ]
        let answers = try #require(await conversation.ask(list)?.array)
        #expect(answers.count == 3)
        #expect(answers[0]["id"] == "a")
        #expect(answers[1]["error"]?["code"] == -32600)
        #expect(answers[2]["id"] == "b")
        #expect(answers[2]["result"]?["isError"] == false)
        #expect(await conversation.ask([["jsonrpc": "2.0", "method": "notifications/initialized"]]) == nil)
        #expect(await conversation.ask([])?["error"]?["code"] == -32600)
    }

    @Test("A list is refused elsewhere", arguments: ["2024-11-05", "2025-06-18", "2025-11-25"])
    func noBatch(_ version: String) async throws {
        let conversation = try await Conversation(version)
        #expect(await conversation.ask([request("ping")])?["error"]?["code"] == -32600)
    }

    @Test("Lines are cut wherever pieces end, and one that is too long does not end the others")
    func lines() {
        var splitter = LineSplitter(limit: 5)
        var lines: [LineSplitter.Line] = []
        for piece in ["ab", "c\r\n\n  \nde", "f\n1234", "56789\nok", "\nrest"] {
            lines += splitter.add(Array(piece.utf8))
        }
        lines += splitter.finish()
        let wanted = ["abc", "def", nil, "ok", "rest"]
        #expect(lines == wanted.map { $0.map { .whole(Array($0.utf8)) } ?? .tooLong })
    }
}
