import LoopbackServer
import OIntCore
import OIntHTTP
import PreparedAnswers
import Testing

@testable import OIntS3

@Suite("Addresses of buckets and objects", .timeLimit(.minutes(1)))
struct AddressTests {
    @Test(
        "A key reaches the wire as it is signed",
        arguments: [
            ("plain.txt", "/bucket/plain.txt"),
            ("a b+c%20/ü//é.txt", "/bucket/a%20b%2Bc%2520/%C3%BC//%C3%A9.txt"),
            ("../x/./..", "/bucket/../x/./.."),
            ("/lead", "/bucket//lead"),
            ("//", "/bucket///"),
            ("end/", "/bucket/end/"),
            ("%2F%", "/bucket/%252F%25"),
            ("a?b#c&d=e;f:g@h", "/bucket/a%3Fb%23c%26d%3De%3Bf%3Ag%40h"),
            ("~-._!*'()", "/bucket/~-._%21%2A%27%28%29"),
            ("/\u{301}e", "/bucket//%CC%81e"),
            ("\n\u{1}\\\"<>", "/bucket/%0A%01%5C%22%3C%3E"),
        ])
    func keys(key: String, target: String) async throws {
        try await withService { _ in
            .status(200)
        } body: { client, server in
            _ = try await client.headObject(name: key, bucket: "bucket", dir: true)
            #expect(server.requests.map(\.target) == [target])
            let path = CanonicalForm.path(target)
            #expect(path == target)
        }
    }

    @Test(
        "Buckets stand in front of the host, or in the path",
        arguments: [
            ("s3.example.com", "buck", false, "https://buck.s3.example.com"),
            ("https://S3.Example.com/", "my-buck-1", false, "https://my-buck-1.s3.example.com"),
            ("http://s3.example.com:9000", "buck", false, "http://buck.s3.example.com:9000"),
            ("http://s3.example.com", "a.b", false, "http://a.b.s3.example.com"),
            ("https://s3.example.com:443/", "a.b", true, "https://s3.example.com/a.b"),
            ("http://127.0.0.1:9000/base/", "Old_Name", true, "http://127.0.0.1:9000/base/Old_Name"),
            ("http://[::1]:9000", "buck", true, "http://[::1]:9000/buck"),
        ])
    func buckets(url: String, bucket: String, dir: Bool, expected: String) throws {
        #expect(try Endpoint(url).bucketURL(bucket, isPathStyle: dir) == expected)
    }

    @Test(
        "A bucket that can't stand in front of the host is told, with what helps",
        arguments: [
            ("https://s3.example.com", "a.b"), ("https://s3.example.com", "Upper"), ("https://s3.example.com", "ab"),
            ("https://s3.example.com", "-buck"), ("https://s3.example.com", "under_score"),
            ("http://h.example", "a..b"),
            ("http://127.0.0.1:9000", "buck"), ("http://[::1]", "buck"), ("https://s3.example.com", "bück"),
            ("https://s3.example.com", String(repeating: "a", count: 64)),
        ])
    func obstacles(url: String, bucket: String) throws {
        let endpoint = try Endpoint(url)
        let error = #expect(throws: UsageError.self) { try endpoint.bucketURL(bucket, isPathStyle: false) }
        #expect(error?.description.contains("--dir true") == true)
    }

    @Test("What is no bucket is none anywhere", arguments: ["a/b", ""])
    func noBucket(name: String) throws {
        let endpoint = try Endpoint("https://s3.example.com")
        #expect(throws: UsageError.self) { try endpoint.bucketURL(name, isPathStyle: true) }
    }

    @Test("What is no address of a service is refused", arguments: ["ftp://h", "https://", "https://u:p@h", "a b"])
    func noService(text: String) {
        #expect(throws: OptionError.self) { try Endpoint(text) }
    }

    @Test func `The source of a copy is encoded, but for its slashes`() async throws {
        let wire = Wire(answers: [.init(body: "<CopyObjectResult/>")])
        _ = try await S3.sample(wire).copyObject(
            sname: "a b+c%20/ü//é.txt", sbucket: "from", name: "k", bucket: "bucket")
        #expect(
            wire.requests.first?.request.header("x-amz-copy-source") == "/from/a%20b%2Bc%2520/%C3%BC//%C3%A9.txt")
    }

    @Test func `A whole address is sent as it is given, and signed as it is sent`() async throws {
        try await withLoopbackServer { _ in
            .status(200)
        } body: { server in
            let account = try S3Account.sample(url: server.url + "/buck/a%20b/?list-type=2&prefix=x%2Fy&acl")
            _ = try await S3.sendRequestWithoutBody(method: .get, basic: account, http: HTTP())
            #expect(server.requests.map(\.target) == ["/buck/a%20b/?list-type=2&prefix=x%2Fy&acl"])
            #expect(server.requests.first?.headers["authorization"]?.contains("Signature=") == true)
        }
    }

    @Test("What is in memory is signed, over TLS too", arguments: ["", "hello"])
    func rawBody(text: String) async throws {
        let wire = Wire()
        let http = HTTP(transport: wire)
        let account = try S3Account.sample(url: "https://h/bucket/k")
        if text.isEmpty {
            _ = try await S3.sendRequestWithoutBody(method: .delete, basic: account, http: http)
        } else {
            let body = FileInput.bytes(Array(text.utf8))
            _ = try await S3.sendRequestWithBody(method: .put, basic: account, body: body, http: http)
        }
        #expect(wire.requests.first?.request.header("x-amz-content-sha256")?.count == 64)
    }

    @Test(
        "Queries are signed sorted by their bytes, with a value each",
        arguments: [
            ("b=1&a=2&A=3", "A=3&a=2&b=1"), ("uploads", "uploads="), ("a=2&a=1", "a=1&a=2"), ("", ""),
            ("k=%7e+x", "k=~%20x"), ("a-b=1&a=1", "a=1&a-b=1"), ("é=ü", "%C3%A9=%C3%BC"), ("a=b=c", "a=b%3Dc"),
        ])
    func queries(query: String, canonical: String) {
        #expect(CanonicalForm.query(query) == canonical)
    }

    @Test func `A number of IPv6 stands in brackets, signed and sent`() async throws {
        let wire = Wire()
        let client = S3(try .sample(url: "http://[::1]:9000"), HTTP(transport: wire), now: { 0 })
        _ = try await client.headObject(name: "k", bucket: "bucket", dir: true)
        #expect(wire.requests.first?.request.header("Host") == "[::1]:9000")
    }
}
