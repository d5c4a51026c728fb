import LibraryTesting
import OIntCore
import OIntHTTP
import OIntOllama
import PreparedAnswers
import Synchronization
import TestClocks
import Testing

@Suite("Answers of Ollama", .timeLimit(.minutes(1))) struct AnswerTests {
    private let told = Told()

    private func ollama(_ service: PreparedService, _ clock: InstantClock = InstantClock()) -> LibraryUnderTest {
        var configuration = HTTPConfiguration()
        configuration.notice = { [told] in told.add($0) }
        return LibraryUnderTest(Ollama.library, over: service, configuration: configuration, clock: clock)
    }

    private static func done(_ fields: JSONObject = [:]) -> JSON {
        .object(JSONObject([("response", "hello"), ("done", true)] + fields.map { ($0.key, $0.value) }))
    }

    @Test func `Options of their own go where the server wants them`() async throws {
        let service = PreparedService(.json(Self.done()))
        _ = try await ollama(service).call(
            "GetResponse",
            [
                "model": "m", "prompt": "hi", "ctx": "8192", "think": "false", "schema": #"{"type": "object"}"#,
                "picture": "data:image/png;name=p.png;base64,iVBORw0KGgo=",
                "options": #"{"options": {"seed": 1}, "keep_alive": "-1"}"#,
            ])
        let request = try #require(service.requests.first)
        #expect(request.address == "http://localhost:11434/api/generate")
        #expect(
            request.json == [
                "model": "m", "prompt": "hi", "images": ["iVBORw0KGgo="], "stream": false, "think": false,
                "format": ["type": "object"], "options": ["seed": 1, "num_ctx": 8192], "keep_alive": -1,
            ])
    }

    @Test func `A prompt that was cut is told`() async throws {
        let service = PreparedService(
            .json(Self.done(["prompt_eval_count": 100])), .json(Self.done(["prompt_eval_count": 100])),
            .json(Self.done(["prompt_eval_count": 4096])))
        let long = String(repeating: "word ", count: 400)
        _ = try await ollama(service).call("GetResponse", ["model": "m", "prompt": long])
        #expect(told.texts.count == 1)
        #expect(told.texts.first?.contains("of 2000 characters the model read 100 tokens") == true)
        _ = try await ollama(service).call("GetResponse", ["model": "m", "prompt": "fits well"])
        #expect(told.texts.count == 1)
        _ = try await ollama(service).call("GetResponse", ["model": "m", "prompt": "fits well", "ctx": "4096"])
        #expect(told.texts.last?.contains("fills the window") == true)
    }

    @Test func `Half an answer in JSON is a refusal`() async throws {
        let service = PreparedService([.json(Self.done(["done_reason": "length"]))], repeatsLast: true)
        _ = try await ollama(service).call("GetResponse", ["model": "m", "prompt": "hi"])
        #expect(told.texts.count == 1)
        let error = await #expect(throws: ServiceError.self) {
            try await ollama(service).call(
                "GetContextResponse",
                ["model": "m", "msgs": #"{"role": "user", "content": "hi"}"#, "options": #"{"format": "json"}"#])
        }
        #expect(error?.code == "length")
    }

    @Test func `A stream is whole only with its last line, and an error in it ends it`() async throws {
        let first = #"{"response": "a", "done": false}"# + "\n"
        func run(_ rest: String) async throws -> (Int, (any Error)?) {
            let service = PreparedService(PreparedService.Answer(body: first + rest))
            let output = try await ollama(service).call("GetResponseStream", ["model": "m", "prompt": "hi"])
            guard case .events(let events) = output else { return (0, nil) }
            var count = 0
            do {
                for try await _ in events { count += 1 }
                return (count, nil)
            } catch {
                return (count, error)
            }
        }
        let whole = try await run(#"{"response": "", "done": true}"#)
        #expect(whole.0 == 2)
        #expect(whole.1 == nil)
        let cut = try await run("")
        #expect(cut.0 == 1)
        #expect(cut.1 is ReplyError)
        let failed = try await run(#"{"error": "llama runner process has terminated"}"#)
        #expect((failed.1 as? ServiceError)?.message == "llama runner process has terminated")
    }

    @Test func `An error under status 200 is a refusal, and a missing model says how to get it`() async throws {
        let service = PreparedService(
            .json(["error": "boom"]), .json(["error": "model 'x' not found, try pulling it first"], status: 404))
        await #expect(throws: ServiceError.self) {
            try await ollama(service).call("GetResponse", ["model": "m", "prompt": "hi"])
        }
        let error = await #expect(throws: ServiceError.self) {
            try await ollama(service).call("DeleteModel", ["model": "x"])
        }
        #expect(error?.remedy?.contains("PullModel") == true)
        #expect(service.requests.last?.json == ["model": "x"])
        #expect(service.requests.last?.method == .delete)
    }

    @Test func `A server that is busy is asked again, one that failed is not`() async throws {
        let clock = InstantClock()
        let busy = PreparedService.Answer.json(
            ["error": "server busy, please try again.  maximum pending requests exceeded"], status: 503)
        let service = PreparedService(busy, .json(Self.done()), .json(["error": "out of memory"], status: 500))
        _ = try await ollama(service, clock).call("GetResponse", ["model": "m", "prompt": "hi"])
        #expect(clock.pauses.count == 1)
        await #expect(throws: ServiceError.self) {
            try await ollama(service, clock).call("GetResponse", ["model": "m", "prompt": "hi"])
        }
        #expect(service.requests.count == 3)
    }

    @Test func `A text that is too long to embed is named by its place`() async throws {
        let tooLong = PreparedService.Answer.json(
            ["error": "the input length exceeds the context length"], status: 400)
        let fine = PreparedService.Answer.json(["embeddings": [[1], [2]]])
        // All four, the first two, the third.
        let service = PreparedService(tooLong, fine, tooLong)
        let error = await #expect(throws: ServiceError.self) {
            try await ollama(service).call("GetEmbeddings", ["model": "m", "input": #"["a", "b", "c", "d"]"#])
        }
        #expect(error?.message?.hasPrefix("text 3 of 4:") == true)
        #expect(service.requests.first?.json?["truncate"] == false)
    }

    @Test(
        "Addresses as Ollama and people write them",
        arguments: [
            ("127.0.0.1:11434", "http://127.0.0.1:11434/api/version"), ("localhost", "http://localhost/api/version"),
            ("gpu.lan:11434/", "http://gpu.lan:11434/api/version"),
            ("http://localhost:11434/v1", "http://localhost:11434/api/version"),
            ("https://ollama.com/api", "https://ollama.com/api/version"),
            ("ollama.com", "https://ollama.com/api/version"),
        ])
    func addresses(typed: String, asked: String) async throws {
        let service = PreparedService(.json(["version": "1"]))
        _ = try await ollama(service).call("GetVersion", ["url": typed])
        #expect(service.requests.map(\.address) == [asked])
    }
}

