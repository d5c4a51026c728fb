import Synchronization
import TestClocks
import Testing

@testable import OIntCore

@Suite("Objects are kept between calls", .timeLimit(.minutes(1)))
struct ObjectStoreTests {
    /// An object that tells when it is closed.
    private final class Line: Keepable {
        static let keptKind = "a line"
        private let state = Mutex((isOpen: true, closed: 0))
        let ended = AsyncStream.makeStream(of: Void.self)
        var isOpen: Bool { state.withLock { $0.isOpen } }
        var timesClosed: Int { state.withLock { $0.closed } }

        func close() async {
            state.withLock { $0 = (false, $0.closed + 1) }
            ended.continuation.finish()
        }
    }

    private final class Other: Keepable {
        static let keptKind = "another thing"
        var isOpen: Bool { true }
        func close() async {}
    }

    @Test("A handle leads to the object, in small and capital letters, and to nothing in another store")
    func handles() async throws {
        let store = ObjectStore()
        let line = Line()
        let handle = try await store.keep(KeptObject(line))
        let text = handle.description
        #expect(text.wholeMatch(of: /\{oint-[0-9a-f]{6}\}/) != nil)
        #expect(try store.object(text, as: Line.self) === line)
        #expect(try store.object(" \(text.uppercased()) ", as: Line.self) === line)
        let error = #expect(throws: OptionError.self) { try ObjectStore().object(text, as: Line.self) }
        #expect(error?.description == "names \(text), and no object of that handle is kept here")
        let nowhere = #expect(throws: OptionError.self) { try ObjectStore.shared.object(text, as: Line.self) }
        #expect(nowhere?.description.contains("oint server") == true)
    }

    @Test("An object that is given again stays under its handle")
    func sameObject() async throws {
        let store = ObjectStore()
        let line = Line()
        let handle = try await store.keep(KeptObject(line))
        #expect(try await store.keep(KeptObject(line)) == handle)
        #expect(store.objects.map(\.kind) == ["a line"])
    }

    @Test("One of another kind, and one that is closed, are told apart")
    func wrongObjects() async throws {
        let store = ObjectStore()
        let line = Line()
        let handle = try await store.keep(KeptObject(line)).description
        let kind = #expect(throws: OptionError.self) { try store.object(handle, as: Other.self) }
        #expect(kind?.description == "names \(handle), a line; it takes the handle of another thing")
        await line.close()
        for _ in 1...2 {
            let closed = #expect(throws: OptionError.self) { try store.object(handle, as: Line.self) }
            #expect(closed?.description == "names \(handle), a line that is closed: open another one")
            // Listing lets go of what is closed, and its handle is remembered all the same.
            #expect(store.objects.isEmpty)
        }
    }

    @Test("No more are kept than fit: another one is closed again")
    func capacity() async throws {
        let store = ObjectStore(capacity: 1)
        let (first, second) = (Line(), Line())
        try await store.keep(KeptObject(first))
        await #expect(throws: LocalError.self) { try await store.keep(KeptObject(second)) }
        #expect([first.timesClosed, second.timesClosed] == [0, 1])
        await first.close()
        try await store.keep(KeptObject(Line()))
    }

    @Test("A name is one once it was taken, whether its object came or not")
    func names() async throws {
        let store = ObjectStore()
        #expect(!store.isReference("@db"))
        store.reserve("db")
        #expect(store.isReference("@db"))
        let error = #expect(throws: OptionError.self) { try store.object("@db", as: Line.self) }
        #expect(error?.description == "names @db, and no call has opened an object of that name")
        let line = Line()
        try await store.keep(KeptObject(line), as: "db")
        #expect(try store.object("@db", as: Line.self) === line)
    }

    @Test("All are closed in the end")
    func closeAll() async throws {
        let store = ObjectStore()
        let lines = [Line(), Line()]
        for line in lines { try await store.keep(KeptObject(line), secrets: ["sesame"]) }
        #expect(store.secrets == ["sesame", "sesame"])
        await store.closeAll()
        #expect(lines.map(\.timesClosed) == [1, 1])
        #expect(store.objects.isEmpty && store.secrets.isEmpty)
    }

    @Test("One that is not used is closed after a while")
    func idleLimit() async throws {
        let clock = InstantClock()
        let store = ObjectStore(idleLimit: .seconds(60), clock: clock)
        let line = Line()
        let handle = try await store.keep(KeptObject(line)).description
        for await _ in line.ended.stream {}
        #expect(clock.pauses.first == .seconds(60))
        #expect(throws: OptionError.self) { try store.object(handle, as: Line.self) }
    }

    /// A client that can be kept.
    private final class Client: KeptClient {
        static let keptKind = "a client"
        static let handleOption = "url"
        var isOpen: Bool { true }
        func close() async {}
    }

    @Test("A handle replaces the options of a client")
    func clients() async throws {
        let store = ObjectStore()
        let client = Client()
        let handle = try await store.keep(KeptObject(client))
        let method = MethodDescriptor(
            name: "Ask", russianName: nil, summary: "Asks.", effect: .reads, client: [], parameters: []
        ) { invocation in
            var options = OptionDecoder(invocation)
            guard let kept = options.kept(Client.self) else { return .text("made anew") }
            try options.finish()
            return .text(try kept() === client ? "the same" : "another")
        }
        func answer(_ url: String, in store: ObjectStore?) async throws -> String {
            var invocation = Invocation(options: ["url": [OptionInput(url)]])
            if let store { invocation.provide(store) }
            guard case .text(let text) = try await method.run(invocation) else { return "" }
            return text
        }
        #expect(try await answer(handle.description, in: store) == "the same")
        #expect(try await answer("https://example.com", in: store) == "made anew")
        await #expect(throws: UsageError.self) { try await answer("{oint-000000}", in: store) }
        // A handle where nothing is kept is a mistake, and no name of a file or host.
        await #expect(throws: UsageError.self) { try await answer(handle.description, in: nil) }
    }
}
