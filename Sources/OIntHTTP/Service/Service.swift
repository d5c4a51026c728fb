import OIntCore

/// A service that takes requests over HTTP: its address, its authorization, and how it says no.
///
/// The client of a library holds one. It says once what is true of all requests; a method is then a line:
///
/// ```swift
/// @Client
/// public struct Example: Sendable {
///     private let service: Service
///
///     /// Creates a client.
///     /// - Parameters:
///     ///   - token: Access token.
///     ///   - url: Address of the service.
///     ///   - credentials: Where the token comes from when there is no --token.
///     ///   - http: What makes the requests.
///     public init(
///         token: Secret? = nil, url: BaseURL = "https://api.example.com/v1", credentials: Credentials = .shared,
///         http: HTTP = .shared
///     ) {
///         service = Service(
///             "Example", at: url, http: http, authorization: .bearer(token, or: credentials),
///             options: Service.Options(login: "example"), remedies: ["invalid_auth": "Check --token"]
///         ) { reply in
///             // Nil is a yes. A status that is no success is a refusal anyway.
///             guard reply["ok"]?.bool == false || !reply.isSuccess else { return nil }
///             let code = reply["error"]?.string
///             return Judgement(
///                 code: code, message: reply["message"]?.string,
///                 course: code == "token_expired" ? .expired : nil)
///         }
///     }
/// }
///
/// @Methods("Files")
/// extension Example {
///     @Method(.reads, ru: "ПолучитьФайл")
///     public func getFile(file: ID) async throws -> JSON {
///         try await service.json(.get("files/\(file)"))
///     }
///
///     @Method(.reads, ru: "ПолучитьСписокФайлов")
///     public func getFiles() -> Pages {
///         service.pages(rows: "files", next: "next_cursor") { cursor in
///             .get("files", query: ["limit": 200, "cursor": cursor])
///         }
///     }
///
///     @Method(.writes, ru: "СоздатьПапку")
///     public func createFolder(name: String, parent: ID? = nil) async throws -> JSON {
///         try await service.json(.post("folders", body: .json(["name": name, "parent": parent])))
///     }
///
///     @Method(.reads, ru: "СкачатьФайл")
///     public func downloadFile(file: ID) async throws -> ByteStream {
///         try await service.file(.get("files/\(file)/content"))
///     }
/// }
/// ```
///
/// What its methods throw is a `UsageError` when the request can't be made as it is, a `ServiceError` when the service
/// refuses, a `ConnectionError` or `ReplyError` when it can't be reached or its response is not what it should be, and a
/// `LocalError` when a file can't be read. Reads are repeated after faults that pass, writes only where the service says that
/// it did not take them, or may get them twice; see ``Judgement``.
public struct Service: Sendable {
    /// Finds what a response says that is not a yes; nil where it says yes.
    ///
    /// It is asked about every response, whatever its status. A status that is no success is a refusal anyway, whose words
    /// are looked for in the usual places, and so is a body that is no JSON where JSON was expected.
    public typealias Judge = @Sendable (_ reply: ServiceReply) -> Judgement?

    /// What the library calls its options, for messages.
    public struct Options: Sendable {
        /// The option that takes the secret; nil where there is none.
        public var token: String?
        /// The option that takes the address; nil where there is none.
        public var address: String?
        /// The name for `oint login`; nil where there are no logins.
        public var login: String?

        /// Names the options.
        /// - Parameters:
        ///   - token: The option that takes the secret; nil where there is none.
        ///   - address: The option that takes the address; nil where there is none.
        ///   - login: The name for `oint login`; nil where there are no logins.
        public init(token: String? = "token", address: String? = nil, login: String? = nil) {
            self.token = token
            self.address = address
            self.login = login
        }
    }

    /// The service's name for people.
    public let name: String
    /// The address that paths are below.
    public private(set) var base: BaseURL
    /// What makes the requests.
    public let http: HTTP
    /// What the library calls its options.
    public let options: Options
    private var authorization: Authorization
    private let remedies: [String: String]
    private let judge: Judge
    private let secrets: [Secret]
    private let headers: [HeaderField]

