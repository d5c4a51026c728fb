import HTTPTypes
import OIntCore
import Testing

@testable import OIntListener

@Suite("Who is let in is decided by the head of a request")
struct AccessGateTests {
    private func status(
        _ gate: AccessGate, method: HTTPRequest.Method = .post, host: String = "127.0.0.1:80",
        _ headers: [(String, String)] = []
    ) -> Int? {
        var head = HTTPRequest(method: method, scheme: "http", authority: host, path: "/")
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { head.headerFields.append(HTTPField(name: name, value: value)) }
        }
        return gate.refusal(of: RequestHead(head))?.status
    }

    private let token = ("Authorization", "Bearer good")

    @Test("Without the token there is nothing but 401, whatever else is wrong")
    func nothingButUnauthorized() {
        let gate = AccessGate(proof: .bearer("good"), host: "127.0.0.1", allowsPages: false)
        for headers in [
            [], [("Authorization", "Bearer goo")], [("Authorization", "Basic good")], [token, token],
            [("Origin", "http://localhost")], [("Authorization", "good")],
        ] {
            for method: HTTPRequest.Method in [.get, .post, .options, .delete] {
                #expect(status(gate, method: method, host: "evil.example", headers) == 401)
            }
        }
        #expect(status(gate, [token]) == nil)
        #expect(status(gate, [("authorization", "bearer good")]) == nil)
    }

    @Test("A header has to be the same letter by letter")
    func exactHeader() {
        let gate = AccessGate(proof: .header("Basic Zm9v"), host: "127.0.0.1")
        #expect(status(gate, [("Authorization", "Basic Zm9v")]) == nil)
        #expect(status(gate, [("Authorization", "basic Zm9v")]) == 401)
        #expect(status(gate, [("Authorization", "Bearer Zm9v")]) == 401)
    }

    @Test("Names of others lead nowhere: with a token on this machine, and without one everywhere")
    func names() {
        let local = AccessGate(proof: .bearer("good"), host: "127.0.0.1")
        #expect(status(local, host: "evil.example", [token]) == 421)
        #expect(status(local, host: "localhost:1", [token]) == nil)
        #expect(status(local, host: "[::1]:1", [token]) == nil)
        let open = AccessGate(proof: .nothing, host: "0.0.0.0")
        #expect(status(open, host: "evil.example") == 421)
        #expect(status(open, host: "192.168.1.5:80") == nil)
        let wide = AccessGate(proof: .bearer("good"), host: "0.0.0.0")
        #expect(status(wide, host: "server.example", [token]) == nil)
    }

    @Test("Pages are let in where they are named, and those of this machine, unless none is")
    func pages() {
        let gate = AccessGate(proof: .bearer("good"), host: "127.0.0.1", origins: ["https://app.example"])
        #expect(status(gate, [token, ("Origin", "https://APP.example")]) == nil)
        #expect(status(gate, [token, ("Origin", "http://localhost:5")]) == nil)
        #expect(status(gate, [token, ("Origin", "https://evil.example")]) == 403)
        #expect(status(gate, [token, ("Origin", "null")]) == 403)
        #expect(status(gate, method: .options, [("Origin", "https://app.example")]) == nil)
        let closed = AccessGate(proof: .nothing, host: "127.0.0.1", allowsPages: false)
        #expect(status(closed, [("Origin", "http://localhost:5")]) == 403)
        #expect(status(closed) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.9.9.9", true), ("localhost", true), ("LOCALHOST", true), ("::1", true),
        ("127.0.0.1.evil.example", false), ("128.0.0.1", false), ("localhost.evil.example", false),
        ("127.0.0.256", false),
    ])
    func `names of this machine are known`(name: String, isLoopback: Bool) {
        #expect(LoopbackName.isLoopback(name) == isLoopback)
    }
}
