import OIntCore
import OIntHTTP
import OIntS3
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

    /// A variable that tells about the servers; a test that needs it fails when it is not set.
    private static func variable(_ name: String, _ sourceLocation: SourceLocation) throws -> String {
        try #require(
            ProcessEnvironment.variables["OINT_TEST_S3_" + name],
            "no S3 servers are known: start them by eval \"$(Scripts/servers/s3.sh start DIR)\"",
            sourceLocation: sourceLocation)
    }

    /// The id of the key that both servers know.
    static func accessKey(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        try variable("ACCESS_KEY", sourceLocation)
    }

    /// The secret of that key.
    static func secretKey(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        try variable("SECRET_KEY", sourceLocation)
    }

    /// An account at the server.
    /// - Parameters:
    ///   - path: What stands behind the server's address.
    ///   - accessKey: The id of the key; nil for the right one.
    ///   - secretKey: The secret; nil for the right one.
    ///   - chunkSize: How many bytes go into one request; nil for the usual.
    ///   - parallel: How many parts travel at the same time.
    func account(
        path: String = "", accessKey: String? = nil, secretKey: String? = nil, chunkSize: Int? = nil, parallel: Int = 4,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> S3Account {
        try S3Account(
            url: Self.variable(rawValue, sourceLocation) + path, accessKey: accessKey ?? Self.accessKey(),
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
