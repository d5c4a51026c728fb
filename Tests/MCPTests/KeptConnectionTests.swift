import OIntCore
import OIntHTTP
import OIntRunning
import Synchronization
import Testing

@testable import OIntMCP

@Suite("Calls of an agent leave connections open for the next ones")
struct KeptConnectionTests {
    private static let library = LibraryDescriptor(name: "sample", title: "Sample", summary: "Tells of its calls.") {
        [
            GroupDescriptor(
                title: "Calls",
                methods: [
                    MethodDescriptor(
                        name: "Tell", russianName: nil, summary: "Tells.", effect: .reads, client: [], parameters: []
                    ) { invocation in
                        .json(["keeps": .bool(invocation.service(CallContext.self).connections != nil)])
                    }
                ])
        ]
    }

    @Test("Calls that are made share a pool, previews need none", arguments: [false, true])
    func pool(isDryRun: Bool) async throws {
        let call = toolCall(
            "call_method", ["library": "sample", "method": "Tell", "dry_run": .bool(isDryRun)], meta: statelessMeta)
        let input = Mutex([Array((call.text(.compact) + "\n").utf8), []])
        let output = Mutex<[UInt8]>([])
        let (answered, answer) = AsyncStream.makeStream(of: Void.self)
        try await AgentServer(sampleSettings([Self.library])).serve(
            reading: {
                let piece = input.withLock { $0.removeFirst() }
                // The end of the input would give up the call.
                if piece.isEmpty { for await _ in answered {} }
                return piece
            },
            writing: { bytes in
                output.withLock { $0 += bytes }
                answer.finish()
            })
        let message = try JSON(parsing: output.withLock { $0 })
        let text = message["result"]?["content"]?[0]?["text"]?.string ?? ""
        #expect(try JSON(parsing: text)["keeps"] == .bool(!isDryRun))
    }
}
