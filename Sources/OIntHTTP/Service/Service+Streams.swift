import OIntCore

extension Service {
    /// Sends a request whose response is a stream of server-sent events.
    /// - Parameter request: The request; it asks for `text/event-stream` where it names no other type.
    /// - Returns: The events, as they come.
    public func events(_ request: ServiceRequest) async throws -> ServerSentEvents {
        let response = try await send(request.accepting("text/event-stream"))
        return ServerSentEvents(response.body, source: base.peer)
    }

    /// Sends a request whose response is JSON with a value a line.
    /// - Parameter request: The request.
    /// - Returns: The values, as they come.
    public func jsonLines(_ request: ServiceRequest) async throws -> JSONLines {
        JSONLines(try await send(request).body, source: base.peer)
    }
}

extension ServiceRequest {
    /// The request with a header `Accept`, where it has none.
    fileprivate func accepting(_ type: String) -> ServiceRequest {
        guard headers.first(named: "accept") == nil else { return self }
        var request = self
        request.headers.append(HeaderField("Accept", type))
        return request
    }
}
