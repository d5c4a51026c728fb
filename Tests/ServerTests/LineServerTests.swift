import OIntCore
import OIntHTTP
import OIntRunning
import OIntSQLite
import Synchronization
import Testing

@testable import OIntServer

@Suite("Calls line by line", .timeLimit(.minutes(1)))
struct LineServerTests {
    /// What the server answers to lines.
    private func answers(
        _ lines: [String], _ form: LineServer.Form = form(), access: AccessPolicy = AccessPolicy()
    ) async throws -> String {
        let input = Mutex([lines.map { $0 + "\n" }.joined(), ""])
        let output = Mutex<[UInt8]>([])
        var settings = CallSession.Settings(caller: Caller(libraries: [SQLite.library, Desk.library], http: HTTP()))
        settings.access = access
        let session = CallSession(settings)
        let server = LineServer(session, form: form) { bytes in
            output.withLock { $0 += bytes }
        } note: { _ in
        }
        try await server.serve { Array(input.withLock { $0.removeFirst() }.utf8) }
        await session.end()
        return String(decoding: output.withLock { $0 }, as: UTF8.self)
    }

    private static func form() -> LineServer.Form {
        var form = LineServer.Form()
        form.separator = "|"
        return form
    }

    @Test("A value goes on to the next option of the method, blanks and all")
    func values() async throws {
        let lines = [
            "desk say --text hello  two --count 2", "desk SAY -t a --b c -c 3", "desk Сказать --text=x y",
            #"desk Say --text \"a\" --not an option"#, "  desk   Say   --text  x ",
        ]
        #expect(
            try await answers(lines)
                == #"hello  two x2|a --b c x3|x y x1|\"a\" --not an option x1|x x1|"#)
    }

    @Test("Failures are answers, and the server goes on")
    func failures() async throws {
        let text = try await answers([
            "desk Sey", "desk Say stray", "desk Say --txet x", "nothing Say", "desk", "desk Say", "desk Say --text a",
        ])
        let parts = text.split(separator: "|")
        #expect(parts.count == 7)
        #expect(parts[0].contains("did you mean Say?"))
        #expect(parts[1].contains("unexpected word"))
        #expect(parts[2].contains("did you mean --text?"))
        #expect(parts[4].contains("help"))
        #expect(parts[5].contains("--text is missing"))
        #expect(parts[6] == "a x1")
    }

    @Test("What a call opens stays open, and vars and clear know it")
    func objects() async throws {
        let output = Mutex<[UInt8]>([])
        let session = CallSession(CallSession.Settings(caller: Caller(libraries: [SQLite.library], http: HTTP())))
        let (input, feed) = AsyncStream.makeStream(of: String.self)
        let server = LineServer(session, form: Self.form()) { bytes in
            output.withLock { $0 += bytes }
        } note: { _ in
        }
        func answer(_ line: String) async throws -> String {
            output.withLock { $0 = [] }
            var lines = [line + "\n", ""]
            try await server.serve { Array(lines.removeFirst().utf8) }
            return String(String(decoding: output.withLock { $0 }, as: UTF8.self).dropLast())
        }
        feed.finish()
        for await _ in input {}
        let handle = try await answer("sqlite CreateConnection")
        #expect(ObjectHandle(handle) != nil)
        #expect(try await answer("vars") == "\(handle) SQLite connection")
        _ = try await answer("sqlite ExecuteSQLQuery --sql CREATE TABLE t AS SELECT 5 AS n --db \(handle)")
        #expect(try await answer("sqlite GetRecords --table t --db \(handle)") == #"{"result":true,"data":[{"n":5}]}"#)
        #expect(try await answer("clear") == "OK")
        #expect(try await answer("vars") == "")
        #expect(try await answer("sqlite GetRecords --table t --db \(handle)").contains("closed"))
    }

    @Test("A call may be a line of JSON, and is answered by one")
    func json() async throws {
        let text = try await answers([
            #"{"id":"a","library":"desk","method":"Say","options":{"text":"--count 5\n"}}"#,
            #"{"id":2,"library":"desk"}"#,
        ])
        let lines = text.split(separator: "|")
        #expect(lines[0] == "{\"id\":\"a\",\"exit\":0,\"result\":\"--count 5\\n x1\"}\n")
        #expect(lines[1].contains("\"exit\":2"))
    }

