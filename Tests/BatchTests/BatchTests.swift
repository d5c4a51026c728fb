import LoopbackServer
import OIntCore
import OIntHTTP
import OIntRunning
import Synchronization
import TestClocks
import Testing

@testable import OIntBatch

@Suite("Batches", .timeLimit(.minutes(2)))
struct BatchTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test("Every line is a call, and every call has a result")
    func results() async throws {
        let input = try directory.write(lines(1...50), to: "calls")
        let made = try await Workshop().make(input)
        #expect(made.ids.sorted() == Array(1...50))
        #expect(made[17]?.text(.compact) == #"{"id":17,"exit":0,"result":"t17"}"#)
        #expect(made.summary.counts == [0: 50])
    }

    @Test("As many calls as asked for are made at a time, and no more", arguments: [1, 4])
    func concurrency(count: Int) async throws {
        let input = try directory.write(lines(1...20), to: "calls")
        let gate = Gate()
        let workshop = Workshop(gate: gate)
        async let made = workshop.make(input) { $0.concurrency = count }
        while workshop.calls.count < count { await Task.yield() }
        gate.open()
        #expect(try await made.summary.total == 20)
        #expect(workshop.mostAtOnce == count)
    }

    @Test("Results come in the order of the input where that is asked for")
    func order() async throws {
        let input = try directory.write(lines(1...300), to: "calls")
        let made = try await Workshop().make(input) {
            $0.isOrdered = true
            $0.concurrency = 16
        }
        #expect(made.ids == Array(1...300))
    }

    @Test("A bad line fails by itself")
    func badLines() async throws {
        let secret = "k3y-0f-the-sh0p"
        let input = try directory.write(
            line(1) + "oops\n"
                + #"{"id":3,"library":"shop","method":"Write","options":{"key":"\#(secret)"}}"# + "\n"
                + #"{"id":4,"library":"shop","method":"Refuse","options":{"text":"\#(secret)","key":"\#(secret)"}}"#
                + "\n"
                + line(5), to: "calls")
        let made = try await Workshop().make(input)
        #expect(made.exits == [1: 0, 2: 2, 3: 2, 4: 1, 5: 0])
        #expect(made[2]?["error"]?["line"] == 2)
        #expect(made[3]?["error"]?["message"] == "--text is missing")
        let refusal = try #require(made[4]?["error"])
        #expect(refusal["message"]?.string?.contains("*** is taken") == true)
        #expect(refusal["code"] == "TAKEN")
        #expect(refusal["status"] == 409)
        #expect(refusal["reply"] == ["error": "TAKEN"])
        #expect(made.summary.failures == 3)
    }

    @Test("Nothing is begun any more after a failure, where that is asked for")
    func stop() async throws {
        let input = try directory.write(lines(1...2) + "oops\n" + lines(4...40), to: "calls")
        let workshop = Workshop()
        let made = try await workshop.make(input) {
            $0.stopsOnError = true
            $0.concurrency = 1
        }
        #expect(workshop.calls == ["t1", "t2"])
        #expect(made.summary.counts == [0: 2, 2: 1])
    }

    @Test("A journal goes on behind the failure that stopped a batch")
    func stopAndGoOn() async throws {
        let input = try directory.write(line(1) + "oops\n" + lines(3...6), to: "calls")
        let journal = directory.path("journal")
        let first = try await Workshop().make(input) {
            $0.journal = journal
            $0.stopsOnError = true
            $0.concurrency = 1
        }
        #expect(first.ids == [1, 2])
        let second = try await Workshop().make(input) { $0.journal = journal }
        #expect(second.ids.sorted() == [3, 4, 5, 6])
        #expect(second.summary.skipped == 2)
    }

    @Test("Calls that run when the batch is given up have no result, and are uncertain then", arguments: [false, true])
    func cancellation(isOrdered: Bool) async throws {
        let input = try directory.write(lines(1...9), to: "calls")
        let journal = directory.path("journal")
        let workshop = Workshop(gate: Gate())
        let task = Task {
            try await workshop.make(input) {
                $0.journal = journal
                $0.isOrdered = isOrdered
            }
        }
        while workshop.calls.count < 3 { await Task.yield() }
        task.cancel()
        let made = try await task.value
        #expect(made.error is CancellationError)
        #expect(made.lines == [])
        let next = try await Workshop().make(input) { $0.journal = journal }
        #expect(next.exits == [1: 5, 2: 5, 3: 5, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0, 9: 0])
        #expect(next[1]?["error"]?["message"]?.string?.contains("--retry-uncertain") == true)
    }

    @Test("A result that can't be written ends the batch")
    func brokenPipe() async throws {
        // More than the results that may wait to be written.
        let text = String(repeating: "x", count: 16 << 10)
        let calls = (1...100).map { number in
            #"{"id":\#(number),"library":"shop","method":"Write","options":{"text":"\#(text)"}}"# + "\n"
        }
        let input = try directory.write(calls.joined(), to: "calls")
        let workshop = Workshop()
        let batch = try await Batch(
            input: input, settings: BatchSettings(), caller: workshop.caller,
            output: { _ in BatchOutput { _ in throw BrokenPipe() } })
        await #expect(throws: BrokenPipe.self) { try await batch.run() }
        #expect(workshop.calls.count < 100)
    }

    @Test("A table is a list of calls")
    func table() async throws {
        let input = try directory.write("\u{FEFF}message;no\r\n\"Hi; \"\"you\"\"\";A1\r\nBye;\r\n", to: "table.csv")
        let made = try await Workshop().make(input) {
            $0.template = CSVTemplate(
                library: "shop", method: "Write", columns: ["text=message"], constants: ["many=x"], idColumn: "no",
                format: CSVFormat(separator: UInt8(ascii: ";")))
        }
        #expect(
            Set(made.lines.map { $0.text(.compact) }) == [
                #"{"id":"A1","exit":0,"result":"Hi; \"you\"+x"}"#, #"{"id":"","exit":0,"result":"Bye+x"}"#,
            ])
    }

    @Test("Each host has a rate of its own, which is no part of the time a call may take")
    func rate() async throws {
        let clock = InstantClock()
        var configuration = HTTPConfiguration()
        configuration.rate = HostRateLimit(perSecond: 4, clock: clock)
        configuration.timeout = .seconds(600)
        let http = HTTP(configuration, transport: Echo())
        for _ in 0..<3 { _ = try await http.fetch(Request(.get, "https://one.example/x")) }
        #expect(clock.pauses.count == 2)
        _ = try await http.fetch(Request(.get, "https://two.example/x"))
        #expect(clock.pauses == [.milliseconds(250), .milliseconds(250)])
    }
}

/// Answers everything with nothing.
private struct Echo: Transport {
    func send(_ request: Request) async throws -> Response {
        guard let address = Address(request.url) else { throw UsageError("no address") }
        return Response(status: 200, headers: [], body: ByteStream([UInt8]()), address: address)
    }
}
