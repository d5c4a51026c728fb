import Foundation
import Programs
import RunningServers
import Testing

@Suite("PostgreSQL", .timeLimit(.minutes(2)))
struct PostgreSQLTests {
    private func oint(
        _ sandbox: Sandbox, _ words: String..., environment: [String: String] = [:], launcher: [String] = []
    ) async throws -> Outcome {
        try await sandbox.oint(
            ["postgres"] + words, environment: try TestServers.postgresql().merging(environment) { $1 },
            launcher: launcher)
    }

    @Test("A query gives its rows, with the connection from libpq's own variables")
    func query() async throws {
        try await withSandbox { sandbox in
            let outcome = try await oint(
                sandbox, "ExecuteSQLQuery", "--sql", "SELECT $1::int + 1 AS n, $2 AS t, '{1,NULL}'::int[] AS a",
                "--params", #"[41, "it's"]"#, "--format", "ndjson")
            #expect(outcome.exitCode == 0)
            #expect(outcome.output == #"{"n":42,"t":"it's","a":[1,null]}"# + "\n")
            #expect(outcome.errors == "")
        }
    }

    @Test("Half a million rows stream in little memory")
    func stream() async throws {
        try await withSandbox { sandbox in
            let memory = PeakMemory(file: sandbox.path("peak"))
            let outcome = try await oint(
                sandbox, "ExecuteSQLQuery", "--sql", "SELECT i, 'row ' || i AS t FROM generate_series(1, 500000) i",
                "--format", "csv", "--out", "rows", launcher: memory.launcher)
            #expect(outcome.exitCode == 0)
            #expect(try sandbox.read("rows").utf8.count { $0 == UInt8(ascii: "\n") } == 500_001)
            #expect(try memory.bytes() <= 64 << 20)
        }
    }

    @Test("A wrong password is a refusal, and is not shown")
    func password() async throws {
        try await withSandbox { sandbox in
            let outcome = try await oint(
                sandbox, "CreateConnection", environment: ["PGPASSWORD": "wrong7password"])
            #expect(outcome.exitCode == 1)
            #expect(outcome.output.contains(#""result": false"#))
            #expect(outcome.errors.contains("28P01"))
            #expect(!outcome.everything.contains("wrong7password"))
        }
    }

    @Test("A server that is not there, and one whose certificate is not trusted, can't be reached")
    func unreachable() async throws {
        try await withSandbox { sandbox in
            let closed = try await oint(sandbox, "CreateConnection", environment: ["PGPORT": "1"])
            #expect(closed.exitCode == 3)
            #expect(closed.errors.contains("127.0.0.1:1"))
            let distrusted = try await oint(
                sandbox, "CreateConnection",
                environment: [
                    "PGSSLMODE": "verify-full", "PGSSLROOTCERT": try TestServers.database.value("OTHER_CA"),
                ])
            #expect(distrusted.exitCode == 3)
            #expect(distrusted.errors.contains("certificate"))
            let trusted = try await oint(
                sandbox, "CreateConnection",
                environment: ["PGSSLMODE": "verify-full", "PGSSLROOTCERT": try TestServers.database.value("CA")])
            #expect(trusted.exitCode == 0)
        }
    }

    @Test("A query on the server ends with the command", arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(CInt, Int32)])
    func interrupt(signal: CInt, exitCode: Int32) async throws {
        try await withSandbox { sandbox in
            let child = try await sandbox.start(
                ["postgres", "ExecuteSQLQuery", "--sql", "SELECT pg_sleep(1000)", "--debug"],
                environment: try TestServers.postgresql())
            #expect(await child.errors.hasWritten("pg_sleep"))
            child.send(signal)
            #expect(try await child.outcome().exitCode == exitCode)
        }
    }

    @Test("A dry run connects to nothing, and shows no password")
    func dryRun() async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(
                "postgres", "DeleteTable", "--table", "Orders", "--dbc",
                "postgresql://me:secret7word@nowhere.example/shop",
                "--dry-run")
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains(#"DROP TABLE \"orders\""#))
            #expect(!outcome.everything.contains("secret7word"))
        }
    }
}
