import Testing

@testable import OIntCore

@Suite("Descriptors of methods")
struct MethodDescriptorTests {
    private func method(isPaged: Bool = false) -> MethodDescriptor {
        MethodDescriptor(
            name: "GetTasks", russianName: "ПолучитьЗадачи", aliases: ["GetTaks"], summary: "Lists tasks.",
            answerKind: isPaged ? .pages : .json, effect: .reads,
            client: [
                .optional("token", Secret.self, "Token."), .required("url", String.self, "Address."),
                .defaulted("version", Int.self, 2, "Version."),
            ],
            parameters: [
                .optional("offset", aliases: ["ofset"], Int.self, "Rows to skip."),
                .required("user", ID.self, "Whose tasks."),
            ],
            body: { .json(["options": JSON($0.options.count)]) })
    }

    @Test("what the client has to know comes first, what it may know last")
    func order() {
        #expect(method().parameters.map(\.name) == ["url", "offset", "user", "token", "version"])
        #expect(method(isPaged: true).parameters.map(\.name) == ["url", "offset", "user", "token", "version", "all"])
        #expect(method().parameters.map(\.short) == ["u", "o", "s", "t", "v"])
        #expect(method(isPaged: true).parameters.last?.short == nil)
    }

    @Test("an option tells whether it has to be given, and what stands for it")
    func presence() {
        let parameters = method(isPaged: true).parameters
        #expect(parameters.map(\.isRequired) == [true, false, true, false, false, false])
        #expect(parameters.map(\.defaultText) == [nil, nil, nil, nil, "2", "false"])
        #expect(parameters.map(\.kind) == [.text, .integer, .text, .secret, .integer, .boolean])
        #expect(parameters.last?.summary == "Walk through all pages and give every row.")
    }

    @Test("the default of a secret is not shown")
    func secretDefault() {
        let option = ParameterDescriptor.defaulted("token", Secret.self, "hunter2", "Token.")
        #expect(option.defaultText == "***")
    }

    @Test(
        "an option is found by its names, in any case",
        arguments: [
            ("offset", "offset"), ("OFFSET", "offset"), ("ofset", "offset"), ("all", nil), ("o", nil), ("", nil),
        ])
    func lookUp(_ name: String, _ expected: String?) {
        #expect(method().parameter(named: name)?.name == expected)
    }

    @Test("running a method hands the call to its body")
    func running() async throws {
        let output = try await method().run(Invocation(options: ["a": [], "b": []]))
        guard case .json(let json) = output else {
            Issue.record("the output is \(output)")
            return
        }
        #expect(json == ["options": 2])
    }
}
