import Foundation
import LoopbackServer
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Uploads that outlive a process", .timeLimit(.minutes(1)))
struct StateFileTests {
    private func upload(_ service: RangeService, _ path: String, _ state: String) async throws -> JSON {
        var settings = TransferSettings()
        settings.stateFile = state
        return try await withService(
            service.answer, admission: service.admission, retries: 0, transfer: settings
        ) { http, server in
            let source = try UploadSource(.path(path), http)
            // The server of each run has another port; the session's address must lead to the one that runs.
            return try await http.upload(source, by: Readdressed(RangeUpload(http: http, url: server.url)))
        }
    }

    @Test("What was begun is gone on with", arguments: [nil, 256 << 10])
    func resumed(arrived: Int?) async throws {
        let service = RangeService([2: arrived.map { .breaksAfter($0) } ?? .answers(.status(500))])
        try await withFile { path in
            let state = path + ".state"
            await #expect(throws: (any Error).self) { try await upload(service, path, state) }
            #expect(service.cancelled == 0)
            let permissions = try FileManager.default.attributesOfItem(atPath: state)[.posixPermissions] as? Int
            #expect(permissions == 0o600)
            let answer = try await upload(service, path, state)
            #expect(answer["size"]?.int == sampleContent.count)
            #expect(service.content == sampleContent)
            #expect(service.sessions == 1)
            #expect(service.partSizes.reduce(0, +) == sampleContent.count - (arrived ?? 0))
            #expect(!FileManager.default.fileExists(atPath: state))
        }
    }

    @Test func `What the service forgot begins anew`() async throws {
        let service = RangeService([2: .answers(.status(500))])
        try await withFile { path in
            await #expect(throws: ServiceError.self) { try await upload(service, path, path + ".state") }
            service.expire()
            _ = try await upload(service, path, path + ".state")
            #expect(service.content == sampleContent)
        }
    }

    @Test func `What is over at the service already ends at once`() async throws {
        let service = RangeService([3: .losesAnswer])
        try await withFile { path in
            await #expect(throws: ConnectionError.self) { try await upload(service, path, path + ".state") }
            _ = try await upload(service, path, path + ".state")
            #expect(service.partSizes.count == 3)
            #expect(service.sessions == 1)
        }
    }

    @Test("Another content is refused before anything is sent", arguments: ["longer", "changed"])
    func otherContent(how: String) async throws {
        let service = RangeService([2: .answers(.status(500))])
        try await withFile { path in
            let state = path + ".state"
            await #expect(throws: ServiceError.self) { try await upload(service, path, state) }
            if how == "longer" {
                try append(to: path)
            } else {
                let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
                var content = sampleContent
                content[7] ^= 1
                try Data(content).write(to: URL(fileURLWithPath: path))
                if let date { try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path) }
            }
            let error = await #expect(throws: LocalError.self) { try await upload(service, path, state) }
            #expect(error?.subject == state)
            #expect(error?.reason.hasPrefix("the file to upload is not the one") == true)
            #expect(service.partSizes.count == 1)
        }
    }

    @Test func `A file that is no state of an upload is left alone`() async throws {
        try await withFile { path in
            let state = path + ".json"
            try Data(#"{"upload": 1, "service": "Other", "target": "a"}"#.utf8).write(to: URL(fileURLWithPath: state))
            let other = await #expect(throws: LocalError.self) { try await upload(RangeService(), path, state) }
            #expect(other?.reason == "it belongs to another upload (Other: a); remove it to begin anew")
            try Data("notes".utf8).write(to: URL(fileURLWithPath: state))
            let notes = await #expect(throws: LocalError.self) { try await upload(RangeService(), path, state) }
            #expect(notes?.reason == "it is not the state of an upload; name a file of its own")
            let text = try String(contentsOfFile: state, encoding: .utf8)
            #expect(text == "notes")
        }
    }

    @Test func `A stream can't be resumed later`() async throws {
        var settings = TransferSettings()
        settings.stateFile = "/nonexistent/state"
        let service = RangeService()
        try await withService(service.answer, transfer: settings) { http, server in
            try await Origin.stream.withSource(http) { source in
                _ = await #expect(throws: UsageError.self) {
                    try await http.upload(source, by: RangeUpload(http: http, url: server.url))
                }
            }
            #expect(server.requests.isEmpty)
        }
    }
}

/// Leads a session to the server that runs now.
private struct Readdressed: OffsetUpload {
    private let upload: RangeUpload

    init(_ upload: RangeUpload) { self.upload = upload }

    var service: String { upload.service }
    var target: String { upload.target }
    var parts: UploadPartSize { upload.parts }
    var hash: ContentHash? { upload.hash }

    private func here(_ session: String) -> String {
        upload.url + session[(session.range(of: "/session/")?.lowerBound ?? session.startIndex)...]
    }

    func begin(_ content: UploadContent) async throws -> String { try await upload.begin(content) }
    func put(_ part: UploadPart, of session: String) async throws -> UploadStep<JSON> {
        try await upload.put(part, of: here(session))
    }
    func state(of session: String) async throws -> UploadStep<JSON>? { try await upload.state(of: here(session)) }
    func finish(_ session: String, _ content: SentContent) async throws -> JSON {
        try await upload.finish(here(session), content)
    }
    func stored(in answer: JSON) -> StoredContent { upload.stored(in: answer) }
    func cancel(_ session: String) async throws { try await upload.cancel(here(session)) }
}

/// Adds a byte to a file.
func append(to path: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: Data([0]))
}
