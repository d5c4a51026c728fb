import Crypto
import OIntCore
import OIntHTTP

/// Signs each try of a request, so that a repeated one has a fresh date.
struct SigningLink: Middleware {
    /// The header that tells the hash of the body; whoever knows it already puts it there.
    static let hashHeader = "x-amz-content-sha256"

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
        var request = request
        let signature = SignatureV4(account: account, unixTime: now())
        let hash = request.header(Self.hashHeader) ?? Self.hash(of: request.body)
        // The client below leaves out the brackets that belong around such a number.
        if address.host.hasPrefix("["), request.header("host") == nil {
            let host = Endpoint.authority(address.host, address.port, address.scheme)
            request.headers.append(HeaderField("Host", host))
        }
        let ours = ["authorization", "x-amz-date", "x-amz-security-token", Self.hashHeader]
        request.headers.removeAll { ours.contains($0.name.lowercased()) }
        request.headers += [HeaderField("x-amz-date", signature.timestamp), HeaderField(Self.hashHeader, hash)]
        if let token = account.sessionToken {
            request.headers.append(HeaderField("x-amz-security-token", token.exposed))
        }
        let message = SignatureV4.Message(request, address, payloadHash: hash)
        request.headers.append(HeaderField("Authorization", signature.authorization(message)))
        return request
    }

    private static func hash(of body: Body) -> String {
        switch body {
        case .none: Hexadecimal.encoded(SHA256.hash(data: [UInt8]()))
        case .bytes(let bytes, _): Hexadecimal.encoded(SHA256.hash(data: bytes))
        default: SignatureV4.unsignedPayload
        }
    }
}

extension SignatureV4.Message {
    /// What of a request is signed.
    /// - Parameters:
    ///   - request: The request.
    ///   - address: Where it goes.
    ///   - payloadHash: What stands for its body.
    init(_ request: Request, _ address: Address, payloadHash: String) {
        let parts = Self.parts(of: address)
        self.init(
            method: request.method.rawValue,
            host: request.header("host") ?? Endpoint.authority(address.host, address.port, address.scheme),
            path: parts.path, query: parts.query, headers: request.headers, payloadHash: payloadHash)
    }

    private static func parts(of address: Address) -> (path: String, query: String) {
        let start = address.text.firstRange(of: "://")?.upperBound ?? address.text.startIndex
        let rest = address.text[start...].prefix { $0 != "#" }
        let resource = rest.drop { $0 != "/" && $0 != "?" }
        let path = resource.prefix { $0 != "?" }
        return (String(path), String(resource[path.endIndex...].dropFirst()))
    }
}

extension Request {
    /// The value of the first header of a name, in any case.
    func header(_ name: String) -> String? { headers.first(named: name) }
}
