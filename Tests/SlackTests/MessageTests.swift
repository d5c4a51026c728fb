import LibraryTesting
import OIntCore
import OIntHTTP
import OIntSlack
import PreparedAnswers
import Testing

@Suite struct MessageTests {
    @Test(arguments: [
        ["text": String(repeating: "x", count: 40_001)], [:], ["text": "hello", "broadcast": "true"],
        ["text": "hello", "thread": "1712345678.0001"],
    ])
    func `What Slack would cut, lose or refuse is not sent`(_ options: [String: String]) async throws {
        let service = PreparedService(.json(["ok": true]))
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1", "channel": "C1"], over: service)
        await #expect(throws: (any Error).self) { try await slack.call("SendMessage", options) }
        #expect(service.requests.isEmpty)
    }

    @Test func `A thread is a text, and a plain text is escaped`() async throws {
        let service = PreparedService(.json(["ok": true]))
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1", "channel": "C1"], over: service)
        _ = try await slack.call(
            "SendMessage", ["text": "<https://evil.example|bank> & co", "plain": "true", "thread": "1712345678.000100"])
        #expect(service.requests.first?.json?["thread_ts"] == "1712345678.000100")
        #expect(service.requests.first?.json?["text"] == "&lt;https://evil.example|bank&gt; &amp; co")
    }

    @Test func `An edited text has a limit of its own`() async throws {
        let service = PreparedService(.json(["ok": true]))
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1", "channel": "C1"], over: service)
        await #expect(throws: UsageError.self) {
            try await slack.call(
                "EditMessage", ["stamp": "1712345678.000100", "text": String(repeating: "x", count: 4_001)])
        }
        #expect(service.requests.isEmpty)
    }
}
