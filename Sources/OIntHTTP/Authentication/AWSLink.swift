import Crypto
import OIntCore

/// Signs each try of a request by Amazon's rules, so that a repeated one has a fresh date.
package struct AWSLink: AuthenticationLink {
    private let credentials: AWSCredentials
    /// An address of the service that the credentials belong to.
    package let origin: Address
    private let now: @Sendable () -> Int

    /// Creates a link.
    /// - Parameters:
    ///   - credentials: Who signs.
    ///   - origin: An address of the service that the credentials belong to; requests to others are not signed.
    ///   - now: Tells the seconds since the beginning of 1970.
    package init(credentials: AWSCredentials, origin: Address, now: @escaping @Sendable () -> Int) {
        self.credentials = credentials
        self.origin = origin
        self.now = now
    }

    /// Adds a signature.
    package func authenticate(
        _ request: Request, to address: Address, next: @Sendable (Request) async throws -> Response
    ) async throws -> Response {
        var request = request
        let body = request.settledBody()
        // What follows from the body is signed too.
        if let type = body.type, request.headers.first(named: "Content-Type") == nil {
            request.headers.append(HeaderField("Content-Type", type))
        }
        let hash = try await hash(of: body, isRepeatable: request.body.isRepeatable)
        return try await next(
            request.signed(by: credentials, to: address, unixTime: now(), payloadHash: hash))
    }

    /// The hash of a body; files are read for it, but for object storage, which does without.
    private func hash(of body: EncodedBody, isRepeatable: Bool) async throws -> String {
        let isInMemory = body.segments.allSatisfy { if case .bytes = $0 { true } else { false } }
        if !isInMemory, credentials.isForObjects { return SignatureV4.unsignedPayload }
        guard isRepeatable else {
            throw UsageError(
                "what is signed for \(credentials.service) has to be read twice, which standard input can't be: "
                    + "give the content as a file")
        }
        let source = try BodySource(body, isPaced: false) { _ in
            throw UsageError("what is signed for \(credentials.service) can't be a file that lies at an address")
        }
        return try await source.hash(SHA256())
    }
}
