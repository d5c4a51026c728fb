import OIntCore
import Synchronization
import Testing

@testable import OIntHTTP

@Suite("Digest authentication")
struct DigestTests {
    private static let realm = "http-auth@example.org"
    private static let nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"

    private static func challenge(_ text: String) throws -> DigestChallenge {
        try #require(DigestChallenge.strongest(in: [HeaderField("www-authenticate", text)]))
    }

    private static func authorization(_ challenge: DigestChallenge, password: Secret = "Circle of Life") -> String {
        DigestAnswer(
            challenge: challenge, user: "Mufasa", password: password, count: 1,
            clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
        ).authorization(method: "GET", target: "/dir/index.html")
    }

    // Source: https://www.rfc-editor.org/rfc/rfc7616#section-3.9.1
    @Test(
        "The examples of the standard",
        arguments: [
            ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
            ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        ])
    func examples(algorithm: String, response: String) throws {
        let challenge = try Self.challenge(
            """
            Digest realm="\(Self.realm)", qop="auth, auth-int", algorithm=\(algorithm), nonce="\(Self.nonce)", \
            opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
            """)
        #expect(
            Self.authorization(challenge)
                == """
                Digest username="Mufasa", realm="\(Self.realm)", nonce="\(Self.nonce)", uri="/dir/index.html", \
                response="\(response)", algorithm=\(algorithm), qop=auth, nc=00000001, \
                cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", \
                opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
                """)
    }

    // Worked out with Python's hashlib, by the same sections.
    @Test(
        "Sessions, services without a count, and names that go as a hash",
        arguments: [
            (#"realm="r", nonce="n", qop="auth", algorithm=MD5-sess"#, "fa16219ed2b637a681588d62d42c31db"),
            (
                #"realm="r", nonce="n", qop="auth", algorithm=SHA-256-sess"#,
                "8f4667fe75c90f157ab829e6aa44c4ece02289bdcd81fc899130020eabc14803"
            ),
            (#"realm="r", nonce="n""#, "0bab5c24c08a1ef94a6cc3d446ce558a"),
        ])
    func variants(parameters: String, response: String) throws {
        let shown = Self.authorization(try Self.challenge("Digest \(parameters)"))
        #expect(shown.contains("response=\"\(response)\""))
        #expect(shown.contains("qop=") == parameters.contains("qop"))
    }

    @Test func `A name goes as a hash where the service wants it so`() throws {
        let shown = Self.authorization(try Self.challenge(#"Digest realm="r", nonce="n", qop="auth", userhash=true"#))
        #expect(shown.contains(#"username="f22c6a3b9a5760c7952710252a94d0f4""#) && shown.contains("userhash=true"))
        #expect(!shown.contains("Mufasa"))
    }

    @Test func `The strongest challenge is met, wherever it stands`() throws {
        let basic = #"Basic realm="a, Digest b""#
        let weak = #"Digest realm="r\"1\"", nonce="n1", qop="auth""#
        let strong = #"Digest realm="r", nonce="n2", algorithm=SHA-256, qop="auth-int,auth""#
        let unknown = #"Digest realm="r", nonce="n3", algorithm=SHA-512-256, qop="auth""#
        #expect(try Self.challenge("\(basic), \(weak), \(strong), \(unknown)").nonce == "n2")
        #expect(try Self.challenge("\(weak), \(basic)").realm == "r\"1\"")
        let headers = [basic, weak, strong].map { HeaderField("WWW-Authenticate", $0) }
        #expect(DigestChallenge.strongest(in: headers)?.algorithm == .sha256)
    }

    @Test(
        "What can't be met is no challenge",
        arguments: [
            #"Basic realm="r""#, "Digest", #"Digest realm="r""#, #"Digest nonce="n", qop="auth-int""#,
            #"Digest nonce="n", algorithm=MD4"#, "Negotiate abc==", "", ",,=\"",
        ])
    func unmet(header: String) {
        #expect(DigestChallenge.strongest(in: [HeaderField("WWW-Authenticate", header)]) == nil)
    }

    // MARK: The exchange

    private static func asking(_ nonce: String, _ more: String = "") -> ScriptedTransport.Step {
        .answer(
            401,
            headers: [HeaderField("WWW-Authenticate", "Digest realm=\"r\", nonce=\"\(nonce)\", qop=\"auth\"\(more)")])
    }

    private static func http(_ transport: ScriptedTransport) throws -> HTTP {
        HTTP(transport: transport).adding(
            DigestLink(user: "u", password: "p", origin: try .known("https://h/"), clientNonce: { "c" }))
    }

    private static func proofs(_ transport: ScriptedTransport) -> [String] {
        transport.requests.map { request in
            let header = request.headers.first(named: "authorization") ?? ""
            let parts = header.split(separator: ", ").filter { $0.hasPrefix("nonce=") || $0.hasPrefix("nc=") }
            return parts.joined(separator: " ")
        }
    }

    @Test func `A challenge is kept for later requests, which are counted`() async throws {
        let transport = ScriptedTransport(Self.asking("n"), .answer(200))
        let http = try Self.http(transport)
        for _ in 0..<2 { #expect(try await http.fetch(Request(.post, "https://h/a")).status == 200) }
        #expect(Self.proofs(transport) == ["", "nonce=\"n\" nc=00000001", "nonce=\"n\" nc=00000002"])
    }

    @Test func `A number that is too old is replaced once`() async throws {
        let transport = ScriptedTransport(Self.asking("a"), Self.asking("b", ", stale=true"), .answer(200))
        #expect(try await Self.http(transport).fetch(Request(.get, "https://h/a")).status == 200)
        #expect(Self.proofs(transport) == ["", "nonce=\"a\" nc=00000001", "nonce=\"b\" nc=00000001"])
        let endless = ScriptedTransport(Self.asking("a"), Self.asking("b", ", stale=true"))
        #expect(try await Self.http(endless).fetch(Request(.get, "https://h/a")).status == 401)
        #expect(endless.requests.count == 3)
    }

    @Test func `A wrong password is tried once`() async throws {
        let transport = ScriptedTransport(Self.asking("a"), Self.asking("b"))
        #expect(try await Self.http(transport).fetch(Request(.get, "https://h/a")).status == 401)
        #expect(transport.requests.count == 2)
    }

    @Test func `Another service gets no proof`() async throws {
        let transport = ScriptedTransport(Self.asking("a"))
        #expect(try await Self.http(transport).fetch(Request(.get, "https://other/a")).status == 401)
        #expect(transport.requests.count == 1)
    }

    @Test func `What came from standard input is not sent half`() async throws {
        let transport = ScriptedTransport(Self.asking("a"))
        let http = try Self.http(transport)
        let input = try FileInput(option: [OptionInput("-", source: .commandLine)])
        let error = try await #require(throws: ReplyError.self) {
            try await http.fetch(Request(.post, "https://h/a", body: .file(input, type: nil)))
        }
        #expect(error.description.contains("standard input"))
    }
}
