import Foundation
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
            clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", bodyHash: nil
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
            #"Basic realm="r""#, "Digest", #"Digest realm="r""#, #"Digest nonce="n", qop="auth-new""#,
            #"Digest nonce="n", qop="""#, #"Digest nonce="n", algorithm=MD4"#, "Negotiate abc==", "", ",,=\"",
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

    private static func http(
        _ transport: ScriptedTransport, user: String = "u", password: Secret = "p"
    ) throws -> HTTP {
        HTTP(transport: transport).adding(
            DigestLink(user: user, password: password, origin: try .known("https://h/"), clientNonce: { "c" }))
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

    // MARK: Proofs that cover the body

    // Worked out with Python's hashlib, by https://www.rfc-editor.org/rfc/rfc7616#section-3.4.3.
    @Test(
        "A service that wants the body covered gets it covered",
        arguments: [
            ("MD5", nil, "7080e8228d839f5365448777adf1c9e5"), ("MD5", "hello", "b9e1d7244ff9be7ca26fd8e6c9457123"),
            ("SHA-256", nil, "925bbe3d2f33706877daaa2133f3878287c250b3ab956dbbe0935adc93dd7376"),
            ("SHA-256", "hello", "96a79696fc4e7e65112671da251edf4788342458e326902cc01de6883aa12916"),
            ("SHA-256-sess", nil, "c5877aca863029826cbfff704ae6a4c53ca7d0a7962d77a35987de9db563cac0"),
            ("SHA-256-sess", "hello", "e90a9e3d293d836d1810aa0a925eb17919b0a3263a9db855e3f2ad5406b3ad93"),
        ] as [(String, String?, String)])
    func bodies(algorithm: String, content: String?, response: String) async throws {
        let asking = #"Digest realm="r", nonce="n", qop="auth-int", algorithm=\#(algorithm)"#
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("oint-\(UUID().uuidString)").path
        try Data((content ?? "").utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        for body in try Self.bodies(of: content, in: path) {
            let transport = ScriptedTransport(
                .answer(401, headers: [HeaderField("WWW-Authenticate", asking)]), .answer(200))
            let http = try Self.http(transport, user: "Mufasa", password: "Circle of Life")
            #expect(try await http.fetch(Request(.post, "https://h/a?b=1", body: body)).status == 200)
            let proof = try #require(transport.requests.last?.headers.first(named: "authorization"))
            #expect(proof.contains("response=\"\(response)\""))
            #expect(proof.contains("qop=auth-int, nc=00000001, cnonce=\"c\""))
        }
    }

    /// The same content from memory and from the file that holds it.
    private static func bodies(of content: String?, in path: String) throws -> [Body] {
        guard let content else { return [.none] }
        return [
            .bytes(Array(content.utf8), type: nil), .slice(FileSlice(path: path, range: 0..<content.utf8.count)),
            .file(try FileInput(option: [OptionInput(path, source: .commandLine)]), type: nil),
        ]
    }

    @Test func `The body that is sent is the one that was covered`() async throws {
        let asking = #"Digest realm="r", nonce="n", qop="auth-int""#
        let transport = ScriptedTransport(
            .answer(401, headers: [HeaderField("WWW-Authenticate", asking)]), .answer(200))
        let body = Body.multipart([.field("a", "b")])
        _ = try await Self.http(transport).fetch(Request(.post, "https://h/a", body: body))
        let sent = try #require(transport.requests.last)
        let bytes = EncodedBody(sent).segments.flatMap { if case .bytes(let bytes) = $0 { bytes } else { [UInt8]() } }
        let hash = DigestChallenge.Algorithm.md5.hash(String(decoding: bytes, as: UTF8.self))
        let answer = DigestAnswer(
            challenge: try Self.challenge(asking), user: "u", password: "p", count: 1, clientNonce: "c", bodyHash: hash)
        #expect(
            sent.headers.first(named: "authorization") == answer.authorization(method: "POST", target: "/a"))
    }

    @Test func `What can't be read twice is not covered`() async throws {
        let asking = #"Digest realm="r", nonce="n", qop="auth-int""#
        let transport = ScriptedTransport(
            .answer(401, headers: [HeaderField("WWW-Authenticate", asking)]), .answer(200))
        let http = try Self.http(transport)
        #expect(try await http.fetch(Request(.get, "https://h/a")).status == 200)
        let input = try FileInput(option: [OptionInput("-", source: .commandLine)])
        let error = try await #require(throws: ReplyError.self) {
            try await http.fetch(Request(.post, "https://h/a", body: .file(input, type: nil)))
        }
        #expect(error.description.contains("standard input"))
        #expect(transport.requests.count == 2)
    }
}
