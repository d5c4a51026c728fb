import OIntBitrix24
import OIntCore
import OIntHTTP
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

    @Test func `A batch in which commands failed is a refusal that names them`() async throws {
        let answer: JSON = [
            "result": [
                "result": ["b": true],
                "result_error": ["a": ["error": "ACCESS_DENIED", "error_description": "Access denied!"]],
            ]
        ]
        let portal = Portal(.json(answer))
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await portal.call("Call", ["method": "batch", "fields": #"{"halt": 1, "cmd": {}}"#])
            })
        #expect(error.message == "1 of 2 commands failed: a: ACCESS_DENIED (Access denied!)")
        #expect(error.reply == .json(answer))
        let whole = Portal(.json(["result": ["result": ["a": true], "result_error": []]]))
        _ = try await whole.call("Call", ["method": "batch", "fields": "{}"])
    }

    @Test func `An error that is an object shows its code and words`() async throws {
        let error = try await refusal(
            .json(
                [
                    "error": [
                        "code": "INVALID_FILTER", "message": "Bad filter",
                        "validation": [["field": "id", "message": "must be a number"]],
                    ]
                ], status: 400))
        #expect(error.code == "INVALID_FILTER")
        #expect(error.message == "Bad filter; id: must be a number")
    }

    @Test func `A method that is blocked for minutes is told at once, with the moment it ends`() async throws {
        let portal = Portal(
            .json(["error": "OPERATION_TIME_LIMIT", "time": ["operating_reset_at": 1_772_323_200]], status: 429))
        let error = try #require(
            await #expect(throws: ServiceError.self) { try await portal.client().getTask(task: 5) })
        #expect(portal.requests.count == 1)
        #expect(error.remedy?.contains("Try again after 2026-03-01T00:00:00Z") == true)
    }

    @Test func `The other authorization server is tried when the name of the first is unknown`() async throws {
        let network = Nameless(unknown: "oauth.bitrix.info", service: Portal(.json(["access_token": "NEW"])))
        let oauth = Bitrix24.OAuth(clientID: "app.1", clientSecret: "SECRET", http: HTTP(transport: network))
        #expect(try await oauth.refreshToken(refresh: "OLD") == ["access_token": "NEW"])
        #expect(network.service.requests.map(\.address) == ["https://oauth.bitrix24.tech/oauth/token/"])
        let own = Bitrix24.OAuth(
            clientID: "app.1", clientSecret: "SECRET", server: "https://own.example",
            http: HTTP(transport: Nameless(unknown: "own.example", service: Portal())))
        await #expect(throws: ConnectionError.self) { try await own.refreshToken(refresh: "OLD") }
    }
}

/// A network in which one name leads nowhere.
private struct Nameless: Transport {
    let unknown: String
    let service: Portal

    func send(_ request: Request) async throws -> Response {
        guard !request.target.contains(unknown) else {
            throw ConnectionError(peer: unknown, step: .resolving, reason: "the name is unknown")
        }
        return try await service.send(request)
    }
}
