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

extension S3Account: OptionValue {
    /// A JSON object, or a file that holds one.
    public static var optionKind: OptionKind { .object }

    /// The address of the service is part of an account.
    public static var optionRoles: OptionRoles { .destination }

    private static let needed = ["URL", "AccessKey", "SecretKey", "Region", "Service"]
    private static let others = ["SessionToken", "ChunkSize", "Parallel"]

    /// Reads `{URL, AccessKey, SecretKey, Region, Service}`, and with them `SessionToken`, `ChunkSize` and `Parallel`.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let object = try JSONObject(option: inputs)
        for key in object.keys where !(Self.needed + Self.others).contains(key) {
            let hint =
                Suggestion.nearest(to: key, among: Self.needed + Self.others).map { "; did you mean \($0)?" } ?? ""
            throw OptionError("has the unknown member \(Quote.short(key))\(hint)")
        }
        let missing = Self.needed.filter { Self.text(object[$0]) == nil }
        guard missing.isEmpty else {
            throw OptionError("lacks \(missing.joined(separator: ", ")); GetBasicDataStructure puts it together")
        }
        try self.init(
            url: Self.text(object["URL"]) ?? "", accessKey: Self.text(object["AccessKey"]) ?? "",
            secretKey: Secret(Self.text(object["SecretKey"]) ?? ""), region: Self.text(object["Region"]) ?? "",
            service: Self.text(object["Service"]) ?? "",
            sessionToken: Self.text(object["SessionToken"]).map { Secret($0) },
            chunkSize: try Self.number("ChunkSize", object),
            parallel: try Self.number("Parallel", object) ?? Self.defaultParallel)
    }

    /// A member as text, without white space around it; nothing when it is blank.
    private static func text(_ value: JSON?) -> String? {
        guard let text = (value?.string ?? value?.number?.text)?.trimmed, !text.isEmpty else { return nil }
        return text
    }

    private static func number(_ key: String, _ object: JSONObject) throws(OptionError) -> Int? {
        guard let text = text(object[key]) else { return nil }
        guard let number = JSONNumber(text)?.int else {
            throw OptionError("wants a whole number under \(key), not \(Quote.short(text))")
        }
        return number
    }

    /// The service.
    public var destinations: [Destination] {
        [Destination(scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port)]
    }

    /// The account as compact JSON, with its secrets masked.
    public var optionText: String {
        var members: Fields = [
            "URL": endpoint.text, "AccessKey": accessKey, "SecretKey": Secret.mask, "Region": region,
            "Service": service,
        ]
        if sessionToken != nil { members.append("SessionToken", Secret.mask) }
        members.append("ChunkSize", chunkSize)
        if parallel != Self.defaultParallel { members.append("Parallel", parallel) }
        return JSON.object(members.object).text(.compact)
    }

    /// The secret key, and the token of a session.
    public var secrets: [Secret] { [secretKey] + (sessionToken.map { [$0] } ?? []) }
}
