import Foundation
import LoopbackServer
import OIntCore
import TestClocks

@testable import OIntHTTP

/// The content of uploads: 2.5 MiB, so that there are three parts of 1 MiB.
let sampleContent = BytePattern.counting.bytes(0..<5 << 19)

/// Runs a service, and a client of it that makes no pauses.
func withService<Result>(
    _ handler: @escaping LoopbackServer.Handler,
    admission: @escaping @Sendable (ServerRequest) -> LoopbackServer.Admission = { _ in .accept },
    retries: Int = 3, transfer: TransferSettings = TransferSettings(),
    body: (HTTP, LoopbackServer) async throws -> Result
) async throws -> Result {
    var options = LoopbackServer.Options()
    options.bodyLimit = 32 << 20
    options.admission = admission
    return try await withLoopbackServer(options: options, handler: handler) { server in
        var configuration = HTTPConfiguration()
        configuration.retry.limit = retries
        configuration.transfer = transfer
        return try await body(HTTP(configuration, clock: InstantClock()), server)
    }
}

/// A directory that is there while a closure runs.
func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory.path)
}

/// A file with the sample content, there while a closure runs.
func withFile<Result>(
    _ content: [UInt8] = sampleContent, _ body: (String) async throws -> Result
) async throws -> Result {
    try await withDirectory { directory in
        let path = directory + "/file"
        try Data(content).write(to: URL(fileURLWithPath: path))
        return try await body(path)
    }
}

/// Where the content of an upload comes from.
enum Origin: String, CaseIterable, Sendable {
    case memory
    case file
    case stream

    /// Runs a closure with a source of the content.
    func withSource<Result>(
        _ http: HTTP, _ content: [UInt8] = sampleContent, _ body: (UploadSource) async throws -> Result
    ) async throws -> Result {
        switch self {
        case .memory: return try await body(UploadSource(.bytes(content), http))
        case .file: return try await withFile(content) { try await body(UploadSource(.path($0), http)) }
        case .stream:
            return try await withLoopbackServer { _ in
                .chunked([content])
            } body: { server in
                try await body(UploadSource(.address(server.url), http))
            }
        }
    }
}
