import LibraryTesting
import OIntCore
import OIntHTTP
import OIntOpenAI
import PreparedAnswers
import Testing

@Suite("Files, batches, sound and embeddings", .timeLimit(.minutes(1))) struct FileTests {
    private func openAI(_ service: PreparedService) -> LibraryUnderTest {
        LibraryUnderTest(OpenAI.library, options: ["url": "https://models.example/v1", "token": "sk-1"], over: service)
    }

    @Test func `All files are walked through, each page behind the last row of the one before`() async throws {
        let service = PreparedService(
            .json(["data": [["id": "a"], ["id": "b"]], "has_more": true]),
            .json(["data": [["id": "c"]], "has_more": false]))
        let rows = try await openAI(service).call("GetFilesList", ["all": "true", "options": #"{"purpose": "batch"}"#])
            .json
        #expect(rows?.array?.count == 3)
        #expect(
            service.requests.map(\.address) == [
                "https://models.example/v1/files?limit=10000&purpose=batch",
                "https://models.example/v1/files?limit=10000&purpose=batch&after=b",
            ])
    }

    @Test func `A server that knows nothing of pages gives all at once`() async throws {
        let service = PreparedService(.json(["data": [["id": "a"]]]))
        let rows = try await openAI(service).call("GetFilesList", ["all": "true"]).json
        #expect(rows == [["id": "a"]])
    }

    @Test func `Answers of a batch come from both files, and failures are told behind them`() async throws {
        let batch: JSON = [
            "status": "completed", "output_file_id": "file-o", "error_file_id": "file-e",
            "request_counts": ["total": 2, "completed": 1, "failed": 1],
        ]
        let service = PreparedService(
            .json(batch),
            PreparedService.Answer(
                body: #"{"custom_id": "b", "response": {"status_code": 200, "body": {}}, "error": null}"# + "\n"),
            PreparedService.Answer(body: #"{"custom_id": "a", "response": {"status_code": 400, "body": {}}}"#))
        guard case .events(let events) = try await openAI(service).call("GetBatchResults", ["batch": "batch_1"]) else {
            Issue.record("no events")
            return
        }
        var ids: [String] = []
        let error = await #expect(throws: ServiceError.self) {
            for try await event in events { ids.append(event["custom_id"]?.string ?? "") }
        }
        #expect(ids == ["b", "a"])
        #expect(error?.message == "1 requests of the batch failed: a")
        #expect(service.requests.map(\.address).last == "https://models.example/v1/files/file-e/content")
    }

    @Test func `A batch that is still at work gives no half of its answers`() async throws {
        let service = PreparedService(
            .json(["status": "in_progress", "request_counts": ["total": 9, "completed": 4, "failed": 0]]))
        let output = try await openAI(service).call("GetBatchResults", ["batch": "batch_1"])
        let error = await #expect(throws: ServiceError.self) { try await output.json }
        #expect(error?.message == "the batch is not done: 4 of 9 requests")
    }

    @Test(
        "A recording has a name whose ending tells its format",
        arguments: [
            ("data:audio/wav;name=call.wav,x", "audio/mpeg", "call.wav", "audio/wav"),
            ("data:,x", "audio/ogg", "audio.ogg", "audio/ogg"),
            ("data:;name=voice.bin,x", "audio/mpeg", "voice.bin.mp3", "audio/mpeg"),
        ])
    func recording(audio: String, type: String, name: String, sent: String) async throws {
        let service = PreparedService(.json(["text": "hi"]))
        _ = try await openAI(service).call(
            "CreateTranscription",
            [
                "model": "whisper-1", "audio": audio, "type": type,
                "options": #"{"language": "en", "timestamp_granularities": ["word", "segment"]}"#,
            ])
        let body = try #require(service.requests.first?.body)
        #expect(body.contains("filename=\"\(name)\"\r\nContent-Type: \(sent)\r\n"))
        #expect(body.contains("name=\"language\"\r\n\r\nen\r\n"))
        #expect(body.components("name=\"timestamp_granularities[]\"") == 2)
    }

    @Test func `Sound that is JSON is a refusal`() async throws {
        let json = [HeaderField("Content-Type", "application/json")]
        let service = PreparedService(
            PreparedService.Answer(headers: json, body: #"{"error": {"message": "no voice"}}"#),
            PreparedService.Answer(headers: [HeaderField("Content-Type", "audio/mpeg")], body: "ID3{\"error\""))
        let error = await #expect(throws: ServiceError.self) {
            try await openAI(service).call("GenerateSpeech", ["model": "tts-1", "input": "hi"])
        }
        #expect(error?.message == "no voice")
        let sound = try await openAI(service).call("GenerateSpeech", ["model": "tts-1", "input": "hi"]).bytes
        #expect(String(decoding: sound, as: UTF8.self) == "ID3{\"error\"")
    }

    @Test func `Embeddings come in the order of the texts, and as numbers`() async throws {
        let service = PreparedService(
            .json([
                "data": [["index": 1, "embedding": [2]], ["index": 0, "embedding": "AACAPwAAAL8="]],
                "usage": ["total_tokens": 5],
            ]))
        let answer = try await openAI(service).call("GetEmbeddings", ["model": "m", "input": #"["a", "b"]"#]).json
        #expect(answer?["data"] == [["index": 0, "embedding": [1, -0.5]], ["index": 1, "embedding": [2]]])
    }

    @Test func `More texts than a request takes go in several, and come back as one list`() async throws {
        func page(_ count: Int) -> PreparedService.Answer {
            .json([
                "data": .array((0..<count).map { ["index": JSON($0), "embedding": [1]] }),
                "usage": ["total_tokens": JSON(count)],
            ])
        }
        let service = PreparedService(page(2048), page(2))
        let texts = JSON.array((0..<2050).map { .string("t\($0)") }).text(.compact)
        let answer = try await openAI(service).call("GetEmbeddings", ["model": "m", "input": texts]).json
        #expect(answer?["data"]?.array?.count == 2050)
        #expect(answer?["data"]?[2049]?["index"] == 2049)
        #expect(answer?["usage"]?["total_tokens"] == 2050)
        #expect(service.requests.last?.json?["input"] == ["t2048", "t2049"])
    }

    @Test func `A server that leaves out an embedding is not believed`() async throws {
        let service = PreparedService(.json(["data": [["index": 0, "embedding": [1]]]]))
        await #expect(throws: ServiceError.self) {
            try await openAI(service).call("GetEmbeddings", ["model": "m", "input": #"["a", "b"]"#])
        }
    }

    @Test func `Lines of a file keep their numbers`() async throws {
        let service = PreparedService(.json(["data": [["embedding": [1]], ["embedding": [2]]]]))
        let rows = try await openAI(service).call("EmbedLines", ["model": "m", "file": "data:,one%0A%0Atwo%0A"]).json
        #expect(
            rows == [["line": 1, "text": "one", "embedding": [1]], ["line": 3, "text": "two", "embedding": [2]]])
    }

    @Test func `A picture is a file, however the model gives it`() async throws {
        let service = PreparedService(
            .json(["data": [["b64_json": "aGk="]]]), .json(["data": [["url": "https://pictures.example/1.png"]]]),
            PreparedService.Answer(body: "PNG"), .json(["data": []]))
        let first = try await openAI(service).call("GenerateImage", ["model": "m", "prompt": "fog"]).bytes
        #expect(String(decoding: first, as: UTF8.self) == "hi")
        let second = try await openAI(service).call("GenerateImage", ["model": "m", "prompt": "fog"]).bytes
        #expect(String(decoding: second, as: UTF8.self) == "PNG")
        // The key goes to the server alone.
        #expect(service.requests.last?.request.headers.contains { $0.name == "Authorization" } == false)
        await #expect(throws: ServiceError.self) {
            try await openAI(service).call("GenerateImage", ["model": "m", "prompt": "fog"])
        }
    }

    @Test func `Assistants that are shut down say what takes their place`() async throws {
        let service = PreparedService(.json(["error": ["message": "Unknown request URL"]], status: 404))
        let error = await #expect(throws: ServiceError.self) {
            try await openAI(service).call("RetrieveAssistant", ["id": "a"])
        }
        #expect(error?.remedy?.contains("CreateModelResponse") == true)
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
