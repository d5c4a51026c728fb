import HTTPTypes
import OIntCore

/// The head of a request that an ``HTTPListener`` got: all that is known before its body is read.
public struct RequestHead: Sendable {
    /// The method, such as `GET`, in capitals.
    public let method: String
    /// The path as it was sent, without the query.
    public let path: String
    /// What follows the question mark, as it was sent; empty when there is none.
    public let query: String
    private let fields: HTTPFields

    /// Creates a head.
    /// - Parameter head: The method, the path and the headers.
    init(_ head: HTTPRequest) {
        method = head.method.rawValue
        let target = (head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(target[0])
        query = target.count > 1 ? String(target[1]) : ""
        var fields = head.headerFields
        // A parsed request holds the host beside the other headers.
        if let name = HTTPField.Name("Host"), let host = head.authority { fields[name] = host }
        self.fields = fields
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

    /// The type of the body without its parameters, in small letters; empty when none is told.
    public var contentType: String {
        (header("Content-Type")?.prefix { $0 != ";" }).map { String($0).trimmed.lowercased() } ?? ""
    }

    /// The values in the query, in their order, each name and value without its percent escapes.
    ///
    /// What is not percent-encoded UTF-8 is left out.
    public var queryItems: [(name: String, value: String)] { FormText.items(in: query) }
}

/// A request that an ``HTTPListener`` got, with its whole body.
public struct ListenerRequest: Sendable {
    /// The method, path and headers.
    public let head: RequestHead
    /// The body.
    public let body: [UInt8]

    /// Creates a request.
    /// - Parameters:
    ///   - head: The method, path and headers.
    ///   - body: The body.
    public init(_ head: RequestHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}

/// Forms as they are written in queries and bodies.
///
/// Source: https://url.spec.whatwg.org/#urlencoded-parsing
public enum FormText {
    /// The names and values of a form, in their order, without percent escapes.
    /// - Parameter text: The form, such as `a=1&b=x+y`.
    /// - Returns: The items; what is not percent-encoded UTF-8 is left out.
    public static func items(in text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").compactMap { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(parts[0]), let value = decoded(parts.count > 1 ? parts[1] : "") else {
                return nil
            }
            return (name, value)
        }
    }

    /// A text of a form, where a plus sign is a space.
    private static func decoded(_ text: Substring) -> String? {
        PercentEncoding.decoded(String(text.map { $0 == "+" ? " " : $0 })).flatMap {
            String(validating: $0, as: UTF8.self)
        }
    }
}
