import Foundation
import LoopbackServer
import OIntCore
import OIntHTTP
import PreparedAnswers
import Synchronization
import Testing

@testable import OIntS3

@Suite("Uploads", .timeLimit(.minutes(2)))
struct UploadTests {
    private static let chunk = 5 << 20
    private static let content = BytePattern.counting.bytes(0..<12 << 20)

    private func completed(_ server: LoopbackServer) -> Bool {
        server.requests.contains { $0.method == "POST" && $0.query("uploadId") != nil }
    }

    private func aborts(_ server: LoopbackServer) -> Int {
        server.requests.count { $0.method == "DELETE" && $0.query("uploadId") == "id+1/=" }
    }

    @Test func `A small object is one request, its content signed`() async throws {
        let service = PartsService()
        try await withService(handler: service.answer) { client, server in
            try await withFile(Array("hello\n".utf8)) { path in
                _ = try await client.putObject(
                    name: "k", bucket: "bucket", data: .path(path), headers: ["Content-Type": "text/plain"], dir: true)
            }
            try #require(server.requests.count == 1)
            let request = server.requests[0]
            #expect(request.method == "PUT")
            #expect(request.target == "/bucket/k")
            #expect(request.text == "hello\n")
            #expect(request.headers["content-type"] == "text/plain")
            #expect(request.headers["x-amz-content-sha256"] == request.bodySHA256)
            // A file is not read for it: the service's tag is compared with what went out.
            #expect(request.headers["content-md5"] == nil)
            #expect(request.headers["transfer-encoding"] == nil)
        }
    }

