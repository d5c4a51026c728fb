import OIntCore
import OIntHTTP

/// Where an S3 service is reached, and who asks.
public struct S3Account: Sendable, Hashable {
    /// How many bytes go into one request where nothing else is said.
    static let defaultChunkSize = 20 << 20
    /// How many parts travel at the same time where nothing else is said.
    public static let defaultParallel = 4

    /// Where the service is reached.
    let endpoint: Endpoint
    /// The id of the access key.
    public let accessKey: String
    /// The secret that belongs to the access key.
    public let secretKey: Secret
    /// The region that signatures name.
    public let region: String
    /// The service that signatures name; `s3` but for rare exceptions.
    public let service: String
    /// The token that comes with temporary credentials.
    public let sessionToken: Secret?
    /// How many bytes go into one request when an object is moved in parts; nil for the usual.
    public let chunkSize: Int?
    /// How many parts travel at the same time.
    public let parallel: Int

    /// Creates an account.
    /// - Parameters:
    ///   - url: Address of the service; https where no scheme is written.
    ///   - accessKey: Id of the access key.
    ///   - secretKey: Secret that belongs to the access key.
    ///   - region: Region that signatures name, such as `us-east-1`.
    ///   - service: Service that signatures name.
    ///   - sessionToken: Token that comes with temporary credentials.
    ///   - chunkSize: How many bytes go into one request when an object is moved in parts; nil for the usual.
    ///   - parallel: How many parts travel at the same time.
    /// - Throws: `OptionError` when the address can't be read, or a number is out of its range.
    public init(
        url: String, accessKey: String, secretKey: Secret, region: String, service: String = "s3",
        sessionToken: Secret? = nil, chunkSize: Int? = nil, parallel: Int = S3Account.defaultParallel
    ) throws(OptionError) {
        if let chunkSize, chunkSize < 1 {
            throw OptionError("has a ChunkSize of \(chunkSize); it takes 1 or more bytes")
        }
        guard (1...64).contains(parallel) else {
            throw OptionError("has \(parallel) under Parallel, which takes a number from 1 to 64")
        }
        endpoint = try Endpoint(url)
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.region = region
        self.service = service
        self.sessionToken = sessionToken
        self.chunkSize = chunkSize
        self.parallel = parallel
    }
}

extension S3Account {
    /// Who signs requests to the service.
    var credentials: AWSCredentials {
        AWSCredentials(
            accessKey: accessKey, secretKey: secretKey, region: region, service: service, sessionToken: sessionToken,
            isForObjects: true)
    }
}

extension S3Account: StructuredValue {
    /// The address of the service is part of an account.
    public static var optionRoles: OptionRoles { .destination }

    /// `{URL, AccessKey, SecretKey, Region, Service}`, and with them `SessionToken`, `ChunkSize` and `Parallel`.
    public static let structure = Structure<S3Account>(
        "GetBasicDataStructure puts it together",
        .member("URL", "address of the service", \.endpoint.text),
        .member("AccessKey", "id of the access key", \.accessKey),
        .member("SecretKey", "secret that belongs to the access key", \.secretKey),
        .member("Region", "region that signatures name", \.region),
        .member("Service", "service that signatures name, usually s3", \.service),
        .member("SessionToken", "token that comes with temporary credentials", \.sessionToken),
        .member("ChunkSize", "bytes in one request when an object is moved in parts", \.chunkSize),
        .member(
            "Parallel", "how many parts travel at the same time", \.parallel, default: S3Account.defaultParallel)
    ) { url, key, secret, region, service, token, chunkSize, parallel throws(OptionError) in
        try S3Account(
            url: url, accessKey: key, secretKey: secret, region: region, service: service, sessionToken: token,
            chunkSize: chunkSize, parallel: parallel)
    }

    /// The service.
    public var destinations: [Destination] {
        [Destination(scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port)]
    }
}
