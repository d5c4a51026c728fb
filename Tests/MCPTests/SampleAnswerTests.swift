import OIntCore
import Testing

@testable import OIntMCP

@Suite("Sample answers")
struct SampleAnswerTests {
    private static func method(_ name: String, _ answer: SampleAnswer?) -> MethodDescriptor {
        MethodDescriptor(
            name: name, russianName: nil, summary: "Does it.", answer: answer, effect: .reads, client: [],
            parameters: []
        ) { _ in .none }
    }

    @Test("A description shows what a method answers, as a value")
    func described() async throws {
        let library = LibraryDescriptor(name: "things", title: "Things", summary: "Things.") {
            [
                GroupDescriptor(
                    title: "All",
                    methods: [
                        Self.method("Get", .json(#"{"id": 42}"#)), Self.method("Say", .text("Done.")),
                        Self.method("Draw", nil),
                    ])
            ]
        }
        let tools = Tools(try sampleSettings([library]))
        let expected: [(method: String, answer: JSON?)] = [("Get", ["id": 42]), ("Say", "Done."), ("Draw", nil)]
        for (name, answer) in expected {
            let described = try await tools.call("describe_method", ["library": "things", "method": .string(name)])
            #expect(described.structured["answer"] == answer, "\(name)")
        }
    }
}
