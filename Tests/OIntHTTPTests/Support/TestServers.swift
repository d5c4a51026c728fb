import Foundation
import LoopbackServer
import OIntCore
import OIntNetwork

@testable import OIntHTTP

/// A directory that is there while a closure runs.
func withTemporaryDirectory<T>(_ body: (URL) async throws -> T) async throws -> T {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory)
}

/// A TLS server, and a configuration that trusts it and repeats nothing.
struct TestServer: Sendable {
    let server: LoopbackServer
    let configuration: HTTPConfiguration
    let directory: URL

    var http: HTTP { HTTP(configuration) }
    var url: String { server.url }

    /// A client with a configuration that differs.
    func http(_ change: (inout HTTPConfiguration) throws -> Void) rethrows -> HTTP {
        var configuration = configuration
        try change(&configuration)
        return HTTP(configuration)
    }
}

/// Runs a TLS server and hands out what is needed to call it.
/// - Parameters:
///   - options: Limits and refusals.
///   - identity: Makes the server's certificate.
///   - handler: Answers the requests.
///   - body: What is done with the server.
func withTestServer<T>(
    options: LoopbackServer.Options = LoopbackServer.Options(),
    identity: (CertificateAuthority) throws -> ServerIdentity = { try $0.issue() },
    handler: @escaping LoopbackServer.Handler,
    body: (TestServer) async throws -> T
) async throws -> T {
    try await withTemporaryDirectory { directory in
        let authority = try CertificateAuthority()
        let bundle = directory.appendingPathComponent("ca.pem").path
        try authority.writeBundle(to: bundle)
        var configuration = HTTPConfiguration()
        configuration.trust = .file(bundle)
        configuration.retry.limit = 0
        return try await withLoopbackServer(tls: identity(authority), options: options, handler: handler) { server in
            try await body(TestServer(server: server, configuration: configuration, directory: directory))
        }
    }
}

extension ServerReply {
    /// Resets or closes while the server's answer is under way, as the steps say.
    static func script(_ framing: Framing, _ steps: ReplyStep...) -> ServerReply {
        ServerReply(steps: steps, framing: framing)
    }
}

extension AsyncSequence where Element: ByteChunk {
    /// All bytes, and how many pieces they came in.
    func collected() async throws -> (bytes: [UInt8], pieces: Int) {
        var (bytes, pieces) = ([UInt8](), 0)
        for try await chunk in self {
            chunk.withBytes { bytes.append(contentsOf: $0) }
            pieces += 1
        }
        return (bytes, pieces)
    }
}

extension ByteStream {
    /// All bytes.
    func bytes() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in self { chunk.withBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }
}

extension HTTP {
    /// Sends a request, and reads the answer as JSON.
    func json(_ request: Request) async throws -> JSON { try await fetch(request).json() }
}
