import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Interrupts", .timeLimit(.minutes(2)))
struct InterruptTests {
    @Test(
        "A command that waits for an answer ends at once, without a word",
        arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(CInt, Int32)]
    )
    func waiting(signal: CInt, exitCode: Int32) async throws {
        let gate = Gate()
        try await withPortal { _ in
            try await gate.pass()
            return .json("{}")
        } body: { portal in
            let child = try await portal.start(["GetTask", "--task", "5", "--out", "task.json"])
            try await gate.reached()
            child.send(signal)
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == exitCode)
            #expect(outcome.everything == "")
            #expect(try portal.sandbox.names(in: ".") == ["ca.pem"])
        }
    }

    @Test("A signal that was switched off stays off, as nohup wants it")
    func ignored() async throws {
        let gate = Gate()
        try await withPortal { _ in
            try await gate.pass()
            return .json(#"{"result":1}"#)
        } body: { portal in
            let child = try await portal.start(
                ["GetTask", "--task", "5"], launcher: ["sh", "-c", "trap '' HUP; exec \"$0\" \"$@\""])
            try await gate.reached()
            child.send(SIGHUP)
            gate.open()
            #expect(try await child.outcome().exitCode == 0)
        }
    }

    @Test(
        "A listing that is being written leaves no file", arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(CInt, Int32)])
    func listing(signal: CInt, exitCode: Int32) async throws {
        let gate = Gate()
        try await withPortal { request in
            if request.text != "{}" { try await gate.pass() }
            return .json(#"{"result":[{"ID":"1"}],"next":1}"#)
        } body: { portal in
            try portal.sandbox.makeDirectory("there")
            let child = try await portal.start(["GetDailyPlan", "--all", "--out", "there/rows.json"])
            try await gate.reached()
            // Now there is an unfinished file.
            #expect(try portal.sandbox.names(in: "there").count == 1)
            child.send(signal)
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == exitCode)
            #expect(outcome.everything == "")
            #expect(try portal.sandbox.names(in: "there") == [])
        }
    }

    @Test("Rows that were shown stay, and nothing is added to them")
    func shownListing() async throws {
        let gate = Gate()
        try await withPortal { request in
            if request.text != "{}" { try await gate.pass() }
            return .json(#"{"result":[{"ID":"1"}],"next":1}"#)
        } body: { portal in
            let child = try await portal.start(["GetDailyPlan", "--all", "--format", "ndjson"])
            try await gate.reached()
            child.send(SIGINT)
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == 130)
            #expect(outcome.output == "{\"ID\":\"1\"}\n")
            #expect(outcome.errors == "")
        }
    }

    @Test("An answer that is half there is not shown")
    func halfAnswer() async throws {
        let gate = Gate()
        let reply = ServerReply(steps: [.bytes(Array("{\"result\":".utf8)), .wait(gate), .bytes(Array("1}".utf8))])
        try await withPortal(answering: reply) { portal in
            let child = try await portal.start(["GetTask", "--task", "5"])
            try await gate.reached()
            child.send(SIGINT)
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == 130)
            #expect(outcome.everything == "")
        }
    }

    @Test("A pause before another try ends at once")
    func pause() async throws {
        try await withPortal(answering: .status(503, headers: ["Retry-After": "100"])) { portal in
            let child = try await portal.start(["GetTask", "--task", "5", "--debug"])
            #expect(await child.errors.hasWritten("HTTP 503"))
            child.send(SIGINT)
            #expect(try await child.outcome().exitCode == 130)
            #expect(portal.server.requests.count == 1)
        }
    }

    @Test("Waiting for a file that is a pipe ends at once")
    func input() async throws {
        try await withPortal { portal in
            let pipe = portal.sandbox.path("pipe")
            #expect(mkfifo(pipe, 0o600) == 0)
            let child = try await portal.start(["GetTask", "--task-file", "pipe"])
            // Opening the pipe succeeds when the command has opened it, too; then the command waits for us to write.
            // Should the command end before, we open the other side ourselves, so as not to wait for ever.
            let ended = Task {
                _ = await child.output.contents()
                return open(pipe, O_RDONLY | O_NONBLOCK)
            }
            let descriptor = await openForWriting(pipe)
            defer { Task { close(await ended.value) } }
            defer { close(descriptor) }
            child.send(SIGINT)
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == 130)
            #expect(outcome.everything == "")
            #expect(portal.server.acceptedConnections == 0)
        }
    }

    @Test("An upload of what somebody types ends at once")
    func upload() async throws {
        let (heads, continuation) = AsyncStream.makeStream(of: Void.self)
        var options = LoopbackServer.Options()
        options.admission = { _ in
            continuation.yield()
            return .accept
        }
        try await withPortal(options: options, handler: { _ in .json("{}") }) { portal in
            let child = try await portal.start(
                ["UploadFileToStorage", "--title", "a", "--storageid", "3", "--file", "-"], input: .pipe)
            for await _ in heads { break }
            child.send(SIGINT)
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == 130)
            #expect(outcome.everything == "")
        }
    }

    /// Opens a named pipe on a thread that may wait.
    private func openForWriting(_ path: String) async -> CInt {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: open(path, O_WRONLY)) }
        }
    }
}