    /// Describes a service.
    /// - Parameters:
    ///   - name: The service's name for people.
    ///   - base: The address that paths are below.
    ///   - http: What makes the requests.
    ///   - authorization: How requests say who sends them.
    ///   - headers: Headers of every request, such as the version of an interface.
    ///   - secrets: What must not be shown besides the authorization, such as the code in a webhook's address.
    ///   - options: What the library calls its options.
    ///   - remedies: What a person can do about a refusal, by the service's code in lower case.
    ///   - judge: Finds what a response says that is not a yes.
    public init(
        _ name: String, at base: BaseURL, http: HTTP, authorization: Authorization = .none,
        headers: [HeaderField] = [], secrets: [Secret] = [], options: Options = Options(),
        remedies: [String: String] = [:], judge: @escaping Judge
    ) {
        self.name = name
        self.base = base
        self.http = http
        self.authorization = authorization
        self.headers = headers
        self.secrets = secrets
        self.options = options
        self.remedies = remedies
        self.judge = judge
    }

    /// The same service at another of its addresses.
    /// - Parameters:
    ///   - base: The address that paths are below.
    ///   - authorization: How requests say who sends them there; nil for no difference.
    /// - Returns: The service.
    public func at(_ base: BaseURL, authorization: Authorization? = nil) -> Service {
        var service = self
        service.base = base
        if let authorization { service.authorization = authorization }
        return service
    }

    /// Sends a request whose response is JSON.
    /// - Parameter request: The request.
    /// - Returns: The JSON; `null` where the service has nothing to say, as with status 204.
    public func json(_ request: ServiceRequest) async throws -> JSON {
        let reply = try await reply(request)
        if let json = reply.json { return json }
        // A write that is done without a word is done.
        if reply.body.isEmpty, request.method != .get || [204, 205].contains(reply.status) { return .null }
        throw refusal(Judgement(), in: reply)
    }

    /// Sends a request, and takes the whole response, whatever it is.
    /// - Parameter request: The request.
    /// - Returns: The response.
    public func reply(_ request: ServiceRequest) async throws -> ServiceReply {
        try await accepted(request, needsBody: true).judged
    }

    /// Sends a request whose response is a file.
    /// - Parameter request: The request.
    /// - Returns: The content, as it comes.
    public func file(_ request: ServiceRequest) async throws -> ByteStream { try await send(request).body }

    /// Sends a request, and gives the response as soon as its head is there.
    /// - Parameter request: The request.
    /// - Returns: The response, with its body still to come.
    public func send(_ request: ServiceRequest) async throws -> Response {
        try await accepted(request, needsBody: false).response
    }

    /// What a response says that is not a yes, as an error.
    /// - Parameters:
    ///   - judgement: What it says.
    ///   - reply: The response.
    /// - Returns: The error.
    public func refusal(_ judgement: Judgement, in reply: ServiceReply) -> ServiceError {
        var remedy = judgement.remedy ?? judgement.code.flatMap { remedies[$0.lowercased()] }
        if case .blocked(let end?)? = judgement.course {
            remedy = [remedy, "Try again after \(end.inUTC.rfc3339)"].compactMap(\.self).joined(separator: ". ")
        }
        return ServiceError(
            service: name, status: reply.status, headers: reply.headers, code: judgement.code,
            message: judgement.message ?? (reply.json == nil ? unreadable(reply) : nil),
            remedy: remedy ?? UsualRemedies.remedy(reply.status, options),
            reply: reply.json.map { .json($0) } ?? .bytes(reply.body))
    }

    /// What a response says that is not a yes, given in its parts, as an error.
    /// - Parameters:
    ///   - status: The status.
    ///   - headers: The headers.
    ///   - body: The body.
    /// - Returns: The error.
    public func refusal(status: Int, headers: [HeaderField], body: [UInt8]) -> ServiceError {
        guard let address = Address(base.text) else {
            return ServiceError(service: name, status: status, headers: headers, reply: .bytes(body))
        }
        let reply = ServiceReply(
            Reply(status: status, headers: headers, body: body, address: address), isComplete: true)
        return refusal(judge(reply) ?? Judgement(usual: reply), in: reply)
    }

