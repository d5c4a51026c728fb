import LoopbackServer
import Programs
import Testing

@Suite("Calls that are not right", .timeLimit(.minutes(2)))
struct UsageTests {
    /// Words that are wrong, and what is said about them; `URL` stands for the webhook.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let words: [String]
        let messages: [String]

        init(_ words: String..., says messages: String...) {
            self.words = words
            self.messages = messages
        }

        var testDescription: String { self.words.joined(separator: " ") }
    }

    @Test(
        "A mistake is told, with what was probably meant, and nothing is sent",
        arguments: [
            Mistake("bitrx24", says: "there is no library or command 'bitrx24', did you mean bitrix24?"),
            Mistake("telephone", "Call", says: "there is no library or command 'telephone'"),
            Mistake("--bogus", says: "there is no library or command '--bogus'"),
            Mistake(
                "bitrix24", "GetTsk", "--url", "URL", says: "bitrix24 has no method 'GetTsk', did you mean GetTask?"),
            Mistake(
                "bitrix24", "ПолучитьЗадчу", "--url", "URL",
                says: "bitrix24 has no method 'ПолучитьЗадчу', did you mean ПолучитьЗадачу?"),
            Mistake("bitrix24", "Xyzzy", says: "bitrix24 has no method 'Xyzzy'\n"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--tsak", "5",
                says: "2 things are wrong", "unknown option '--tsak', did you mean --task?", "--task is missing"),
            Mistake("bitrix24", "GetTask", "--url", "URL", "-x", "5", "--task", "5", says: "unknown option '-x'"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task", "5", "six",
                says: "unexpected argument behind --task: a value with spaces needs quotes"),
            Mistake("bitrix24", "GetTask", "--url", "URL", "--task", says: "--task needs a value"),
            Mistake("bitrix24", "GetTask", "--url", "URL", "--task", "", says: "--task is missing"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task", "5", "--task", "6",
                says: "--task is given 2 times; give it once"),
            Mistake("bitrix24", "GetTask", "--task", "5", says: "--url is missing"),
            Mistake(
                "bitrix24", "GetTask", "--url", "not an address", "--task", "5",
                says: "--url takes a portal's domain or the address of a webhook"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--token", "t0ken-1a2b3c4d5e", "--task", "5",
                says: "--url is a webhook, which needs no token"),
            Mistake(
                "bitrix24", "GetTask", "--url", "https://example.bitrix24.com", "--task", "5",
                says: "--url is a portal's domain, which needs a token"),
            Mistake(
                "bitrix24", "GetTasksList", "--url", "URL", "--filter", #"{"A": 1, "B": }"#,
                says: "--filter is not readable JSON: line 1, column 15: a value is expected here, found '}'"),
            Mistake(
                "bitrix24", "GetTasksList", "--url", "URL", "--filter", "[1]",
                says: #"--filter takes a JSON object, as in '{"KEY": "value"}'"#),
            Mistake(
                "bitrix24", "GetTasksList", "--url", "URL", "--filter", "missing.json",
                says: "--filter takes JSON or the path of a JSON file, and 'missing.json' is neither: it does not exist"
            ),
            Mistake(
                "bitrix24", "GetTasksList", "--url", "URL", "--select", "[1,",
                says:
                    "--select is not readable JSON: line 1, column 4: a value is expected here, found the end of the input"
            ),
            Mistake(
                "bitrix24", "GetTasksList", "--url", "URL", "--offset", "ten",
                says: "--offset takes a whole number, not 'ten'"),
            Mistake(
                "bitrix24", "GetTasksList", "--url", "URL", "--all=maybe",
                says: "--all takes true or false, not 'maybe'"),
            Mistake(
                "bitrix24", "GetUserBusy", "--url", "URL", "--users", "1", "--from", "2026-02-30", "--to", "tomorrow",
                says: "2 things are wrong", "--from takes a date such as 2026-01-31", "not '2026-02-30'",
                "--to takes a date", "not 'tomorrow'"),
            Mistake(
                "bitrix24", "CreateTasksDependencies", "--url", "URL", "--taskfrom", "1", "--taskto", "2",
                "--linktype", "4", says: "--linktype takes 0, 1, 2, 3, not '4'"),
            Mistake(
                "bitrix24", "UploadFileToFolder", "--url", "URL", "--title", "a", "--folderid", "1", "--file",
                "gone.txt",
                says: "--file names the file 'gone.txt', but it does not exist"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task-file", "gone.txt",
                says: "--task (--task-file) names the file 'gone.txt', but it does not exist"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task-env", "GONE",
                says: "--task (--task-env) names the environment variable 'GONE', which is not set"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task", "5", "--format", "jsn",
                says: "--format takes json, compact, ndjson, yaml, csv, table, curl, not 'jsn', did you mean json?"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task", "5", "--timeout", "0",
                says: "--timeout takes a number of seconds above 0, not '0'"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task", "5", "--retries", "-1",
                says: "--retries takes a number from 0 to 100, not '-1'"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task", "5", "--proxy", "ftp://localhost",
                says: "--proxy can't be used: a proxy speaks one of http, socks4, socks4a, socks5, socks5h, not 'ftp'"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task", "5", "--config", #"{"time":1}"#,
                says: "--config has the key 'time', which is none of proxy, tls, timeout, retries, adv_response"),
            Mistake(
                "bitrix24", "GetTask", "--url", "URL", "--task", "5", "--config", "{",
                says: "--config is not readable JSON: line 1, column 2"),
            Mistake("bitrix24", "GetTask", "--url", "URL", "--task", "5", "--out", "", says: "--out needs the path"),
        ]
    )
    func mistake(_ mistake: Mistake) async throws {
        try await withPortal { portal in
            let words = mistake.words.map { $0 == "URL" ? portal.webhook : $0 }
            let outcome = try await portal.sandbox.oint(words)
            #expect(outcome.exitCode == 2)
            #expect(outcome.output == "")
            #expect(outcome.errors.hasPrefix("oint: "))
            for message in mistake.messages { #expect(outcome.errors.contains(message)) }
            #expect(portal.server.acceptedConnections == 0)
        }
    }

    @Test("Everything that is wrong is told at once, a line each")
    func severalMistakes() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                "GetTasksList", "--filter", "{'A': x}", "--offset", "x", "--bogus=1", "--format", "xml", "stray")
            #expect(outcome.exitCode == 2)
            #expect(
                outcome.errors == """
                    oint: 5 things are wrong:
                      unknown option '--bogus'
                      --format takes json, compact, ndjson, yaml, csv, table, curl, not 'xml'
                      unexpected argument behind --format: a value with spaces needs quotes
                      --filter is not readable JSON: line 1, column 7: a text must stand in quotes; only true, false and null are words, found 'x'
                      --offset takes a whole number, not 'x'
                    See oint bitrix24 GetTasksList --help

                    """)
            #expect(portal.server.acceptedConnections == 0)
        }
    }

    @Test(
        "The page that is pointed at is one that is there",
        arguments: [
            ["bitrx24"], ["bitrx24", "GetTask"], ["bitrix24", "GetTsk"], ["bitrix24", "GetTsk", "--task", "5"],
            ["bitrix24", "GetTask", "--task", "5"], ["bitrix24", "получитьзадачу", "--task", "5"],
        ]
    )
    func pointer(words: [String]) async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(words)
            let pointer = try #require(outcome.errors.split(separator: "\n").last)
            #expect(pointer.hasPrefix("See oint ") && pointer.hasSuffix(" --help"))
            let page = try await sandbox.oint(pointer.split(separator: " ").dropFirst(2).map(String.init))
            #expect(page.exitCode == 0)
        }
    }

    @Test("A variable that sets a proxy and can't be read is named")
    func proxyVariable() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint(
                ["GetTask", "--task", "5"], environment: ["https_proxy": "gopher://localhost"])
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains("the environment variable https_proxy can't be used"))
            #expect(portal.server.acceptedConnections == 0)
        }
    }
}
