import OIntCore
import OIntHTTP
import OIntRunning
import Synchronization
import Testing

@testable import OIntBatch

@Suite("Objects that calls of a batch keep", .timeLimit(.minutes(2)))
struct KeptObjectTests {
    private let directory: TemporaryDirectory
    private let pond = Pond()

    init() throws { directory = try TemporaryDirectory() }

    /// A library whose objects write down what is done with them.
    private final class Pond: Sendable {
        final class Boat: Keepable {
            static let keptKind = "a boat"
            let name: String
            private let state = Mutex((isOpen: true, notes: [String]()))

            init(_ name: String) { self.name = name }

            var isOpen: Bool { state.withLock { $0.isOpen } }
            var notes: [String] { state.withLock { $0.notes } }
            func note(_ text: String) { state.withLock { $0.notes.append(text) } }
            func close() async { state.withLock { $0.isOpen = false } }
        }

        private let made = Mutex<[Boat]>([])
        var boats: [Boat] { made.withLock { $0 } }

        var library: LibraryDescriptor {
            LibraryDescriptor(name: "pond", title: "Pond", summary: "Boats.") { [self] in
                [GroupDescriptor(title: "Boats", methods: [launch, row])]
            }
        }

        private var launch: MethodDescriptor {
            MethodDescriptor(
                name: "Launch", russianName: nil, summary: "Launches.", effect: .writes, client: [],
                parameters: [.required("name", String.self, "Name.")]
            ) { [self] invocation in
                var options = OptionDecoder(invocation)
                let name = options.required("name", String.self)
                try options.finish()
                // Long enough for calls behind this one to begin.
                for _ in 0..<100 { await Task.yield() }
                guard try name() != "leaky" else { throw LocalError("the boat", "it leaks") }
                let boat = Boat(try name())
                made.withLock { $0.append(boat) }
                return .object(KeptObject(boat))
            }
        }

        private var row: MethodDescriptor {
            MethodDescriptor(
                name: "Row", russianName: nil, summary: "Rows.", effect: .writes, scope: .session, client: [],
                parameters: [.required("boat", Kept<Boat>.self, "Boat."), .required("to", String.self, "Where.")]
            ) { invocation in
                var options = OptionDecoder(invocation)
                let boat = options.required("boat", Kept<Boat>.self)
                let place = options.required("to", String.self)
                try options.finish()
                let text = try place()
                try boat().object.note("off to \(text)")
                for _ in 0..<20 { await Task.yield() }
                try boat().object.note("at \(text)")
                return .text(try boat().object.name)
            }
        }
    }

    private func launch(_ id: Int, _ name: String, keep: String? = nil) -> String {
        let keep = keep.map { #","keep":"\#($0)""# } ?? ""
        return #"{"id":\#(id),"library":"pond","method":"Launch","options":{"name":"\#(name)"}\#(keep)}"# + "\n"
    }

    private func row(_ id: Int, _ boat: String, to place: String) -> String {
        #"{"id":\#(id),"library":"pond","method":"Row","options":{"boat":"\#(boat)","to":"\#(place)"}}"# + "\n"
    }

    private func make(_ text: String, _ change: (inout BatchSettings) -> Void = { _ in }) async throws -> Made {
        var settings = BatchSettings()
        settings.concurrency = 8
        change(&settings)
        let results = Results()
        var made = Made()
        let caller = Caller(libraries: [pond.library], http: .shared)
        let batch = try await Batch(
            input: try directory.write(text, to: "calls"), settings: settings, caller: caller,
            output: { _ in results.output })
        made.summary = try await batch.run()
        made.lines = results.lines
        return made
    }

    @Test(
        "Calls that use one object are made one after the other, in the order of the input", arguments: [false, true])
    func order(isOrdered: Bool) async throws {
        let places = (1...40).map { "p\($0)" }
        var text = launch(1, "Anna", keep: "a") + launch(2, "Berta", keep: "b")
        for (index, place) in places.enumerated() {
            text += row(10 + 2 * index, "@a", to: place) + row(11 + 2 * index, "@b", to: place)
        }
        let made = try await make(text) { $0.isOrdered = isOrdered }
        #expect(made.summary.counts == [0: 82])
        let notes = places.flatMap { ["off to \($0)", "at \($0)"] }
        #expect(
            Dictionary(uniqueKeysWithValues: pond.boats.map { ($0.name, $0.notes) }) == ["Anna": notes, "Berta": notes])
        #expect(ObjectHandle(made[1]?["result"]?.string ?? "") != nil)
        #expect(pond.boats.allSatisfy { !$0.isOpen }, "they end with the batch")
    }

    @Test("A name that was taken is one, also where its object never came")
    func failure() async throws {
        let made = try await make(launch(1, "leaky", keep: "a") + row(2, "@a", to: "x") + row(3, "@b", to: "x"))
        #expect(made.exits == [1: 4, 2: 2, 3: 2])
        #expect(
            made[2]?["error"]?["message"]?.string
                == "--boat names @a, and no call has opened an object of that name")
        #expect(
            made[3]?["error"]?["message"]?.string == "--boat takes a handle such as {oint-3f9a1c}, not '@b'")
    }

    @Test("What is kept under no name is closed again at once")
    func withoutName() async throws {
        let made = try await make(launch(1, "Anna"))
        #expect(made[1]?["result"] == ["result": true])
        #expect(pond.boats.map(\.isOpen) == [false])
    }

    @Test("A name without a text, and one beside a journal, is refused before anything is opened")
    func refusals() async throws {
        let text = launch(1, "Anna", keep: "@a") + #"{"id":2,"library":"pond","method":"Launch","keep":5}"#
        #expect(try await make(text).exits == [1: 2, 2: 2])
        let path = directory.path("journal")
        #expect(try await make(launch(1, "Anna", keep: "a")) { $0.journal = path }.exits == [1: 2])
        #expect(pond.boats.isEmpty)
    }
}
