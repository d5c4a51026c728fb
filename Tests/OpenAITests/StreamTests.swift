import LibraryTesting
import OIntCore
import OIntHTTP
import OIntOpenAI
import PreparedAnswers
import Testing

@Suite("Answers that come piece by piece", .timeLimit(.minutes(1))) struct StreamTests {
    private func piece(_ text: String, _ reason: String = "null") -> String {
        #"data: {"choices": [{"index": 0, "delta": {"content": "\#(text)"}, "finish_reason": \#(reason)}]}"# + "\n\n"
    }

    private func stream(_ body: String, _ method: String = "GetResponseStream", _ options: [String: String] = [:])
        async throws -> (texts: [String], error: (any Error)?)
    {
        let service = PreparedService(
            PreparedService.Answer(headers: [HeaderField("Content-Type", "text/event-stream")], body: body))
        let library = LibraryUnderTest(OpenAI.library, options: ["url": "https://models.example"], over: service)
        var usual = ["model": "m", "msgs": #"{"role": "user", "content": "hi"}"#]
        if method == "StreamModelResponse" { usual = ["model": "m", "text": "hi"] }
        guard case .events(let events) = try await library.call(method, usual.merging(options) { $1 }) else {
            throw CancellationError()
        }
        var texts: [String] = []
        do {
            for try await event in events {
                texts.append(event["choices"]?[0]?["delta"]?["content"]?.string ?? event["type"]?.string ?? "-")
            }
            return (texts, nil)
        } catch {
            return (texts, error)
        }
    }

    @Test func `Comments and records without choices are no fault, and the end is seen`() async throws {
        let body =
            ": keep-alive\n\n" + #"data: {"choices": [], "prompt_filter_results": []}"# + "\n\n" + piece("a")
            + piece("б", "\"stop\"")
            + #"data: {"choices": [], "usage": {"total_tokens": 3}}"# + "\n\ndata: [DONE]\n\n"
        let (texts, error) = try await stream(body)
        #expect(texts == ["-", "a", "б", "-"])
        #expect(error == nil)
    }

    @Test func `A finish reason is an end where a server leaves out the mark`() async throws {
        let (texts, error) = try await stream(piece("a") + piece("", "\"stop\""))
        #expect(texts == ["a", ""])
        #expect(error == nil)
    }

    @Test func `A connection that ends before the answer is a failure, behind what came`() async throws {
        let (texts, error) = try await stream(piece("a") + piece("b"))
        #expect(texts == ["a", "b"])
        #expect((error as? ReplyError)?.reason == "the answer broke off before its end")
    }

    @Test(
        "An error in the stream ends it, behind what came",
        arguments: [
            #"data: {"error": {"message": "boom", "code": 500}, "choices": []}"#,
            "event: error\n" + #"data: {"message": "boom"}"#,
            "event: error\ndata: boom",
            #"data: {"object": "error", "message": "boom"}"#,
        ])
    func errors(record: String) async throws {
        let (texts, error) = try await stream(piece("a") + record + "\n\n" + piece("never"))
        #expect(texts == ["a"])
        #expect((error as? ServiceError)?.message == "boom")
    }

    @Test func `An error inside of a choice ends the stream as well`() async throws {
        let (texts, error) = try await stream(piece("a") + piece("b", "\"error\"") + "data: [DONE]\n\n")
        #expect(texts == ["a", "b"])
        #expect((error as? ServiceError)?.code == "error")
    }

    @Test func `With a schema, an answer that was cut is a refusal`() async throws {
        let body = piece("{") + piece("", "\"length\"") + "data: [DONE]\n\n"
        #expect(try await stream(body).error == nil)
        let (_, error) = try await stream(body, "GetResponseStream", ["schema": #"{"type": "object"}"#])
        #expect((error as? ServiceError)?.code == "length")
    }

    @Test func `Streams of responses end by their own records`() async throws {
        let delta = #"data: {"type": "response.output_text.delta", "delta": "a"}"# + "\n\n"
        let done = try await stream(
            delta + #"data: {"type": "response.completed", "response": {}}"# + "\n\n", "StreamModelResponse")
        #expect(done.texts.count == 2)
        #expect(done.error == nil)
        let cut = try await stream(delta + "data: [DONE]\n\n", "StreamModelResponse")
        #expect(cut.error is ReplyError)
        let failed = try await stream(
            delta + #"data: {"type": "response.failed", "response": {"error": {"code": "x", "message": "gave up"}}}"#
                + "\n\n",
            "StreamModelResponse")
        #expect((failed.error as? ServiceError)?.message == "gave up")
    }

    @Test func `A refusal that comes as JSON in place of a stream is one`() async throws {
        let service = PreparedService(
            PreparedService.Answer(
                headers: [HeaderField("Content-Type", "application/json")], body: #"{"error": {"message": "no"}}"#))
        let library = LibraryUnderTest(OpenAI.library, options: ["url": "https://models.example"], over: service)
        let output = try await library.call(
            "GetResponseStream", ["model": "m", "msgs": #"{"role": "user", "content": "hi"}"#])
        let error = await #expect(throws: ServiceError.self) { try await output.json }
        #expect(error?.message == "no")
    }
}
