import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Signatures by OAuth 1")
struct OAuth1Tests {
    private static func credentials(_ algorithm: OAuth1.Algorithm, realm: String? = nil) -> OAuth1 {
        OAuth1(
            consumerKey: "xvz1evFS4wEEPTGEFPHBog", consumerSecret: "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
            token: "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
            tokenSecret: "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE", algorithm: algorithm, realm: realm)
    }

    // Source: https://developer.x.com/en/docs/authentication/oauth-1-0a/creating-a-signature; the stronger hash was
    // worked out with Python's hmac over the same text.
    @Test(
        "The vendor's example",
        arguments: [
            (OAuth1.Algorithm.hmacSHA1, "hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"),
            (.hmacSHA256, "PLbq%2BOWUE2vwiOZeZBSR06GFvymUHoaBdCIHyD66IcM%3D"),
        ])
    func example(algorithm: OAuth1.Algorithm, signature: String) throws {
        let url = "https://api.twitter.com/1.1/statuses/update.json?include_entities=true"
        let form: [(name: String, value: String)] = [("status", "Hello Ladies + Gentlemen, a signed OAuth request!")]
        let authorization = Self.credentials(algorithm).authorization(
            Request(.post, url, body: .form(form)), to: try .known(url), unixTime: 1_318_622_958,
            nonce: "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg")
        #expect(
            authorization
                == """
                OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", oauth_signature_method="\(algorithm.rawValue)", \
                oauth_timestamp="1318622958", oauth_nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", \
                oauth_version="1.0", oauth_token="370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", \
                oauth_signature="\(signature)"
                """)
    }

    // Source: https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.1
    @Test func `The text that the standard signs`() throws {
        let url = "http://EXAMPLE.COM/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"
        let request = Request(.post, url, body: .form([(name: "c2", value: ""), (name: "a3", value: "2 q")]))
        let own = [
            ("oauth_consumer_key", "9djdj82h48djs9d2"), ("oauth_token", "kkk9d7dh3k39sjv7"),
            ("oauth_signature_method", "HMAC-SHA1"), ("oauth_timestamp", "137131201"), ("oauth_nonce", "7d8f3e4a"),
        ]
        #expect(
            Self.credentials(.hmacSHA1).baseString(request, try .known(url), own)
                == "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D"
                + "%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
                + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7"
        )
    }

    @Test func `Each try is signed anew, and for its own service only`() async throws {
        let transport = ScriptedTransport(.answer(503, headers: [HeaderField("Retry-After", "0")]), .answer(200))
        let link = OAuth1Link(
            credentials: Self.credentials(.hmacSHA1, realm: "R"), origin: try .known("https://h/"), now: { 1 })
        let http = HTTP(transport: transport, clock: TestClock()).adding(link)
        _ = try await http.fetch(Request(.get, "https://h/a"))
        let headers = transport.requests.map { $0.headers.first(named: "authorization") ?? "" }
        #expect(headers.count == 2 && headers[0] != headers[1])
        #expect(headers.allSatisfy { $0.hasPrefix("OAuth realm=\"R\", ") })
        let other = ScriptedTransport(.answer(200))
        _ = try await HTTP(transport: other).adding(link).fetch(Request(.get, "https://other/"))
        #expect(other.requests[0].headers.isEmpty)
    }
}
