import LoopbackServer
import Programs
import Testing

@Suite("The main job", .timeLimit(.minutes(2)))
struct MainJobTests {
    @Test("RefreshToken prints what the service answers, in its order, indented by two")
    func refreshToken() async throws {
        let answer = #"""
            {"zone":"last first","access_token":"made-up","expires":1893456000,"expires_in":3600,"ratio":19.90,
            "big":12345678901234567890123,"scope":["app",{}],"none":[],"user":{"id":1,"name":"Gr\u00fc\u00dfe \ud83d\ude00","a\/b":null}}
            """#
        try await withAuthorisation { _ in
            .json(answer)
        } body: { service in
            let outcome = try await service.refresh()
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors == "")
            #expect(
                outcome.output == """
                    {
                      "zone": "last first",
                      "access_token": "made-up",
                      "expires": 1893456000,
                      "expires_in": 3600,
                      "ratio": 19.90,
                      "big": 12345678901234567890123,
                      "scope": [
                        "app",
                        {}
                      ],
                      "none": [],
                      "user": {
                        "id": 1,
                        "name": "Grüße 😀",
                        "a/b": null
                      }
                    }

                    """)
        }
    }

    @Test("The secrets of RefreshToken travel in the body, encrypted, and not in the address")
    func refreshTokenRequest() async throws {
        try await withAuthorisation { _ in
            .json("{}")
        } body: { service in
            _ = try await service.refresh()
            let request = try #require(service.server.requests.first)
            #expect(service.server.requests.count == 1)
            #expect(request.method == "POST")
            #expect(request.target == "/oauth/token/")
            #expect(request.headers["Content-Type"] == "application/x-www-form-urlencoded")
            #expect(
                request.formItems == [
                    .init("grant_type", "refresh_token"), .init("client_id", "local.4711"),
                    .init("client_secret", Authorisation.clientSecret),
                    .init("refresh_token", Authorisation.refreshToken),
                ])
            #expect(service.proxy.exchanges.map(\.method) == ["CONNECT"])
            #expect(service.proxy.exchanges.map(\.target) == ["oauth.bitrix.info:443"])
        }
    }

    @Test("GetToken sends the code it was given")
    func getToken() async throws {
        try await withAuthorisation { _ in
            .json("{}")
        } body: { service in
            let outcome = try await service.oint(["GetToken", "--code", Authorisation.code])
            #expect(outcome.exitCode == 0)
            let request = try #require(service.server.requests.first)
            #expect(request.form("grant_type") == "authorization_code")
            #expect(request.form("code") == Authorisation.code)
        }
    }

    @Test("A webhook's code is in the address, where the service wants it, and the fields are in the body")
    func webhook() async throws {
        try await withPortal(answering: .json(#"{"result":{"task":{"id":"5"}}}"#)) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", "--format", "compact")
            #expect(outcome.output == #"{"result":{"task":{"id":"5"}}}"# + "\n")
            let request = try #require(portal.server.requests.first)
            #expect(request.method == "POST")
            #expect(request.target == "/rest/1/\(Portal.code)/tasks.task.get")
            #expect(request.headers["Content-Type"] == "application/json; charset=utf-8")
            #expect(request.text == #"{"taskId":"5"}"#)
        }
    }

    @Test("A token is in the body, not in the address")
    func token() async throws {
        try await withPortal { portal in
            let outcome = try await portal.sandbox.oint(
                "bitrix24", "GetTask", "--url", portal.server.url, "--token", "t0ken-1a2b3c4d5e", "--task", "5")
            #expect(outcome.exitCode == 0)
            let request = try #require(portal.server.requests.first)
            #expect(request.target == "/rest/tasks.task.get")
            #expect(request.text == #"{"auth":"t0ken-1a2b3c4d5e","taskId":"5"}"#)
        }
    }

    @Test("What needs no service is answered without one")
    func local() async throws {
        try await withSandbox { sandbox in
            let link = try await sandbox.oint(
                "bitrix24", "GetAppAuthLink", "--domain", "example.bitrix24.com", "--clientid", "local 4711")
            #expect(link.exitCode == 0)
            #expect(link.output == "https://example.bitrix24.com/oauth/authorize/?client_id=local%204711\n")
            let template = try await sandbox.oint("bitrix24", "GetUserFilterStructure", "--empty")
            #expect(template.exitCode == 0)
            #expect(template.output.hasPrefix("{\n  \"NAME\": \"\",\n"))
        }
    }
}
