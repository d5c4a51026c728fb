import LoopbackServer
import OIntCore
import OIntHTTP
import Testing

@testable import OIntWeb

@Suite("Who calls any service")
struct IdentityTests {
    private static let password = "päss:w0rd+secret"

    @Test func `Basic is name and password in UTF-8`() async throws {
        try await withAPI { api in
            try await api.call("Get", "/", ["basic": "Ann:\(Self.password)"])
            let expected = Base64.encoded("Ann:\(Self.password)".utf8)
            #expect(try api.request.headers.values(of: "authorization") == ["Basic \(expected)"])
        }
    }

    @Test func `User and password in the address go as Basic, and not in the address`() async throws {
        try await withAPI { api in
            let url = api.server.url.replacing("http://", with: "http://us%40er:p%3Aw@") + "/x"
            try await api.call("Get", "", ["url": url])
            #expect(try api.request.headers["authorization"] == "Basic \(Base64.encoded("us@er:p:w".utf8))")
            #expect(try api.request.headers["host"] == "localhost:\(api.server.port)")
        }
    }

    @Test func `A bearer token stands in its header`() async throws {
        try await withAPI { api in
            try await api.call("Get", "/", ["bearer": "tok-1"])
            #expect(try api.request.headers.values(of: "authorization") == ["Bearer tok-1"])
        }
    }

    @Test(
        "What is secret is masked in dry runs",
        arguments: [
            ["basic": "Ann:hush1234secret"], ["bearer": "hush1234secret"],
            ["url": "https://ann:hush1234secret@h/"], ["headers": #"{"X-Api-Key": "hush1234secret"}"#],
            ["headers": #"{"Authorization": "Token hush1234secret"}"#],
            ["headers": #"{"Ocp-Apim-Subscription-Key": "hush1234secret"}"#],
            ["url": "https://h/?access_token=hush1234secret"], ["query": #"{"api_key": "hush1234secret"}"#],
            ["form": #"{"password": "hush1234secret"}"#], ["basic": "hush1234secret:"],
            ["aws": #"{"accesskey":"a","secretkey":"hush1234secret","region":"c","service":"s3"}"#],
            ["oauth1": #"{"consumerkey":"a","consumersecret":"hush1234secret"}"#],
        ])
    func masked(options: [String: String]) async throws {
        let shown = try await API.preview("Post", ["url": "https://h/"].merging(options) { $1 })
        #expect(!shown.contains("hush1234secret"))
        #expect(!shown.contains(Base64.encoded("Ann:hush1234secret".utf8)))
    }

    @Test func `Digest proves the password when the service asks for it, and sends the body again`() async throws {
        let handler: LoopbackServer.Handler = { request in
            let proof = request.headers["authorization"] ?? ""
            return proof.hasPrefix("Digest username=\"Ann\"") && proof.contains("uri=\"/a?b=1\"")
                ? .json(#"{"in":true}"#)
                : .status(401, headers: ["WWW-Authenticate": #"Digest realm="r", nonce="n", qop="auth""#])
        }
        try await withAPI(handler) { api in
            let output = try await api.call("Post", "/a?b=1", ["digest": "Ann:\(Self.password)", "text": "hello"])
            #expect(try await output.shown == #"json {"in":true}"#)
            #expect(api.server.requests.map(\.text) == ["hello", "hello"])
            #expect(api.server.requests[0].headers["authorization"] == nil)
        }
    }

    @Test func `A signature for AWS stands in the headers`() async throws {
        try await withAPI { api in
            let keys =
                #"{"accesskey":"AKID","secretkey":"s","region":"eu-west-1","service":"execute-api","token":"tok"}"#
            try await api.call("Post", "/a b", ["aws": keys, "json": "{}"])
            let authorization = try api.request.headers["authorization"] ?? ""
            #expect(authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=AKID/"))
            #expect(authorization.contains("/eu-west-1/execute-api/aws4_request,"))
            #expect(authorization.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token,"))
            #expect(try api.request.headers["x-amz-security-token"] == "tok")
        }
    }

    @Test func `A signature by OAuth 1 stands in its header`() async throws {
        try await withAPI { api in
            let keys = #"{"consumerkey":"ck","consumersecret":"cs","token":"tk","tokensecret":"ts","realm":"R"}"#
            try await api.call("Get", "/", ["oauth1": keys])
            let authorization = try api.request.headers["authorization"] ?? ""
            #expect(authorization.hasPrefix(#"OAuth realm="R", oauth_consumer_key="ck""#))
            #expect(authorization.contains(#"oauth_token="tk""#) && authorization.contains("oauth_signature="))
        }
    }

    @Test(
        "Credentials do not follow a redirect to another service",
        arguments: [
            ["basic": "u:p4ssw0rd"], ["bearer": "t0kent0ken"], ["digest": "u:p4ssw0rd"],
            ["aws": #"{"accesskey":"a","secretkey":"b","region":"c","service":"s3"}"#],
            ["oauth1": #"{"consumerkey":"a","consumersecret":"b"}"#],
            ["headers": #"{"Ocp-Apim-Subscription-Key": "t0kent0ken"}"#],
        ])
    func redirects(options: [String: String]) async throws {
        try await withAPI({ request in
            request.headers["authorization"] == nil && options["digest"] != nil
                ? .status(401, headers: ["WWW-Authenticate": #"Digest realm="r", nonce="n", qop="auth""#]) : .json("{}")
        }) { other in
            let elsewhere = other.server.url + "/there"
            try await withAPI({ _ in .status(302, headers: ["Location": elsewhere]) }) { api in
                _ = try? await api.call("Get", "/", options)
            }
            let request = try #require(other.server.requests.first)
            #expect(other.server.requests.count == 1)
            #expect(request.headers["authorization"] == nil)
            #expect(request.headers["ocp-apim-subscription-key"] == nil)
        }
    }

    @Test func `A refusal tells which option to look at`() async throws {
        try await withAPI({ _ in .status(401) }) { api in
            let known = try await #require(throws: ServiceError.self) {
                try await api.call("Get", "/", ["bearer": "x"])
            }
            #expect(known.remedy == "Check --bearer")
            let unknown = try await #require(throws: ServiceError.self) { try await api.call("Get") }
            #expect(unknown.remedy?.contains("--basic") == true)
        }
    }
}
