import OIntCore
import OIntHTTP

@Methods("Common methods")
extension S3 {
    /// Puts together the connection data that the other methods take.
    ///
    /// SessionToken, ChunkSize (bytes) and Parallel may be added to it by hand.
    /// - Parameters:
    ///   - url: Address of the service; the whole address of a request for SendRequest….
    ///   - access: Id of the access key.
    ///   - secret: Secret that belongs to the access key.
    ///   - region: Region that signatures name, such as us-east-1.
    ///   - service: Service that signatures name.
    /// - Returns: URL, AccessKey, SecretKey, Region and Service.
    ///
    ///   ```json
    ///   {"URL": "https://s3.example.com", "AccessKey": "EXAMPLE-KEY", "SecretKey": "not-a-real-secret",
    ///   "Region": "us-east-1", "Service": "s3"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруДанных", roles: ["url": .destination])
    public static func getBasicDataStructure(
        url: String, access: String, secret: Secret, region: String, service: String = "s3"
    ) -> JSON {
        [
            "URL": .string(url), "AccessKey": .string(access), "SecretKey": .string(secret.exposed),
            "Region": .string(region), "Service": .string(service),
        ]
    }

    /// Sends any signed request that has no body.
    /// - Parameters:
    ///   - method: HTTP method, such as GET.
    ///   - basic: Connection data with the whole address of the request under URL.
    ///   - binary: Whether to give the body as it is rather than as JSON.
    ///   - headers: Further headers of the request.
    ///   - http: What makes the requests.
    /// - Returns: The answer; its body where --binary asks for that.
    ///
    ///   ```json
    ///   {"status": 200, "response": {"VersioningConfiguration": {"Status": "Enabled"}},
    ///   "headers": {"x-amz-request-id": "REQUEST-ID", "Date": "Thu, 15 Jan 2026 09:00:00 GMT",
    ///   "Content-Type": "application/xml"}}
    ///   ```
    @Method(.general, ru: "ОтправитьЗапросБезТела")
    public static func sendRequestWithoutBody(
        method: RequestMethod, basic: S3Account, binary: Bool = false, headers: JSONObject = [:],
        http: HTTP = .shared
    ) async throws -> RawAnswer {
        try await S3(basic, http: http).sendRaw(method, body: .none, binary: binary, headers: headers)
    }

    /// Sends any signed request with a body.
    /// - Parameters:
    ///   - method: HTTP method, such as PUT.
    ///   - basic: Connection data with the whole address of the request under URL.
    ///   - body: The body.
    ///   - binary: Whether to give the answer's body as it is rather than as JSON.
    ///   - headers: Further headers of the request.
    ///   - http: What makes the requests.
    /// - Returns: The answer; its body where --binary asks for that.
    ///
    ///   ```json
    ///   {"status": 200, "response": {}, "headers": {"x-amz-request-id": "REQUEST-ID",
    ///   "Date": "Thu, 15 Jan 2026 09:00:00 GMT", "ETag": "\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\"",
    ///   "Content-Length": "0"}}
    ///   ```
    @Method(.general, ru: "ОтправитьЗапросСТелом")
    public static func sendRequestWithBody(
        method: RequestMethod, basic: S3Account, body: FileInput, binary: Bool = false,
        headers: JSONObject = [:],
        http: HTTP = .shared
    ) async throws -> RawAnswer {
        let client = S3(basic, http: http)
        let content = try await UploadSource(body, http).wholeBody(upTo: http.configuration.replyLimit)
        return try await client.sendRaw(method, body: content, binary: binary, headers: headers)
    }
}

extension S3 {
    /// The methods that HTTP requests have.
    public enum RequestMethod: String, OptionChoice {
        /// Fetches.
        case get = "GET"
        /// Fetches the head of an answer only.
        case head = "HEAD"
        /// Sends something to be processed.
        case post = "POST"
        /// Puts something in place.
        case put = "PUT"
        /// Removes something.
        case delete = "DELETE"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// The answer to a request that a caller put together.
    public enum RawAnswer: OutputConvertible {
        /// The answer in its usual shape.
        case json(JSON)
        /// The body, as it is.
        case bytes(ByteStream)

        /// The answer or the body.
        public var output: Output {
            switch self {
            case .json(let value): .json(value)
            case .bytes(let stream): .bytes(stream)
            }
        }
    }

    /// Sends a request to the very address of the account.
    private func sendRaw(
        _ method: RequestMethod, body: Body, binary: Bool, headers: JSONObject
    ) async throws -> RawAnswer {
        guard let verb = Request.Method(rawValue: method.rawValue) else {
            throw UsageError("--method takes an HTTP method, not \(Quote.short(method.rawValue))")
        }
        let url = account.endpoint.text
        let hash = try await payload(body).hashHeader
        let request = ServiceRequest(verb, at: url, headers: try RequestHeaders.read(headers) + [hash], body: body)
        if binary {
            var request = request
            request.adjust = { $0.unpacksAnswer = false }
            return .bytes(try await judged(verb, url) { [request] in try await $0.file(request) })
        }
        let reply = try await judged(verb, url) { try await $0.reply(request).reply }
        let answer = Answer(status: reply.status, headers: reply.headers, body: reply.body, peer: reply.address.peer)
        return .json(answer.json)
    }
}
