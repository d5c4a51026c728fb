import Foundation
import OIntCore
import Testing

@testable import OIntConfiguration

@Suite("Commands that print secrets")
struct ShellCommandTests {
    private func run(_ text: String, _ environment: [String: String] = ["PATH": "/usr/bin:/bin"]) async throws -> Secret
    {
        try await ShellCommand(text, name: "password command", environment: environment).firstLine()
    }

    @Test(
        "The first line counts, without its end",
        arguments: [
            ("echo 'a b'", "a b"), ("printf 'x\\ny\\n'", "x"), ("printf 'x\\r\\n'", "x"), ("printf ' x '", " x "),
            ("printf é", "é"), ("cat; echo end", "end"), ("echo \"$WHO\"", "me"), ("yes x | head -n 1", "x"),
        ])
    func line(command: String, expected: String) async throws {
        #expect(try await run(command, ["PATH": "/usr/bin:/bin", "WHO": "me"]) == Secret(expected))
    }

    @Test(
        "A command that gives no secret is an error without its text",
        arguments: [
            ("echo hunter2; exit 3", "it ended with exit code 3"),
            ("hunter2-does-not-exist 2> /dev/null", "exit code 127"),
            ("true hunter2", "it printed nothing"), ("echo; echo hunter2", "it printed nothing"),
            ("kill -9 $$ # hunter2", "it was ended by signal 9"), ("printf 'hunter2\\377'", "it printed no text"),
            ("yes hunter2", "it prints more than a secret"),
        ])
    func failures(command: String, reason: String) async throws {
        let error = try await #require(throws: LocalError.self) { try await run(command) }
        #expect(error.subject == "password command")
        #expect(error.reason.contains(reason), "\(error.reason)")
        #expect(!error.description.contains("hunter"))
    }

    @Test(
        "A command that does not end is ended, also where something it started holds its output open",
        .timeLimit(.minutes(1)),
        arguments: [
            "exec sleep 1000", "sleep 1000 2> /dev/null & echo started", "trap '' TERM; sleep 1000 2> /dev/null",
        ])
    func limit(command: String) async throws {
        let error = try await #require(throws: LocalError.self) {
            try await ShellCommand(
                command, name: "password command", environment: ["PATH": "/usr/bin:/bin"], limit: .milliseconds(50)
            ).firstLine()
        }
        #expect(error.reason.contains("it did not end within"))
    }

    @Test("A command ends with the task that waits for it", .timeLimit(.minutes(1)))
    func cancellation() async throws {
        let folder = try TemporaryFolder()
        mkfifo(folder.path("pipe"), 0o600)
        let task = Task { try await run("exec cat > '\(folder.path("pipe"))' < /dev/zero") }
        // Opening waits for the command to open the other end; reading ends with the command.
        let pipe = try await BlockingWork.run { [folder] in try OpenFile(folder.path("pipe")) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        while try await !pipe.read(atMost: 1 << 20).isEmpty {}
    }

    @Test("The passphrase comes from the command, else the variable, else the terminal")
    func sources() async throws {
        let variable = ["OINT_PASSPHRASE": "v"]
        #expect(PassphraseSource(command: "echo c", environment: variable) == .command("echo c"))
        #expect(PassphraseSource(command: nil, environment: variable) == .variable("v"))
        #expect(PassphraseSource(command: nil, environment: ["OINT_PASSPHRASE": ""]) == .prompt)
        #expect(try await PassphraseSource.command("echo c").passphrase() == "c")
        #expect(try await PassphraseSource.variable("v").newPassphrase() == "v")
    }
}
