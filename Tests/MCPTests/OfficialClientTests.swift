import Foundation
import OIntCore
import Programs
import Testing

@Suite("The official client gets what an agent needs, and every message is as its revision wants it", .serialized)
struct OfficialClientTests {
    private static let versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"]

    /// Runs a program to its end.
    private static func run(_ words: String...) async throws -> String {
        try await Program.run(Launch(words, environment: ProcessInfo.processInfo.environment)).successful().output
    }

    /// The interpreter that has the client, and the folder with the schemas.
    private static let tools = Task {
        let client = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("PythonClient")
        return (
            python: try await PythonEnvironment.interpreter(with: client.appendingPathComponent("requirements.txt")),
            script: client.appendingPathComponent("client.py").path,
            schemas: try await run(client.appendingPathComponent("schemas.sh").path)
                .trimmingCharacters(in: .newlines)
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
            BuiltProgram.path, "sqlite", "ExecuteSQLQuery", "--db", directory + "/people.db", "--create", "true",
            "--sql", sql)
    }

    private func check(_ result: JSON, _ version: String) async throws {
        #expect(result["version"] == .string(version))
        #expect(result["tools"]?.array?.contains("call_method") == true)
        #expect(result["found"] == "ExecuteSQLQuery")
        #expect(result["options"]?.array?.contains("db") == true)
        let people: JSON = [["id": 1, "name": "Ann"], ["id": 2, "name": "Боб"]]
        #expect(result["rows"]?["data"] == people)
        // What stands in the text is not sent a second time.
        #expect(result["structured"]?.isNull != false)
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
            let command = [BuiltProgram.path, "mcp", "start", "--files", directory, "--log", directory + "/log"]
            try await check(
                try await converse(version, in: directory, ["command": .array(command.map { .string($0) })]), version)
        }
    }

    @Test("Over HTTP", arguments: versions)
    func http(_ version: String) async throws {
        try await withDirectory { directory in
            try await makeDatabase(in: directory)
            let server = try await Server.start([
                "mcp", "start", "--http", "127.0.0.1:0", "--files", directory, "--log", directory + "/log",
            ])
            let address = try #require(await server.errors.line()?.split(separator: " ").last)
            let token = try #require(await server.errors.line()?.split(separator: " ").last)
            let place: JSONObject = ["url": .string(String(address)), "token": .string(String(token))]
            try await check(try await converse(version, in: directory, place), version)
            server.send(SIGTERM)
            #expect(try await server.outcome().exitCode == 143)
        }
    }
}
