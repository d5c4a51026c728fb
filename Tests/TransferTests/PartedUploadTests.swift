import Foundation
import LoopbackServer
import OIntCore
import Synchronization
import Testing

@testable import OIntHTTP

/// The sample of an upload in numbered parts, sent as forms or as they are.
private struct NumberedUpload: PartedUpload {
    let http: HTTP
    let url: String
    var parts = UploadPartSize.parts(of: 1 << 20)
    var hash: ContentHash? = .sha256
    var parallel = 2
    var usesForms = false

    var service: String { "Numbered" }
    var target: String { "file" }

    func begin(_ content: UploadContent) async throws -> JSONObject {
        _ = try await http.fetch(Request(.post, url + "/begin"))
        return ["id": "7"]
    }

    func put(_ part: UploadPart, of session: JSONObject) async throws -> String {
        var request = part.request(.put, url + "/part/\(part.number)")
        if usesForms { request.body = .multipart([try part.field("data")]) }
        let reply = try await http.fetch(request)
        guard reply.isSuccess else {
            let refusal = ServiceError(service: service, status: reply.status, reply: .bytes(reply.body))
            throw reply.status == 404 ? UploadSessionExpired(refusal) : refusal
        }
        return reply.header("etag") ?? ""
    }

    func finish(_ session: JSONObject, receipts: [String], _ content: SentContent) async throws -> JSON {
        try await http.fetch(
            Request(
                .post, url + "/finish?parts=\(receipts.joined(separator: ","))&sha=\(content.digest?.hexadecimal ?? "")"
            )
        ).json()
    }

    func stored(in answer: JSON) -> StoredContent { StoredContent(hash: answer["sha256"]?.string) }

    func cancel(_ session: JSONObject) async throws { _ = try await http.fetch(Request(.delete, url + "/7")) }
}

@Suite("Uploads in numbered parts", .timeLimit(.minutes(1)))
struct PartedUploadTests {
    private static func answer(_ request: ServerRequest) -> ServerReply {
        switch request.method {
        case "PUT": .status(200, headers: ["ETag": "tag\(request.path.last.map { String($0) } ?? "")"])
        case "POST": .json(#"{"sha256": "\#(ContentHash.sha256.digest(of: sampleContent).hexadecimal)"}"#)
        default: .status(204)
        }
    }

    @Test("Parts are put together in their order", arguments: Origin.allCases, [false, true])
    func parts(origin: Origin, usesForms: Bool) async throws {
        try await withService({ Self.answer($0) }) { http, server in
            try await origin.withSource(http) { source in
                var upload = NumberedUpload(http: http, url: server.url)
                upload.usesForms = usesForms
                _ = try await http.upload(source, by: upload)
            }
            let end = try #require(server.requests.last)
            #expect(end.query("parts") == "tag1,tag2,tag3")
            #expect(end.query("sha") == ContentHash.sha256.digest(of: sampleContent).hexadecimal)
            let parts = server.requests.filter { $0.method == "PUT" }.sorted { $0.path < $1.path }
            if !usesForms { #expect(parts.flatMap(\.body) == sampleContent) }
            #expect(parts.count == 3)
        }
    }

    @Test func `Parts that are only named are streamed from their file, without a hash`() async throws {
        try await withService({ Self.answer($0) }) { http, server in
            try await Origin.file.withSource(http) { source in
                var upload = NumberedUpload(http: http, url: server.url)
                upload.parts = .parts(of: 1 << 20, isInMemory: false)
                upload.hash = nil
                _ = try await http.upload(source, by: upload)
            }
            let parts = server.requests.filter { $0.method == "PUT" }.sorted { $0.path < $1.path }
            #expect(parts.flatMap(\.body) == sampleContent)
        }
    }

    @Test func `A part that fails is sent again by itself, and one that fails for good ends it all`() async throws {
        let tries = Mutex(0)
        try await withService { request in
            guard request.path == "/part/2" else { return Self.answer(request) }
            return tries.withLock { count in
                count += 1
                return count < 3 ? .status(500) : Self.answer(request)
            }
        } body: { http, server in
            try await Origin.file.withSource(http) { source in
                _ = try await http.upload(source, by: NumberedUpload(http: http, url: server.url))
            }
            #expect(server.requests.count { $0.path == "/part/2" } == 3)
            #expect(!server.requests.contains { $0.method == "DELETE" })
        }
        try await withService {
            $0.path == "/part/2" ? .status(403) : Self.answer($0)
        } body: { http, server in
            try await Origin.file.withSource(http) { source in
                _ = await #expect(throws: ServiceError.self) {
                    try await http.upload(source, by: NumberedUpload(http: http, url: server.url))
                }
            }
            #expect(server.requests.last?.method == "DELETE")
        }
    }

    @Test func `What a state file keeps is not sent again`() async throws {
        try await withFile { path in
            var settings = TransferSettings()
            settings.stateFile = path + ".state"
            try await withService({ $0.path == "/part/3" ? .status(403) : Self.answer($0) }, transfer: settings) {
                http, server in
                var upload = NumberedUpload(http: http, url: server.url)
                upload.parallel = 1
                _ = await #expect(throws: ServiceError.self) {
                    try await http.upload(try UploadSource(.path(path), http), by: upload)
                }
                #expect(!server.requests.contains { $0.method == "DELETE" })
            }
            try await withService({ Self.answer($0) }, transfer: settings) { http, server in
                let upload = NumberedUpload(http: http, url: server.url)
                _ = try await http.upload(try UploadSource(.path(path), http), by: upload)
                #expect(server.requests.map(\.path) == ["/part/3", "/finish"])
                #expect(server.requests.last?.query("parts") == "tag1,tag2,tag3")
            }
            #expect(!FileManager.default.fileExists(atPath: path + ".state"))
        }
    }

    @Test("Parts grow where there would be too many, within what the service takes")
    func sizes() throws {
        let size = UploadPartSize.parts(of: 10, multiplesOf: 4, upTo: 40, count: 5)
        #expect(try size.bytes(for: nil) == 12)
        #expect(try size.bytes(for: 60) == 12)
        #expect(try size.bytes(for: 61) == 16)
        #expect(try size.bytes(for: 200) == 40)
        #expect(throws: UsageError.self) { try size.bytes(for: 201) }
        #expect(try UploadPartSize.whole.bytes(for: 7) == nil)
    }

    @Test func `A stream of too many parts is told`() async throws {
        try await withService({ Self.answer($0) }) { http, server in
            try await Origin.stream.withSource(http) { source in
                var upload = NumberedUpload(http: http, url: server.url)
                upload.parts = .parts(of: 1 << 20, count: 2)
                let error = await #expect(throws: LocalError.self) { try await http.upload(source, by: upload) }
                #expect(error?.reason == "it has more bytes than 2 parts can hold: make the parts larger")
            }
        }
    }
}
