import OIntCore
import OIntHTTP

/// Object storage that speaks Amazon's S3 protocol: Amazon itself, and the many that are compatible with it.
///
/// A client is bound to an account at one service. Answers come in one shape: `status`, `response` (the XML answer as
/// JSON) and `headers`. What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError`
/// with an answer of that shape when the service refuses, a `ConnectionError` or `ReplyError` when it can't be reached
/// or what it sends is not what it should be, and a `LocalError` when a file can't be read.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
@Client
public struct S3: Sendable {
    let account: S3Account
    let http: HTTP
    /// Seconds since the beginning of 1970, for signatures.
    let now: @Sendable () -> Int

    /// Creates a client.
    /// - Parameters:
    ///   - basic: Connection data from GetBasicDataStructure; without it AWS_ACCESS_KEY_ID, AWS_PROFILE and ~/.aws count.
    ///   - http: What makes the requests.
    /// - Throws: `UsageError` when there is no account; `LocalError` when a file in ~/.aws can't be read.
    public init(basic: S3Account? = nil, http: HTTP = .shared) throws {
        self.init(try basic ?? AWSSettings().account(), http: http)
    }

    /// Creates a client.
    /// - Parameters:
    ///   - account: Where the service is reached, and who asks.
    ///   - http: What makes the requests.
    public init(_ account: S3Account, http: HTTP = .shared) {
        self.init(account, http) { DateTime.now.unixTime }
    }

    init(_ account: S3Account, _ http: HTTP, now: @escaping @Sendable () -> Int) {
        self.account = account
        self.http = http.adding(SigningLink(account: account, now: now))
        self.now = now
    }

    /// The address of a bucket, with a slash at its end.
    func bucketURL(_ bucket: String, _ isPathStyle: Bool) throws(UsageError) -> String {
        try account.endpoint.bucketURL(bucket, isPathStyle: isPathStyle) + "/"
    }

    /// The address of an object.
    func objectURL(_ key: String, _ bucket: String, _ isPathStyle: Bool) throws(UsageError) -> String {
        try bucketURL(bucket, isPathStyle) + Endpoint.encodedPath(key)
    }

    /// Sends a request, and judges the answer.
    /// - Parameters:
    ///   - method: The HTTP method.
    ///   - url: The address; a sub-resource stands behind its question mark.
    ///   - query: Further query items; those without a value are left out.
    ///   - headers: Headers besides those that signing adds.
    ///   - body: The body.
    ///   - isRepeatable: Whether the service may get the request twice; nil asks the method.
    ///   - bodyWatcher: Makes somebody who is told the bytes of the body as they go out.
    /// - Returns: The answer.
    /// - Throws: `ServiceError` when it is a refusal.
    func send(
        _ method: Request.Method, _ url: String, query: [(name: String, value: String?)] = [],
        headers: [HeaderField] = [], body: Body = .none, isRepeatable: Bool? = nil,
        bodyWatcher: Request.BodyWatcher? = nil
    ) async throws -> Answer {
        var request = ServiceRequest(method, at: url, headers: headers, body: body, isRepeatable: isRepeatable)
        for item in query { request.query.append(item.name, item.value) }
        request.adjust = { $0.bodyWatcher = bodyWatcher }
        let reply = try await judged(method, url) { [request] service in try await service.reply(request).reply }
        return Answer(status: reply.status, headers: reply.headers, body: reply.body, peer: reply.address.peer)
    }

    /// Does something that sends a request, and puts its refusal into the shape that all answers have.
    /// - Parameters:
    ///   - method: The method of the request.
    ///   - url: Where it goes.
    ///   - send: Sends it.
    func judged<Value>(
        _ method: Request.Method, _ url: String, _ send: (Service) async throws -> Value
    ) async throws -> Value {
        let service = Service(
            "S3", at: BaseURL(stringLiteral: account.endpoint.text), http: http, secrets: account.secrets,
            options: Service.Options(token: "basic", address: "basic")
        ) { reply in
            Refusal.judgement(reply, to: method)
        }
        do {
            return try await send(service)
        } catch let refusal as ServiceError {
            throw Refusal.refined(refusal, to: method, account, peer: Address(url)?.peer ?? account.endpoint.authority)
        }
    }
}

extension S3 {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "s3", title: "AWS S3", summary: "Object storage: buckets, objects, tags, versions, links.",
        payload: ["response"], clientOptions: .allAfterRequired, examples: examples,
        effect: { method, options in
            method.hasPrefix("SendRequest") ? options["method"].map { .ofRequest($0) } : nil
        }
    ) {
        [commonMethods, bucketsManagement, objectsManagement]
    }
}
