import OIntCore
import OIntHTTP
import OIntS3
import Testing

@Suite("Objects on servers", .timeLimit(.minutes(2)))
struct ObjectTests {
    /// Keys that both servers know.
    private static let commonKeys: [String] = [
        "plain.txt", "a b", "a+b", "100%", "%2F", "ü/é.txt", " around ", "a?b#c&d=e;f:g@h", "~-._!*'()", "😀/👩‍👩‍👧",
        "back\\slash", "quote\"<&>'", "e\u{301} is not é",
        // 1,000 bytes; rclone's server keeps each part between slashes as the name of a file, of 255 bytes at most.
        String(repeating: String(repeating: "x", count: 199) + "/", count: 4) + String(repeating: "é", count: 100),
    ]

    /// Keys that rclone's server can't keep as files.
    private static let motoKeys: [String] = [
        "dir/", "//double", "/lead", "end//", ".", "..", "a/./b", "a/../b", "../up", "a/..",
        String(repeating: "x", count: 1000),
    ]

    private static let cases: [(TestServer, String)] =
        commonKeys.flatMap { key in TestServer.allCases.map { ($0, key) } } + motoKeys.map { (TestServer.moto, $0) }

    @Test("Objects are kept under any key", arguments: cases)
    func anyKey(server: TestServer, key: String) async throws {
        try await withBucket(on: server) { bucket in
            let text = "content of \(key)"
            #expect(try await bucket.put(key, text)["status"] == 200)
            #expect(try await bucket.text(key) == text)
            #expect(try await bucket.headers(key)["content-length"] == String(text.utf8.count))
            // Byte for byte: to Swift, two ways to write one letter are equal.
            #expect(try await bucket.keys().map { Array($0.utf8) } == [Array(key.utf8)])
            let copied = try await bucket.client.copyObject(
                sname: key, sbucket: bucket.name, name: "copy", bucket: bucket.name, dir: true)
            #expect(copied["response"]?["CopyObjectResult"]?["ETag"] != nil)
            #expect(try await bucket.text("copy") == text)
            try await bucket.delete(key)
            #expect(try await bucket.keys() == ["copy"])
        }
    }

    @Test("What a server does not take as a key is a refusal", arguments: ["//double", "a/../b"])
    func refusedKeys(key: String) async throws {
        try await withBucket(on: .rclone) { bucket in
            let error = try await refusal { try await bucket.put(key, "content") }
            #expect(error.code == "InvalidArgument")
            #expect(try await bucket.keys() == [])
        }
    }

