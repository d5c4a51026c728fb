import OIntCore
import OIntHTTP

/// Signs each try of a request, so that a repeated one has a fresh date.
struct SigningLink: Middleware {
    let account: S3Account
    /// Seconds since the beginning of 1970.
    let now: @Sendable () -> Int

    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response {
        guard let address = Address(request.target), account.endpoint.covers(address) else {
            return try await next(request)
        }
        var response = try await next(signed(request, address))
        // A signature is good for one host. Whoever sends us elsewhere gets no further request: the refusal tells
        // which region or address is right.
        if (300..<400).contains(response.status), let location = response.header("location"),
            address.resolving(location).map({ !account.endpoint.covers($0) }) ?? false
        {
            response.headers.removeAll { $0.name.lowercased() == "location" }
        }
        return response
    }

    private func signed(_ request: Request, _ address: Address) -> Request {
        let hash = request.header(SignatureV4.hashHeader) ?? Self.hash(of: request.body)
        return request.signed(by: account.credentials, to: address, unixTime: now(), payloadHash: hash)
    }

    private static func hash(of body: Body) -> String {
        switch body {
        case .none: SignatureV4.hash(of: [])
        case .bytes(let bytes, _): SignatureV4.hash(of: bytes)
        default: SignatureV4.unsignedPayload
        }
    }
}

extension Request {
    /// The value of the first header of a name, in any case.
    func header(_ name: String) -> String? { headers.first(named: name) }
}
