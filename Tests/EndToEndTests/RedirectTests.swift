import LoopbackServer
import Programs
import Testing

@Suite("Redirects", .timeLimit(.minutes(2)))
struct RedirectTests {
    @Test("A redirect on the same host is followed with method and body", arguments: [301, 302, 307, 308])
    func sameHost(status: Int) async throws {
        try await withPortal { request in
            request.path == "/moved" ? .json(#"{"result":1}"#) : .status(status, headers: ["Location": "/moved?x=1"])
        } body: { portal in
            let outcome = try await portal.oint("CompleteTask", "--task", "5")
            #expect(outcome.exitCode == 0)
            #expect(outcome.output == "{\n  \"result\": 1\n}\n")
            let request = try #require(portal.server.requests.last)
            #expect(portal.server.requests.count == 2)
            #expect(request.method == "POST")
            #expect(request.target == "/moved?x=1")
            #expect(request.text == #"{"taskId":"5"}"#)
        }
    }

    @Test("303 asks for the answer elsewhere")
    func seeOther() async throws {
        try await withPortal { request in
            request.path == "/moved" ? .json(#"{"result":1}"#) : .status(303, headers: ["Location": "/moved"])
        } body: { portal in
            let outcome = try await portal.oint("CompleteTask", "--task", "5")
            #expect(outcome.exitCode == 0)
            #expect(portal.server.requests.map(\.method) == ["POST", "GET"])
            #expect(portal.server.requests.last?.bodyLength == 0)
        }
    }

    @Test("A redirect to another host gets neither the token nor anything else", arguments: [true, false])
    func otherHost(isWebhook: Bool) async throws {
        try await withPortal { other in
            try await withPortal { _ in
                .status(307, headers: ["Location": "\(other.server.url)/rest/1/\(Portal.code)/tasks.task.get"])
            } body: { portal in
                let access = isWebhook ? [portal.webhook] : [portal.server.url, "--token", "t0ken-1a2b3c4d5e"]
                let trusting = try portal.sandbox.write(
                    portal.sandbox.authority.certificatePEM + "\n" + other.sandbox.authority.certificatePEM + "\n",
                    to: "both.pem")
                let result = try await portal.sandbox.oint(
                    ["bitrix24", "GetTask", "--task", "5", "--url"] + access, environment: ["SSL_CERT_FILE": trusting])
                #expect(result.exitCode == 3)
                #expect(result.output == "")
                #expect(
                    result.errors == """
                        oint: localhost:\(portal.server.port): the service redirects to https://localhost:\(other.server.port), \
                        where the credentials in this request don't belong. If that is the right place, call it directly

                        """)
                #expect(other.server.acceptedConnections == 0)
            }
        }
    }

    @Test("A circle of redirects is left")
    func circle() async throws {
        try await withPortal(answering: .status(307, headers: ["Location": "/again"])) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5")
            #expect(outcome.exitCode == 3)
            #expect(outcome.errors.contains("the service redirects in circles: 5 redirects were followed"))
            #expect(portal.server.requests.count == 6)
        }
    }

    @Test("A redirect to what is no web address is told")
    func noAddress() async throws {
        try await withPortal(answering: .status(307, headers: ["Location": "file:///etc/passwd"])) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5")
            #expect(outcome.exitCode == 3)
            #expect(outcome.errors.contains("the service redirects to something that is no web address"))
        }
    }
}
