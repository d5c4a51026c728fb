import OIntCore
import OIntListener

/// Checks the headers of messages that come over HTTP.
///
/// Source: https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http
enum HTTPHeaders {
    static let version = "MCP-Protocol-Version"
    static let session = "Mcp-Session-Id"
    static let method = "Mcp-Method"
    static let name = "Mcp-Name"

    /// Whether an answer in a form is accepted; who does not say anything accepts all.
    static func accepts(_ type: String, _ request: ListenerRequest) -> Bool {
        guard let header = request.head.header("Accept") else { return true }
        let family = type.prefix { $0 != "/" } + "/*"
        return header.lowercased().split(separator: ",").contains { range in
            let parts = range.split(separator: ";").map { String($0).trimmed }
            let isRefused = parts.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
            return !isRefused && (parts.first == type || parts.first == String(family) || parts.first == "*/*")
        }
    }

    /// Whether the body is JSON.
    static func isJSON(_ request: ListenerRequest) -> Bool { request.head.contentType == "application/json" }

    /// Checks that headers say what the message says, for those who look at headers only.
    /// - Parameters:
    ///   - request: The HTTP request.
    ///   - message: The message in it.
    /// - Throws: `ProtocolError` when they don't.
    static func check(_ request: ListenerRequest, against message: IncomingMessage.Request) throws(ProtocolError) {
        try check(request, version, message.version)
        try check(request, method, message.method)
        if message.method == "tools/call" { try check(request, name, message.parameters["name"]?.string) }
    }

    private static func check(
        _ request: ListenerRequest, _ header: String, _ expected: String?
    ) throws(ProtocolError) {
        guard let expected else { return }
        guard let given = request.head.header(header) else { throw .headerMismatch("The header \(header) is missing") }
        guard decoded(given) == expected else {
            throw .headerMismatch(
                "The header \(header) is \(Quote.short(given)), the body says \(Quote.short(expected))")
        }
    }

    /// A value, which may be wrapped as `=?base64?…?=` where it is no plain text.
    private static func decoded(_ value: String) -> String? {
        let (start, end) = ("=?base64?", "?=")
        guard value.hasPrefix(start), value.hasSuffix(end), value.count >= start.count + end.count else { return value }
        return Base64.decoded(String(value.dropFirst(start.count).dropLast(end.count)))
            .flatMap { String(validating: $0, as: UTF8.self) }
    }
}
