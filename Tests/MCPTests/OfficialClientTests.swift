import Foundation
import OIntCore
import Testing

@Suite("The official client gets what an agent needs, and every message is as its revision wants it", .serialized)
struct OfficialClientTests {
    private static let versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"]

    /// Runs a program to its end.
    private static func run(_ words: String...) async throws -> String {
        let program = try Server(words)
        let output = await program.rest()
        guard await program.exitCode() == 0 else {
            var errors: [String] = []
            while let line = await program.errorLine() { errors.append(line) }
            throw UsageError(errors.suffix(20).joined(separator: "\n"))
        }
        return output.joined(separator: "\n")
    }

    /// The interpreter that has the client, and the folder with the schemas.
    private static let tools = Task {
        let root = Server.folder.deletingLastPathComponent().deletingLastPathComponent()
        let client = Server.folder.appendingPathComponent("PythonClient")
        let environment = try await run(
            root.appendingPathComponent("Scripts/servers/python.sh").path,
            client.appendingPathComponent("requirements.txt").path)
        let schemas = try await run(client.appendingPathComponent("schemas.sh").path)
        return (
            python: environment + "/bin/python", script: client.appendingPathComponent("client.py").path,
            schemas: schemas
        )
    }

    /// Has the client do everything that an agent does.
    private func converse(_ version: String, in directory: String, _ server: JSONObject) async throws -> JSON {
        let (python, script, schemas) = try await Self.tools.value
        var settings: JSONObject = [
            "version": .string(version), "schemas": .string(schemas), "database": .string(directory + "/people.db"),
            "log": .string(directory + "/log"), "record": .string(directory + "/record"),
        ]
        for member in server { settings.append(member.key, member.value) }
        return try JSON(parsing: try await Self.run(python, script, JSON.object(settings).text(.compact)))
    }

    private func makeDatabase(in directory: String) async throws {
        let sql =
            "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, 'Ann'), (2, 'Боб')"
        _ = try await Self.run(
            Server.oint, "sqlite", "ExecuteSQLQuery", "--db", directory + "/people.db", "--sql", sql)
    }

    private func check(_ result: JSON, _ version: String) async throws {
        #expect(result["version"] == .string(version))
        #expect(result["tools"]?.array?.contains("call_method") == true)
        #expect(result["found"] == "ExecuteSQLQuery")
        #expect(result["options"]?.array?.contains("db") == true)
        let people: JSON = [["id": 1, "name": "Ann"], ["id": 2, "name": "Боб"]]
        #expect(result["rows"]?["data"] == people)
        #expect(result["structured"]?["data"] == (version >= "2025-06-18" ? people : nil))
        #expect(result["failure"]?["is_error"] == true)
        #expect(result["unknown_tool"] == -32602)
        #expect(result["progress"]?.array?.isEmpty == false)
        #expect(result["both"]?[0] == .array((0..<10).map { JSON($0 * 10) }))
        #expect(result["both"]?[1] == .array((0..<10).map { JSON($0 * 10 + 1) }))
        #expect(result["after_cancelling"] == [["one": 1]])
        #expect(result["problems"] == [])
        // Without a network the schemas are not to be had.
        if try await !Self.tools.value.schemas.isEmpty { #expect((result["checks"]?.int ?? 0) > 100) }
    }

    @Test("Through standard input and output", arguments: versions)
    func standardStreams(_ version: String) async throws {
        try await withDirectory { directory in
            try await makeDatabase(in: directory)
            let command = [Server.oint, "mcp", "start", "--files", directory, "--log", directory + "/log"]
            try await check(
                try await converse(version, in: directory, ["command": .array(command.map { .string($0) })]), version)
        }
    }

    @Test("Over HTTP", arguments: versions)
    func http(_ version: String) async throws {
        try await withDirectory { directory in
            try await makeDatabase(in: directory)
            let server = try Server.oint([
                "mcp", "start", "--http", "127.0.0.1:0", "--files", directory, "--log", directory + "/log",
            ])
            let address = try #require(await server.errorLine()?.split(separator: " ").last)
            let token = try #require(await server.errorLine()?.split(separator: " ").last)
            let place: JSONObject = ["url": .string(String(address)), "token": .string(String(token))]
            try await check(try await converse(version, in: directory, place), version)
            server.interrupt()
            #expect(await server.exitCode() == 143)
        }
    }
}
