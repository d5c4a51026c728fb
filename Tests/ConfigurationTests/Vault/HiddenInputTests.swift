import Foundation
import OIntCore
import Testing

@testable import OIntConfiguration

@Suite("Typing secrets", .timeLimit(.minutes(1)))
struct HiddenInputTests {
    @Test("What is typed is not shown, and afterwards it is again")
    func typing() async throws {
        let terminal = try PseudoTerminal()
        let task = Task { try await HiddenInput.ask("Token: ", on: terminal.path) }
        #expect(await terminal.shown(until: "Token: ") == "Token: ")
        #expect(!terminal.showsInput)
        terminal.type("hunter2\n")
        #expect(try await task.value == "hunter2")
        #expect(terminal.showsInput)
        #expect(await terminal.shown(until: "\n") == "\r\n")
    }

    @Test("Who is asked and gives nothing gets an error")
    func nothing() async throws {
        let terminal = try PseudoTerminal()
        let task = Task { try await HiddenInput.ask("Token: ", on: terminal.path) }
        _ = await terminal.shown(until: "Token: ")
        terminal.type("\n")
        await #expect(throws: LocalError("terminal", "nothing was entered")) { try await task.value }
        #expect(terminal.showsInput)
    }

    @Test("A task that is cancelled while it asks lets the terminal show what is typed")
    func cancellation() async throws {
        let terminal = try PseudoTerminal()
        let task = Task { try await HiddenInput.ask("Token: ", on: terminal.path) }
        _ = await terminal.shown(until: "Token: ")
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(terminal.showsInput)
        // The read that nobody waits for any more ends with this line.
        terminal.type("\n")
        _ = await terminal.shown(until: "\n")
    }

    @Test("A signal that ends the process lets the terminal show what is typed", arguments: [SIGINT, SIGTERM])
    func signals(number: Int32) async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .signal(number)) { [path = terminal.path as String, number = number as Int32] in
            signal(number, SIG_DFL)
            let silence = try EchoSilence(path)
            defer { silence.end() }
            _ = kill(getpid(), number)
            while true { pause() }
        }
        #expect(terminal.showsInput)
    }

    @Test("Where there is no terminal, the error names the other ways")
    func noTerminal() async throws {
        for path in ["/dev/null", "/nowhere"] {
            let error = try await #require(throws: LocalError.self) { try await HiddenInput.ask("Token: ", on: path) }
            #expect(error.reason.contains("OINT_PASSPHRASE"))
            #expect(error.reason.contains("--password-command"))
            #expect(error.reason.contains("standard input"))
        }
    }

    @Test("Standard input that is no terminal is read to its end", arguments: ["a\nb\n", "a\nb"])
    func standardInput(text: String) async throws {
        let folder = try TemporaryFolder()
        let input = try folder.write(text, to: "input")
        await #expect(processExitsWith: .success) { [path = input as String] in
            close(STDIN_FILENO)
            try #require(open(path, O_RDONLY) == STDIN_FILENO)
            #expect(try await HiddenInput.read(prompt: "Token: ") == "a\nb")
        }
    }
}
