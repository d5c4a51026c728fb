import LoopbackServer
import OIntCore
import OIntHTTP
import Synchronization
import Testing

@testable import OIntS3

@Suite("Downloads", .timeLimit(.minutes(1)))
struct DownloadTests {
    private static let size = 10_500
    private static let content = BytePattern.counting.bytes(0..<size)

    /// The stretch that a request asks for.
    private static func range(_ request: ServerRequest, _ total: Int = size) -> Range<Int> {
        let text = request.headers["range"]?.dropFirst("bytes=".count) ?? ""
        let ends = text.split(separator: "-").compactMap { Int($0) }
        return ends.count == 2 ? ends[0]..<min(ends[1] + 1, total) : 0..<total
    }

    private static func part(
        _ request: ServerRequest, tag: String = "\"v1\"", breakingAfter count: Int? = nil, status: Int = 206
    ) -> ServerReply {
        let range = range(request)
        let headers: ServerHeaders = [
            "ETag": tag, "Content-Range": "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)",
        ]
        guard let count else { return .stream(range, status: status, headers: headers) }
        let middle = range.lowerBound + count
        return ServerReply(
            status: status, headers: headers,
            steps: [
                .pattern(.counting, range.lowerBound..<middle), .close, .pattern(.counting, middle..<range.upperBound),
            ])
    }

    private func download(_ client: S3, _ headers: JSONObject = [:], ver: String? = nil) async throws -> [UInt8] {
        let stream = try await client.getObject(name: "k", bucket: "bucket", ver: ver, headers: headers, dir: true)
        var bytes: [UInt8] = []
        for try await piece in stream { piece.withBytes { bytes += $0 } }
        if let length = stream.length { #expect(bytes.count == length) }
        return bytes
    }

    @Test func `A small object costs one request`() async throws {
        try await withService {
            Self.part($0)
        } body: { client, server in
            let bytes = try await download(client)
            #expect(bytes == Self.content)
            #expect(server.requests.map { $0.headers["range"] } == ["bytes=0-5242879"])
        }
    }

    @Test(
        "A large object comes in stretches, in its order and of one version",
        arguments: [(1, 206), (3, 206), (3, 200)])
    func stretches(parallel: Int, status: Int) async throws {
        try await withService(chunkSize: 1000, parallel: parallel) {
            Self.part($0, status: status)
        } body: { client, server in
            let bytes = try await download(client, ["x-amz-request-payer": "requester"], ver: "7")
            #expect(bytes == Self.content)
            #expect(
                Set(server.requests.map { Self.range($0).lowerBound }) == Set(stride(from: 0, to: 10_500, by: 1000)))
            #expect(server.requests.count == 11)
            #expect(server.requests.map { $0.headers["if-match"] } == [nil] + Array(repeating: "\"v1\"", count: 10))
            #expect(server.requests.allSatisfy { $0.query("versionId") == "7" })
            #expect(server.requests.allSatisfy { $0.headers["x-amz-request-payer"] != nil })
        }
    }

    @Test("A stretch that breaks off goes on from where it came to", arguments: [0, 3000])
    func broken(start: Int) async throws {
        let isFirst = Mutex(true)
        try await withService(chunkSize: 1000, parallel: 2) { request in
            let breaks =
                Self.range(request).lowerBound == start
                && isFirst.withLock { flag in
                    defer { flag = false }
                    return flag
                }
            return Self.part(request, breakingAfter: breaks ? 400 : nil)
        } body: { client, server in
            let bytes = try await download(client)
            #expect(bytes == Self.content)
            #expect(server.requests.contains { $0.headers["range"] == "bytes=\(start + 400)-\(start + 999)" })
            #expect(server.requests.count == 12)
        }
    }

    @Test("A stretch that breaks without a byte, again and again, is given up", arguments: [0, 2])
    func hopeless(retries: Int) async throws {
        try await withService(chunkSize: 1000, parallel: 1, retries: retries) { request in
            Self.part(request, breakingAfter: Self.range(request).lowerBound == 2000 ? 0 : nil)
        } body: { client, server in
            await #expect(throws: ConnectionError.self) { try await download(client) }
            #expect(server.requests.count { $0.headers["range"] == "bytes=2000-2999" } == retries + 1)
        }
    }

