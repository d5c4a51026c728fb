import OIntCore

/// One event of a stream.
public struct ServerSentEvent: Sendable, Hashable {
    /// The event's type; `message` where the stream names none.
    public var type: String
    /// The data, its lines joined by line feeds.
    public var data: String
    /// The id of the last event that had one; empty where none had.
    public var id: String

    /// Creates an event.
    /// - Parameters:
    ///   - type: The event's type.
    ///   - data: The data.
    ///   - id: The id of the last event that had one.
    public init(type: String = "message", data: String, id: String = "") {
        self.type = type
        self.data = data
        self.id = id
    }
}

/// The events of a stream of the type `text/event-stream`, as they come.
///
/// Comments are left out, and so is an event that the end of the stream cuts off.
///
/// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
public struct ServerSentEvents: AsyncSequence, Sendable {
    /// An event.
    public typealias Element = ServerSentEvent

    private let lines: StreamLines
    private let limit: Int
    private let source: String

    /// Reads a stream.
    /// - Parameters:
    ///   - stream: The bytes.
    ///   - limit: How many bytes a line, and the data of an event, may have.
    ///   - source: Where the stream comes from, for errors.
    public init(_ stream: ByteStream, limit: Int = 16 << 20, source: String = "the service") {
        lines = StreamLines(stream, limit: limit, source: source)
        self.limit = limit
        self.source = source
    }

    /// Starts reading.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(lines.makeAsyncIterator(), limit, source) }

    /// Reads the events one by one.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var lines: StreamLines.AsyncIterator
        private let limit: Int
        private let source: String
        private var id = ""
        /// How long a client should wait before it connects again, where the stream has said so.
        public private(set) var reconnectionTime: Duration?

        fileprivate init(_ lines: StreamLines.AsyncIterator, _ limit: Int, _ source: String) {
            self.lines = lines
            self.limit = limit
            self.source = source
        }

        /// The next event; nil at the end of the stream.
        /// - Throws: `ReplyError` when a line or an event is too long; `ConnectionError` when the connection breaks.
        public mutating func next() async throws -> ServerSentEvent? {
            var type = ""
            var data: [UInt8]?
            while let line = try await lines.next() {
                if line.isEmpty {
                    guard let data else {
                        type = ""
                        continue
                    }
                    return ServerSentEvent(
                        type: type.isEmpty ? "message" : type, data: String(decoding: data, as: UTF8.self), id: id)
                }
                let name = line.prefix { $0 != UInt8(ascii: ":") }
                var value = line.dropFirst(name.count + 1)
                if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
                switch String(decoding: name, as: UTF8.self) {
                case "event": type = String(decoding: value, as: UTF8.self)
                case "data":
                    data = data.map { $0 + [UInt8(ascii: "\n")] + value } ?? Array(value)
                    guard (data?.count ?? 0) <= limit else {
                        throw ReplyError(
                            peer: source, reason: "an event of the response has more than \(limit >> 20) MiB")
                    }
                case "id" where !value.contains(0): id = String(decoding: value, as: UTF8.self)
                case "retry":
                    let digits = String(decoding: value, as: UTF8.self)
                    if !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let time = Int(digits) {
                        reconnectionTime = .milliseconds(time)
                    }
                default: break
                }
            }
            return nil
        }
    }
}
