import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Profiles", .timeLimit(.minutes(3)))
struct ProfileTests {
    private static let call = ["bitrix24", "GetTask"]

    /// Tells which task a dry run would fetch, or what is wrong.
    private func task(_ sandbox: Sandbox, _ words: String..., environment: [String: String] = [:]) async throws
        -> String
    {
        let outcome = try await sandbox.oint(Self.call + words + ["--dry-run"], environment: environment)
        guard outcome.exitCode == 0 else { return outcome.errors }
        let match = outcome.output.firstMatch(of: /"taskId": ?"?([a-z0-9]+)/)
        return match.map { String($0.output.1) } ?? outcome.output
    }

    @Test("A value comes from the call, the environment, the project, the settings: in this order")
    func precedence() async throws {
        try await withSandbox { sandbox in
            try sandbox.writeSettings("[profile.default.bitrix24]\nurl = 'a.example'\ntask = 1\n")
            let token = ["OINT_BITRIX24_TOKEN": "t0ken"]
            #expect(try await self.task(sandbox, environment: token) == "1")
            try await sandbox.writeProject("[bitrix24]\ntask = 2\n")
            #expect(try await self.task(sandbox, environment: token) == "2")
            let environment = token.merging(["OINT_BITRIX24_TASK": "3"]) { $1 }
            #expect(try await self.task(sandbox, environment: environment) == "3")
            #expect(try await self.task(sandbox, "--task", "4", environment: environment) == "4")
        }
    }

    @Test("The profile comes from the call, the environment, the project, the settings: in this order")
    func choice() async throws {
        try await withSandbox { sandbox in
            var text = "default-profile = 'p1'\n"
            for number in 1...4 {
                text += "[profile.p\(number).bitrix24]\nurl = 'a.example'\ntask = \(number)\n"
            }
            try sandbox.writeSettings(text)
            let token = ["OINT_BITRIX24_TOKEN": "t0ken"]
            #expect(try await self.task(sandbox, environment: token) == "1")
            try await sandbox.writeProject("profile = 'p2'\n")
            #expect(try await self.task(sandbox, environment: token) == "2")
            let environment = token.merging(["OINT_PROFILE": "p3"]) { $1 }
            #expect(try await self.task(sandbox, environment: environment) == "3")
            #expect(try await self.task(sandbox, "--profile", "p4", environment: environment) == "4")
        }
    }

    @Test("A profile that does not exist is a mistake of the call")
    func unknown() async throws {
        try await withSandbox { sandbox in
            try sandbox.writeSettings("[profile.work.bitrix24]\nurl = 'a.example'\n")
            let outcome = try await sandbox.oint(Self.call + ["--task", "1", "--profile", "wrok"])
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains("there is no profile 'wrok', did you mean work?"))
        }
    }

    @Test("A value that can't be read is told with the file and the profile")
    func unreadable() async throws {
        try await withSandbox { sandbox in
            try sandbox.writeSettings("[profile.work.bitrix24]\nurl = 'a b'\n")
            let outcome = try await sandbox.oint(Self.call + ["--task", "1", "--token", "t", "--profile", "work"])
            #expect(outcome.exitCode == 2)
            #expect(
                outcome.errors.contains(
                    "--url (set in \(sandbox.path(".config/oint/config.toml")), profile work) takes"))
        }
    }

    @Test("A stored webhook is used without being given")
    func stored() async throws {
        try await withPortal { portal in
            let set = try await portal.sandbox.oint(
                ["config", "set", "bitrix24.url", "--profile", "work"], input: .text(portal.webhook + "\n"))
            #expect(set.exitCode == 0, "\(set)")
            let outcome = try await portal.sandbox.oint(Self.call + ["--task", "5", "--profile", "work"])
            #expect(outcome.exitCode == 0, "\(outcome)")
            #expect(portal.calls.count == 1)
        }
    }

    @Test("A call that has everything configured runs without an option; one that has not shows its help")
    func nothingGiven() async throws {
        try await withPortal { portal in
            let help = try await portal.sandbox.oint(Self.call)
            #expect(help.exitCode == 0 && help.output.contains("Usage"))
            try portal.sandbox.writeSettings("[profile.default.bitrix24]\ntask = 5\n")
            #expect(try await portal.sandbox.oint(Self.call).output.contains("Usage"))
            let set = try await portal.sandbox.oint(["config", "set", "bitrix24.url"], input: .text(portal.webhook))
            #expect(set.exitCode == 0)
            let outcome = try await portal.sandbox.oint(Self.call)
            #expect(outcome.exitCode == 0 && outcome.output.contains("result"), "\(outcome)")
            #expect(portal.calls.count == 1)
        }
    }
}