    @Test("A large object goes up in parts, from a file and from memory", arguments: [true, false])
    func parts(isFile: Bool) async throws {
        let service = PartsService()
        try await withService(chunkSize: Self.chunk, handler: service.answer) { client, server in
            try await withFile(Self.content) { path in
                let answer = try await client.putObject(
                    name: "k", bucket: "bucket", data: isFile ? .path(path) : .bytes(Self.content),
                    headers: ["x-amz-acl": "private", "x-amz-request-payer": "requester"], dir: true)
                #expect(answer["response"] == ["CompleteMultipartUploadResult": ["Key": "k"]])
            }
            let parts = server.requests.filter { $0.method == "PUT" }
                .sorted { Int($0.query("partNumber") ?? "") ?? 0 < Int($1.query("partNumber") ?? "") ?? 0 }
            #expect(parts.map(\.bodyLength) == [5 << 20, 5 << 20, 2 << 20])
            #expect(parts.flatMap(\.body) == Self.content)
            #expect(parts.allSatisfy { $0.headers["x-amz-content-sha256"] == $0.bodySHA256 })
            #expect(parts.allSatisfy { $0.query("uploadId") == "id+1/=" })
            #expect(parts.allSatisfy { $0.headers["x-amz-acl"] == nil && $0.headers["x-amz-request-payer"] != nil })
            let start = try #require(server.requests.first)
            #expect(start.target == "/bucket/k?uploads")
            #expect(start.headers["x-amz-acl"] == "private")
            let end = try #require(server.requests.last)
            #expect(
                end.text == #"<?xml version="1.0" encoding="UTF-8"?>"#
                    + #"<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">"#
                    + (1...3).map { "<Part><ETag>&quot;tag-\($0)&quot;</ETag><PartNumber>\($0)</PartNumber></Part>" }
                    .joined() + "</CompleteMultipartUpload>")
            #expect(aborts(server) == 0)
        }
    }

    @Test(
        "What comes as a stream goes up in parts, or at once when it is short", arguments: [0, 1000, 5 << 20, 11 << 20])
    func stream(size: Int) async throws {
        let service = PartsService()
        try await withLoopbackServer { _ in
            .stream(0..<size, framing: .chunked)
        } body: { source in
            try await withService(chunkSize: Self.chunk, handler: service.answer) { client, server in
                _ = try await client.putObject(
                    name: "k", bucket: "bucket", data: .address(source.url + "/file"), dir: true)
                let puts = server.requests.filter { $0.method == "PUT" }
                #expect(puts.map(\.bodyLength).reduce(0, +) == size)
                #expect(puts.count == max(1, (size + Self.chunk - 1) / Self.chunk))
                #expect(completed(server) == (size > Self.chunk))
                #expect(puts.allSatisfy { $0.headers["content-length"] == "\($0.bodyLength)" })
            }
        }
    }

    @Test func `A part that fails twice is sent again by itself`() async throws {
        let service = PartsService { part, attempt in part == 2 && attempt < 3 ? .status(500) : nil }
        try await withService(chunkSize: Self.chunk, handler: service.answer) { client, server in
            _ = try await client.putObject(name: "k", bucket: "bucket", data: .bytes(Self.content), dir: true)
            let parts = server.requests.compactMap { $0.query("partNumber") }
            #expect(parts.sorted() == ["1", "2", "2", "2", "3"])
            #expect(completed(server))
            #expect(aborts(server) == 0)
        }
    }

    @Test func `A part that fails for good ends the upload, and nothing is left behind`() async throws {
        let service = PartsService { part, _ in
            part == 2 ? .xml("<Error><Code>AccessDenied</Code></Error>", status: 403) : nil
        }
        try await withService(chunkSize: Self.chunk, handler: service.answer) { client, server in
            let error = await #expect(throws: ServiceError.self) {
                try await client.putObject(name: "k", bucket: "bucket", data: .bytes(Self.content), dir: true)
            }
            #expect(error?.code == "AccessDenied")
            #expect(!completed(server))
            #expect(aborts(server) == 1)
        }
    }

    @Test func `A cancelled upload is cancelled at the service too`() async throws {
        let gate = Gate()
        let service = PartsService { part, _ in
            if part == 2 { try await gate.pass() }
            return nil
        }
        try await withService(chunkSize: Self.chunk, handler: service.answer) { client, server in
            let upload = Task {
                try await client.putObject(name: "k", bucket: "bucket", data: .bytes(Self.content), dir: true)
            }
            try await gate.reached()
            upload.cancel()
            await #expect(throws: (any Error).self) { try await upload.value }
            #expect(!completed(server))
            #expect(aborts(server) == 1)
        }
    }

    @Test func `An upload that is cancelled while it begins is cancelled at the service too`() async throws {
        let gate = Gate()
        let service = PartsService()
        try await withService(chunkSize: Self.chunk) { request in
            if request.query("uploads") != nil { try await gate.pass() }
            return try await service.answer(request)
        } body: { client, server in
            let upload = Task {
                try await client.putObject(name: "k", bucket: "bucket", data: .bytes(Self.content), dir: true)
            }
            try await gate.reached()
            upload.cancel()
            gate.open()
            await #expect(throws: CancellationError.self) { try await upload.value }
            #expect(server.requests.allSatisfy { $0.method != "PUT" })
            #expect(aborts(server) == 1)
        }
    }

    @Test func `A file that becomes shorter ends the upload`() async throws {
        let service = PartsService()
        try await withService(chunkSize: Self.chunk, parallel: 1) { request in
            try await service.answer(request)
        } body: { client, server in
            try await withFile(Self.content) { path in
                let source = UploadSource.file(path: path, size: Self.content.count + 1)
                let error = await #expect(throws: LocalError.self) {
                    try await client.put(source, at: client.objectURL("k", "bucket", true), headers: [])
                }
                #expect(error == LocalError(path, "it became shorter while it was read"))
            }
            #expect(aborts(server) == 1)
        }
    }

    @Test("A tag that is the MD5 of something else is an error", arguments: [false, true])
    func damaged(inParts: Bool) async throws {
        let wrong: ServerHeaders = ["ETag": "\"00000000000000000000000000000000\""]
        try await withService(chunkSize: inParts ? Self.chunk : nil) { request in
            request.method == "PUT" ? .status(200, headers: wrong) : try await PartsService().answer(request)
        } body: { client, server in
            let error = await #expect(throws: ReplyError.self) {
                try await client.putObject(name: "k", bucket: "bucket", data: .bytes(Self.content), dir: true)
            }
            #expect(error?.reason.contains("what arrived is not what was sent") == true)
            #expect(aborts(server) == (inParts ? 1 : 0))
        }
    }

    @Test(
        "A tag that is no MD5 says nothing",
        arguments: [
            ["ETag": "\"00000000000000000000000000000000-2\""], [:],
            ["ETag": "\"00000000000000000000000000000000\"", "x-amz-server-side-encryption": "aws:kms"],
            [
                "ETag": "\"00000000000000000000000000000000\"",
                "x-amz-server-side-encryption-customer-algorithm": "AES256",
            ],
        ] as [ServerHeaders])
    func otherTags(headers: ServerHeaders) async throws {
        try await withService { _ in
            .status(200, headers: headers)
        } body: { client, _ in
            _ = try await client.putObject(name: "k", bucket: "bucket", data: .bytes([1]), dir: true)
        }
    }

    @Test func `A failure that comes with status 200 at the end is one`() async throws {
        let service = PartsService()
        try await withService(chunkSize: Self.chunk) { request in
            request.method == "POST" && request.query("uploadId") != nil
                ? .xml("<Error><Code>InternalError</Code><Message>Try again</Message></Error>")
                : try await service.answer(request)
        } body: { client, server in
            let error = await #expect(throws: ServiceError.self) {
                try await client.putObject(name: "k", bucket: "bucket", data: .bytes(Self.content), dir: true)
            }
            #expect(error?.code == "InternalError")
            #expect(error?.status == 200)
            #expect(server.requests.count { $0.method == "POST" && $0.query("uploadId") != nil } == 4)
            #expect(aborts(server) == 1)
        }
    }

    @Test(
        "A failure under 200 that passes, and one under 400, are repeated before the upload is given up",
        arguments: ["InternalError", "SlowDown", "RequestTimeout"])
    func passing(code: String) async throws {
        let failed = Mutex<Set<String>>([])
        let service = PartsService()
        let failure = "\n \n<?xml version='1.0'?><Error><Code>\(code)</Code><Message>Try again</Message></Error>"
        try await withService(chunkSize: Self.chunk) { request in
            let isEnd = request.method == "POST" && request.query("uploadId") != nil
            let step = isEnd ? "end" : request.query("partNumber") ?? ""
            let isFirst = failed.withLock { $0.insert(step).inserted }
            guard isFirst, isEnd || request.method == "PUT" else { return try await service.answer(request) }
            return .xml(failure, status: code == "RequestTimeout" ? 400 : 200)
        } body: { client, server in
            let answer = try await client.putObject(
                name: "k", bucket: "bucket", data: .bytes(Self.content), dir: true)
            #expect(answer["response"]?["CompleteMultipartUploadResult"] != nil)
            #expect(server.requests.count { $0.method == "PUT" } == 6)
            #expect(aborts(server) == 0)
        }
    }

    @Test("Only its own document says that an upload is done", arguments: ["", "<html/>", "<Other/>", "no XML"])
    func silent(body: String) async throws {
        let service = PartsService()
        try await withService(chunkSize: Self.chunk) { request in
            request.method == "POST" && request.query("uploadId") != nil
                ? .xml(body) : try await service.answer(request)
        } body: { client, server in
            let error = await #expect(throws: ReplyError.self) {
                try await client.putObject(name: "k", bucket: "bucket", data: .bytes(Self.content), dir: true)
            }
            #expect(error?.reason.contains("instead of CompleteMultipartUploadResult") == true)
            #expect(aborts(server) == 1)
        }
    }

    @Test(
        "The type of an object follows from its key, or else from the file's name",
        arguments: [
            ("a/report.PDF", "x.txt", [:], "application/pdf"), ("report", "x.txt", [:], "text/plain"),
            ("a.b/report", "x", [:], nil), (".html", "x", [:], nil),
            ("a.pdf", "x.txt", ["content-type": "a/b"], "a/b"),
        ] as [(String, String, JSONObject, String?)])
    func types(key: String, file: String, headers: JSONObject, type: String?) async throws {
        let wire = Wire()
        _ = try await S3.sample(wire).putObject(
            name: key, bucket: "bucket", data: .bytes([1], name: file), headers: headers)
        #expect(wire.requests.map { $0.request.header("Content-Type") } == [type])
    }

    @Test func `Parts are never too small, nor too many`() throws {
        let account = try S3Account.sample()
        #expect(MultipartUpload.partSize(for: 100 << 20, account) == 20 << 20)
        #expect(MultipartUpload.partSize(for: nil, account) == 12 << 20)
        let size = 5 << 40
        #expect(MultipartUpload.partSize(for: size, account) * 10_000 >= size)
        #expect(try MultipartUpload.partSize(for: size, .sample(chunkSize: 5 << 20)) * 10_000 >= size)
    }

    @Test func `A chunk that is too small for parts is told before anything is sent`() async throws {
        let wire = Wire()
        let client = S3(try .sample(chunkSize: 1000), HTTP(transport: wire), now: { 0 })
        let error = await #expect(throws: UsageError.self) {
            try await client.putObject(name: "k", bucket: "bucket", data: .bytes(Array(repeating: 0, count: 1001)))
        }
        #expect(error?.description.contains("5242880") == true)
        #expect(wire.requests.isEmpty)
    }

    @Test func `Over TLS the content of files is not hashed for the signature, and that of memory is`() async throws {
        let wire = Wire(answers: [.init(headers: [HeaderField("ETag", "\"x\"")])])
        let client = try S3.sample(wire)
        try await withFile([1, 2, 3]) { path in
            _ = try await client.uploadObjectPart(
                name: "k", bucket: "bucket", upload: "u", part: 1, content: .path(path))
        }
        _ = try await client.uploadFullObject(name: "k", bucket: "bucket", data: .bytes([1, 2, 3]))
        #expect(
            wire.requests.map { $0.request.header("x-amz-content-sha256") } == [
                "UNSIGNED-PAYLOAD", "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
            ])
        #expect(wire.requests.map { $0.request.header("Content-MD5") } == [nil, "Uonfc331cyb83SJZevsfrA=="])
    }

    @Test func `A bucket that wants the MD5 beforehand gets it`() async throws {
        let refusal = """
            <Error><Code>InvalidRequest</Code><Message>Content-MD5 OR x-amz-checksum- HTTP header is required for Put \
            Object requests with Object Lock parameters</Message></Error>
            """
        try await withService(handler: { request in
            request.headers["content-md5"] == nil
                ? .json(refusal, status: 400) : .status(200)
        }) { client, server in
            try await withFile(Array("hello\n".utf8)) { path in
                _ = try await client.putObject(name: "k", bucket: "bucket", data: .path(path), dir: true)
            }
            #expect(server.requests.map { $0.headers["content-md5"] } == [nil, "sZRqySSS0jR8YjW00mERhA=="])
            #expect(server.requests.map(\.text) == ["hello\n", "hello\n"])
        }
    }
}
