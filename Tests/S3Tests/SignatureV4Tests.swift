import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntS3

@Suite("Signatures")
struct SignatureV4Tests {
    /// 24 May 2013, midnight: the moment of the vendor's examples.
    private static let moment = 1_369_353_600
    private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    private static func signature(_ account: S3Account) -> SignatureV4 {
        SignatureV4(credentials: account.credentials, unixTime: moment)
    }

    private static func vendorAccount() throws -> S3Account {
        try S3Account(
            url: "https://s3.amazonaws.com", accessKey: "AKIAIOSFODNN7EXAMPLE",
            secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region: "us-east-1")
    }

    private static func message(
        _ method: String, path: String = "/", query: String = "", headers: [HeaderField] = [], hash: String = empty
    ) -> SignatureV4.Message {
        SignatureV4.Message(
            method: method, host: "examplebucket.s3.amazonaws.com", path: path, query: query,
            headers: headers + [
                HeaderField("x-amz-content-sha256", hash), HeaderField("x-amz-date", "20130524T000000Z"),
            ],
            payloadHash: hash)
    }

    // Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
    @Test func `The vendor's example of a download`() throws {
        let message = Self.message("GET", path: "/test.txt", headers: [HeaderField("Range", "bytes=0-9")])
        #expect(
            try Self.signature(Self.vendorAccount()).authorization(message)
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    }

