import OIntCore

/// A link that proves who sends a request, to the service that the proof is meant for and to no other.
package protocol AuthenticationLink: Middleware {
    /// An address of the service that the credentials belong to.
    var origin: Address { get }

    /// Passes a request on with a proof of who sends it.
    /// - Parameters:
    ///   - request: The request.
    ///   - address: Where it goes: to the service that the credentials belong to.
    ///   - next: Passes a request to the next link.
    /// - Returns: The answer.
    /// - Throws: What the next link throws, or an error of its own.
    func authenticate(
        _ request: Request, to address: Address, next: @Sendable (Request) async throws -> Response
    ) async throws -> Response
}

extension AuthenticationLink {
    /// Adds a proof, unless the request goes to another service.
    package func intercept(
        _ request: Request, next: @Sendable (Request) async throws -> Response
    ) async throws -> Response {
        guard let address = Address(request.target), origin.sharesCredentials(with: address) else {
            return try await next(request)
        }
        return try await authenticate(request, to: address, next: next)
    }
}
