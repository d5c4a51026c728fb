import LoopbackServer
import Programs
import Testing

@Suite("Forms of output", .timeLimit(.minutes(2)))
struct FormatTests {
    private static let answer = #"""
        {"result":{"tasks":[{"id":"1","title":"Say \"hi\", twice","mark":null},{"id":"23","title":"Grüße","tags":["a"]}]},"total":2}
        """#

    @Test(
        "A form shows what it is for, to the byte",
        arguments: [
            (
                "json",
                #"""
                {
                  "result": {
                    "tasks": [
                      {
                        "id": "1",
                        "title": "Say \"hi\", twice",
                        "mark": null
                      },
                      {
                        "id": "23",
                        "title": "Grüße",
                        "tags": [
                          "a"
                        ]
                      }
                    ]
                  },
                  "total": 2
                }

                """#
            ),
            ("compact", Self.answer + "\n"),
            (
                "ndjson",
                #"""
                {"id":"1","title":"Say \"hi\", twice","mark":null}
                {"id":"23","title":"Grüße","tags":["a"]}

                """#
            ),
            (
                "yaml",
                #"""
                result:
                  tasks:
                    - id: "1"
                      title: Say "hi", twice
                      mark: null
                    - id: "23"
                      title: Grüße
                      tags:
                        - a
                total: 2

                """#
            ),
            (
                "csv",
                #"""
                id,title,mark,tags
                1,"Say ""hi"", twice",,
                23,Grüße,,"[""a""]"

                """#
            ),
            (
                "table",
                #"""
                id  title            mark  tags
                --  ---------------  ----  -----
                1   Say "hi", twice
                23  Grüße                  ["a"]

                """#
            ),
            (
                "TABLE",
                #"""
                id  title            mark  tags
                --  ---------------  ----  -----
                1   Say "hi", twice
                23  Grüße                  ["a"]

                """#
            ),
        ]
    )
    func format(name: String, expected: String) async throws {
        try await withPortal(answering: .json(Self.answer)) { portal in
            let outcome = try await portal.oint("GetTasksList", "--format", name)
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors == "")
            #expect(outcome.output == expected)
        }
    }

    @Test("No rows are no lines", arguments: ["ndjson", "csv", "table"])
    func noRows(format: String) async throws {
        try await withPortal(answering: .json(#"{"result":[]}"#)) { portal in
            let outcome = try await portal.oint("GetTasksList", "--format", format)
            #expect(outcome.exitCode == 0)
            #expect(outcome.everything == "")
        }
    }

    @Test(
        "The result can be spelled in digits or text",
        arguments: [
            ("_hex_", "7B22726573756C74223A22C3A9227D0A\n"), ("_base64_", "eyJyZXN1bHQiOiLDqSJ9Cg==\n"),
            ("_utf8_", "{\"result\":\"é\"}\n"),
        ]
    )
    func spelling(name: String, expected: String) async throws {
        try await withPortal(answering: .json(#"{"result":"é"}"#)) { portal in
            let outcome = try await portal.oint("ServerTime", "--format", "compact", "--out", name)
            #expect(outcome.exitCode == 0)
            #expect(outcome.output == expected)
            #expect(try portal.sandbox.names(in: ".") == ["ca.pem"])
        }
    }

    @Test("An answer's escape sequences don't reach a table")
    func escapeSequences() async throws {
        try await withPortal(answering: .json(#"{"result":[{"a":"\u001b[31mred\u0007\n"}]}"#)) { portal in
            let outcome = try await portal.oint("GetTasksList", "--format", "table")
            #expect(outcome.exitCode == 0)
            #expect(!outcome.output.contains("\u{1B}"))
            #expect(outcome.output.contains(#"\u001B[31mred\u0007\n"#))
        }
    }
}
