import LibraryTesting
import OIntCore
import OIntHTTP
import OIntSlack
import PreparedAnswers
import TestClocks
import Testing

@Suite struct ListTests {
    @Test func `An empty page with a cursor is not the end, and a limited rate loses nothing`() async throws {
        let service = PreparedService(
            .json(["ok": true, "members": [["id": "U1"]], "response_metadata": ["next_cursor": "a="]]),
            .json(["ok": true, "members": [], "response_metadata": ["next_cursor": "b="]]),
            .init(status: 429, headers: [HeaderField("Retry-After", "60")], body: ""),
            .json(["ok": true, "members": [["id": "U2"]], "response_metadata": ["next_cursor": ""]]))
        let clock = InstantClock()
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1"], over: service, clock: clock)
        let rows = try await slack.call("GetUserList", ["all": "true"]).json
        #expect(rows?.array?.count == 2)
        #expect(clock.pauses == [.seconds(60)])
        #expect(service.requests.first?.address.contains("limit=200") == true)
        #expect(service.requests.last?.address.contains("cursor=b%3D") == true)
    }

    @Test func `A cursor that comes twice is an error`() async throws {
        let page = JSON.object(["ok": true, "members": [["id": "U1"]], "response_metadata": ["next_cursor": "a"]])
        let service = PreparedService(.json(page), .json(page), .json(page))
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-1"], over: service)
        await #expect(throws: (any Error).self) { _ = try await slack.call("GetUserList", ["all": "true"]).json }
    }
}
