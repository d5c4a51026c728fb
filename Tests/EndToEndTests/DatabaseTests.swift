import Foundation
import Programs
import Testing

@Suite("Databases", .timeLimit(.minutes(2)))
struct DatabaseTests {
    /// A query that gives so many rows, without a table.
    private static func numbers(_ count: Int) -> String {
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count)) SELECT i, 'row ' || i AS t FROM n"
    }

    private static let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"

    @Test("Rows go through every form")
    func forms() async throws {
        try await withSandbox { sandbox in
            let query = ["sqlite", "ExecuteSQLQuery", "--sql", "SELECT 1 AS id, 'a,b' AS t, NULL AS none", "--format"]
            let expected = [
                "compact": #"{"result":true,"data":[{"id":1,"t":"a,b","none":null}]}"# + "\n",
                "ndjson": #"{"id":1,"t":"a,b","none":null}"# + "\n",
                "csv": "id,t,none\n1,\"a,b\",\n",
                "yaml": "result: true\ndata:\n  - id: 1\n    t: a,b\n    none: null\n",
            ]
            for (form, text) in expected {
                let outcome = try await sandbox.oint(query + [form])
                #expect(outcome.exitCode == 0)
                #expect(outcome.output == text)
                #expect(outcome.errors == "")
            }
        }
    }

    @Test("A million rows stream in little memory", arguments: ["ndjson", "csv"])
    func million(form: String) async throws {
        try await withSandbox { sandbox in
            let memory = PeakMemory(file: sandbox.path("peak"))
            let outcome = try await sandbox.oint(
                ["sqlite", "ExecuteSQLQuery", "--sql", Self.numbers(1_000_000), "--format", form, "--out", "rows"],
                launcher: memory.launcher)
            #expect(outcome.exitCode == 0)
            let lines = try sandbox.read("rows").utf8.count { $0 == UInt8(ascii: "\n") }
            #expect(lines == (form == "csv" ? 1_000_001 : 1_000_000))
            #expect(try memory.bytes() <= 64 << 20)
        }
    }

    @Test("A reader that has enough ends the command")
    func enough() async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(
                ["sqlite", "ExecuteSQLQuery", "--sql", Self.numbers(1_000_000_000), "--format", "ndjson"],
                launcher: ["sh", "-c", "\"$0\" \"$@\" | head -n 2"])
            #expect(outcome.output == "{\"i\":1,\"t\":\"row 1\"}\n{\"i\":2,\"t\":\"row 2\"}\n")
        }
    }

    @Test("A statement that is refused is on the output in the shape of an answer")
    func refusal() async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint("sqlite", "ExecuteSQLQuery", "--sql", "SELECT x")
            #expect(outcome.exitCode == 1)
            #expect(outcome.output == "{\n  \"result\": false,\n  \"error\": \"no such column: x\"\n}\n")
            #expect(outcome.errors == "oint: SQLite refused (SQLITE_ERROR): no such column: x\n")
        }
    }

    @Test("A query that fails on the way leaves no file")
    func halfway() async throws {
        try await withSandbox { sandbox in
            try sandbox.makeDirectory("there")
            let sql =
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
                + "SELECT abs(CASE WHEN i = 100000 THEN -9223372036854775807 - 1 ELSE i END) FROM n"
            let outcome = try await sandbox.oint(
                "sqlite", "ExecuteSQLQuery", "--sql", sql, "--format", "ndjson", "--out", "there/rows")
            #expect(outcome.exitCode == 1)
            #expect(outcome.errors.contains("integer overflow"))
            #expect(try sandbox.names(in: "there") == [])
        }
    }

    @Test("A query ends at once", arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(CInt, Int32)])
    func interrupt(signal: CInt, exitCode: Int32) async throws {
        try await withSandbox { sandbox in
            let child = try await sandbox.start(
                ["sqlite", "ExecuteSQLQuery", "--sql", Self.endless, "--db", "a.db", "--create", "true", "--debug"])
            #expect(await child.errors.hasWritten("SELECT sum(i)"))
            child.send(signal)
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == exitCode)
            #expect(outcome.output == "")
        }
    }

    @Test("A query that takes too long is given up")
    func timeLimit() async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(
                "sqlite", "ExecuteSQLQuery", "--sql", Self.endless, "--timeout", "0.2")
            #expect(outcome.exitCode == 3)
            #expect(outcome.errors.contains("no answer within"))
        }
    }

    @Test("A dry run shows the statement, and makes no file")
    func dryRun() async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(
                "sqlite", "DeleteRecords", "--db", "a.db", "--table", "t", "--filter", #"{"field": "a", "value": 1}"#,
                "--dry-run")
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains("DELETE FROM `t` WHERE `a` = ?1"))
            #expect(try sandbox.names(in: ".") == ["ca.pem"])
        }
    }

    @Test("SQL comes from a file by its name, or by the option for files")
    func files() async throws {
        try await withSandbox { sandbox in
            try sandbox.write("SELECT 7 AS n", to: "query.sql")
            for words in [["--sql", "query.sql"], ["--sql-file", "query.sql"]] {
                let outcome = try await sandbox.oint(["sqlite", "ExecuteSQLQuery", "--format", "csv"] + words)
                #expect(outcome.output == "n\n7\n")
            }
            let missing = try await sandbox.oint("sqlite", "ExecuteSQLQuery", "--sql", "none.sql")
            #expect(missing.exitCode == 2)
            #expect(missing.errors.contains("none.sql"))
        }
    }

    @Test("PostgreSQL's library is looked for when it is needed, and a missing one is named")
    func missingDriver() async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(
                ["postgres", "ExecuteSQLQuery", "--sql", "SELECT 1", "--dbc", "postgresql://a:secret7@127.0.0.1:1/b"],
                environment: ["OINT_LIBPQ": sandbox.path("none.so")])
            #expect(outcome.exitCode == 4)
            #expect(outcome.errors.contains("none.so"))
            #expect(!outcome.everything.contains("secret7"))
        }
    }
}
