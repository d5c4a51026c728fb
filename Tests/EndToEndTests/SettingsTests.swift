import LoopbackServer
import Programs
import Testing

@Suite("Settings of a call", .timeLimit(.minutes(2)))
struct SettingsTests {
    @Test("--dry-run shows the request and sends nothing", arguments: ["--dry-run", "--test", "--dry-run=true"])
    func dryRun(option: String) async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", option)
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors == "")
            #expect(
                outcome.output == """
                    {
                      "method": "POST",
                      "url": "\(portal.server.url)/rest/1/***/tasks.task.get",
                      "headers": {
                        "Content-Type": "application/json; charset=utf-8"
                      },
                      "body": {
                        "taskId": "5"
                      }
                    }

                    """)
            #expect(portal.server.acceptedConnections == 0)
        }
    }

    @Test("--dry-run of a listing or an upload shows the first request, and makes no file")
    func dryRunOfMore() async throws {
        try await withPortal { portal in
            let listing = try await portal.oint("GetDailyPlan", "--all", "--dry-run", "--out", "rows.json")
            #expect(listing.exitCode == 0)
            #expect(listing.output.contains("/task.planner.getlist\""))
            let upload = try await portal.oint(
                "UploadFileToStorage", "--title", "a.pem", "--file", "ca.pem", "--storageid", "1", "--dry-run")
            #expect(upload.exitCode == 0)
            #expect(upload.output.contains("\"<base64 of ca.pem>\""))
            #expect(portal.server.acceptedConnections == 0)
            #expect(try portal.sandbox.names(in: ".") == ["ca.pem"])
        }
    }

    @Test("A dry run still tells what is wrong")
    func dryRunOfMistake() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint("GetTask", "--dry-run")
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains("--task is missing"))
        }
    }

    @Test(
        "--debug shows request and answer on the error output and leaves the result alone",
        arguments: [(["--debug"], [:]), ([], ["OINT_DEBUG": "YES"])]
    )
    func debug(words: [String], environment: [String: String]) async throws {
        try await withPortal(answering: .json(#"{"result":1}"#, headers: ["X-Trace": "abc"])) { portal in
            let outcome = try await portal.oint(["GetTask", "--task", "5"] + words, environment: environment)
            #expect(outcome.exitCode == 0)
            #expect(outcome.output == "{\n  \"result\": 1\n}\n")
            #expect(outcome.errors.hasPrefix("* POST \(portal.server.url)/rest/1/***/tasks.task.get\n"))
            #expect(outcome.errors.contains("\n*   \"taskId\": \"5\"\n"))
            #expect(outcome.errors.contains("\n* HTTP 200\n"))
            #expect(outcome.errors.contains("\n* X-Trace: abc\n"))
            #expect(outcome.errors.contains("\n* {\n*   \"result\": 1\n* }\n"))
            #expect(outcome.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("*") })
        }
    }

    @Test("adv_response wraps the result in the status and headers of the answer")
    func advancedResponse() async throws {
        let reply = ServerReply.json(#"{"result":[{"a":1}]}"#, headers: ["X-Trace": "abc"])
        try await withPortal(answering: reply) { portal in
            let whole = try await portal.oint("ServerTime", "--config", "{'adv_response': true}", "--format", "compact")
            #expect(whole.exitCode == 0)
            #expect(whole.output.hasPrefix(#"{"status":200,"body":{"result":[{"a":1}]},"headers":{"Content-Type":"#))
            #expect(whole.output.contains(#""X-Trace":"abc""#))
            let rows = try await portal.oint("ServerTime", "--config", "{'adv_response': true}", "--format", "ndjson")
            #expect(rows.output == "{\"a\":1}\n")
        }
    }

    @Test("--config sets time limit, retries and proxy as the options do")
    func config() async throws {
        try await withPortal(answering: .hold) { portal in
            let timeout = try await portal.oint("GetTask", "--task", "5", "--config", #"{"timeout": "0.5"}"#)
            #expect(timeout.exitCode == 3)
            #expect(timeout.errors.contains("within 0.5 s"))
        }
        try await withPortal(answering: .status(500)) { portal in
            let retries = try await portal.oint("GetTask", "--task", "5", "--config", #"{"retries": 0}"#)
            #expect(retries.exitCode == 1)
            #expect(portal.server.requests.count == 1)
        }
        try await withPortal { portal in
            var options = LoopbackProxy.Options()
            options.credentials = ("ann", "pr0xy-pa55word")
            try await withLoopbackProxy(options: options) { proxy in
                let config = """
                    {"proxy": {"Protocol": "http", "Host": "127.0.0.1", "Port": \(proxy.port), "User": "ann", \
                    "Password": "pr0xy-pa55word"}, "dontwait": true}
                    """
                let outcome = try await portal.oint("GetTask", "--task", "5", "--config", config)
                #expect(outcome.exitCode == 0)
                #expect(proxy.exchanges.map(\.isAuthorized) == [true])
            }
        }
    }
}
