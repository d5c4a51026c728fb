import OIntCore
import OIntReference
import Testing

@Suite("Calls that the reference shows")
struct ExampleCallTests {
    private func line(
        _ parameters: [ParameterDescriptor], client: [ParameterDescriptor] = [],
        examples: [String: OptionExample] = [:]
    ) throws -> String {
        let library = LibraryDescriptor(name: "things", title: "Things", summary: "Things.", examples: examples) {
            [
                GroupDescriptor(
                    title: "All",
                    methods: [
                        MethodDescriptor(
                            name: "Do", russianName: nil, summary: "Does it.", effect: .reads, client: client,
                            parameters: parameters, body: { _ in .none })
                    ])
            ]
        }
        return ExampleCall(try #require(library.method(named: "do")), of: library).line
    }

    @Test("what is needed is given, in a way that suits its kind")
    func kinds() throws {
        let line = try line([
            .required("task", ID.self, "Id of the task."), .required("count", Int.self, "How many."),
            .required("on", Bool.self, "Whether."), .required("day", DateTime.self, "When."),
            .required("photo", FileInput.self, "The photo."), .optional("rest", String.self, "More."),
        ])
        #expect(
            line == """
                oint things Do --task 42 --count 10 --on true --day 2026-01-31 --photo photo.bin
                """)
    }

    @Test("a value that the description mentions is taken")
    func mentioned() throws {
        #expect(try line([.required("color", String.self, "Colour, such as `red`, or none.")]).hasSuffix("--color red"))
        #expect(
            try line([.required("size", JSONObject.self, #"Size, as in {"w": [1, 2]}; or {}."#)])
                .hasSuffix(#"--size '{"w": [1, 2]}'"#))
    }

    @Test("secrets come from variables, and texts with spaces are quoted")
    func quoting() throws {
        let token = ParameterDescriptor.required("token", Secret.self, "Token.")
        #expect(try line([token]) == "oint things Do --token-env TOKEN")
        #expect(
            try line([token], examples: ["token": OptionExample("x", shown: "THINGS_TOKEN")])
                == "oint things Do --token-env THINGS_TOKEN")
        #expect(
            try line([.required("a", String.self, "A.")], examples: ["a": "it's $5"])
                == #"oint things Do --a 'it'\''s $5'"#)
    }

    @Test("an option that may be left out is shown for a client, or for the one method that it is meant for")
    func optional() throws {
        let (own, client) = (
            ParameterDescriptor.optional("own", String.self, "Own."),
            ParameterDescriptor.optional("db", String.self, "DB.")
        )
        #expect(try line([own], client: [client]) == "oint things Do")
        #expect(try line([own], client: [client], examples: ["own": "1", "db": "2"]) == "oint things Do --db 2")
        #expect(try line([own], examples: ["Do.own": "1"]) == "oint things Do --own 1")
    }

    @Test("a long call stands on several lines")
    func long() throws {
        let names = ["first", "second", "third", "fourth"]
        let line = try line(
            names.map { .required($0, String.self, "Text.") },
            examples: Dictionary(
                uniqueKeysWithValues: names.map { ($0, OptionExample(String(repeating: "x", count: 20))) }))
        let lines = line.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasSuffix(" \\") && lines[1].hasPrefix("    --"))
    }
}
