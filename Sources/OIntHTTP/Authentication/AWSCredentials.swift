import OIntCore

/// Who signs requests by Amazon's rules, and for which service.
package struct AWSCredentials: Sendable, Hashable {
    /// The id of the access key.
    package let accessKey: String
    /// The secret that belongs to the access key.
    package let secretKey: Secret
    /// The region that signatures name.
    package let region: String
    /// The service that signatures name, such as `s3` or `execute-api`.
    package let service: String
    /// The token that comes with temporary credentials.
    package let sessionToken: Secret?
    /// Whether the service is object storage, whose signatures differ: paths are encoded once only, and a body may go
    /// without a hash.
    package let isForObjects: Bool

    /// Creates credentials.
    /// - Parameters:
    ///   - accessKey: The id of the access key.
    ///   - secretKey: The secret that belongs to the access key.
    ///   - region: The region that signatures name.
    ///   - service: The service that signatures name.
    ///   - sessionToken: The token that comes with temporary credentials.
    ///   - isForObjects: Whether the service is object storage; nil asks its name.
    package init(
        accessKey: String, secretKey: Secret, region: String, service: String, sessionToken: Secret? = nil,
        isForObjects: Bool? = nil
    ) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.region = region
        self.service = service
        self.sessionToken = sessionToken
        self.isForObjects = isForObjects ?? service.lowercased().hasPrefix("s3")
    }
}
