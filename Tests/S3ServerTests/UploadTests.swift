import OIntCore
import OIntHTTP
import OIntS3
import Testing

@Suite("Uploads to servers", .timeLimit(.minutes(2)))
struct UploadTests {
    private static let chunk = 5 << 20

    /// An answer that a service gives to somebody who may not do something.
    private static func denial(_ request: Request) throws -> Response {
        Response(
            status: 403, headers: [HeaderField("Content-Type", "application/xml")],
            body: ByteStream(Array("<Error><Code>AccessDenied</Code><Message>No.</Message></Error>".utf8)),
            address: try #require(Address(request.target)))
    }

    @Test("A large file goes up in parts, side by side, and comes back as it was", arguments: TestServer.allCases)
    func file(server: TestServer) async throws {
        let content = Content.bytes(30_000_000)
        let log = RequestLog()
        let second = Signal()
        let hook = RequestHook { request in
            log.add(request)
            // The first part gets no further before the second one is on its way.
            if request.partNumber == 1 { try await second.wait() }
            if request.partNumber == 2 { second.fire() }
            return nil
        }
        try await withBucket(on: server, chunkSize: Self.chunk, hook: hook) { bucket in
            let answer = try await withFile(content) { path in
                try await bucket.client.putObject(name: "k", bucket: bucket.name, data: .path(path), dir: true)
            }
            #expect(document(answer)?["Key"] == "k")
            #expect(log.requests.compactMap(\.partNumber).sorted() == [1, 2, 3, 4, 5, 6])
            #expect(try await bucket.headers("k")["content-length"] == "30000000")
            #expect(isSame(try await bucket.bytes("k"), content))
            #expect(try await bucket.uploads() == [])
        }
    }

    @Test("What is no larger than a chunk goes up at once", arguments: TestServer.allCases, [0, 1])
    func edge(server: TestServer, excess: Int) async throws {
        let content = Content.bytes(Self.chunk + excess)
        let log = RequestLog()
        try await withBucket(on: server, chunkSize: Self.chunk, hook: log.hook) { bucket in
            try await bucket.put("k", content)
            #expect(log.requests.compactMap(\.partNumber).count == (excess == 0 ? 0 : 2))
            #expect(isSame(try await bucket.bytes("k"), content))
        }
    }

    @Test(
        "A pipe goes up, though nobody knows its size before", arguments: TestServer.allCases,
        [0, 1000, 5 << 20, 12_000_000])
    func pipe(server: TestServer, size: Int) async throws {
        let content = Content.bytes(size)
        let log = RequestLog()
        try await withBucket(on: server, chunkSize: Self.chunk, hook: log.hook) { bucket in
            try await withPipe(content) { path in
                _ = try await bucket.client.putObject(name: "k", bucket: bucket.name, data: .path(path), dir: true)
            }
            #expect(log.requests.compactMap(\.partNumber).count == (size > Self.chunk ? 3 : 0))
            #expect(isSame(try await bucket.bytes("k"), content))
            #expect(try await bucket.uploads() == [])
        }
    }

    @Test func `An object goes from one server to the other`() async throws {
        let content = Content.bytes(6_000_000)
        try await withBucket(on: .moto) { from in
            try await withBucket(on: .rclone, chunkSize: Self.chunk) { to in
                try await from.put("k", content)
                let link = try from.client.getObjectDownloadLink(name: "k", bucket: from.name, dir: true)
                _ = try await to.client.putObject(name: "k", bucket: to.name, data: .address(link), dir: true)
                #expect(isSame(try await to.bytes("k"), content))
            }
        }
    }

    @Test("A part that fails for good leaves nothing behind", arguments: TestServer.allCases)
    func failure(server: TestServer) async throws {
        let hook = RequestHook { request in request.partNumber == 3 ? try Self.denial(request) : nil }
        try await withBucket(on: server, chunkSize: Self.chunk, hook: hook) { bucket in
            let error = try await refusal { try await bucket.put("k", Content.bytes(12_000_000)) }
            #expect(error.code == "AccessDenied")
            #expect(try await bucket.uploads() == [])
            #expect(try await bucket.keys() == [])
        }
    }

    @Test("A refusal at the very end leaves nothing behind", arguments: TestServer.allCases)
    func failureAtEnd(server: TestServer) async throws {
        let hook = RequestHook { request in
            request.method == .post && request.query.contains { $0.name == "uploadId" }
                ? try Self.denial(request) : nil
        }
        try await withBucket(on: server, chunkSize: Self.chunk, hook: hook) { bucket in
            let error = try await refusal { try await bucket.put("k", Content.bytes(6_000_000)) }
            #expect(error.code == "AccessDenied")
            #expect(try await bucket.uploads() == [])
            #expect(try await bucket.keys() == [])
        }
    }

    @Test("A cancelled upload leaves nothing behind", arguments: TestServer.allCases)
    func cancellation(server: TestServer) async throws {
        let (reached, never) = (Signal(), Signal())
        let hook = RequestHook { request in
            if request.partNumber == 2 {
                reached.fire()
                try await never.wait()
            }
            return nil
        }
        try await withBucket(on: server, chunkSize: Self.chunk, hook: hook) { bucket in
            try await bucket.put("k", "what was there before")
            let upload = Task { try await bucket.put("k", Content.bytes(12_000_000)) }
            try await reached.wait()
            #expect(try await bucket.uploads().count == 1)
            upload.cancel()
            await #expect(throws: CancellationError.self) { try await upload.value }
            #expect(try await bucket.uploads() == [])
            #expect(try await bucket.text("k") == "what was there before")
        }
    }

    @Test("Parts are put together by hand", arguments: TestServer.allCases)
    func byHand(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let (client, name) = (bucket.client, bucket.name)
            let content = Content.bytes(Self.chunk + 1)
            let begun = try await client.initPartsUpload(name: "a b", bucket: name, dir: true)
            let upload = try #require(document(begun)?["UploadId"]?.string)
            #expect(try await bucket.uploads().map { $0["UploadId"]?.string } == [upload])
            var tags: [String] = []
            for (number, part) in [content.prefix(Self.chunk), content.suffix(1)].enumerated() {
                let answer = try await client.uploadObjectPart(
                    name: "a b", bucket: name, upload: upload, part: number + 1, content: .bytes(Array(part)), dir: true
                )
                tags.append(try #require(headerValues(answer)["etag"]))
            }
            _ = try await client.finishPartsUpload(name: "a b", bucket: name, upload: upload, tags: tags, dir: true)
            #expect(isSame(try await bucket.bytes("a b"), content))
            #expect(try await bucket.uploads() == [])
        }
    }

    @Test("An upload that was cancelled by hand is gone", arguments: TestServer.allCases)
    func cancelledByHand(server: TestServer) async throws {
        try await withBucket(on: server) { bucket in
            let (client, name) = (bucket.client, bucket.name)
            let begun = try await client.initPartsUpload(name: "k", bucket: name, dir: true)
            let upload = try #require(document(begun)?["UploadId"]?.string)
            _ = try await client.uploadObjectPart(
                name: "k", bucket: name, upload: upload, part: 1, content: .bytes([1]), dir: true)
            let answer = try await client.abortMultipartUpload(name: "k", bucket: name, upload: upload, dir: true)
            #expect(answer["status"] == 204)
            #expect(try await bucket.uploads() == [])
            let error = try await refusal {
                try await client.abortMultipartUpload(name: "k", bucket: name, upload: upload, dir: true)
            }
            #expect(error.code == "NoSuchUpload")
            #expect(error.remedy?.contains("start a new one") == true)
        }
    }
}
