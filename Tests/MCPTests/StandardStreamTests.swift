import Foundation
import OIntCore
import Programs
import Testing

@Suite("The program serves a client through its standard streams")
struct StandardStreamTests {
    private let hello =
        #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}"#
    private let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"

    private func call(_ id: Int, _ sql: String) -> String {
        let options: JSON = ["sql": .string(sql)]
        return request(
            "tools/call", id: .number(JSONNumber(id)),
            [
                "name": "call_method",
                "arguments": ["library": "sqlite", "method": "ExecuteSQLQuery", "options": options],
            ]
        ).text(.compact)
    }

    @Test("Nothing but messages is on the output, whatever comes in")
    func lines() async throws {
        let server = try await Server.start(["mcp", "start"], environment: ["OINT_DEBUG": "yes"])
        server.write(lines: hello, "garbage", "", "\u{FEFF}[]", #"{"jsonrpc":"2.0","id":"t","method":"nothing"}"#)
        server.write(lines: String(repeating: "[", count: 100_000), call(1, "SELECT 'é\u{2028}' AS x"))
        var codes: [JSON?] = []
        var answer: JSON?
        while answer?["result"]?["content"] == nil {
            answer = try JSON(parsing: try #require(await server.output.line()))
            codes.append(answer?["error"]?["code"])
        }
        #expect(codes == [nil, -32700, -32600, -32601, -32700, nil])
        let text = answer?["result"]?["content"]?[0]?["text"]?.string ?? ""
        #expect(try JSON(parsing: text)["data"] == [["x": "é\u{2028}"]])
        server.closeInput()
        #expect(await server.output.remainingLines() == [])
        #expect(try await server.outcome().exitCode == 0)
    }

    @Test("Calls run side by side, and the end of the input ends those that still run")
    func end() async throws {
        let server = try await Server.start(["mcp", "start"])
        server.write(lines: hello, call(1, endless), call(2, "SELECT 2 AS n"))
        #expect(try JSON(parsing: try #require(await server.output.line()))["id"] == 0)
        #expect(try JSON(parsing: try #require(await server.output.line()))["id"] == 2)
        server.closeInput()
        #expect(try await server.outcome().exitCode == 0)
    }

    @Test("The last line counts without its end, too")
    func lastLine() async throws {
        let server = try await Server.start(["mcp", "start"])
        server.write(hello + "\n" + #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
        server.closeInput()
        #expect(await server.output.remainingLines().count == 2)
    }

    @Test("The log has a line for each request, and no values")
    func log() async throws {
        try await withDirectory { directory in
            let server = try await Server.start(["mcp", "start", "--log", directory + "/log"])
            server.write(lines: hello, "garbage", call(1, "SELECT 'hidden'"))
            for _ in 0..<3 { _ = await server.output.line() }
            server.closeInput()
            #expect(try await server.outcome().exitCode == 0)
            let log = try String(contentsOfFile: directory + "/log", encoding: .utf8)
            #expect(log.split(separator: "\n").count == 2)
            #expect(log.hasPrefix("[20"))
            #expect(log.contains("call_method: done"))
            #expect(!log.contains("hidden"))
        }
    }

    @Test(
        "What can't be served is told before anything is",
        arguments: [
            (["--allow", "telegramm"], "telegram"), (["--deny", "s3.PutObjekt"], "PutObject"),
            (["--expose", "nothing"], "nothing"), (["--http", "8080"], "HOST:PORT"),
            (["--http", "0.0.0.0:0"], "token"), (["--token", "x"], "--http"), (["--config", "{\"vars\": 1}"], "vars"),
            (["--max-result", "5"], "1024"), (["--files", "/missing"], "does not exist"),
        ])
    func mistakes(_ words: [String], _ part: String) async throws {
        let server = try await Server.start(["mcp", "start"] + words)
        let line = await server.errors.line()
        #expect(line?.contains(part) == true, "\(line ?? "")")
        #expect(try await [2, 4].contains(server.outcome().exitCode))
        #expect(await server.output.remainingLines() == [])
    }

    @Test("The template is a configuration, with a sample when it is wanted")
    func template() async throws {
        let empty = try await Server.start(["mcp", "config"])
        #expect(try JSON(parsing: await empty.output.remainingLines().joined()) == ["vars": [:]])
        let sample = try await Server.start(["mcp", "config", "--empty", "false"])
        #expect(try JSON(parsing: await sample.output.remainingLines().joined())["vars"]?["TextKey"] != nil)
    }
}