    @Test("An object that changes on the way is an error, not a mixture", arguments: [true, false])
    func changed(obeysCondition: Bool) async throws {
        try await withService(chunkSize: 1000) { request in
            guard Self.range(request).lowerBound >= 2000 else { return Self.part(request) }
            return obeysCondition
                ? .xml("<Error><Code>PreconditionFailed</Code></Error>", status: 412)
                : Self.part(request, tag: "\"v2\"")
        } body: { client, _ in
            let error = await #expect(throws: ServiceError.self) { try await download(client) }
            #expect(error?.message == "the content changed while it was downloaded")
        }
    }

    @Test(
        "Content that is not what its tag says is an error",
        arguments: [("b1946ac92492d2347c6235b4d2611184", true), ("00000000000000000000000000000000", false)])
    func damaged(tag: String, isRight: Bool) async throws {
        try await withService { _ in
            .bytes(
                Array("hello\n".utf8), status: 206,
                headers: ["ETag": "\"\(tag)\"", "Content-Range": "bytes 0-5/6"])
        } body: { client, _ in
            if isRight {
                let bytes = try await download(client)
                #expect(bytes == Array("hello\n".utf8))
            } else {
                let error = await #expect(throws: ReplyError.self) { try await download(client) }
                #expect(error?.reason.contains("b1946ac92492d2347c6235b4d2611184") == true)
            }
        }
    }

    @Test func `An empty object is empty`() async throws {
        try await withService { request in
            request.headers["range"] == nil
                ? .status(200, headers: ["ETag": "\"d41d8cd98f00b204e9800998ecf8427e\""])
                : .xml("<Error><Code>InvalidRange</Code></Error>", status: 416)
        } body: { client, _ in
            let bytes = try await download(client)
            #expect(bytes == [])
        }
    }

    @Test(
        "A first answer that holds something else is refused",
        arguments: ["bytes 5-10/20", "bytes 0-5000/10000", "bytes 0-1/2", nil])
    func unwanted(range: String?) async throws {
        var headers: ServerHeaders = [:]
        if let range { headers.append("Content-Range", range) }
        try await withService(chunkSize: 1000) { [headers] _ in
            .bytes([1, 2, 3], status: 206, headers: headers)
        } body: { client, _ in
            let error = await #expect(throws: ReplyError.self) { try await download(client) }
            #expect(error?.reason == "another part of the content came than was asked for")
        }
    }

    @Test func `A service that knows no ranges sends the whole`() async throws {
        try await withService(chunkSize: 1000) { _ in
            .stream(0..<Self.size)
        } body: { client, server in
            let bytes = try await download(client)
            #expect(bytes == Self.content)
            #expect(server.requests.count == 1)
        }
    }

    @Test func `A range of the caller's own is asked for as it is`() async throws {
        try await withService(chunkSize: 1000) {
            Self.part($0)
        } body: { client, server in
            let bytes = try await download(client, ["range": "bytes=5-4000"])
            #expect(bytes == Array(Self.content[5...4000]))
            #expect(server.requests.map { $0.headers["range"] } == ["bytes=5-4000"])
        }
    }

    @Test func `What is kept compressed comes as it is kept`() async throws {
        try await withService { _ in
            .bytes([1, 2, 3], headers: ["Content-Encoding": "gzip"])
        } body: { client, server in
            let bytes = try await download(client)
            #expect(bytes == [1, 2, 3])
            #expect(server.requests.first?.headers["accept-encoding"] == "identity")
        }
    }

    @Test func `A refusal is one before there is any content`() async throws {
        try await withService { _ in
            .xml("<Error><Code>NoSuchKey</Code><Message>No such key.</Message></Error>", status: 404)
        } body: { client, _ in
            let error = await #expect(throws: ServiceError.self) { try await download(client) }
            #expect(error?.code == "NoSuchKey")
        }
    }
}