    @Test("Separators, words and the end")
    func words() async throws {
        var form = Self.form()
        form.isOnBothSides = true
        #expect(try await answers(["", "  ", "vars", "exit", "vars"], form) == "||")
        #expect(try await answers(["HELP"]).contains("clear"))
        #expect(try await answers(["desk Say --text a"], LineServer.Form()) == "a x1")
    }

    @Test("Results are text without blanks around it, JSON, base64, rows and events")
    func results() async throws {
        let text = try await answers(["desk Padded", "desk Bytes", "desk Nothing", "desk Rows", "desk Ring --limit 2"])
        #expect(text == #"padded  text|BASE64:AP8=|{}|[{"n":0},{"n":1},{"n":2}]|"# + "{\"n\":0}\n|{\"n\":1}\n|")
    }

    @Test("What is not allowed is refused")
    func access() async throws {
        let text = try await answers(["desk Say --text a"], access: AccessPolicy(isReadOnly: true))
        #expect(text.contains("only reads"))
    }

    @Test("Other charsets go in and out")
    func charset() async throws {
        var form = Self.form()
        form.charset = try #require(Charset(named: "windows-1251"))
        let output = Mutex<[UInt8]>([])
        let session = CallSession(CallSession.Settings(caller: Caller(libraries: [Desk.library], http: HTTP())))
        let server = LineServer(session, form: form) { bytes in
            output.withLock { $0 += bytes }
        } note: { _ in
        }
        var pieces = [form.charset.bytes(of: "desk Сказать --text Да\n"), []]
        try await server.serve { pieces.removeFirst() }
        #expect(output.withLock { $0 } == form.charset.bytes(of: "Да x1|"))
        #expect(output.withLock { $0 }.first == 0xC4)
    }
}

/// A library that shows each kind of answer.
enum Desk {
    static let library = LibraryDescriptor(name: "desk", title: "Desk", summary: "For tests.") {
        [GroupDescriptor(title: "Work", methods: methods)]
    }

    private static let methods = [
        method(
            "Say", "Сказать", .writes,
            [
                .required("text", String.self, "Text."), .optional("count", Int.self, "Count."),
                .optional("file", FileInput.self, "File."),
            ]
        ) { invocation in
            var options = OptionDecoder(invocation)
            let text = options.required("text", String.self)
            let count = options.optional("count", Int.self)
            let file = options.optional("file", FileInput.self)
            try options.finish()
            guard let file = try file() else { return .text("\(try text()) x\(try count() ?? 1)") }
            guard case .bytes(let bytes) = file.content else { return .text("a path") }
            return .text("\(try text()) \(file.name ?? "-") \(bytes.count)")
        },
        method("Padded", nil, .reads) { _ in .text(" \n padded  text \r\n") },
        method("Bytes", nil, .reads) { _ in .bytes(ByteStream([0x00, 0xFF])) },
        method("Nothing", nil, .reads) { _ in .none },
        method("Rows", nil, .reads) { _ in
            .rows(Pages { _ in Pages.Page(reply: .null, rows: (0..<3).map { ["n": JSON($0)] }, next: nil) })
        },
        method("Ring", nil, .reads, kind: .events) { _ in .events(Events(Bell())) },
        method("Refuse", nil, .writes) { _ in
            throw ServiceError(service: "Desk", status: 409, message: "taken", reply: .json(["reason": "no"]))
        },
    ]

    private struct Bell: AsyncSequence, Sendable {
        struct AsyncIterator: AsyncIteratorProtocol {
            var number = 0
            mutating func next() async throws -> JSON? {
                defer { number += 1 }
                return ["n": JSON(number)]
            }
        }

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
    }

    private static func method(
        _ name: String, _ russianName: String?, _ effect: Effect, _ parameters: [ParameterDescriptor] = [],
        kind: OutputKind = .json, body: @escaping @Sendable (Invocation) async throws -> Output
    ) -> MethodDescriptor {
        MethodDescriptor(
            name: name, russianName: russianName, summary: "\(name).", answerKind: kind, effect: effect, client: [],
            parameters: parameters, body: body)
    }
}
