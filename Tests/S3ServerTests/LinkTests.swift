import OIntCore
import OIntHTTP
import OIntS3
import Testing

@Suite("Links to servers", .timeLimit(.minutes(2)))
struct LinkTests {
    private static let key = "a b+c%20/ü.txt"

    @Test("Anybody can download by a link", arguments: TestServer.allCases)
    func download(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            try await bucket.put(Self.key, "content")
            let link = try bucket.client.getObjectDownloadLink(name: Self.key, bucket: bucket.name, dir: true)
            let reply = try await TestServer.http.fetch(Request(.get, link))
            #expect(reply.status == 200)
            #expect(reply.body == Array("content".utf8))
            let secret = try TestServer.secretKey()
            #expect(!link.contains(secret))
        }
    }

    @Test("Anybody can upload by a link", arguments: TestServer.allCases)
    func upload(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let link = try bucket.client.getObjectUploadLink(
                name: Self.key, bucket: bucket.name, expires: 60, headers: ["Content-Type": "text/x-test"], dir: true)
            let request = Request(.put, link, body: .bytes(Array("content".utf8), type: "text/x-test"))
            let reply = try await TestServer.http.fetch(request)
            #expect(reply.status == 200)
            #expect(try await bucket.text(Self.key) == "content")
            #expect(try await bucket.headers(Self.key)["content-type"] == "text/x-test")
        }
    }

    // moto believes every signature.
    @Test func `A link is good for what it was made for, and nothing else`() async throws {
        try await withBucket(on: .rclone) { bucket in
            try await bucket.put("k", "content")
            try await bucket.put("other", "another content")
            let link = try bucket.client.getObjectDownloadLink(name: "k", bucket: bucket.name, dir: true)
            let bound = try bucket.client.getObjectDownloadLink(
                name: "k", bucket: bucket.name, headers: ["x-amz-request-payer": "requester"], dir: true)
            let http = TestServer.http
            #expect(try await http.fetch(Request(.get, link)).status == 200)
            #expect(try await http.fetch(Request(.get, link.replacing("/k?", with: "/other?"))).status == 403)
            #expect(try await http.fetch(Request(.delete, link)).status == 403)
            #expect(
                try await http.fetch(Request(.get, link.replacing("Expires=3600", with: "Expires=7200"))).status == 403)
            let payer = [HeaderField("x-amz-request-payer", "requester")]
            #expect(try await http.fetch(Request(.get, bound, headers: payer)).status == 200)
            #expect(try await http.fetch(Request(.get, bound)).status == 403)
            #expect(try await bucket.text("k") == "content")
        }
    }
}
