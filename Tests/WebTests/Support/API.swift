import LoopbackServer
import OIntCore
import OIntHTTP
import Testing

@testable import OIntWeb

/// A server without encryption, and calls of the library's methods with options as they are typed.
struct API: Sendable {
    let server: LoopbackServer
    private let configuration: HTTPConfiguration

    init(_ server: LoopbackServer, retries: Int) {
        self.server = server
        var configuration = HTTPConfiguration()
        configuration.retry.limit = retries
        configuration.retry.answerPause = .zero
        configuration.retry.connectionPause = .zero
        self.configuration = configuration
    }

    /// The only request that came.
    var request: ServerRequest {
        get throws {
            #expect(server.requests.count == 1)
            return try #require(server.requests.first)
        }
    }

    /// Calls a method.
    @discardableResult
    func call(_ method: String, _ path: String = "/", _ options: [String: String] = [:]) async throws -> Output {
        try await Self.call(method, ["url": server.url + path].merging(options) { $1 }, HTTP(configuration))
    }

    /// Calls a method with other services than a server.
    @discardableResult
    static func call(_ method: String, _ options: [String: String], _ http: HTTP) async throws -> Output {
        let descriptor = try #require(Web.library.method(named: method))
        var invocation = Invocation()
        for (name, value) in options {
            let parameter = try #require(descriptor.parameter(named: name), "no option \(name)")
            invocation.options[parameter.name] = [OptionInput(value, source: .commandLine)]
        }
        invocation.provide(http)
        return try await descriptor.run(invocation)
    }

    /// What a dry run shows.
    static func preview(_ method: String, _ options: [String: String]) async throws -> String {
        let http = HTTP(transport: PreviewTransport())
        let preview = try await #require(throws: Preview.self) { try await call(method, options, http) }
        return preview.content.text(.compact)
    }

    /// What is wrong with a call.
    static func problems(_ method: String, _ options: [String: String]) async throws -> String {
        let http = HTTP(transport: PreviewTransport())
        let merged = ["url": "https://api.example.com/v1"].merging(options) { $1 }
        return try await #require(throws: UsageError.self) { try await call(method, merged, http) }.description
    }
}

/// Runs a server for as long as a closure runs.
func withAPI<Result>(
    retries: Int = 0, isolation: isolated (any Actor)? = #isolation,
    _ handler: @escaping LoopbackServer.Handler = { _ in .json("{}") },
    body: (API) async throws -> Result
) async throws -> Result {
    try await withLoopbackServer(handler: handler) { try await body(API($0, retries: retries)) }
}

extension Output {
    /// The output in words, for comparisons.
    var shown: String {
        get async throws {
            switch self {
            case .none: return "none"
            case .json(let value): return "json " + value.text(.compact)
            case .text(let text): return "text " + text
            case .bytes(let stream):
                var bytes: [UInt8] = []
                for try await chunk in stream { chunk.withBytes { bytes.append(contentsOf: $0) } }
                return "bytes " + Hexadecimal.encoded(bytes)
            case .rows, .page, .records, .events: return "rows"
            case .object: return "object"
            }
        }
    }
}
