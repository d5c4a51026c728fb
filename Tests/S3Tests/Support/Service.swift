import Foundation
import LoopbackServer
import OIntCore
import Synchronization
import TestClocks

@testable import OIntHTTP
@testable import OIntS3

/// Runs a server without encryption, and a client of it that makes no pauses.
func withService<Result>(
    chunkSize: Int? = nil, parallel: Int = 4, retries: Int = 3, handler: @escaping LoopbackServer.Handler,
    body: (S3, LoopbackServer) async throws -> Result
) async throws -> Result {
    var options = LoopbackServer.Options()
    options.bodyLimit = 32 << 20
    return try await withLoopbackServer(options: options, handler: handler) { server in
        var configuration = HTTPConfiguration()
        configuration.retry.limit = retries
        let account = try S3Account.sample(url: server.url, chunkSize: chunkSize, parallel: parallel)
        let http = HTTP(configuration, clock: InstantClock())
        return try await body(S3(account, http, now: { 1_369_353_600 }), server)
    }
}

/// A service that takes uploads in parts, and does with each part what a test wants.
final class PartsService: Sendable {
    /// What becomes of a try of a part, both counted from 1; nil to take it.
    let fault: @Sendable (_ part: Int, _ attempt: Int) async throws -> ServerReply?
    private let attempts = Mutex<[Int: Int]>([:])

    init(fault: @escaping @Sendable (_ part: Int, _ attempt: Int) async throws -> ServerReply? = { _, _ in nil }) {
        self.fault = fault
    }

    func answer(_ request: ServerRequest) async throws -> ServerReply {
        if request.method == "DELETE" { return .status(204) }
        if request.method == "POST", request.query("uploads") != nil {
            return .xml("<InitiateMultipartUploadResult><UploadId>id+1/=</UploadId></InitiateMultipartUploadResult>")
        }
        if request.method == "POST" {
            return .xml("<CompleteMultipartUploadResult><Key>k</Key></CompleteMultipartUploadResult>")
        }
        guard let part = request.query("partNumber").flatMap({ Int($0) }) else {
            return .status(200, headers: ["ETag": "\"whole\""])
        }
        let attempt = attempts.withLock { attempts in
            attempts[part, default: 0] += 1
            return attempts[part] ?? 0
        }
        return try await fault(part, attempt) ?? .status(200, headers: ["ETag": "\"tag-\(part)\""])
    }
}

extension ServerReply {
    /// An XML document.
    static func xml(_ text: String, status: Int = 200, headers: ServerHeaders = [:]) -> ServerReply {
        .bytes(Array(text.utf8), status: status, contentType: "application/xml", headers: headers)
    }
}

/// A file with some content, there while a closure runs.
func withFile<Result>(_ content: [UInt8], _ body: (String) async throws -> Result) async throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(content).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await body(file.path)
}
