import LoopbackServer
import Programs
import Testing

@Suite("Help", .timeLimit(.minutes(2)))
struct HelpTests {
    @Test(
        "Each way to ask for a page gives the same page, on the output, with exit code 0",
        arguments: [
            [[], ["--help"], ["-h"], ["help"]],
            [["bitrix24"], ["bitrix24", "--help"], ["bitrix24", "-h"], ["help", "bitrix24"], ["BITRIX24"]],
            [
                ["bitrix24", "GetTask"], ["bitrix24", "GetTask", "--help"], ["bitrix24", "gettask", "-h"],
                ["help", "bitrix24", "GETTASK"], ["bitrix24", "ПолучитьЗадачу"], ["bitrix24", "получитьзадачу"],
                ["bitrix24", "GetTask", "--task", "5", "--help"], ["bitrix24", "GetTask", "--bogus", "--help"],
            ],
            [["--version"], ["-V"]],
            [["bitrix24", "GetTask", "--config"], ["bitrix24", "GetTask", "--task", "5", "--config"]],
        ]
    )
    func samePage(ways: [[String]]) async throws {
        try await withSandbox { sandbox in
            let first = try await sandbox.oint(ways[0])
            #expect(!first.output.isEmpty)
            for words in ways {
                let outcome = try await sandbox.oint(words)
                #expect(outcome.exitCode == 0, "\(words)")
                #expect(outcome.errors == "", "\(words)")
                #expect(outcome.output == first.output, "\(words)")
            }
        }
    }

    @Test("The start page names the libraries, the options of every command and the exit codes")
    func startPage() async throws {
        try await withSandbox { sandbox in
            let page = try await sandbox.oint().output
            #expect(page.hasPrefix("oint 0.1.0: one command for many services."))
            #expect(page.contains(/\n  bitrix24 +Company portal: tasks, chats, files, calendars, CRM\.\n/))
            for option in ["help", "out", "format", "dry-run", "debug", "timeout", "retries", "proxy", "config"] {
                #expect(page.contains("\n  --\(option) "))
            }
            for code in ["0", "1", "2", "3", "4", "130"] { #expect(page.contains("\n  \(code) ")) }
        }
    }

    @Test("The page of a library has its methods by group, each once")
    func libraryPage() async throws {
        try await withSandbox { sandbox in
            let page = try await sandbox.oint("bitrix24").output
            #expect(page.contains("\nTasks management\n"))
            let rows = page.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            let names = rows.dropFirst().compactMap { $0.split(separator: " ").first }
            #expect(Set(names).count == names.count)
            for name in ["GetTask", "GetDealsList", "UploadFileToFolder", "RefreshToken", "Call"] {
                #expect(names.contains { $0 == name })
            }
        }
    }

    @Test("The page of a method shows how it is called, what is required, and its one-letter options")
    func methodPage() async throws {
        try await withSandbox { sandbox in
            let page = try await sandbox.oint("bitrix24", "GetTasksList").output
            #expect(page.hasPrefix("Lists tasks, page by page.\n"))
            #expect(page.contains("\n  oint bitrix24 GetTasksList --url TEXT [options]\n"))
            #expect(page.contains("\n  -u, --url TEXT "))
            #expect(page.contains("--filter JSON "))
            #expect(page.contains("--select LIST "))
            #expect(page.contains("--all true|false "))
            #expect(page.contains("--token SECRET "))
            #expect(page.contains("Only reads. Russian name: ПолучитьСписокЗадач."))
        }
    }

    @Test("The version is one line")
    func version() async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint("--version")
            #expect(outcome.output.contains(#/^oint 0\.1\.0 \(build [0-9a-f]{12}\)\n$/#))
        }
    }

    @Test("The keys of --config are JSON")
    func configKeys() async throws {
        try await withPortal { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", "--config")
            #expect(outcome.exitCode == 0)
            for key in ["proxy", "timeout", "retries", "adv_response"] {
                #expect(outcome.output.contains("\n  \"\(key)\": "))
            }
            #expect(portal.server.acceptedConnections == 0)
        }
    }
}
