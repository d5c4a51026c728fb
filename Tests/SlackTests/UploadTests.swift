import LibraryTesting
import OIntCore
import OIntHTTP
import OIntSlack
import PreparedAnswers
import TestClocks
import Testing

@Suite struct UploadTests {
    @Test func `The token stays away from the host that takes the file`() async throws {
        let service = PreparedService(
            .json(["ok": true, "upload_url": "https://files.slack.com/upload/v1/abc", "file_id": "F1"]),
            .init(status: 200, body: "OK - 5"), .json(["ok": true, "files": [["id": "F1", "title": "Report"]]]),
            .json(["ok": true, "file": ["id": "F1", "channels": []]]),
            .json(["ok": true, "file": ["id": "F1", "channels": ["C1"]]]))
        let clock = InstantClock()
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-secret"], over: service, clock: clock)
        let answer = try await slack.call(
            "UploadFile", ["file": "data:,hello", "filename": "a.txt", "title": "Report", "channel": "C1"]
        ).json
        #expect(answer?["files"]?.array?.count == 1)
        #expect(service.requests.count == 5 && clock.pauses.count == 1)
        #expect(service.requests[0].address.contains("length=5"))
        #expect(service.requests[1].request.headers.contains { $0.name.lowercased() == "authorization" } == false)
        #expect(service.requests[2].request.headers.contains { $0.name.lowercased() == "authorization" })
    }

    @Test func `A file that is seen nowhere is told, with an id`() async throws {
        let service = PreparedService(
            [
                .json(["ok": true, "upload_url": "https://files.slack.com/upload/v1/abc", "file_id": "F1"]),
                .init(status: 200, body: "OK - 5"), .json(["ok": true, "files": [["id": "F1"]]]),
                .json(["ok": true, "file": ["id": "F1", "shares": ["public": ["C2": []]]]]),
            ], repeatsLast: true)
        let slack = LibraryUnderTest(Slack.library, options: ["token": "x"], over: service, clock: InstantClock())
        let error = await #expect(throws: ServiceError.self) {
            try await slack.call(
                "UploadFile", ["file": "data:,hello", "filename": "a.txt", "title": "Report", "channel": "C1"])
        }
        #expect(error?.description.contains("F1") == true)
    }

    @Test func `A name instead of the id of a channel is told before anything is sent`() async throws {
        let service = PreparedService(.json(["ok": true]))
        let slack = LibraryUnderTest(Slack.library, options: ["token": "xoxb-secret"], over: service)
        await #expect(throws: UsageError.self) {
            try await slack.call(
                "UploadFile", ["file": "data:,hello", "filename": "a.txt", "title": "Report", "channel": "#news"])
        }
        #expect(service.requests.isEmpty)
    }
}
