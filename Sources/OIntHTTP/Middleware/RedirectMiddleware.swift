import OIntCore

/// Follows redirects without carrying credentials to where they don't belong.
struct RedirectMiddleware: Middleware {
    /// How many redirects in a row are followed.
    let limit = 5

    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        var request = request
        for _ in 0...limit {
            let response = try await next(request)
            guard request.followsRedirects, [301, 302, 303, 307, 308].contains(response.status),
                let location = response.header("location")
            else {
                return response
            }
            guard let target = response.address.resolving(location) else {
                throw ReplyError(
                    peer: response.address.peer, reason: "the service redirects to something that is no web address")
            }
            request = try redirected(request, response, to: target)
        }
        let peer = try request.address().peer
        throw ReplyError(peer: peer, reason: "the service redirects in circles: \(limit) redirects were followed")
    }

    /// The request that a redirect asks for.
    ///
    /// Method and body are kept, since a call that becomes a `GET` on its way is another call; only 303 asks for that,
    /// and a `HEAD` stays one.
    private func redirected(_ request: Request, _ response: Response, to target: Address) throws -> Request {
        var request = request
        request.url = target.text
        request.query = []
        if response.status == 303, request.method != .head {
            request.method = .get
            request.body = .none
            request.isRepeatable = true
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
}
