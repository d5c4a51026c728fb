import OIntBitrix24
import OIntCore
import PreparedAnswers
import Testing

@Suite struct RefusalTests {
    /// What the client makes of an answer.
    private func refusal(_ answer: Portal.Answer) async throws -> ServiceError {
        let bitrix = try Portal(answer).client()
        return try #require(
            await #expect(throws: ServiceError.self) { try await bitrix.updateTask(task: 1, fields: [:]) })
    }

    @Test func `An error under status 200 is a refusal, and its answer is kept`() async throws {
        let answer: JSON = ["error": "ACCESS_DENIED", "error_description": "Not yours"]
        let error = try await refusal(.json(answer))
        #expect(error.status == 200)
        #expect(error.code == "ACCESS_DENIED")
        #expect(error.message == "Not yours")
        #expect(error.reply == .json(answer))
        #expect(error.description.contains("may not do this"))
    }

    @Test func `An error given as a number is a refusal`() async throws {
        let error = try await refusal(.json(["error": 0, "error_description": "Odd"], status: 400))
        #expect(error.code == "0")
    }

    @Test func `An empty error is none`() async throws {
        let answer: JSON = ["result": true, "error": "", "error_description": ""]
        let bitrix = try Portal(.json(answer)).client()
        #expect(try await bitrix.updateTask(task: 1, fields: [:]) == answer)
    }

    @Test func `A result that happens to hold an error is no refusal`() async throws {
        let answer: JSON = ["result": ["error": "in the data"]]
        let bitrix = try Portal(.json(answer)).client()
        #expect(try await bitrix.updateTask(task: 1, fields: [:]) == answer)
    }

    @Test func `A refresh token that was used already is explained`() async throws {
        let portal = Portal(.json(["error": "invalid_grant"], status: 400))
        let oauth = Bitrix24.OAuth(clientID: "app.1", clientSecret: "SECRET", http: portal.http())
        let error = try #require(
            await #expect(throws: ServiceError.self) { try await oauth.refreshToken(refresh: "OLD") })
        #expect(error.status == 400)
        #expect(error.code == "invalid_grant")
        #expect(error.description.contains("log in again"))
        #expect(!error.description.contains("OLD") && !error.description.contains("SECRET"))
    }

    @Test func `A web page instead of an answer is a refusal, and it is kept`() async throws {
        let page = "<!DOCTYPE html><title>Sign in</title>"
        let headers = [HeaderField("Content-Type", "text/html")]
        let error = try await refusal(Portal.Answer(headers: headers, body: page))
        #expect(error.reply == .bytes(Array(page.utf8)))
        #expect(error.description.contains("HTML page"))
    }

    @Test func `A missing page points to the address`() async throws {
        let error = try await refusal(Portal.Answer(status: 404, body: "<html></html>"))
        #expect(error.status == 404)
        #expect(error.description.contains("Check --url"))
    }

    @Test func `An empty answer is a refusal`() async throws {
        let error = try await refusal(Portal.Answer(body: ""))
        #expect(error.reply == .bytes([]))
        #expect(error.description.contains("empty"))
    }
}
