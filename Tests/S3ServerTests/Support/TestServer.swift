import OIntCore
import OIntHTTP
import OIntS3
import RunningServers
import Testing

/// The servers that Scripts/servers/s3.sh has started.
enum TestServer: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// Keeps objects in memory, and knows nearly all of the protocol. It believes every signature, and does not look at
    /// Content-MD5; its list of buckets has no second page.
    case moto = "MOTO"
    /// Keeps objects as files, and checks signatures and Content-MD5. It knows no versions, and takes what sets tags or
    /// encryption for an upload or a new bucket. It ignores If-Match, and If-None-Match of uploads; its list of buckets
    /// has no second page either.
    case rclone = "RCLONE"

    var testDescription: String { rawValue.lowercased() }

    private static let server = RunningServer("s3")

    /// The id of the key that both servers know.
    static func accessKey() throws -> String { try server.value("ACCESS_KEY") }

    /// The secret of that key.
    static func secretKey() throws -> String { try server.value("SECRET_KEY") }

    /// An account at the server.
    /// - Parameters:
    ///   - path: What stands behind the server's address.
    ///   - accessKey: The id of the key; nil for the right one.
    ///   - secretKey: The secret; nil for the right one.
    ///   - chunkSize: How many bytes go into one request; nil for the usual.
    ///   - parallel: How many parts travel at the same time.
    func account(
        path: String = "", accessKey: String? = nil, secretKey: String? = nil, chunkSize: Int? = nil, parallel: Int = 4
    ) throws -> S3Account {
        try S3Account(
            url: Self.server.value(rawValue) + path, accessKey: accessKey ?? Self.accessKey(),
            secretKey: Secret(secretKey ?? Self.secretKey()), region: "us-east-1", chunkSize: chunkSize,
            parallel: parallel)
    }

    /// What makes requests: one for all tests, so that connections are used again.
    static let http = HTTP()
}

/// The refusal that a call ends with; anything else fails the test.
func refusal<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ call: () async throws -> Value
) async throws -> ServiceError {
    let error = await #expect(throws: ServiceError.self, sourceLocation: sourceLocation) { _ = try await call() }
    return try #require(error, sourceLocation: sourceLocation)
}
