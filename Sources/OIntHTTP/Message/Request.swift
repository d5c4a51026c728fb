import OIntCore

/// A request, before it is encoded.
public struct Request: Sendable {
    /// The method.
    public var method: Method
    /// The address, without the query items below.
    public var url: String
    /// Query items, encoded and appended to the address in their order.
    public var query: [(name: String, value: String)]
    /// Headers, besides those that follow from the body.
    public var headers: [HeaderField]
    /// The body.
    public var body: Body
    /// Whether the service may get the request twice: true for methods that are so by themselves, and for requests
    /// that only read.
    public var isRepeatable: Bool
    /// What the request carries that must not be shown.
    public var secrets: [Secret]
    /// Whether an answer that comes compressed is unpacked; where it is not, the service is asked for none, and what
    /// it keeps compressed comes as it is kept.
    public var unpacksAnswer: Bool
    /// What becomes of redirects.
    public var redirects: RedirectPolicy
    /// Makes somebody who is told the bytes of the body as they go out, anew for each try; nil where nobody is.
    public var bodyWatcher: BodyWatcher?
    /// How many bytes the answer may have where it is going to be taken whole; nil where it is taken as it comes.
    package var wholeAnswerLimit: Int?
    /// Finds out whether a response says no, while the request may still be repeated; nil where its status alone tells.
    var judging: Judging?
    /// What separates the parts of a multipart body, where that must be known before it is sent; nil for a new one with
    /// each try.
    package var boundary: String?
    /// How the headers that say who sends the request came about; nil where they are headers like any other.
    package var authentication: Authentication?

    /// Makes a function that takes the bytes of one walk through a body, piece by piece.
    public typealias BodyWatcher = @Sendable () -> @Sendable (UnsafeRawBufferPointer) -> Void

    /// Creates a request.
    /// - Parameters:
    ///   - method: The method.
    ///   - url: The address, without the query items.
    ///   - query: Query items, in their order.
    ///   - headers: Headers, besides those that follow from the body.
    ///   - body: The body.
    ///   - isRepeatable: Whether the service may get the request twice; nil asks the method.
    ///   - secrets: What the request carries that must not be shown.
    ///   - unpacksAnswer: Whether an answer that comes compressed is unpacked.
    ///   - redirects: What becomes of redirects.
    ///   - bodyWatcher: Makes somebody who is told the bytes of the body as they go out.
    public init(
        _ method: Method, _ url: String, query: [(name: String, value: String)] = [], headers: [HeaderField] = [],
        body: Body = .none, isRepeatable: Bool? = nil, secrets: [Secret] = [], unpacksAnswer: Bool = true,
        redirects: RedirectPolicy = .follows, bodyWatcher: BodyWatcher? = nil
    ) {
        self.method = method
        self.url = url
        self.query = query
        self.headers = headers
        self.body = body
        self.isRepeatable = isRepeatable ?? method.isIdempotent
        self.secrets = secrets
        self.unpacksAnswer = unpacksAnswer
        self.redirects = redirects
        self.bodyWatcher = bodyWatcher
    }

    /// Makes two watchers one.
    /// - Parameters:
    ///   - first: The first; nil for none.
    ///   - second: The second; nil for none.
    package static func watcher(_ first: BodyWatcher?, _ second: BodyWatcher?) -> BodyWatcher? {
        guard let first, let second else { return first ?? second }
        return {
            let (one, other) = (first(), second())
            return { bytes in
                one(bytes)
                other(bytes)
            }
        }
    }

    /// The whole address, query items included.
    public var target: String {
        guard !query.isEmpty else { return url }
        let items = query.map { PercentEncoding.encoded($0.name) + "=" + PercentEncoding.encoded($0.value) }
        let base = url.prefix { $0 != "#" }
        let separator = base.contains("?") ? (base.hasSuffix("?") ? "" : "&") : "?"
        return base + separator + items.joined(separator: "&") + url[base.endIndex...]
    }

    /// The address, checked.
    /// - Throws: `UsageError` when it is no http or https address; `LocalError` when the library for names of hosts is missing.
    func address() throws -> Address {
        guard let address = Address(target) else {
            if let problem = Address.problem(withHostOf: target) { throw problem }
            throw UsageError("\(Quote.short(Redactor(secrets).masked(url))) is not an http or https address")
        }
        return address
    }
}