@Suite("Models of Ollama", .timeLimit(.minutes(1))) struct ModelTests {
    private let told = Told()

    private func ollama(_ service: PreparedService) -> LibraryUnderTest {
        var configuration = HTTPConfiguration()
        configuration.notice = { [told] in told.add($0) }
        return LibraryUnderTest(Ollama.library, over: service, configuration: configuration)
    }

    @Test func `A model is fetched when the server says so, and how far it is is told`() async throws {
        let lines = [
            #"{"status": "pulling manifest"}"#, #"{"status": "pulling x", "total": 100}"#,
            #"{"status": "pulling x", "total": 100, "completed": 51}"#,
            #"{"status": "pulling x", "total": 100, "completed": 55}"#,
        ]
        .joined(separator: "\n")
        let service = PreparedService(
            PreparedService.Answer(body: lines + "\n" + #"{"status": "success"}"#), PreparedService.Answer(body: lines),
            PreparedService.Answer(body: lines + "\n" + #"{"error": "pull model manifest: file does not exist"}"#))
        let answer = try await ollama(service).call("PullModel", ["model": "m"]).json
        #expect(answer == ["status": "success"])
        #expect(told.texts == ["pulling manifest", "pulling x: 0 %", "pulling x: 50 %"])
        await #expect(throws: ReplyError.self) { try await ollama(service).call("PullModel", ["model": "m"]) }
        let error = await #expect(throws: ServiceError.self) {
            try await ollama(service).call("PullModel", ["model": "m"])
        }
        #expect(error?.message == "pull model manifest: file does not exist")
    }

    @Test func `A blob goes to the address of its digest`() async throws {
        let service = PreparedService(PreparedService.Answer(status: 201))
        let answer = try await ollama(service).call("PushBlob", ["data": "data:,test"]).json
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        #expect(answer == ["status_code": 201, "digest": .string(digest)])
        let request = try #require(service.requests.first)
        #expect(request.address == "http://localhost:11434/api/blobs/sha256:\(digest)")
        #expect(request.method == .post)
        #expect(request.body == "test")
    }

    @Test func `A blob that is not there is an answer, a digest that is none a mistake`() async throws {
        let service = PreparedService(PreparedService.Answer(status: 404))
        let digest = String(repeating: "a", count: 64)
        let answer = try await ollama(service).call("CheckBlob", ["digest": digest]).json
        #expect(answer == ["status_code": 404])
        let problem = try await ollama(service).usageProblems("CheckBlob", ["digest": "abc"])
        #expect(problem?.contains("64 hexadecimal digits") == true)
    }

    @Test func `Zero seconds arrive`() async throws {
        let service = PreparedService([.json(["done": true])], repeatsLast: true)
        _ = try await ollama(service).call("LoadModelToMemory", ["model": "m", "keep": "0"])
        #expect(service.requests.first?.json == ["model": "m", "keep_alive": 0])
        let problem = try await ollama(service).usageProblems(
            "CreateModel", ["model": "m", "settings": #"{"modelfile": "FROM x"}"#])
        #expect(problem?.contains("no longer") == true)
    }
}

/// What a person was told.
final class Told: Sendable {
    private let all = Mutex<[String]>([])

    /// The texts.
    var texts: [String] { all.withLock { $0 } }

    /// Notes a text.
    func add(_ text: String) { all.withLock { $0.append(text) } }
}
