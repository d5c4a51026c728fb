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
    /// The forms in which a request can be shown.
    package enum Form: Sendable {
        /// As JSON: method, address, headers, body.
        case json
        /// As a command for curl; the closure names a secret after where it came from, where that is known; the connection
        /// is what differs from what curl reads out of the environment itself.
        case curl(names: @Sendable (Secret) -> VariableName?, connection: CurlConnection)
    }

    private let form: Form

    /// Creates a transport that shows requests as JSON.
    public init() { form = .json }

    /// Creates the transport.
    /// - Parameter form: How requests are shown.
    package init(as form: Form) { self.form = form }

    /// Hands the request over.
    /// - Parameter request: The request.
    /// - Returns: Nothing, ever.
    /// - Throws: A `Preview` of the request; `UsageError` when its address can't be used.
    public func send(_ request: Request) async throws -> Response {
        _ = try request.address()
        switch form {
        case .json: throw Preview(RequestDescription(request).json)
        case .curl(let names, let connection):
            throw Preview(.string(try CurlCommand(request, connection: connection, names: names).text))
        }
    }
}
