import OIntCore
import OIntHTTP
import OIntS3
import Testing

@Suite("Downloads from servers", .timeLimit(.minutes(2)))
struct DownloadTests {
    private static let chunk = 1 << 20

    @Test("A large object comes in stretches, no more of them than agreed", arguments: TestServer.allCases)
    func bounded(server: TestServer) async throws {
        let (content, parallel) = (Content.bytes(10_000_000), 2)
        let log = RequestLog()
        try await withBucket(on: server) { plain in
            try await plain.put("k", content)
            let account = try server.account(chunkSize: Self.chunk, parallel: parallel)
            let client = S3(account, http: TestServer.http.adding(log.hook))
            let stream = try await client.getObject(name: "k", bucket: plain.name, dir: true)
            #expect(stream.length == content.count)
            #expect(log.requests.count == 1)
            var arrived: [UInt8] = []
            for try await piece in stream {
                #expect(piece.byteCount <= Self.chunk)
                piece.withBytes { arrived.append(contentsOf: $0) }
                // What was asked for and not yet handed over lies in memory; the head is one of the stretches.
                let asked = log.requests.compactMap { $0.range?.upperBound }.max() ?? 0
                #expect(asked < arrived.count + (parallel + 1) * Self.chunk)
            }
            #expect(log.requests.count == 10)
            #expect(isSame(arrived, content))
        }
    }

    @Test("Stretches travel side by side", arguments: TestServer.allCases)
    func parallel(server: TestServer) async throws {
        let content = Content.bytes(3_500_000)
        let third = Signal()
        let hook = RequestHook { request in
            // The second stretch gets no further before the third one is on its way.
            switch request.range?.lowerBound {
            case Self.chunk: try await third.wait()
            case 2 * Self.chunk: third.fire()
            default: break
            }
            return nil
        }
        try await withBucket(on: server, chunkSize: Self.chunk, hook: hook) { bucket in
            _ = try await bucket.client.uploadFullObject(
                name: "k", bucket: bucket.name, data: .bytes(content), dir: true)
            #expect(isSame(try await bucket.bytes("k"), content))
        }
    }

    // rclone's server reads the file while it sends, so that what comes of such a change is chance.
    @Test func `An object that changes on the way is told`() async throws {
        try await withBucket(on: .moto, chunkSize: Self.chunk, parallel: 1) { bucket in
            let (client, name) = (bucket.client, bucket.name)
            _ = try await client.uploadFullObject(
                name: "k", bucket: name, data: .bytes(Content.bytes(4 << 20)), dir: true)
            let stream = try await bucket.stream("k")
            _ = try await client.uploadFullObject(
                name: "k", bucket: name, data: .bytes(Content.bytes(5 << 20)), dir: true)
            let error = try await refusal { try await collected(stream) }
            #expect(error.code == "PreconditionFailed")
            #expect(error.message == "the content changed while it was downloaded")
        }
    }

    @Test("A download that nobody wants any more ends", arguments: TestServer.allCases)
    func abandoned(server: TestServer) async throws {
        try await withBucket(on: server, chunkSize: Self.chunk) { bucket in
            _ = try await bucket.client.uploadFullObject(
                name: "k", bucket: bucket.name, data: .bytes(Content.bytes(4 << 20)), dir: true)
            let first = try await bucket.stream("k").first { _ in true }
            #expect((first?.byteCount ?? 0) > 0)
        }
    }
}
