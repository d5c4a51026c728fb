import NIOCore
import OIntCore
import Testing

@testable import OIntNetwork

@Suite("What is said to proxies")
struct HandshakeTests {
    private func bytes(_ buffer: ByteBuffer) -> [UInt8] { Array(buffer.readableBytesView) }

    private let name = SOCKSTarget(Endpoint(host: "h.example", port: 443))
    private let number = SOCKSTarget(Endpoint(host: "10.0.0.1", port: 80))
    private let login = Proxy.Credentials(user: "ann", password: "p:w")

    /// Answers a handshake byte by byte: a proxy's words may come in any pieces.
    private func say(_ words: [UInt8], to handshake: inout some ProxyHandshake) throws(ProxyRefusal) -> [[UInt8]?] {
        var received = ByteBuffer()
        var steps: [[UInt8]?] = []
        for word in words {
            received.writeInteger(word)
            while let step = try handshake.answer(&received) {
                switch step {
                case .says(let words): steps.append(bytes(words))
                case .isOpen:
                    steps.append(nil)
                    #expect(received.readableBytes == 0)
                    return steps
                }
            }
        }
        return steps
    }

    @Test("SOCKS 5 without a login: a name goes to the proxy as it is")
    func socks5() throws {
        var handshake = SOCKS5Handshake(to: name, credentials: nil)
        #expect(bytes(handshake.opening()) == [5, 1, 0])
        let steps = try say([5, 0, 5, 0, 0, 1, 127, 0, 0, 1, 4, 56], to: &handshake)
        #expect(steps == [[5, 1, 0, 3, 9] + Array("h.example".utf8) + [1, 187], nil])
    }

    @Test("SOCKS 5 with a login, and an IPv6 target")
    func socks5Login() throws {
        var handshake = SOCKS5Handshake(to: SOCKSTarget(Endpoint(host: "::1", port: 80)), credentials: login)
        #expect(bytes(handshake.opening()) == [5, 2, 0, 2])
        let steps = try say([5, 2, 1, 0, 5, 0, 0, 3, 1, 97, 0, 0], to: &handshake)
        let address = [UInt8](repeating: 0, count: 15) + [1]
        #expect(
            steps == [[1, 3] + Array("ann".utf8) + [3] + Array("p:w".utf8), [5, 1, 0, 4] + address + [0, 80], nil])
    }

    @Test("SOCKS 4 and 4a")
    func socks4() throws {
        var plain = SOCKS4Handshake(to: number, user: "")
        #expect(bytes(plain.opening()) == [4, 1, 0, 80, 10, 0, 0, 1, 0])
        #expect(try say([0, 90, 0, 0, 0, 0, 0, 0], to: &plain) == [nil])
        let named = SOCKS4Handshake(to: name, user: "ann")
        #expect(
            bytes(named.opening())
                == [4, 1, 1, 187, 0, 0, 0, 1] + Array("ann".utf8) + [0] + Array("h.example".utf8) + [0])
    }

    @Test("CONNECT, with lines that end either way, and an answer before the answer")
    func connect() throws {
        for words in [
            "HTTP/1.1 200 OK\r\nX: y\r\n\r\n", "HTTP/1.0 200\n\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\n\r\n",
        ] {
            var handshake = ConnectHandshake(to: Endpoint(host: "::1", port: 443), credentials: login)
            #expect(
                String(buffer: handshake.opening())
                    == "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\nProxy-Authorization: Basic YW5uOnA6dw==\r\n\r\n"
            )
            #expect(try say(Array(words.utf8), to: &handshake) == [nil])
        }
    }

    @Test(
        "Refusals of SOCKS are told apart",
        arguments: [
            ([5, 0xFF], ProxyRefusal.authentication), ([5, 2, 1, 1], .authentication),
            ([5, 0, 5, 5], .refused("the connection is refused there")), ([5, 0, 5, 99], .refused(nil)),
            ([4, 0], .notThatProtocol), (Array("HTTP/1.1 400".utf8), .notThatProtocol), ([5, 7], .notThatProtocol),
            ([5, 0, 5, 0, 0, 9, 0], .notThatProtocol),
        ])
    func refusals(words: [UInt8], refusal: ProxyRefusal) {
        var handshake = SOCKS5Handshake(to: name, credentials: login)
        #expect(throws: refusal) { try say(words, to: &handshake) }
    }

    @Test(
        "Refusals of CONNECT are told apart",
        arguments: [
            ("HTTP/1.1 407 Who?\r\n\r\n", ProxyRefusal.authentication),
            ("HTTP/1.1 403 No\r\n\r\n", .refused("HTTP 403")),
            ("SSH-2.0-x\r\n", .notThatProtocol), ("\u{5}\u{0}", .notThatProtocol),
            ("HTTP/1.1\r\n\r\n", .notThatProtocol),
        ])
    func connectRefusals(words: String, refusal: ProxyRefusal) {
        var handshake = ConnectHandshake(to: Endpoint(host: "h", port: 1), credentials: nil)
        #expect(throws: refusal) { try say(Array(words.utf8), to: &handshake) }
    }

    @Test("Refusals of SOCKS 4", arguments: [(91, .refused(nil)), (5, .notThatProtocol)] as [(UInt8, ProxyRefusal)])
    func socks4Refusals(code: UInt8, refusal: ProxyRefusal) {
        var handshake = SOCKS4Handshake(to: number, user: "")
        #expect(throws: refusal) { try say([0, code, 0, 0, 0, 0, 0, 0], to: &handshake) }
    }
}