    @Test("Content comes back byte for byte", arguments: TestServer.allCases)
    func bytes(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let content = Array(0...255) + Content.bytes(100_000)
            try await withFile(content) { path in
                _ = try await bucket.client.uploadFullObject(
                    name: "whole", bucket: bucket.name, data: .path(path), dir: true)
                _ = try await bucket.client.putObject(name: "put", bucket: bucket.name, data: .path(path), dir: true)
            }
            let stream = try await bucket.stream("whole")
            #expect(stream.length == content.count)
            #expect(isSame(try await collected(stream), content))
            #expect(isSame(try await bucket.bytes("put"), content))
        }
    }

    @Test("A content type and metadata are kept, and copied", arguments: TestServer.allCases)
    func metadata(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            try await bucket.put(
                "k", "{}",
                headers: [
                    "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store",
                    "x-amz-meta-colour": "dark  red",
                ])
            _ = try await bucket.client.copyObject(
                sname: "k", sbucket: bucket.name, name: "copy", bucket: bucket.name, dir: true)
            for key in ["k", "copy"] {
                let headers = try await bucket.headers(key)
                #expect(headers["content-type"] == "application/json; charset=utf-8")
                #expect(headers["cache-control"] == "no-store")
                #expect(headers["x-amz-meta-colour"] == "dark  red")
            }
        }
    }

    @Test("Metadata is kept by an upload in parts", arguments: TestServer.allCases)
    func metadataOfParts(server: TestServer) async throws {
        try await withBucket(on: server, chunkSize: 5 << 20) { bucket in
            try await bucket.put(
                "k", Content.bytes(6 << 20), headers: ["Content-Type": "video/mp4", "x-amz-meta-colour": "red"])
            let headers = try await bucket.headers("k")
            #expect(headers["content-type"] == "video/mp4")
            #expect(headers["x-amz-meta-colour"] == "red")
        }
    }

    @Test("An object goes from one bucket into another", arguments: TestServer.allCases)
    func copy(server: TestServer) async throws {
        try await withBucket(on: server) { from in
            try await withBucket(on: server) { to in
                try await from.put("a b+c%20/ü.txt", "content")
                _ = try await to.client.copyObject(
                    sname: "a b+c%20/ü.txt", sbucket: from.name, name: "d e/f", bucket: to.name, dir: true)
                #expect(try await to.text("d e/f") == "content")
                #expect(try await from.text("a b+c%20/ü.txt") == "content")
            }
        }
    }

    @Test("An empty object is one", arguments: TestServer.allCases)
    func empty(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            try await bucket.put("bytes", [])
            try await withFile([]) { path in
                _ = try await bucket.client.putObject(name: "file", bucket: bucket.name, data: .path(path), dir: true)
            }
            for key in ["bytes", "file"] {
                #expect(try await bucket.bytes(key) == [])
                #expect(try await bucket.headers(key)["content-length"] == "0")
                let error = try await refusal { try await bucket.stream(key, headers: ["Range": "bytes=0-9"]) }
                #expect(error.code == "InvalidRange")
                #expect(error.status == 416)
            }
        }
    }

    @Test("The last upload counts", arguments: TestServer.allCases)
    func overwrite(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            try await bucket.put("k", "a longer first content")
            try await bucket.put("k", "second")
            #expect(try await bucket.text("k") == "second")
            #expect(try await bucket.keys() == ["k"])
        }
    }

    @Test("An object that is not there can be deleted", arguments: TestServer.allCases)
    func deleteMissing(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let answer = try await bucket.client.deleteObject(name: "missing", bucket: bucket.name, dir: true)
            #expect(answer["status"] == 204)
        }
    }

    @Test(
        "A range of the user's own is what comes", arguments: TestServer.allCases,
        [("bytes=2-4", "234"), ("bytes=7-", "789"), ("bytes=-2", "89"), ("bytes=0-0", "0"), ("bytes=5-99", "56789")])
    func range(server: TestServer, example: (range: String, content: String)) async throws {
        try await withBucket(on: server) { bucket in
            try await bucket.put("k", "0123456789")
            #expect(
                try await bucket.text("k", headers: ["Range": .string(example.range)]) == example.content)
        }
    }

    @Test("A range beyond the end is refused", arguments: TestServer.allCases)
    func rangeBeyond(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            try await bucket.put("k", "0123456789")
            let error = try await refusal { try await bucket.stream("k", headers: ["Range": "bytes=10-20"]) }
            #expect(error.code == "InvalidRange")
        }
    }

    @Test("What has not changed is not sent again", arguments: TestServer.allCases)
    func notModified(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            try await bucket.put("k", "content")
            let tag = try #require(try await bucket.headers("k")["etag"])
            let error = try await refusal { try await bucket.stream("k", headers: ["If-None-Match": .string(tag)]) }
            #expect(error.status == 304)
            #expect(error.message == "the object has not changed")
        }
    }

    @Test("A request of one's own goes through, with a body and without", arguments: TestServer.allCases)
    func rawRequests(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let account = try server.account(path: "/\(bucket.name)/a%20b?x-id=1")
            let put = try await S3.sendRequestWithBody(
                method: .put, basic: account, body: .bytes(Array("content".utf8)), http: TestServer.http)
            guard case .json(let answer) = put else {
                Issue.record("no answer in JSON")
                return
            }
            #expect(answer["status"] == 200)
            #expect(try await bucket.keys() == ["a b"])
            let get = try await S3.sendRequestWithoutBody(
                method: .get, basic: account, binary: true, http: TestServer.http)
            guard case .bytes(let stream) = get else {
                Issue.record("no bytes")
                return
            }
            #expect(try await collected(stream) == Array("content".utf8))
        }
    }
}
