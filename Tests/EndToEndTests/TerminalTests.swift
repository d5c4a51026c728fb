import LoopbackServer
import Programs
import Testing

@Suite("On a terminal", .timeLimit(.minutes(2)))
struct TerminalTests {
    private static let rows = ServerReply.json(#"{"result":[{"ID":"1","TITLE":"a rather long title of a task"}]}"#)

    @Test("Pages and tables are styled on a terminal, and only there")
    func styles() async throws {
        try await withPortal(answering: Self.rows) { portal in
            let table = ["GetTasksList", "--format", "table"]
            let piped = try await portal.oint(table)
            #expect(!piped.everything.contains("\u{1B}"))
            let shown = try await portal.oint(table, output: .terminal(columns: 80))
            #expect(shown.output.contains("\u{1B}[1mID  TITLE\u{1B}[0m\n"))
            #expect(shown.output.replacing(/\u{1B}\[[0-9;]*m/, with: "") == piped.output)
            let page = try await portal.sandbox.oint([], output: .terminal(columns: 80))
            #expect(page.output.contains("\u{1B}[1mUsage\u{1B}[0m\n"))
            let plainPage = try await portal.sandbox.oint([])
            #expect(!plainPage.output.contains("\u{1B}"))
        }
    }

    @Test("Messages are coloured on a terminal, and only there")
    func messages() async throws {
        try await withSandbox { sandbox in
            let piped = try await sandbox.oint(["bitrx24"], output: .terminal(columns: 80))
            #expect(!piped.everything.contains("\u{1B}"))
            let shown = try await sandbox.oint(["bitrx24"], errors: .terminal(columns: 80))
            #expect(shown.errors.hasPrefix("\u{1B}[31moint:\u{1B}[0m there is no library or command"))
        }
    }

    @Test("NO_COLOR and TERM=dumb switch styles off", arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func switchedOff(environment: [String: String]) async throws {
        try await withPortal(answering: Self.rows) { portal in
            let table = try await portal.oint(
                ["GetTasksList", "--format", "table"], environment: environment, output: .terminal(columns: 80))
            #expect(table.exitCode == 0)
            let mistake = try await portal.sandbox.oint(
                ["bitrx24"], environment: environment, errors: .terminal(columns: 80))
            #expect(mistake.exitCode == 2)
            #expect(!(table.everything + mistake.everything).contains("\u{1B}"))
        }
    }

    @Test("Tables and pages keep to the width of the terminal")
    func width() async throws {
        try await withPortal(answering: Self.rows) { portal in
            let table = try await portal.oint(
                ["GetTasksList", "--format", "table"], environment: ["NO_COLOR": "1"], output: .terminal(columns: 20))
            #expect(table.output.split(separator: "\n").allSatisfy { $0.count <= 20 })
            #expect(table.output.contains("a rather long t…"))
            let page = try await portal.sandbox.oint(
                ["bitrix24", "GetTasksList"], environment: ["NO_COLOR": "1"], output: .terminal(columns: 60))
            #expect(page.output.split(separator: "\n").allSatisfy { $0.count <= 60 })
        }
    }

    @Test("JSON is the same on a terminal as in a pipe")
    func json() async throws {
        try await withPortal(answering: Self.rows) { portal in
            let piped = try await portal.oint(["GetTasksList"])
            let shown = try await portal.oint(["GetTasksList"], output: .terminal(columns: 20))
            #expect(shown.output == piped.output)
        }
    }

    @Test("A person is told what was written where")
    func written() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                ["ServerTime", "--format", "compact", "--out", "time.json"], errors: .terminal(columns: 80))
            #expect(outcome.errors == "16 bytes written to time.json\n")
            #expect(outcome.output == "")
        }
    }
}