    /// What came in place of JSON, for a refusal that says nothing else.
    private func unreadable(_ reply: ServiceReply) -> String? {
        do throws(ReplyError) {
            _ = try reply.reply.json()
            return nil
        } catch {
            return error.reason
        }
    }

    /// Sends a request with the present secrets, and once more where the service says that one of them is over.
    private func accepted(
        _ request: ServiceRequest, needsBody: Bool
    ) async throws -> (response: Response, judged: ServiceReply) {
        let isAuthorized = try isAuthorized(request)
        var tokens: [Secret] = []
        for part in authorization.parts {
            if let token = try await part.credentials.token() {
                tokens.append(token)
            } else if isAuthorized {
                throw noToken
            }
        }
        var response = try await exchange(request, tokens, isAuthorized, needsBody: needsBody)
        if isAuthorized, response.judged?.judgement?.course == .expired, request.body.isRepeatable,
            let fresh = try await replacements(of: tokens)
        {
            response = try await exchange(request, fresh, isAuthorized, needsBody: needsBody)
        }
        guard let judged = response.judged else { throw ReplyError(peer: base.peer, reason: "no response came") }
        if let judgement = judged.judgement { throw refusal(judgement, in: judged.reply) }
        return (response, judged.reply)
    }

    private var noToken: UsageError {
        let ways = [
            options.token.map { "give --\($0)" }, options.login.map { "log in with oint login \($0)" },
        ].compactMap(\.self)
        return UsageError("there is no access token: " + ways.joined(separator: ", or "))
    }

    /// Other secrets in the place of those that were refused; nil where there are none.
    private func replacements(of tokens: [Secret]) async throws -> [Secret]? {
        var fresh: [Secret] = []
        for (part, token) in zip(authorization.parts, tokens) {
            fresh.append(try await part.credentials.token(replacing: token) ?? token)
        }
        return fresh == tokens ? nil : fresh
    }

    private func exchange(
        _ request: ServiceRequest, _ tokens: [Secret], _ isAuthorized: Bool, needsBody: Bool
    ) async throws -> Response {
        // An address that the service named may hold a secret although the request does not say who sends it.
        var built = try isAuthorized ? self.built(request, tokens) : self.built(request, [], hiding: tokens)
        built.judging = Judging(judge: judge, needsBody: needsBody, limit: http.configuration.replyLimit)
        return try await needsBody ? http.whole(built) : http.send(built)
    }

    private func isAuthorized(_ request: ServiceRequest) throws(UsageError) -> Bool {
        guard case .address(let address, let isAuthorized) = request.target else { return true }
        if let isAuthorized { return isAuthorized }
        guard let own = Address(base.text), let other = Address(address) else { return false }
        return own.sharesCredentials(with: other)
    }

    /// The request as it is sent.
    private func built(
        _ request: ServiceRequest, _ tokens: [Secret], hiding others: [Secret] = []
    ) throws(UsageError) -> Request {
        let parts = Array(zip(authorization.parts, tokens))
        let url: String
        switch request.target {
        case .path(let path):
            let token = parts.first { if case .path = $0.0.place { true } else { false } }?.1
            let text = try path.text(token ?? tokens.first)
            url = text.isEmpty ? base.text : base.text + "/" + text
        case .address(let address, _): url = address
        }
        for field in request.headers where !HeaderField.isValue(field.value) {
            throw UsageError("the header \(field.name) holds what can't stand in a header")
        }
        let own = headers.filter { request.headers.first(named: $0.name) == nil }
        var built = Request(
            request.method, url, query: request.query.items, headers: own + request.headers, body: request.body,
            isRepeatable: request.isRepeatable, secrets: secrets + request.secrets + others,
            redirects: request.redirects)
        for (part, token) in parts { try built.authorize(part.place, token, option: options.token ?? "token") }
        request.adjust?(&built)
        return built
    }
}

extension Service: CustomStringConvertible, CustomReflectable {
    /// The service's name and its address, secrets masked.
    public var description: String { "\(name) at \(Redactor(secrets).masked(base.text))" }

    /// The description alone, so that `dump` shows no more.
    public var customMirror: Mirror { Mirror(self, children: ["service": description]) }
}
