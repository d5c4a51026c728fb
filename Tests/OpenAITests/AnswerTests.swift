import LibraryTesting
import OIntCore
import OIntHTTP
import OIntOpenAI
import PreparedAnswers
import Synchronization
import TestClocks
import Testing

@Suite("Answers of models", .timeLimit(.minutes(1))) struct AnswerTests {
    private static func completion(_ text: String, _ reason: String = "stop") -> JSON {
        [
            "choices": [
                [
                    "index": 0, "message": ["role": "assistant", "content": .string(text)],
                    "finish_reason": .string(reason),
                ]
            ]
        ]
    }

    private func openAI(_ service: PreparedService, _ notice: (@Sendable (String) -> Void)? = nil) -> LibraryUnderTest {
        var configuration = HTTPConfiguration()
        configuration.notice = notice
        return LibraryUnderTest(
            OpenAI.library, options: ["url": "https://models.example", "token": "sk-1"], over: service,
            configuration: configuration)
    }

    @Test func `The text alone is what a script wants`() async throws {
        let service = PreparedService(.json(Self.completion("Rhine")))
        let answer = try await openAI(service).call(
            "GetAnswer", ["model": "m", "text": "Name a river.", "system": "Be short."])
        let text = try await answer.json
        #expect(text == "Rhine")
        #expect(
            service.requests.first?.json == [
                "model": "m",
                "messages": [
                    ["role": "system", "content": "Be short."], ["role": "user", "content": "Name a river."],
                ], "stream": false,
            ])
    }

    @Test func `A picture goes along as base64 with the type that its bytes tell`() async throws {
        let service = PreparedService(.json(Self.completion("a cat")))
        _ = try await openAI(service).call(
            "GetAnswer", ["model": "m", "text": "What is it?", "picture": "data:;base64,iVBORw0KGgo="])
        let content = service.requests.first?.json?["messages"]?[0]?["content"]
        #expect(content?[1]?["image_url"]?["url"] == "data:image/png;base64,iVBORw0KGgo=")
        let refused = await #expect(throws: UsageError.self) {
            try await openAI(service).call("GetAnswer", ["model": "m", "text": "?", "picture": "data:,text"])
        }
        #expect(refused?.description.contains("PNG") == true)
    }

    @Test func `An answer that is cut is told, and is a refusal where a schema was asked for`() async throws {
        let told = Mutex<[String]>([])
        let service = PreparedService([.json(Self.completion("{\"a\":", "length"))], repeatsLast: true)
        let library = openAI(service) { text in told.withLock { $0.append(text) } }
        let options = ["model": "m", "msgs": #"{"role": "user", "content": "hi"}"#]
        _ = try await library.call("GetResponse", options)
        #expect(told.withLock { $0 }.count == 1)
        let error = await #expect(throws: ServiceError.self) {
            try await library.call("GetResponse", options.merging(["schema": #"{"type": "object"}"#]) { $1 })
        }
        #expect(error?.code == "length")
        #expect(
            service.requests.last?.json?["response_format"]
                == [
                    "type": "json_schema",
                    "json_schema": ["name": "answer", "strict": true, "schema": ["type": "object"]],
                ])
    }

    @Test(
        "Errors under status 200 are refusals",
        arguments: [
            (#"{"error": {"message": "no slot", "type": "server_error", "code": 503}, "choices": []}"#, "no slot"),
            (#"{"error": "model not loaded"}"#, "model not loaded"),
            (#"{"object": "error", "message": "too long", "code": 400}"#, "too long"),
            (#"{"detail": "Not Found"}"#, "Not Found"),
            (#"{"choices": []}"#, "neither a choice nor an error"),
            (#"{"choices": [{"index": 0, "message": {}, "finish_reason": "error"}]}"#, "failed in the middle"),
            ("<html>", "JSON"),
        ])
    func errors(body: String, words: String) async throws {
        let service = PreparedService(PreparedService.Answer(body: body))
        let error = await #expect(throws: ServiceError.self) {
            try await openAI(service).call(
                "GetResponse", ["model": "m", "msgs": #"[{"role": "user", "content": "hi"}]"#])
        }
        #expect(error?.description.contains(words) == true)
        #expect(service.requests.count == 1)
    }

    @Test func `Without credit nothing is tried again, and the remedy says so`() async throws {
        let body: JSON = [
            "error": ["message": "You exceeded your quota", "type": "insufficient_quota", "code": "insufficient_quota"]
        ]
        let service = PreparedService(.json(body, status: 429))
        let error = await #expect(throws: ServiceError.self) { try await openAI(service).call("GetModelList") }
        #expect(error?.remedy?.contains("credit") == true)
    }

    @Test func `A limit that is used up is waited out as the headers ask for it`() async throws {
        let clock = InstantClock()
        var full = PreparedService.Answer.json(
            ["error": ["message": "slow", "code": "rate_limit_exceeded"]], status: 429)
        full.headers = [
            HeaderField("x-ratelimit-remaining-requests", "12"), HeaderField("x-ratelimit-reset-requests", "1h"),
            HeaderField("x-ratelimit-remaining-tokens", "0"), HeaderField("x-ratelimit-reset-tokens", "1m6.5s"),
        ]
        let service = PreparedService(full, .json(Self.completion("ok")))
        let library = LibraryUnderTest(
            OpenAI.library, options: ["url": "https://models.example"], over: service, clock: clock)
        _ = try await library.call("GetAnswer", ["model": "m", "text": "hi"])
        #expect(clock.pauses == [.milliseconds(66_500)])
    }

    @Test func `Fields that a person gives win, and nothing else is sent`() async throws {
        let service = PreparedService(.json(Self.completion("ok")))
        _ = try await openAI(service).call(
            "GetResponse",
            [
                "model": "m", "msgs": #"{"role": "user", "content": "hi"}"#,
                "options": #"{"model": "other", "temperature": 0}"#,
            ])
        let sent = service.requests.first?.json
        #expect(
            sent == [
                "model": "other", "messages": [["role": "user", "content": "hi"]], "stream": false, "temperature": 0,
            ])
    }

    @Test func `A request that may have arrived is not sent again`() async throws {
        let service = PreparedService(.json(["error": ["message": "overloaded"]], status: 500))
        await #expect(throws: ServiceError.self) {
            try await openAI(service).call("GetAnswer", ["model": "m", "text": "hi"])
        }
        #expect(service.requests.count == 1)
    }

    @Test func `A response that failed is a refusal`() async throws {
        let service = PreparedService(
            .json(["id": "r", "status": "failed", "error": ["code": "server_error", "message": "gave up"]]),
            .json(["id": "r", "status": "completed", "error": .null, "output": []]))
        let error = await #expect(throws: ServiceError.self) {
            try await openAI(service).call("CreateModelResponse", ["model": "m", "text": "hi"])
        }
        #expect(error?.message == "gave up")
        let answer = try await openAI(service).call("CreateModelResponse", ["model": "m", "text": "hi"]).json
        #expect(answer?["status"] == "completed")
        let problem = try await openAI(service).usageProblems("CreateModelResponse", ["model": "m"])
        #expect(problem?.contains("--text") == true)
    }
}
