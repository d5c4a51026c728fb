import Foundation
import Programs
import Testing

@Suite("Programs that tests start", .timeLimit(.minutes(1)))
struct ProgramTests {
    @Test("A program has its own arguments, variables and folder, and nothing else")
    func surroundings() async throws {
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        let launch = Launch(
            ["sh", "-c", #"echo "$0|$1"; pwd; echo "$A"; env | grep -c ^HOME="#, "a b", "'é\""],
            environment: Launch.plainEnvironment.merging(["A": "x\ny"]) { $1 }, directory: folder)
        let outcome = try await Program.run(launch)
        #expect(outcome.output == "a b|'é\"\n\(folder.path)\nx\ny\n0\n")
        #expect(outcome.exitCode == 1)
        #expect(throws: Outcome.Failure.self) { try outcome.successful() }
    }

    @Test("Files that are open in the tests are not open in a program")
    func files() async throws {
        let file = fcntl(STDERR_FILENO, F_DUPFD, 300)
        try #require(file >= 300)
        defer { close(file) }
        let names = try await Program.run("ls", "/proc/self/fd").successful().output.split(separator: "\n")
        // The last one is the folder that is being listed.
        #expect(names == ["0", "1", "2", "3"])
    }

    @Test("No signal is switched off or held back, though it is in the tests")
    func signals() async throws {
        signal(SIGUSR2, SIG_IGN)
        let masks = try await Program.run("sed", "-nE", "s/^Sig(Ign|Blk):\\s*//p", "/proc/self/status")
            .successful().output.split(separator: "\n").compactMap { Int($0, radix: 16) }
        // The C library keeps the two signals behind the first 31 for itself.
        #expect(masks.map { $0 & 0x7FFF_FFFF } == [0, 0])
        let program = try await Program.start(Launch(["sh", "-c", "echo ready; exec sleep 1000"]))
        #expect(await program.output.line() == "ready")
        program.send(SIGINT)
        #expect(try await program.outcome().exitCode == -SIGINT)
    }

    @Test("What is read and written may be long, and comes through byte for byte")
    func length() async throws {
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let outcome = try await Program.run(Launch(["sh", "-c", "tee /dev/stderr"], input: .bytes(bytes)))
        #expect(outcome.bytes == bytes)
        #expect(outcome.errors == String(decoding: bytes, as: UTF8.self))
    }

    @Test("A program that does not read is no harm to who writes")
    func unread() async throws {
        let bytes = [UInt8](repeating: 0x41, count: 1_000_000)
        #expect(try await Program.run(Launch(["true"], input: .bytes(bytes))).exitCode == 0)
    }

    @Test("A test talks with a program, line by line and piece by piece")
    func conversation() async throws {
        let program = try await Program.start(Launch(["cat"], input: .pipe))
        program.write("one\ntwo\nthr")
        #expect(await program.output.line() == "one")
        #expect(await program.output.hasWritten("thr"))
        #expect(String(decoding: await program.output.piece(), as: UTF8.self) == "two\nthr")
        program.write("ee\nfour")
        program.closeInput()
        #expect(await program.output.remainingLines() == ["ee", "four"])
        #expect(await program.output.line() == nil)
        #expect(await program.output.piece() == [])
        #expect(await !program.output.hasWritten("five"))
        #expect(try await program.outcome().output == "one\ntwo\nthree\nfour")
    }

    @Test("A terminal is as wide as it should be")
    func terminal() async throws {
        let launch = Launch(
            ["sh", "-c", "stty size <&1; tty <&2 >/dev/null && echo err >&2"], output: .terminal(columns: 132),
            errors: .terminal(columns: 80))
        let outcome = try await Program.run(launch)
        #expect(outcome.output == "24 132\n")
        #expect(outcome.errors == "err\n")
    }

    @Test("A program that has ended leaves nothing in the list of processes")
    func zombies() async throws {
        let program = try await Program.start(Launch(["true"]))
        _ = try await program.outcome()
        #expect(kill(program.processID, 0) == -1)
        #expect(errno == ESRCH)
    }

    @Test("A test that is cancelled ends its program")
    func cancellation() async throws {
        let program = try await Program.start(
            Launch(["sh", "-c", "trap '' INT TERM HUP; echo ready; read x"], input: .pipe))
        #expect(await program.output.line() == "ready")
        let waiting = Task { try await program.outcome() }
        waiting.cancel()
        #expect(try await waiting.value.exitCode == -SIGKILL)
        let reading = Task { await program.output.hasWritten("never") }
        reading.cancel()
        #expect(await !reading.value)
    }

    @Test("A program that no test knows any more is ended")
    func forgotten() async throws {
        var program: Program? = try await Program.start(Launch(["sh", "-c", "echo ready; exec sleep 1000"]))
        let (id, output) = (try #require(program?.processID), try #require(program?.output))
        #expect(await output.line() == "ready")
        program = nil
        #expect(await output.contents() == Array("ready\n".utf8))
        while kill(id, 0) == 0 { await Task.yield() }
    }

    @Test("Programs that a program leaves behind are not waited for")
    func grandchildren() async throws {
        let script = "exec 3<&0; cat <&3 & echo done"
        let program = try await Program.start(Launch(["sh", "-c", script], input: .pipe))
        #expect(try await program.outcome().output == "done\n")
    }

    @Test("What can't be started is told")
    func failures() async throws {
        await #expect(throws: (any Error).self) { try await Program.run("no-such-program") }
        await #expect(throws: (any Error).self) {
            try await Program.run(Launch(["true"], directory: URL(fileURLWithPath: "/no/such/folder")))
        }
    }
}