    @Test func `The vendor's example of an upload`() throws {
        let message = Self.message(
            "PUT", path: "/test%24file.text",
            headers: [
                HeaderField("Date", "Fri, 24 May 2013 00:00:00 GMT"),
                HeaderField("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ], hash: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")
        #expect(
            try Self.signature(Self.vendorAccount()).authorization(message).hasSuffix(
                "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                    + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))
    }

    @Test(
        "The vendor's examples with queries",
        arguments: [
            ("lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
            ("prefix=J&max-keys=2", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
        ])
    func queries(query: String, expected: String) throws {
        let authorization = try Self.signature(Self.vendorAccount()).authorization(Self.message("GET", query: query))
        #expect(authorization.hasSuffix("Signature=\(expected)"))
    }

    // Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    @Test func `The vendor's example of an address that carries its signature`() throws {
        var message = Self.message("GET", path: "/test.txt", hash: "UNSIGNED-PAYLOAD")
        message.headers = []
        #expect(
            try Self.signature(Self.vendorAccount()).presignedQuery(message, expires: 86400)
                == "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    /// What botocore 1.x signs at 2026-03-05T10:20:30Z for AKIDEXAMPLE in eu-west-1.
    struct Vector: Sendable {
        let method: Request.Method
        let url: String
        var headers: [HeaderField] = []
        var body = ""
        var token: Secret?
        let signed: String
        let signature: String
    }

    @Test(
        "The same as botocore signs",
        arguments: [
            Vector(
                method: .get, url: "https://bucket.s3.eu-west-1.amazonaws.com/a%20b%2Bc%2520/%C3%BC//%C3%A9.txt",
                signed: "host;x-amz-content-sha256;x-amz-date",
                signature: "f53eec3e84550d1d7b5346cd4ee38dd838fb7dcdfd80aa9dc2287cf2f3ca8cb6"),
            Vector(
                method: .put, url: "http://127.0.0.1:9000/bucket//lead/../dot/./x",
                headers: [
                    HeaderField("x-amz-meta-note", "  two   words  "), HeaderField("Content-Type", "text/plain"),
                ], body: "hello", signed: "content-type;host;x-amz-content-sha256;x-amz-date;x-amz-meta-note",
                signature: "74c8d4077ef7fcde032b0e340f006aa973eb9d1a2da3b17c37af9ddb09097567"),
            Vector(
                method: .get,
                url: "https://s3.example.com/bucket/?versions&max-keys=250&prefix=a%2Fb%20c&key-marker=%C3%A9%2B",
                signed: "host;x-amz-content-sha256;x-amz-date",
                signature: "75d1179dc3d5c34d8b402bca059a692eb6aaa5162126f4b8e6567b6f4703849b"),
            Vector(
                method: .post, url: "https://s3.example.com:8443/bucket/k?uploads",
                headers: [HeaderField("x-amz-server-side-encryption", "AES256")], token: "TOKEN/with+signs==",
                signed:
                    "host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-server-side-encryption",
                signature: "c0bea679981b56ec3cfe1f33fe6e9cfb4f232699600b09778a69ddd9dd4eba1b"),
            Vector(
                method: .delete, url: "http://localhost/bucket/~-._%21%2A%27%28%29%3D%26%40",
                signed: "host;x-amz-content-sha256;x-amz-date",
                signature: "5e6286a3b672a976d975b9c7d6cb9d5ac07e5d04d6361ce6baa64f417062b295"),
        ])
    func botocore(vector: Vector) async throws {
        let wire = Wire()
        let account = try S3Account(
            url: vector.url, accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            region: "eu-west-1", sessionToken: vector.token)
        let http = HTTP(transport: wire).adding(SigningLink(account: account, now: { 1_772_706_030 }))
        let body = vector.body.isEmpty ? Body.none : .bytes(Array(vector.body.utf8), type: nil)
        _ = try await http.fetch(Request(vector.method, vector.url, headers: vector.headers, body: body))
        let authorization = try #require(wire.requests.first?.request.header("Authorization"))
        #expect(authorization.contains("SignedHeaders=\(vector.signed),"))
        #expect(authorization.hasSuffix("Signature=\(vector.signature)"))
        #expect(wire.requests.first?.request.header("x-amz-date") == "20260305T102030Z")
    }

    @Test(
        "Addresses that sign like botocore's",
        arguments: [
            (
                Request.Method.get, "https://s3.eu-west-1.amazonaws.com", nil, "bucket", "a b+c%20/ü//é.txt", false,
                [:],
                "3d4a9fe60fca0b284abcfcf3627d5c62764ca6472ef1fb52653b06568165c92a"
            ),
            (
                .put, "http://127.0.0.1:9000", nil, "bucket", "/lead/../dot/./x", true,
                ["x-amz-meta-note": "  two   words  "],
                "ff0be20b5641ccbe15e87145fed0b23cb9aa6a782117f4954ce30057fccbbf7c"
            ),
            (
                .post, "https://s3.example.com:8443", "TOKEN/with+signs==", "bucket", "k", true,
                ["x-amz-server-side-encryption": "AES256"],
                "21afc6d4cd9f50ec0912b626ad29a36fbe6d6f3052e1881a995c9c2595ca7051"
            ),
        ] as [(Request.Method, String, Secret?, String, String, Bool, JSONObject, String)])
    func links(
        method: Request.Method, url: String, token: Secret?, bucket: String, key: String, dir: Bool,
        headers: JSONObject, signature: String
    ) throws {
        let account = try S3Account(
            url: url, accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            region: "eu-west-1", sessionToken: token)
        let client = S3(account, HTTP(transport: Wire()), now: { 1_772_706_030 })
        let link = try client.link(
            method, client.objectURL(key, bucket, dir), expires: 900, headers: headers)
        #expect(link.hasSuffix("X-Amz-Signature=\(signature)"))
    }

    @Test func `Headers that change on the way are not signed`() {
        let message = Self.message("GET", headers: [HeaderField("User-Agent", "a"), HeaderField("Expect", "b")])
        #expect(SignatureV4.canonicalRequest(message) == SignatureV4.canonicalRequest(Self.message("GET")))
    }

    @Test func `A repeated request is signed anew, with the date of the moment`() async throws {
        let wire = Wire(answers: [.init(status: 500), .init()])
        let clock = TickingClock()
        let http = HTTP(transport: wire, clock: InstantClock())
        let client = S3(try .sample(), http, now: { clock.next() })
        _ = try await client.headBucket(name: "bucket")
        #expect(wire.requests.map { $0.request.header("x-amz-date") } == ["20130524T000000Z", "20130524T000001Z"])
        #expect(Set(wire.requests.map { $0.request.header("Authorization") }).count == 2)
        #expect(wire.requests.allSatisfy { sent in sent.request.headers.count { $0.name == "Authorization" } == 1 })
    }
}
