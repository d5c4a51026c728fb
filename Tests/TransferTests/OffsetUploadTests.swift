import LoopbackServer
import OIntCore
import Synchronization
import Testing

@testable import OIntHTTP

@Suite("Uploads that go on at an offset", .timeLimit(.minutes(1)))
struct OffsetUploadTests {
    private func upload(
        _ service: RangeService, from origin: Origin = .file, content: [UInt8] = sampleContent, retries: Int = 3
    ) async throws -> JSON {
        try await withService(service.answer, admission: service.admission, retries: retries) { http, server in
            try await origin.withSource(http, content) { source in
                try await http.upload(source, by: RangeUpload(http: http, url: server.url))
            }
        }
    }

    @Test("A content goes up in parts, wherever it comes from", arguments: Origin.allCases)
    func parts(origin: Origin) async throws {
        let service = RangeService()
        let answer = try await upload(service, from: origin)
        #expect(answer["size"]?.int == sampleContent.count)
        #expect(service.content == sampleContent)
        #expect(service.partSizes == [1 << 20, 1 << 20, 1 << 19])
        #expect(service.sessions == 1)
        #expect(service.queries == 0)
    }

    @Test(
        "A content of any size has its end told", arguments: Origin.allCases, [0, 1, 1 << 20, (1 << 20) + 1])
    func sizes(origin: Origin, size: Int) async throws {
        let service = RangeService()
        let content = BytePattern.counting.bytes(0..<size)
        _ = try await upload(service, from: origin, content: content)
        #expect(service.content == content)
    }

    @Test("A part that breaks off goes on from where the service says", arguments: Origin.allCases, [0, 256 << 10])
    func broken(origin: Origin, arrived: Int) async throws {
        let service = RangeService([2: .breaksAfter(arrived)])
        _ = try await upload(service, from: origin)
        #expect(service.content == sampleContent)
        #expect(service.partSizes == [1 << 20, (1 << 20) - arrived, 1 << 19])
        #expect(service.queries == 1)
        #expect(service.sessions == 1)
    }

    @Test("A lost answer is asked for, and nothing is sent twice", arguments: Origin.allCases, [2, 3])
    func lost(origin: Origin, part: Int) async throws {
        let service = RangeService([part: .losesAnswer])
        _ = try await upload(service, from: origin)
        #expect(service.content == sampleContent)
        #expect(service.partSizes.count == 3)
        #expect(service.queries == 1)
    }

    @Test("A failure of the service passes", arguments: [500, 503, 429, 408])
    func passing(status: Int) async throws {
        let service = RangeService([2: .answers(.status(status)), 3: .answers(.status(status))])
        _ = try await upload(service)
        #expect(service.content == sampleContent)
        // What is refused for its rate was not taken: it is repeated without asking.
        #expect(service.queries == (status == 429 ? 0 : 2))
    }

    @Test("A refusal does not, and the service is told to forget what it has", arguments: [403, 507])
    func refused(status: Int) async throws {
        let service = RangeService([2: .answers(.status(status))])
        let error = await #expect(throws: ServiceError.self) { try await upload(service) }
        #expect(error?.status == status)
        #expect(service.queries == 0)
        #expect(service.cancelled == 1)
    }

    @Test("A failure that stays is given up after as many tries as are allowed", arguments: [0, 2])
    func hopeless(retries: Int) async throws {
        let service = RangeService(Dictionary(uniqueKeysWithValues: (2...9).map { ($0, .answers(.status(500))) }))
        let error = await #expect(throws: ServiceError.self) { try await upload(service, retries: retries) }
        #expect(error?.status == 500)
        #expect(service.queries == retries)
    }

    @Test func `An upload that the service forgot begins anew, once`() async throws {
        let service = RangeService([2: .answers(.status(404))])
        _ = try await upload(service)
        #expect(service.content == sampleContent)
        #expect(service.sessions == 2)
        let forgetful = RangeService([2: .answers(.status(404)), 4: .answers(.status(404))])
        let error = await #expect(throws: ServiceError.self) { try await upload(forgetful) }
        #expect(error?.status == 404)
    }

    @Test func `A stream that was forgotten can't begin anew`() async throws {
        let service = RangeService([2: .answers(.status(404))])
        let error = await #expect(throws: ServiceError.self) { try await upload(service, from: .stream) }
        #expect(error?.status == 404)
        #expect(service.sessions == 1)
    }

    @Test("A service that lost what it had gets it again from a file, not from a stream", arguments: Origin.allCases)
    func goneBack(origin: Origin) async throws {
        let service = RangeService([3: .losesContent])
        guard origin == .stream else {
            _ = try await upload(service, from: origin)
            #expect(service.content == sampleContent)
            #expect(service.sessions == 1)
            return
        }
        let error = await #expect(throws: ReplyError.self) { try await upload(service, from: origin) }
        #expect(error?.reason.contains("can't be read a second time") == true)
    }

