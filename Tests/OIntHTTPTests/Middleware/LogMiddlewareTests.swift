import Logging
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Logging")
struct LogMiddlewareTests {
    private let request = Request(
        .post, "https://example.com/rest/hushhush/x", headers: [HeaderField("Authorization", "Bearer hushhush")],
        body: .json(["auth": "hushhush", "title": "Hello"]), secrets: ["hushhush"])

    private func send(_ transport: ScriptedTransport, to log: LogRecorder, _ isOn: Bool = true) async throws {
        let middleware = LogMiddleware(logger: log.logger(isOn ? .debug : .info))
        _ = try await middleware.intercept(request) { try await transport.send($0) }
    }

    @Test("Request and answer are shown, and no secret is")
    func exchange() async throws {
        let log = LogRecorder()
        let headers = [
            HeaderField("Set-Cookie", "sid=hushhush"), HeaderField("X-Echo", "you sent hushhush"),
            HeaderField("X-A", "1"),
        ]
        try await send(ScriptedTransport(.answer(403, headers: headers)), to: log)
        #expect(log.text.contains("POST https://example.com/rest/***/x"))
        #expect(log.text.contains(#""title": "Hello""#))
        #expect(log.text.contains("HTTP 403\nSet-Cookie: ***\nX-Echo: you sent ***\nX-A: 1"))
        #expect(!log.text.contains("hushhush"))
    }

    @Test(
        "An answer's body is shown when it has passed by, and only where it is known what is secret in it",
        arguments: [
            (
                #"{"result": {"id": 5, "access_token": "new-one"}, "echo": "hushhush"}"#,
                [#""id": 5"#, #""access_token": "***""#, #""echo": "***""#]
            ),
            ("<html>hushhush, new-one</html>", ["<30 bytes>"]),
            ("", ["<0 bytes>"]),
            ("\"\(String(repeating: "new-one", count: 10_000))\"", ["<70002 bytes>"]),
        ])
    func body(text: String, parts: [String]) async throws {
        let log = LogRecorder()
        let middleware = LogMiddleware(logger: log.logger(.debug))
        let transport = ScriptedTransport(.answer(200, body: text))
        let response = try await middleware.intercept(request) { try await transport.send($0) }
        #expect(log.count == 2)
        #expect(try await response.body.bytes() == Array(text.utf8))
        #expect(log.count == 3)
        for part in parts { #expect(log.text.contains(part)) }
        #expect(!log.text.contains("hushhush"))
        #expect(!log.text.contains("new-one"))
    }

    @Test(
        "A body in a charset that this machine does not know is said to be one",
        arguments: [
            ("text/plain; charset=nonsense", "<2 bytes in the charset nonsense, which this machine does not know>"),
            ("text/plain; charset=windows-1251", "<2 bytes>"), ("image/png", "<2 bytes>"),
        ])
    func charsets(type: String, shown: String) async throws {
        let log = LogRecorder()
        let middleware = LogMiddleware(logger: log.logger(.debug))
        let transport = ScriptedTransport(.answer(200, headers: [HeaderField("Content-Type", type)], body: "ab"))
        let response = try await middleware.intercept(request) { try await transport.send($0) }
        _ = try await response.body.bytes()
        #expect(log.text.hasSuffix(shown))
    }

    @Test("Where a redirect leads is shown without its secrets")
    func location() async throws {
        let log = LogRecorder()
        try await send(
            ScriptedTransport(.answer(302, headers: [HeaderField("Location", "https://h/?a=1&token=new-one")])), to: log
        )
        #expect(log.text.contains("Location: https://h/?a=1&token=***"))
    }

    @Test("A failure is shown, and goes on")
    func failure() async throws {
        let log = LogRecorder()
        await #expect(throws: ConnectionError.reset) {
            try await send(ScriptedTransport(.failure(ConnectionError.reset)), to: log)
        }
        #expect(log.text.contains("the connection was reset"))
    }

    @Test("Nothing is logged unless it is asked for")
    func off() async throws {
        let log = LogRecorder()
        try await send(ScriptedTransport(.answer(200)), to: log, false)
        #expect(log.count == 0)
    }
}
