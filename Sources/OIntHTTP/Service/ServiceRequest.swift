import OIntCore

/// A request to a service, by the path below the service's address.
///
/// ```swift
/// .get("files/\(id)", query: ["fields": fields])
/// .post("files", body: .json(["name": name, "parents": parents]))
/// .post("search", body: .json(filter), isRepeatable: true)    // a POST that only reads
/// ```
public struct ServiceRequest: Sendable {
    /// Where the request goes.
    enum Target: Sendable {
        /// Below the service's address.
        case path(RequestPath)
        /// To an address that the service named.
        case address(String, isAuthorized: Bool?)
    }

    /// The method.
    public var method: Request.Method
    let target: Target
    /// The query.
    public var query: Query
    /// Headers besides those of the body and the authorization.
    public var headers: [HeaderField]
    /// The body.
    public var body: Body
    /// Whether the service may get the request twice; nil asks the method.
    public var isRepeatable: Bool?
    /// Further secrets in it, besides those of the authorization.
    public var secrets: [Secret] = []
    /// What becomes of redirects.
    public var redirects = RedirectPolicy.follows
    /// Changes the request before it is sent, where the service needs what hardly another does; nil for nothing.
    package var adjust: (@Sendable (inout Request) -> Void)?

    /// Creates a request.
    /// - Parameters:
    ///   - method: The method.
    ///   - path: The path below the service's address.
    ///   - query: The query.
    ///   - headers: Headers besides those of the body and the authorization.
    ///   - body: The body.
    ///   - isRepeatable: Whether the service may get the request twice; nil asks the method.
    public init(
        _ method: Request.Method, _ path: RequestPath, query: Query = [:], headers: [HeaderField] = [],
        body: Body = .none, isRepeatable: Bool? = nil
    ) {
        self.method = method
        target = .path(path)
        self.query = query
        self.headers = headers
        self.body = body
        self.isRepeatable = isRepeatable
    }

    /// Creates a request to an address that the service named: the next page, a download, an upload.
    /// - Parameters:
    ///   - method: The method.
    ///   - address: The absolute address.
    ///   - headers: Headers besides those of the body and the authorization.
    ///   - body: The body.
    ///   - isRepeatable: Whether the service may get the request twice; nil asks the method.
    ///   - isAuthorized: Whether it says who sends it; nil for the service's own host alone.
    public init(
        _ method: Request.Method, at address: String, headers: [HeaderField] = [], body: Body = .none,
        isRepeatable: Bool? = nil, isAuthorized: Bool? = nil
    ) {
        self.method = method
        target = .address(address, isAuthorized: isAuthorized)
        query = [:]
        self.headers = headers
        self.body = body
        self.isRepeatable = isRepeatable
    }

    /// Fetches.
    public static func get(
        _ path: RequestPath, query: Query = [:], headers: [HeaderField] = []
    ) -> ServiceRequest {
        ServiceRequest(.get, path, query: query, headers: headers)
    }

    /// Fetches from an address that the service named.
    public static func get(at address: String, headers: [HeaderField] = []) -> ServiceRequest {
        ServiceRequest(.get, at: address, headers: headers)
    }

    /// Sends something to be processed.
    public static func post(
        _ path: RequestPath, query: Query = [:], headers: [HeaderField] = [], body: Body = .none,
        isRepeatable: Bool? = nil
    ) -> ServiceRequest {
        ServiceRequest(.post, path, query: query, headers: headers, body: body, isRepeatable: isRepeatable)
    }

    /// Puts something in place.
    public static func put(
        _ path: RequestPath, query: Query = [:], headers: [HeaderField] = [], body: Body = .none,
        isRepeatable: Bool? = nil
    ) -> ServiceRequest {
        ServiceRequest(.put, path, query: query, headers: headers, body: body, isRepeatable: isRepeatable)
    }

    /// Changes a part of something.
    public static func patch(
        _ path: RequestPath, query: Query = [:], headers: [HeaderField] = [], body: Body = .none,
        isRepeatable: Bool? = nil
    ) -> ServiceRequest {
        ServiceRequest(.patch, path, query: query, headers: headers, body: body, isRepeatable: isRepeatable)
    }

    /// Removes something.
    public static func delete(
        _ path: RequestPath, query: Query = [:], headers: [HeaderField] = [], body: Body = .none
    ) -> ServiceRequest {
        ServiceRequest(.delete, path, query: query, headers: headers, body: body)
    }

    /// The same request with a key that lets the service recognise its repetitions, and so repeatable.
    /// - Parameter header: The header that takes the key.
    /// - Returns: The request; the key stays the same however often it is sent.
    public func idempotent(by header: String = "Idempotency-Key") -> ServiceRequest {
        var request = self
        request.headers.append(HeaderField(header, Randomness.mark() + Randomness.mark()))
        request.isRepeatable = true
        return request
    }
}
