import OIntCore

/// A link of the chain that a request passes on its way out, and its answer on the way back.
public protocol Middleware: Sendable {
    /// Passes a request on, and may change it, its answer, or how often it is sent.
    /// - Parameters:
    ///   - request: The request.
    ///   - next: Passes a request to the next link.
    /// - Returns: The answer.
    /// - Throws: What the next link throws, or an error of its own.
    func intercept(_ request: Request, next: @Sendable (Request) async throws -> Response) async throws -> Response
}
