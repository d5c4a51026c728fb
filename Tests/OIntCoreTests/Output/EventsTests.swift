import OIntCore
import Synchronization
import TestClocks
import Testing

@Suite("Events come as they happen", .timeLimit(.minutes(1)))
struct EventsTests {
    /// A source that writes down what is asked of it.
    private final class Source: EventSource {
        private let count: Int
        private let state = Mutex((next: 0, notes: [String]()))

        init(_ count: Int) { self.count = count }

        var notes: [String] { state.withLock { $0.notes } }

        func next() async throws -> JSON? {
            let number = state.withLock { state in
                state.next += 1
                state.notes.append("next")
                return state.next
            }
            // A service that has nothing more to tell says nothing.
            if number > count { try await Task.sleep(for: .seconds(86400)) }
            return JSON(number)
        }

        func acknowledge() async throws { state.withLock { $0.notes.append("acknowledge \($0.next)") } }
        func close() async { state.withLock { $0.notes.append("close") } }
    }

    @Test("Each is acknowledged after the consumer is done with it, and the source is closed in the end")
    func acknowledgements() async throws {
        let source = Source(9)
        let events = Events { source }.limited(to: EventLimits(count: 2))
        var seen: [String] = []
        try await events.forEach { event in seen.append("\(event.text(.compact)) after \(source.notes.count)") }
        #expect(seen == ["1 after 1", "2 after 3"])
        #expect(source.notes == ["next", "acknowledge 1", "next", "acknowledge 2", "close"])
    }

    @Test("A consumer that fails has not taken the event")
    func failingConsumer() async throws {
        struct Full: Error {}
        let source = Source(9)
        await #expect(throws: Full.self) { try await Events { source }.forEach { _ in throw Full() } }
        #expect(source.notes == ["next", "close"])
    }

    @Test("A loop acknowledges an event when it asks for the next")
    func loop() async throws {
        let source = Source(9)
        for try await _ in Events(open: { source }).limited(to: EventLimits(count: 2)) {}
        #expect(source.notes == ["next", "acknowledge 1", "next", "acknowledge 2", "close"])
    }

    @Test("They end when their time is over, whatever the source waits for")
    func duration() async throws {
        let source = Source(0)
        let events = Events(clock: InstantClock()) { source }.limited(to: EventLimits(duration: .seconds(5)))
        for try await _ in events { Issue.record("there is no event") }
        #expect(source.notes == ["next", "close"])
    }

    @Test("Cancellation ends the wait, and closes the source")
    func cancellation() async throws {
        let source = Source(1)
        let (came, feed) = AsyncStream.makeStream(of: Void.self)
        let task = Task { try await Events { source }.forEach { _ in feed.finish() } }
        for await _ in came {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(source.notes.last == "close")
        #expect(source.notes.contains("acknowledge 1"))
    }

    @Test("The smaller of two limits counts; an answer in pieces needs none")
    func limits() async throws {
        let events = Events { Source(9) }.limited(to: EventLimits(count: 3)).limited(to: EventLimits(count: 5))
        var count = 0
        for try await _ in events { count += 1 }
        #expect(count == 3)
        #expect(!Events { Source(1) }.isBounded)
        #expect(events.isBounded)
        #expect(Events(isEndless: false) { Source(1) }.isBounded)
    }

    @Test("A method that gives events takes limits, and refuses those that are none")
    func options() async throws {
        let method = MethodDescriptor(
            name: "Watch", russianName: nil, summary: "Watches.", answerKind: .events, effect: .reads, client: [],
            parameters: []
        ) { invocation in
            try OptionDecoder(invocation).finish()
            return .events(Events { Source(9) })
        }
        #expect(method.parameters.map(\.name) == ["limit", "for"])
        let output = try await method.run(Invocation(options: ["limit": [OptionInput("2")]]))
        guard case .events(let events) = output else { throw UsageError("no events") }
        var count = 0
        for try await _ in events { count += 1 }
        #expect(count == 2)
        let error = await #expect(throws: UsageError.self) {
            try await method.run(Invocation(options: ["limit": [OptionInput("0")], "for": [OptionInput("soon")]]))
        }
        #expect(error?.problems.count == 2)
    }

    @Test(arguments: [
        ("30", 30.0), ("30s", 30), ("500ms", 0.5), ("1.5m", 90), ("2h", 7200), ("1d", 86400), (" 5 M ", 300),
    ])
    func `spans of time are read`(text: String, seconds: Double) throws {
        #expect(try Duration(option: [OptionInput(text)]) == .seconds(seconds))
    }

    @Test(arguments: ["0", "-1", "5x", "s", "1e3", "", "99999999999999d", "١s"])
    func `other texts are refused`(text: String) {
        #expect(throws: OptionError.self) { try Duration(option: [OptionInput(text)]) }
    }
}
