import Foundation
import Programs
import Testing

@Suite("oint server keeps open what calls open, and ends with it", .timeLimit(.minutes(2)))
struct ServerTests {
    /// What curl gets.
    private func curl(_ sandbox: Sandbox, _ words: [String]) async throws -> String {
        let outcome = try await Program.run(
            Launch(["curl", "-s", "-w", " %{http_code}"] + words, environment: sandbox.environment))
        return outcome.output
    }

    /// Starts a server, and gives its address and token.
    private func start(_ sandbox: Sandbox, _ words: [String] = []) async throws -> (
        Program, address: String, token: String
    ) {
        let server = try await sandbox.start(["server", "http", "--port", "0"] + words)
        let address = try #require(await server.errors.line()?.split(separator: " ").last)
        let token = words.contains("--auth") ? "" : try #require(await server.errors.line())
        return (server, String(address), String(token.split(separator: " ").dropFirst(2).first?.dropLast() ?? ""))
    }

    @Test("Line by line: a connection lives from call to call")
    func lines() async throws {
        try await withSandbox { sandbox in
            let server = try await sandbox.start(["server", "stdio", "--sprt", "\\n"], input: .pipe)
            server.write("sqlite CreateConnection --db shop.db --create true\n")
            let handle = try #require(await server.output.line())
            #expect(handle.hasPrefix("{oint-"))
            server.write("sqlite ExecuteSQLQuery --db \(handle) --sql CREATE TEMP TABLE t AS SELECT 7 AS n\n")
            #expect(await server.output.line() == #"{"result":true}"#)
            server.write("sqlite ExecuteSQLQuery --db \(handle) --sql SELECT n FROM t\nexit\n")
            #expect(await server.output.line() == #"{"result":true,"data":[{"n":7}]}"#)
            #expect(try await server.outcome().exitCode == 0)
        }
    }

    @Test("Over HTTP: with the token everything, without it nothing but 401")
    func requests() async throws {
        try await withSandbox { sandbox in
            let (server, address, token) = try await start(sandbox)
            #expect(address.hasPrefix("http://127.0.0.1:"))
            for words in [
                [], ["-d", "{}"], ["-X", "DELETE"], ["-H", "Authorization: Bearer x"], ["-H", "Origin: http://a"],
            ] {
                let answer = try await curl(sandbox, words + [address + "/sqlite/GetRecords"])
                #expect(answer == "A token is needed.\n 401")
            }
            let proof = ["-H", "Authorization: Bearer \(token)"]
            let opened = try await curl(
                sandbox, proof + ["--json", #"{"db":"shop.db","create":true}"#, address + "/sqlite/CreateConnection"])
            let handle = try #require(opened.split(separator: " ").first.map { String($0) })
            #expect(opened == handle + " 200")
            _ = try await curl(
                sandbox,
                proof + [
                    "-F", "db=\(handle)", "-F", "sql=CREATE TEMP TABLE t AS SELECT 7 AS n",
                    address + "/sqlite/ExecuteSQLQuery",
                ])
            let rows = try await curl(
                sandbox,
                proof + [
                    "--data-urlencode", "db=\(handle)", "-d", "sql=SELECT n FROM t",
                    address + "/sqlite/ExecuteSQLQuery",
                ])
            #expect(rows == #"{"result":true,"data":[{"n":7}]} 200"#)
            let page = try await curl(
                sandbox, proof + ["-H", "Origin: http://localhost", address + "/sqlite/GetRecords"])
            #expect(page.hasSuffix("403"))
            let renamed = try await curl(sandbox, proof + ["-H", "Host: evil.example", address + "/sqlite/GetRecords"])
            #expect(renamed.hasSuffix("421"))
            server.send(SIGTERM)
            #expect(try await server.outcome().exitCode == 143)
        }
    }

    @Test("A header of one's own is asked for letter by letter")
    func ownHeader() async throws {
        try await withSandbox { sandbox in
            let (server, address, _) = try await start(sandbox, ["--auth", "Basic Zm9v", "--get", "true"])
            let path = address + "/sqlite/GetLoggingSettings?count=5"
            #expect(try await curl(sandbox, [path]).hasSuffix("401"))
            #expect(
                try await curl(sandbox, ["-H", "Authorization: Basic Zm9v", path])
                    == #"{"mode":"memory","max_entries":5} 200"#)
            server.send(SIGINT)
            #expect(try await server.outcome().exitCode == 130)
        }
    }

    @Test("Options that contradict each other are told before anything listens")
    func usage() async throws {
        try await withSandbox { sandbox in
            for words in [
                ["--port", "0", "--auth", "x", "--no-auth", "true"], ["--port", "70000"],
                ["--port", "0", "--post", "false"],
            ] {
                let outcome = try await sandbox.oint(["server", "http"] + words)
                #expect(outcome.exitCode == 2)
            }
            let outcome = try await sandbox.oint(["server", "stdio", "--enc", "utf-16"])
            #expect(outcome.exitCode == 2)
        }
    }
}