    @Test func `A service that has more than was sent is not believed`() async throws {
        let service = RangeService([1: .answers(.status(308, headers: ["Range": "bytes=0-9999999"]))])
        let error = await #expect(throws: ReplyError.self) { try await upload(service) }
        #expect(error?.reason == "it says that it has 10000000 bytes, and 1048576 were sent")
    }

    @Test func `A service that takes nothing is not fed for ever`() async throws {
        let full = ServerReply.status(308, headers: ["Range": "bytes=0-1048575"])
        let service = RangeService(Dictionary(uniqueKeysWithValues: (2...9).map { ($0, .answers(full)) }))
        let error = await #expect(throws: ReplyError.self) { try await upload(service) }
        #expect(error?.reason.hasPrefix("it takes nothing more of what is sent") == true)
    }

    @Test("Another content than was sent is an error", arguments: Origin.allCases)
    func damaged(origin: Origin) async throws {
        let service = RangeService(claimedMD5: "00000000000000000000000000000000")
        let error = await #expect(throws: ReplyError.self) { try await upload(service, from: origin) }
        #expect(error?.reason.contains(ContentHash.md5.digest(of: sampleContent).hexadecimal) == true)
    }

    @Test func `Progress is told as bytes go out, and ends with the whole`() async throws {
        let seen = Mutex<[TransferProgress]>([])
        var settings = TransferSettings()
        settings.progress = { step in seen.withLock { $0.append(step) } }
        let service = RangeService([2: .breaksAfter(256 << 10)])
        try await withService(service.answer, admission: service.admission, transfer: settings) { http, server in
            try await Origin.file.withSource(http) { source in
                _ = try await http.upload(source, by: RangeUpload(http: http, url: server.url))
            }
        }
        let steps = seen.withLock { $0 }
        #expect(steps.count > 6)
        #expect(steps.allSatisfy { $0.total == sampleContent.count })
        #expect(steps.last?.bytes == sampleContent.count)
    }

    @Test func `A file that changes meanwhile is told`() async throws {
        let service = RangeService()
        try await withFile { path in
            try await withService { request in
                if request.method == "PUT" { try append(to: path) }
                return try await service.answer(request)
            } body: { http, server in
                let source = try UploadSource(.path(path), http)
                let error = await #expect(throws: LocalError.self) {
                    try await http.upload(source, by: RangeUpload(http: http, url: server.url))
                }
                #expect(error?.reason.hasPrefix("it changed while it was uploaded") == true)
            }
        }
    }

    @Test("A content of one part may go without a session", arguments: Origin.allCases, [100, 1 << 20])
    func alone(origin: Origin, size: Int) async throws {
        let service = RangeService()
        let content = BytePattern.counting.bytes(0..<size)
        try await withService({ request in
            request.path == "/alone"
                ? .json(#"{"size": \#(request.bodyLength)}"#) : try await service.answer(request)
        }) { http, server in
            try await origin.withSource(http, content) { source in
                let answer = try await http.upload(
                    source, by: LoneUpload(upload: RangeUpload(http: http, url: server.url)))
                #expect(answer["size"]?.int == size)
            }
            #expect(server.requests.map(\.path) == ["/alone"])
            #expect(server.requests.first?.body == content)
        }
        _ = try await withService(service.answer) { http, server in
            try await origin.withSource(http) { source in
                try await http.upload(source, by: LoneUpload(upload: RangeUpload(http: http, url: server.url)))
            }
        }
        #expect(service.content == sampleContent)
    }
}

/// An upload whose small contents go in one request.
private struct LoneUpload: OffsetUpload {
    let upload: RangeUpload

    var service: String { upload.service }
    var target: String { upload.target }
    var parts: UploadPartSize { upload.parts }
    var hash: ContentHash? { upload.hash }

    func putAlone(_ part: UploadPart) async throws -> JSON? {
        try await upload.http.fetch(part.request(.put, upload.url + "/alone")).json()
    }
    func begin(_ content: UploadContent) async throws -> String { try await upload.begin(content) }
    func put(_ part: UploadPart, of session: String) async throws -> UploadStep<JSON> {
        try await upload.put(part, of: session)
    }
    func state(of session: String) async throws -> UploadStep<JSON>? { try await upload.state(of: session) }
    func finish(_ session: String, _ content: SentContent) async throws -> JSON {
        try await upload.finish(session, content)
    }
    func stored(in answer: JSON) -> StoredContent { upload.stored(in: answer) }
}
