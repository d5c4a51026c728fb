import OIntCore

/// What an ``HTTPListener`` answers to a request.
public struct ListenerResponse: Sendable {
    /// Sends pieces of an answer as they come.
    public struct Writer: Sendable {
        private let send: @Sendable ([UInt8]) async throws -> Void

        /// Creates a writer.
        /// - Parameter send: Sends a piece, and returns when there is room for the next.
        init(_ send: @escaping @Sendable ([UInt8]) async throws -> Void) { self.send = send }

        /// Sends a piece.
        /// - Parameter bytes: The piece.
        /// - Throws: An error when the client has gone.
        public func write(_ bytes: [UInt8]) async throws { try await send(bytes) }

        /// Sends an event of a stream of events.
        ///
        /// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
        /// - Parameters:
        ///   - data: The event's data; must not have line breaks.
        ///   - id: The event's id.
        /// - Throws: An error when the client has gone.
        public func write(event data: String, id: String? = nil) async throws {
            let lines = (id.map { "id: \($0)\n" } ?? "") + "data: \(data)\n\n"
            try await send(Array(lines.utf8))
        }
    }

    /// The body of an answer.
    public enum Body: Sendable {
        /// It is all there.
        case bytes([UInt8])
        /// It is sent while the closure runs; the closure's task is cancelled when the client goes away.
        case stream(@Sendable (Writer) async throws -> Void)
        /// The response is made while the closure runs; the closure's task is cancelled when the client goes away. Status
        /// and headers beside this body are not used.
        case whileConnected(@Sendable () async -> ListenerResponse)
    }

    /// The status, such as 200.
    public var status: Int
    /// The headers; the length of the body is added.
    public var headers: [HeaderField]
    /// The body.
    public var body: Body

    /// Creates an answer.
    /// - Parameters:
    ///   - status: The status.
    ///   - headers: The headers; the length of the body is added.
    ///   - body: The body.
    public init(status: Int, headers: [HeaderField] = [], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A response that takes a while: making it is given up when the client goes away.
    /// - Parameter make: Makes the response.
    /// - Returns: The response.
    public static func whileConnected(_ make: @escaping @Sendable () async -> ListenerResponse) -> Self {
        Self(status: 200, body: .whileConnected(make))
    }

    /// An answer with a text.
    /// - Parameters:
    ///   - status: The status.
    ///   - text: The body.
    ///   - type: The type of the body.
    /// - Returns: The answer.
    public static func text(status: Int, _ text: String, type: String = "text/plain; charset=utf-8") -> Self {
        Self(status: status, headers: [HeaderField("Content-Type", type)], body: .bytes(Array(text.utf8)))
    }

    /// An answer with a stream of events.
    /// - Parameters:
    ///   - headers: More headers.
    ///   - events: Sends the events.
    /// - Returns: The answer.
    public static func events(
        headers: [HeaderField] = [], _ events: @escaping @Sendable (Writer) async throws -> Void
    ) -> Self {
        let own = [
            HeaderField("Content-Type", "text/event-stream"), HeaderField("Cache-Control", "no-cache"),
            // Proxies that collect answers would hold events back.
            HeaderField("X-Accel-Buffering", "no"),
        ]
        return Self(status: 200, headers: own + headers, body: .stream(events))
    }
}
