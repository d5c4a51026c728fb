import Foundation
import OIntCLI
import OIntCore
import Synchronization
import Testing

/// Something that a method opens, in a command that keeps nothing.
private final class Lamp: Keepable {
    static let keptKind = "a lamp"
    private let state = Mutex(true)
    var isOpen: Bool { state.withLock { $0 } }
    func close() async { state.withLock { $0 = false } }
}

@Suite("Events and objects on the command line", .timeLimit(.minutes(1)))
struct EventOutputTests {
    /// Events that are there at once; behind the last one the source fails, or says nothing more.
    private final class Source: EventSource {
        private let state = Mutex((next: 0, acknowledged: [Int]()))
        private let count: Int
        private let failure: (any Error)?
        let silent = AsyncStream.makeStream(of: Void.self)

        init(_ count: Int, failure: (any Error)? = nil) {
            self.count = count
            self.failure = failure
        }

        var acknowledged: [Int] { state.withLock { $0.acknowledged } }

        func next() async throws -> JSON? {
            let number = state.withLock { state in
                state.next += 1
                return state.next
            }
            guard number > count else { return ["n": JSON(number)] }
            if let failure { throw failure }
            silent.continuation.finish()
            try await Task.sleep(for: .seconds(86400))
            return nil
        }

        func acknowledge() async throws { state.withLock { $0.acknowledged.append($0.next) } }
    }

    private func surroundings(_ source: Source, lamp: Lamp = Lamp()) -> Surroundings {
        let library = LibraryDescriptor(name: "bell", title: "Bell", summary: "Rings.") {
            [
                GroupDescriptor(
                    title: "Bell",
                    methods: [
                        MethodDescriptor(
                            name: "Listen", russianName: nil, summary: "Listens.", answerKind: .events, effect: .reads,
                            client: [], parameters: []
                        ) { _ in .events(Events { source }) },
                        MethodDescriptor(
                            name: "Light", russianName: nil, summary: "Lights.", effect: .writes, client: [],
                            parameters: []
                        ) { _ in .object(KeptObject(lamp)) },
                        MethodDescriptor(
                            name: "Dim", russianName: nil, summary: "Dims.", effect: .writes, scope: .session,
                            client: [], parameters: [.required("lamp", Kept<Lamp>.self, "The lamp.")]
                        ) { _ in .none },
                    ])
            ]
        }
        return Surroundings(libraries: [library])
    }

    @Test(
        "A limit ends them with success",
        arguments: [
            ("ndjson", "{\"n\":1}\n{\"n\":2}\n"), ("compact", "[{\"n\":1},{\"n\":2}]\n"), ("csv", "n\n1\n2\n"),
        ])
    func limit(format: String, text: String) async {
        let source = Source(9)
        let outcome = await surroundings(source).oint("bell", "Listen", "--limit", "2", "--format", format)
        #expect((outcome.code, outcome.output, outcome.errors) == (0, text, ""))
        #expect(source.acknowledged == [1, 2])
    }

    @Test("An interruption closes the text, and leaves what was shown")
    func interruption() async {
        let source = Source(2)
        let surroundings = surroundings(source)
        let task = Task { await surroundings.oint("bell", "Listen", "--format", "compact") }
        for await _ in source.silent.stream {}
        // All that came is on the screen while the next one is waited for.
        #expect(surroundings.output.text == "[{\"n\":1},{\"n\":2}")
        task.cancel()
        let outcome = await task.value
        #expect((outcome.code, outcome.output, outcome.errors) == (130, "[{\"n\":1},{\"n\":2}]\n", ""))
    }

    @Test("A file keeps what came before a failure: it was acknowledged")
    func file() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("events")
            let source = Source(2, failure: ConnectionError(peer: "bell:1", step: .receiving, reason: "it broke"))
            let outcome = await surroundings(source).oint(
                "bell", "Listen", "--format", "ndjson", "--out", file.path)
            #expect(outcome.code == 3)
            let written = try String(contentsOf: file, encoding: .utf8)
            #expect(written == "{\"n\":1}\n{\"n\":2}\n")
            #expect(source.acknowledged == [1, 2])
        }
    }

    @Test("What could not be written is not acknowledged")
    func fullOutput() async {
        let source = Source(9)
        var surroundings = surroundings(source)
        surroundings.output = MemorySink(failure: LocalError("standard output", "the disk is full"), after: 10)
        let outcome = await surroundings.oint("bell", "Listen", "--format", "ndjson")
        #expect(outcome.code == 4)
        #expect(source.acknowledged == [1])
    }

    @Test("An object is closed with the command, which says where it would stay open")
    func object() async {
        let lamp = Lamp()
        let outcome = await surroundings(Source(0), lamp: lamp).oint("bell", "Light", "--format", "compact")
        #expect((outcome.code, outcome.output) == (0, "{\"result\":true}\n"))
        #expect(
            outcome.errors.hasPrefix(
                "oint: a lamp was opened, and closed again with the command; it stays open in oint server"))
        #expect(!lamp.isOpen)
    }

    @Test("A method that needs one says where it makes sense, and does nothing")
    func session() async {
        let outcome = await surroundings(Source(0)).oint("bell", "Dim", "--lamp", "{oint-3f9a1c}")
        #expect((outcome.code, outcome.output) == (2, ""))
        #expect(outcome.errors.contains("oint server"))
        #expect(await surroundings(Source(0)).oint("bell", "Dim", "--help").code == 0)
    }
}
