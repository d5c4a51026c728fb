import LibraryTesting
import OIntCore
import OIntHTTP
import OIntHTTP
import OIntSlack
import PreparedAnswers
import TestClocks
import Testing

@Suite struct RefusalTests {
    @Test func `A refusal under 200 is one, with its details and a remedy`() async throws {
        let service = PreparedService(
            .json([
                "ok": false, "error": "missing_scope", "needed": "chat:write", "provided": "users:read",
                "response_metadata": ["messages": ["[ERROR] no scope"]],
            ]))
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1"], over: service)
        let error = await #expect(throws: ServiceError.self) {
            try await slack.call("SendMessage", ["channel": "C1", "text": "hello"])
        }
        #expect(error?.code == "missing_scope")
        #expect(error?.message == "[ERROR] no scope; needs the scope chat:write; the token has users:read")
        #expect(error?.remedy?.contains("install it") == true)
        #expect(service.requests.count == 1)
    }

    @Test func `A limited rate is waited out, also for a message`() async throws {
        let service = PreparedService(
            .init(status: 429, headers: [HeaderField("Retry-After", "30")], body: "<html>slow</html>"),
            .json(["ok": true, "ts": "1.000100"]))
        let clock = InstantClock()
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1"], over: service, clock: clock)
        let answer = try await slack.call("SendMessage", ["channel": "C1", "text": "hello"]).json
        #expect(answer?["ts"] == "1.000100")
        #expect(clock.pauses == [.seconds(30)])
    }

    @Test func `A message is not sent again when the service fails`() async throws {
        let service = PreparedService(.json(["ok": false, "error": "internal_error"]), .json(["ok": true]))
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1"], over: service)
        await #expect(throws: ServiceError.self) {
            try await slack.call("SendMessage", ["channel": "C1", "text": "hello"])
        }
        #expect(service.requests.count == 1)
    }

    @Test func `A text that was cut is no success`() async throws {
        let service = PreparedService(
            .json([
                "ok": true, "warning": "message_truncated", "response_metadata": ["warnings": ["message_truncated"]],
            ]))
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1"], over: service)
        let error = await #expect(throws: ServiceError.self) {
            try await slack.call("SendMessage", ["channel": "C1", "text": "hello"])
        }
        #expect(error?.code == "message_truncated")
        #expect(service.requests.count == 1)
    }

    @Test(arguments: ["{}", ""])
    func `An answer that does not say that it is done is a refusal`(_ body: String) async throws {
        let service = PreparedService(.init(status: 200, body: body))
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1"], over: service)
        await #expect(throws: ServiceError.self) {
            try await slack.call("SendMessage", ["channel": "C1", "text": "hello"])
        }
    }
}
