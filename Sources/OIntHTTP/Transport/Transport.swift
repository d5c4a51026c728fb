import OIntCore

/// What finally sends requests: the network, or something that stands in for it in tests and dry runs.
public protocol Transport: Sendable {
    /// Sends a request once.
    /// - Parameter request: The request.
    /// - Returns: The answer.
    /// - Throws: `ConnectionError` when the service can't be reached or the connection breaks.
    func send(_ request: Request) async throws -> Response
}

/// Sends nothing: ends the call at its first request, and hands that over.
public struct PreviewTransport: Transport {
    /// Creates the transport.
    public init() {}

    /// Hands the request over.
    /// - Parameter request: The request.
    /// - Returns: Nothing, ever.
    /// - Throws: A `Preview` of the request; `UsageError` when its address can't be used.
    public func send(_ request: Request) async throws -> Response {
        _ = try request.address()
        throw Preview(RequestDescription(request).json)
    }
}
