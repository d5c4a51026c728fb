import HTTPTypes
import OIntCore

/// A request that a ``LocalServer`` got, with its whole body.
public struct LocalRequest: Sendable {
    /// The method, such as `GET`, in capitals.
    public let method: String
    /// The path as it was sent, without the query.
    public let path: String
    /// What stands behind the question mark, as it was sent; empty when there is none.
    public let query: String
    /// The body.
    public let body: [UInt8]
    private let fields: HTTPFields

    /// Creates a request.
    /// - Parameters:
    ///   - head: The method, the path and the headers.
    ///   - body: The body.
    init(_ head: HTTPRequest, body: [UInt8]) {
        method = head.method.rawValue
        let target = (head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(target[0])
        query = target.count > 1 ? String(target[1]) : ""
        var fields = head.headerFields
        // The host stands beside the other headers in a parsed request.
        if let name = HTTPField.Name("Host"), let host = head.authority { fields[name] = host }
        self.fields = fields
        self.body = body
    }

    /// The values of a header, in their order.
    /// - Parameter name: The name, in any case.
    /// - Returns: The values; none when the request lacks the header.
    public func headers(_ name: String) -> [String] { HTTPField.Name(name).map { fields[values: $0] } ?? [] }

    /// The value of a header; several ones are joined by commas.
    /// - Parameter name: The name, in any case.
    /// - Returns: The value, or nil when the request lacks the header.
    public func header(_ name: String) -> String? {
        let values = headers(name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The values in the query, in their order, each name and value without its percent escapes.
    ///
    /// What is not percent-encoded UTF-8 is left out.
    public var queryItems: [(name: String, value: String)] {
        query.split(separator: "&").compactMap { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : "") else {
                return nil
            }
            return (name, value)
        }
    }

    /// A text out of a form, where a plus sign is a space.
    private static func decoded(_ text: Substring) -> String? {
        PercentEncoding.decoded(String(text.map { $0 == "+" ? " " : $0 })).flatMap {
            String(validating: $0, as: UTF8.self)
        }
    }
}
