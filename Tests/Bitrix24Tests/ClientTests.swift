import OIntBitrix24
import OIntCore
import OIntHTTP
import PreparedAnswers
import Testing

@Suite struct ClientTests {
    private let portal = Portal(.json(["result": "2026-01-31T10:00:00+03:00"]))

    @Test func `A webhook is the way in by itself`() async throws {
        let bitrix = try Bitrix24(url: PortalAddress("https://portal.example/rest/1/CODE/"), http: portal.http())
        _ = try await bitrix.serverTime()
        let request = try #require(portal.requests.first)
        #expect(request.method == .post)
        #expect(request.address == "https://portal.example/rest/1/CODE/server.time")
        #expect(request.json == [:])
    }

    @Test func `A token goes into the body, in front of everything else`() async throws {
        let bitrix = try Bitrix24(url: PortalAddress("portal.example"), token: "TOKEN", http: portal.http())
        _ = try await bitrix.getTask(task: 5)
        let request = try #require(portal.requests.first)
        #expect(request.address == "https://portal.example/rest/tasks.task.get")
        #expect(request.body == #"{"auth":"TOKEN","taskId":"5"}"#)
    }

    @Test func `A token beside a webhook is a mistake`() {
        let error = #expect(throws: UsageError.self) {
            try Bitrix24(url: PortalAddress("https://portal.example/rest/1/CODE/"), token: "TOKEN")
        }
        #expect(error?.description.contains("leave out --token") == true)
        #expect(error?.description.contains("CODE") == false)
    }

    @Test func `A domain without a token is a mistake`() {
        let error = #expect(throws: UsageError.self) { try Bitrix24(url: PortalAddress("portal.example")) }
        #expect(error?.description.contains("give --token") == true)
    }

    @Test func `Mistakes in the options are told together, and nothing is sent`() async throws {
        let error = await #expect(throws: UsageError.self) {
            try await portal.call("AddTaskTimeAccounting", ["token": "TOKEN", "amount": "an hour", "date": "soon"])
        }
        let problems = error?.problems.map(\.description) ?? []
        for option in ["--url", "--task is missing", "--amount takes a whole number", "--date takes a date"] {
            #expect(problems.contains { $0.contains(option) }, "\(option) in \(problems)")
        }
        #expect(portal.requests.isEmpty)
    }

    @Test func `The server of tokens gets its fields in the body`() async throws {
        let oauth = Bitrix24.OAuth(clientID: "app.1", clientSecret: "SECRET", http: portal.http())
        _ = try await oauth.refreshToken(refresh: "OLD")
        let request = try #require(portal.requests.first)
        #expect(request.address == "https://oauth.bitrix.info/oauth/token/")
        #expect(request.body == "grant_type=refresh_token&client_id=app.1&client_secret=SECRET&refresh_token=OLD")
    }

    @Test(
        "The consent page is found by domain or address",
        arguments: [
            ("portal.example", "https://portal.example/oauth/authorize/?client_id=app.1%262"),
            ("portal.example/", "https://portal.example/oauth/authorize/?client_id=app.1%262"),
            ("https://portal.example", "https://portal.example/oauth/authorize/?client_id=app.1%262"),
            ("http://portal.example:8080/", "http://portal.example:8080/oauth/authorize/?client_id=app.1%262"),
            (" portal.example\n", "https://portal.example/oauth/authorize/?client_id=app.1%262"),
        ])
    func consentPage(domain: String, address: String) {
        #expect(Bitrix24.OAuth.getAppAuthLink(domain: domain, clientID: "app.1&2") == address)
    }

    @Test func `Methods of one group stand in one group, the consent page first`() throws {
        let group = try #require(Bitrix24.library.groups.first)
        #expect(group.title == "Settings and administration")
        #expect(group.methods.map(\.name) == ["GetAppAuthLink", "GetToken", "RefreshToken", "ServerTime", "Call"])
    }
}
