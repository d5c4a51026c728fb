import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Values of options", .timeLimit(.minutes(2)))
struct ValueTests {
    /// Words of a call, and the body of the request that has to come of them.
    struct Call: Sendable, CustomTestStringConvertible {
        let words: [String]
        let body: String

        init(_ words: String..., sends body: String) {
            self.words = words
            self.body = body
        }

        var testDescription: String { self.words.joined(separator: " ") }
    }

    @Test(
        "A value reaches the service as it was meant",
        arguments: [
            Call("GetTask", "--task", "5", sends: #"{"taskId":"5"}"#),
            Call("GetTask", "--task=5", sends: #"{"taskId":"5"}"#),
            Call("GetTask", "--TASK", "5", sends: #"{"taskId":"5"}"#),
            Call("GetTask", "-t", "5", sends: #"{"taskId":"5"}"#),
            Call("GetTask", "-t=5", sends: #"{"taskId":"5"}"#),
            Call("получитьзадачу", "--task", "5", sends: #"{"taskId":"5"}"#),
            Call("GetTask", "--task", "5", "--token", "", sends: #"{"taskId":"5"}"#),
            Call("GetTask", "--task-file", "task.txt", sends: #"{"taskId":"42"}"#),
            Call("GetTask", "--task-file=task.txt", sends: #"{"taskId":"42"}"#),
            Call("GetTask", "--task-env", "TASK", sends: #"{"taskId":"43"}"#),
            Call("GetTask", "--task-file", "-", sends: #"{"taskId":"44"}"#),
            // Texts, with the escapes that are typed, and nothing else.
            Call(
                "SendMessage", "--chat", "chat1", "--text", #"a\nb\tc\\d\q"e" ''"#,
                sends: #"{"DIALOG_ID":"chat1","MESSAGE":"a\nb\tc\\d\\q\"e\" ''"}"#),
            Call(
                "SendMessage", "--chat", "chat1", "--text", "task.txt",
                sends: #"{"DIALOG_ID":"chat1","MESSAGE":"task.txt"}"#),
            Call(
                "SendMessage", "--chat", "chat1", "--text", "https://localhost/x",
                sends: #"{"DIALOG_ID":"chat1","MESSAGE":"https://localhost/x"}"#),
            Call("SendMessage", "--chat", "chat1", "--text", "-", sends: #"{"DIALOG_ID":"chat1","MESSAGE":"-"}"#),
            Call(
                "SendMessage", "--chat", "chat1", "--text", "-1 °C", sends: #"{"DIALOG_ID":"chat1","MESSAGE":"-1 °C"}"#),
            Call(
                "SendMessage", "--chat", "chat1", "--text=--url", sends: #"{"DIALOG_ID":"chat1","MESSAGE":"--url"}"#),
            Call(
                "SendMessage", "--chat", "chat1", "--text-file", "message.txt",
                sends: #"{"DIALOG_ID":"chat1","MESSAGE":"first\\n\nsecond 😀\n"}"#),
            // JSON, and lists.
            Call(
                "GetTasksList", "--filter", #"{">ID": 1.50, "TITLE": "x"}"#,
                sends: #"{"filter":{">ID":1.50,"TITLE":"x"}}"#),
            Call("GetTasksList", "--filter", "{'TITLE': 'it\"s'}", sends: #"{"filter":{"TITLE":"it\"s"}}"#),
            Call("GetTasksList", "--filter", "filter.json", sends: #"{"filter":{"ID":[1,2]}}"#),
            Call("GetTasksList", "--filter-file", "filter.json", sends: #"{"filter":{"ID":[1,2]}}"#),
            Call("GetTasksList", "--filter", "{}", sends: "{}"),
            Call("GetTasksList", "--select", "ID", sends: #"{"select":["ID"]}"#),
            Call("GetTasksList", "--select", "ID", "--select", "TITLE", sends: #"{"select":["ID","TITLE"]}"#),
            Call("GetTasksList", "--select", #"["ID", "TITLE"]"#, sends: #"{"select":["ID","TITLE"]}"#),
            Call("GetTasksList", "--select", "[]", sends: "{}"),
            Call("GetTasksList", "--select", "{}", sends: "{}"),
            Call("GetTasksList", "--offset", "50", "--all", "false", sends: #"{"start":50}"#),
            Call("GetTasksList", "--offset", "-5", "--dry-run", "false", sends: #"{"start":-5}"#),
            // Dates: a day where the service wants days; a moment in the zone it was written in, here UTC by default.
            Call(
                "GetUserBusy", "--users", "[1, 2]", "--from", "2026-01-31", "--to", "2026-02-01T10:00:00+03:00",
                sends: #"{"users":["1","2"],"from":"2026-01-31","to":"2026-02-01"}"#),
            Call(
                "StartTimekeeping", "--time", "2026-02-01T10:00:00+03:00",
                sends: #"{"TIME":"2026-02-01T10:00:00+03:00"}"#),
            Call("StartTimekeeping", "--time", "2026-02-01 10:00", sends: #"{"TIME":"2026-02-01T10:00:00Z"}"#),
        ]
    )
    func value(_ call: Call) async throws {
        try await withPortal { portal in
            try portal.sandbox.write("42\n", to: "task.txt")
            try portal.sandbox.write("first\\n\nsecond 😀\n", to: "message.txt")
            try portal.sandbox.write("{\"ID\": [1, 2]}\n", to: "filter.json")
            let outcome = try await portal.oint(call.words, environment: ["TASK": " 43 "], input: .text("44\r\n"))
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors == "")
            #expect(portal.server.requests.map(\.text) == [call.body])
        }
    }

    @Test("A secret comes from a file, a variable or standard input, without the line break behind it")
    func secretFromElsewhere() async throws {
        try await withPortal { portal in
            let token = #"t0ken\n-1a2b3c4d"#
            try portal.sandbox.write("\(token)\n", to: "token.txt")
            for source in [["--token-file", "token.txt"], ["--token-file", "-"], ["--token-env", "TOKEN"]] {
                let outcome = try await portal.sandbox.oint(
                    ["bitrix24", "ServerTime", "--url", portal.server.url] + source,
                    environment: ["TOKEN": token], input: .text("\(token)\n"))
                #expect(outcome.exitCode == 0)
            }
            #expect(portal.server.requests.map(\.text) == Array(repeating: #"{"auth":"t0ken\\n-1a2b3c4d"}"#, count: 3))
        }
    }

    @Test("Standard input can be read once")
    func inputTwice() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                ["SendMessage", "--chat-file", "-", "--text-file", "-"], input: .text("chat1"))
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains("(--text-file) wants standard input, which another option has taken"))
            #expect(portal.server.acceptedConnections == 0)
        }
    }

    @Test("A file that holds no text is refused")
    func noText() async throws {
        try await withPortal { portal in
            let bytes = Data([0x61, 0xFF, 0xFE])
            try bytes.write(to: URL(fileURLWithPath: portal.sandbox.path("binary")))
            let outcome = try await portal.oint("SendMessage", "--chat", "1", "--text-file", "binary")
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains("names the file 'binary', which is not UTF-8 text"))
        }
    }

    @Test("Dates without a zone are in the machine's own one")
    func zone() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                ["StartTimekeeping", "--time", "2026-01-31T10:00"], environment: ["TZ": "MSK-3"])
            #expect(outcome.exitCode == 0)
            #expect(portal.server.requests.map(\.text) == [#"{"TIME":"2026-01-31T10:00:00+03:00"}"#])
        }
    }
}
