import OIntCore

/// Follows redirects without carrying credentials to where they don't belong.
struct RedirectMiddleware: Middleware {
    /// Which hosts a redirect may lead to; nil for all.
    var addresses: AddressPolicy?
    /// How many redirects in a row are followed.
    let limit = 5

    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        var request = request
        var sent = request
        var cookies = CookieJar()
        for _ in 0...limit {
            let response = try await next(sent)
            guard request.redirects != .ends, [301, 302, 303, 307, 308].contains(response.status),
                let location = response.header("location")
            else {
                return response
            }
            guard let target = response.address.resolving(location) else {
                throw ReplyError(
                    peer: response.address.peer, reason: "the service redirects to something that is no web address")
            }
            if addresses?.allowsRedirect(from: response.address.host, to: target.host) == false {
                throw ReplyError(
                    peer: response.address.peer,
                    reason:
                        "the service redirects to the host \(Quote.short(target.host)), which this server does not allow",
                    remedy: "Whoever started the server allows it with --hosts")
            }
            request = try redirected(request, response, to: target)
            cookies.keep(response)
            sent = request
            if let header = cookies.header(for: target) { sent.add(cookies: header) }
        }
        let peer = try request.address().peer
        throw ReplyError(peer: peer, reason: "the service redirects in circles: \(limit) redirects were followed")
    }

    /// The request that a redirect asks for.
    private func redirected(_ request: Request, _ response: Response, to target: Address) throws -> Request {
        var request = request
        request.url = target.text
        request.query = []
        if becomesGet(request, response.status) {
            request.method = .get
            request.body = .none
            request.bodyWatcher = nil
            request.isRepeatable = true
            request.headers.removeAll { Self.bodyHeaders.contains($0.name.lowercased()) }
        }
        guard request.body.isRepeatable else {
            throw ReplyError(
                peer: response.address.peer,
                reason: "the service redirects, and what came from standard input can't be sent again",
                remedy: "Call the new address directly, or give the content as a file")
        }
        if response.address.sharesCredentials(with: target) { return request }
        let redactor = Redactor(request.secrets)
        request.headers.removeAll {
            Redactor.holdsSecret($0.name) || $0.name.lowercased().hasPrefix("x-") || $0.name.lowercased() == "host"
                || redactor.masked($0.value) != $0.value
        }
        if case .none = request.body { return request }
        guard request.secrets.isEmpty else {
            throw ReplyError(
                peer: response.address.peer,
                reason:
                    "the service redirects to \(target.scheme)://\(target.peer), where the credentials in this request don't belong",
                remedy: "If that is the right place, call it directly")
        }
        return request
    }

    /// Whether a redirect asks for a look at another place, instead of the same request there.
    private func becomesGet(_ request: Request, _ status: Int) -> Bool {
        switch status {
        case 303: request.method != .head
        case 301, 302: request.method == .post && request.redirects != .keepsMethod
        default: false
        }
    }

    /// Headers that tell of a body.
    private static let bodyHeaders: Set<String> = [
        "content-type", "content-length", "content-encoding", "content-language", "content-location", "content-md5",
        "content-digest", "repr-digest", "digest", "transfer-encoding", "expect",
    ]
}

extension Request {
    /// Adds cookies to those that the request has.
    fileprivate mutating func add(cookies: String) {
        let own = headers.first(named: "Cookie")
        headers.removeAll { $0.name.lowercased() == "cookie" }
        headers.append(HeaderField("Cookie", (own.map { [$0, cookies] } ?? [cookies]).joined(separator: "; ")))
    }
}
