import OIntCore
import Testing

@Suite("Decoding the options of a call")
struct OptionDecoderTests {
    private struct Client: Equatable {
        let url: String
        let token: Secret?
    }

    /// A decoder of options that were typed.
    private func decoder(_ options: [String: [String]], problems: [UsageProblem] = []) -> OptionDecoder {
        OptionDecoder(
            Invocation(
                options: options.mapValues { $0.map { OptionInput($0, source: .commandLine) } }, problems: problems))
    }

    @Test("values are read into their types")
    func values() throws {
        var options = decoder(["task": ["5"], "title": [#"a\nb"#], "users": ["1", "2"], "limit": ["10"]])
        let task = options.required("task", Int.self)
        let title = options.optional("title", String.self)
        let users = options.required("users", [ID].self)
        let limit = options.defaulted("limit", Int.self, 50)
        try options.finish()
        #expect(try task() == 5)
        #expect(try title() == "a\nb")
        #expect(try users() == ["1", "2"])
        #expect(try limit() == 10)
    }

    @Test("what is not given is nil or the default")
    func absent() throws {
        var options = decoder(["given": []])
        let title = options.optional("title", String.self)
        let limit = options.defaulted("limit", Int.self, 50)
        let given = options.optional("given", String.self)
        try options.finish()
        #expect(try title() == nil)
        #expect(try limit() == 50)
        #expect(try given() == nil)
    }

    @Test("a value of white space counts as not given", arguments: ["", " ", "\n\t"])
    func blank(_ blank: String) throws {
        var options = decoder([
            "title": [blank], "limit": [blank], "users": [blank, "1", blank], "task": ["5", blank],
        ])
        let title = options.optional("title", String.self)
        let limit = options.defaulted("limit", Int.self, 50)
        let users = options.required("users", [ID].self)
        let task = options.required("task", Int.self)
        try options.finish()
        #expect(try title() == nil)
        #expect(try limit() == 50)
        #expect(try users() == ["1"])
        #expect(try task() == 5)
        _ = options.required("title", String.self)
        #expect(throws: UsageError([.missing(option: "title")])) { try options.finish() }
    }

    @Test("everything wrong is reported at once, in the order it was found")
    func allProblems() {
        var options = decoder(
            ["task": ["five"], "flag": ["yes"], "limit": ["many"], "when": ["soon", "later"]],
            problems: [.unknownOption("--tsk", suggestion: "task")])
        _ = options.required("url", String.self)
        _ = options.required("task", Int.self)
        _ = options.optional("flag", Bool.self)
        _ = options.defaulted("limit", Int.self, 50)
        _ = options.optional("when", DateTime.self)
        let problems: [UsageProblem] = [
            .unknownOption("--tsk", suggestion: "task"), .missing(option: "url"),
            .unreadable(option: "task", reason: "takes a whole number, not 'five'"),
            .unreadable(option: "flag", reason: "takes true or false, not 'yes'"),
            .unreadable(option: "limit", reason: "takes a whole number, not 'many'"),
            .unreadable(option: "when", reason: "is given 2 times; give it once"),
        ]
        #expect(throws: UsageError(problems)) { try options.finish() }
        #expect(
            UsageError(problems).description == """
                unknown option '--tsk', did you mean --task?; --url is missing; --task takes a whole number, not 'five'; \
                --flag takes true or false, not 'yes'; --limit takes a whole number, not 'many'; \
                --when is given 2 times; give it once
                """)
    }

    @Test("an option whose value could not be fetched is not missing besides")
    func notFetched() {
        let problem = UsageProblem.unreadable(option: "token", reason: "names the variable TOKEN, which is not set")
        var options = decoder([:], problems: [problem])
        _ = options.required("token", Secret.self)
        _ = options.required("url", String.self)
        #expect(throws: UsageError([problem, .missing(option: "url")])) { try options.finish() }
    }

    @Test("a client is made of what was read")
    func client() throws {
        var options = decoder(["url": ["example.com"], "token": ["hunter2"]])
        let url = options.required("url", String.self)
        let token = options.optional("token", Secret.self)
        let client = options.client { Client(url: try url(), token: try token()) }
        try options.finish()
        #expect(try client() == Client(url: "example.com", token: "hunter2"))
    }

    @Test("a client is not made of what could not be read, and nothing is reported twice")
    func incompleteClient() {
        var options = decoder(["task": ["x"]])
        let url = options.required("url", String.self)
        let task = options.required("task", Int.self)
        let client = options.client {
            let client = Client(url: try url(), token: nil)
            _ = try task()
            Issue.record("the client was made")
            return client
        }
        #expect(
            throws: UsageError([
                .missing(option: "url"), .unreadable(option: "task", reason: "takes a whole number, not 'x'"),
            ])
        ) {
            try options.finish()
        }
        #expect(throws: (any Error).self) { try client() }
    }

    @Test("options that contradict each other are reported with everything else")
    func contradiction() {
        struct Odd: Error, CustomStringConvertible {
            let description = "no such portal"
        }
        var options = decoder(["url": ["example.com"]])
        let url = options.required("url", String.self)
        _ = options.required("user", ID.self)
        _ = options.client { () throws -> Client in
            throw UsageError([.other("--url needs a token beside it"), .missing(option: "token")])
        }
        _ = options.client { () throws -> Client in
            _ = try url()
            throw Odd()
        }
        _ = options.required("task", Int.self)
        #expect(
            throws: UsageError([
                .missing(option: "user"), .other("--url needs a token beside it"), .missing(option: "token"),
                .other("no such portal"),
                .missing(option: "task"),
            ])
        ) {
            try options.finish()
        }
    }

    @Test("a value that could not be fetched does not count as left out")
    func unfetched() {
        let problem = UsageProblem.unreadable(option: "token", reason: "wants the variable TOKEN, which is not set")
        var options = OptionDecoder(Invocation(options: [:], problems: [problem]))
        let token = options.optional("token", String.self)
        _ = options.client { () throws -> Client in
            guard try token() != nil else { throw UsageError("--url needs a token beside it") }
            throw UsageError("it is not tried")
        }
        #expect(throws: UsageError([problem])) { try options.finish() }
    }

    @Test("a service is the shared one until another is handed over")
    func services() {
        struct Clock: CallService {
            static let shared = Clock(name: "shared")
            let name: String
        }
        struct Other: CallService {
            static let shared = Other()
            var name = "shared"
        }
        var invocation = Invocation()
        #expect(OptionDecoder(invocation).service(Clock.self).name == "shared")
        invocation.provide(Clock(name: "mine"))
        #expect(OptionDecoder(invocation).service(Clock.self).name == "mine")
        #expect(OptionDecoder(invocation).service(Other.self).name == "shared")
    }
}
