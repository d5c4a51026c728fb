import OIntCore

/// A response of a service, with its body read as JSON where it is some.
public struct ServiceReply: Sendable {
    /// The response.
    public let reply: Reply
    /// The body as JSON; nil where it is none, or was not taken.
    public let json: JSON?
    /// Whether the body was taken; the successful response of a download is judged by its head alone.
    public let isComplete: Bool

    /// Creates a response.
    /// - Parameters:
    ///   - reply: The response.
    ///   - isComplete: Whether the body was taken.
    package init(_ reply: Reply, isComplete: Bool = true) {
        self.reply = reply
        self.isComplete = isComplete
        json = reply.body.isEmpty ? nil : try? reply.json()
    }

    /// The HTTP status.
    public var status: Int { reply.status }
    /// The headers, in their order.
    public var headers: [HeaderField] { reply.headers }
    /// The body.
    public var body: [UInt8] { reply.body }
    /// Whether the status is from 200 to 299.
    public var isSuccess: Bool { reply.isSuccess }
    /// The body as text; nil where it is none.
    public var text: String? { reply.text }

    /// The value of a header.
    /// - Parameter name: The name, in any case.
    /// - Returns: The first value, or nil.
    public func header(_ name: String) -> String? { reply.header(name) }

    /// The member with the given key; nil where the body is no JSON object or lacks it.
    public subscript(key: String) -> JSON? { json?[key] }
}
