import OIntCore
import OIntHTTP

/// Any service that speaks HTTP: one request, put together by the caller.
///
/// A client is bound to an address and to whoever calls. Answers come as they are: JSON as JSON, texts as texts, anything
/// else as bytes. What methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when the
/// status is not from 200 to 299, a `ConnectionError` or `ReplyError` when the service can't be reached or its answer
/// breaks off, and a `LocalError` when a file can't be read.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9110
@Client
public struct Web: Sendable {
    private let address: WebAddress
    private let query: QueryItems
    private let headers: RequestHeaders
    private let caller: CallerIdentity
    private let followsRedirects: Bool
    private let isRaw: Bool
    private let http: HTTP

    /// Creates a client.
    /// - Parameters:
    ///   - url: Address, with or without a query; user and password in it go as --basic.
    ///   - query: Query items as a JSON object; a list repeats its key.
    ///   - headers: Headers as a JSON object; a list repeats its key.
    ///   - basic: User and password for Basic authentication: user:password.
    ///   - bearer: Token for the header Authorization: Bearer.
    ///   - digest: User and password for Digest authentication: user:password.
    ///   - aws: Keys for a signature of AWS: accesskey, secretkey, region, service, and token for temporary keys.
    ///   - oauth1: Keys for a signature of OAuth 1: consumerkey, consumersecret, token, tokensecret, method, realm.
    ///   - redirects: Whether redirects are followed; if not, a redirect is the answer.
    ///   - raw: Whether the answer is given byte by byte as it came, also where it is JSON, or text in any charset.
    ///   - http: What makes the requests.
    /// - Throws: `UsageError` when there is more than one way to say who calls.
    public init(
        url: WebAddress, query: QueryItems = [:], headers: RequestHeaders = [:], basic: UserPassword? = nil,
        bearer: Secret? = nil, digest: UserPassword? = nil, aws: AWSKeys? = nil, oauth1: OAuth1Keys? = nil,
        redirects: Bool = true, raw: Bool = false, http: HTTP = .shared
    ) throws(UsageError) {
        let caller = try CallerIdentity(
            address: url, headers: headers, basic: basic, bearer: bearer, digest: digest, aws: aws, oauth1: oauth1)
        address = url
        self.query = query
        self.headers = headers
        self.caller = caller
        followsRedirects = redirects
        isRaw = raw
        self.http = caller.link(to: url.address).map { http.adding($0) } ?? http
    }

    /// Sends a request, and gives its answer.
    func send(_ method: Request.Method, _ content: RequestContent = .none, isRepeatable: Bool? = nil) async throws
        -> WebAnswer
    {
        let response = try await exchange(method, content, isRepeatable)
        return try await WebAnswer(response, asBytes: isRaw, limit: http.configuration.replyLimit)
    }

    /// Sends a request, and gives status and headers of its answer.
    func sendForHead(_ method: Request.Method) async throws -> JSON {
        let response = try await exchange(method, .none, nil)
        return try await AnswerHead(response).json(withBodyUpTo: http.configuration.replyLimit)
    }

    private func exchange(
        _ method: Request.Method, _ content: RequestContent, _ isRepeatable: Bool?
    ) async throws -> Response {
        if method == .head, content.isPresent { throw UsageError("a HEAD request has no body") }
        if case .multipart = content.body, caller.signsBody {
            throw UsageError("--multipart can't be signed for AWS: give the body by another option")
        }
        var request = Request(
            method, address.address.text, query: query.items, headers: headers.fields, body: content.body,
            isRepeatable: isRepeatable, secrets: address.secrets + headers.secrets + caller.secrets,
            redirects: followsRedirects ? .follows : .ends)
        try content.setType(&request.headers)
        caller.identify(&request)
        let response = try await http.send(request)
        let isRedirect = (300..<400).contains(response.status) && response.header("location") != nil
        if (200..<300).contains(response.status) || (isRedirect && !followsRedirects) { return response }
        throw Refusal.of(
            try await response.collected(upTo: http.configuration.replyLimit), to: method, from: caller)
    }
}

extension Web {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "http", title: "HTTP", summary: "Any service that speaks HTTP, request by request.",
        examples: examples,
        effect: { method, options in method == "Request" ? options["method"].map { .ofRequest($0) } : nil }
    ) {
        [requests]
    }
}
