import LoopbackServer
import Programs
import Testing

@Suite("Listings", .timeLimit(.minutes(2)))
struct PagesTests {
    /// Three pages, told apart by where they start.
    @Sendable
    private static func page(_ request: ServerRequest) -> ServerReply {
        switch request.text {
        case "{}": .json(#"{"result":[{"ID":"1","TITLE":"a"},{"ID":"2","TITLE":"b, c"}],"next":2,"total":5}"#)
        case #"{"start":2}"#: .json(#"{"result":[{"ID":"3"},{"ID":"4","TITLE":"d"}],"next":4,"total":5}"#)
        case #"{"start":4}"#: .json(#"{"result":[{"ID":"5","TITLE":"e"}],"total":5}"#)
        default: .status(400)
        }
    }

    /// The same pages, with a refusal in place of the last one.
    @Sendable
    private static func pageOrRefusal(_ request: ServerRequest) -> ServerReply {
        request.text == #"{"start":4}"#
            ? .json(#"{"error":"ACCESS_DENIED","error_description":"No."}"#, status: 403) : self.page(request)
    }

    private static let lines = #"""
        {"ID":"1","TITLE":"a"}
        {"ID":"2","TITLE":"b, c"}
        {"ID":"3"}
        {"ID":"4","TITLE":"d"}

        """#

    @Test(
        "--all walks through all pages and shows their rows as one list",
        arguments: [
            ("ndjson", Self.lines + #"{"ID":"5","TITLE":"e"}"# + "\n"),
            (
                "compact",
                #"[{"ID":"1","TITLE":"a"},{"ID":"2","TITLE":"b, c"},{"ID":"3"},{"ID":"4","TITLE":"d"},{"ID":"5","TITLE":"e"}]"#
                    + "\n"
            ),
            (
                "json",
                """
                [
                  {
                    "ID": "1",
                    "TITLE": "a"
                  },
                  {
                    "ID": "2",
                    "TITLE": "b, c"
                  },
                  {
                    "ID": "3"
                  },
                  {
                    "ID": "4",
                    "TITLE": "d"
                  },
                  {
                    "ID": "5",
                    "TITLE": "e"
                  }
                ]

                """
            ),
            ("csv", "ID,TITLE\n1,a\n2,\"b, c\"\n3,\n4,d\n5,e\n"),
        ]
    )
    func all(format: String, expected: String) async throws {
        try await withPortal(handler: Self.page) { portal in
            let shown = try await portal.oint("GetDailyPlan", "--all", "--format", format)
            #expect(shown.exitCode == 0)
            #expect(shown.errors == "")
            #expect(shown.output == expected)
            let written = try await portal.oint("GetDailyPlan", "--all", "--format", format, "--out", "rows")
            #expect(written.exitCode == 0)
            #expect(written.everything == "")
            #expect(try portal.sandbox.read("rows") == expected)
            #expect(portal.calls == Array(repeating: "task.planner.getlist", count: 6))
        }
    }

    @Test("Without --all there is the first page, as it came")
    func first() async throws {
        try await withPortal(handler: Self.page) { portal in
            let outcome = try await portal.oint("GetDailyPlan", "--format", "compact")
            #expect(outcome.output.hasSuffix(#""next":2,"total":5}"# + "\n"))
            #expect(portal.server.requests.count == 1)
        }
    }

    @Test(
        "A refusal on the way ends the list where it is, and nothing but rows is on the output",
        arguments: [
            ("ndjson", Self.lines), ("csv", "ID,TITLE\n1,a\n2,\"b, c\"\n3,\n4,d\n"),
            ("compact", #"[{"ID":"1","TITLE":"a"},{"ID":"2","TITLE":"b, c"},{"ID":"3"},{"ID":"4","TITLE":"d"}"#),
        ]
    )
    func refusal(format: String, expected: String) async throws {
        try await withPortal(handler: Self.pageOrRefusal) { portal in
            let outcome = try await portal.oint("GetDailyPlan", "--all", "--format", format)
            #expect(outcome.exitCode == 1)
            #expect(outcome.output == expected)
            #expect(
                outcome.errors == """
                    oint: Bitrix24 refused (ACCESS_DENIED, HTTP 403): No. The user behind the token or webhook may not do this

                    """)
        }
    }

    @Test("A refusal on the way leaves no file, and the one that was there as it was")
    func refusalIntoFile() async throws {
        try await withPortal(handler: Self.pageOrRefusal) { portal in
            let fresh = try await portal.oint("GetDailyPlan", "--all", "--format", "csv", "--out", "rows.csv")
            #expect(fresh.exitCode == 1)
            #expect(try portal.sandbox.names(in: ".") == ["ca.pem"])
            try portal.sandbox.write("old", to: "rows.csv")
            _ = try await portal.oint("GetDailyPlan", "--all", "--format", "csv", "--out", "rows.csv")
            #expect(try portal.sandbox.read("rows.csv") == "old")
            #expect(try portal.sandbox.names(in: ".") == ["ca.pem", "rows.csv"])
        }
    }

    @Test("A refusal of the first page is shown as any other")
    func refusalAtOnce() async throws {
        try await withPortal(answering: .json(#"{"error":"ACCESS_DENIED"}"#, status: 403)) { portal in
            let outcome = try await portal.oint("GetDailyPlan", "--all", "--format", "ndjson")
            #expect(outcome.exitCode == 1)
            #expect(outcome.output == "{\n  \"error\": \"ACCESS_DENIED\"\n}\n")
        }
    }

    @Test("Rows are shown as they come")
    func streaming() async throws {
        let gate = Gate()
        try await withPortal { request in
            if request.text != "{}" { try await gate.pass() }
            return Self.page(request)
        } body: { portal in
            let child = try await portal.start(["GetDailyPlan", "--all", "--format", "ndjson"])
            #expect(await child.output.hasWritten("{\"ID\":\"2\",\"TITLE\":\"b, c\"}\n"))
            gate.open()
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.split(separator: "\n").count == 5)
        }
    }

    @Test("A reader that has seen enough ends the command quietly")
    func head() async throws {
        try await withPortal { request in
            let start = Int(request.text.filter(\.isNumber)) ?? 0
            let rows = (start..<start + 50).map { #"{"ID":"\#($0)"}"# }.joined(separator: ",")
            return .json(#"{"result":[\#(rows)],"next":\#(start + 50)}"#)
        } body: { portal in
            let outcome = try await portal.oint(
                ["GetDailyPlan", "--all", "--format", "ndjson"],
                launcher: ["bash", "-c", "\"$0\" \"$@\" | head -n 1; echo \"exit code ${PIPESTATUS[0]}\" >&2"])
            #expect(outcome.output == "{\"ID\":\"0\"}\n")
            #expect(outcome.errors == "exit code 141\n")
        }
    }
}
