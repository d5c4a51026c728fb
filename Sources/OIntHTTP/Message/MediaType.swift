import OIntCore

/// The type of a body: what it is, and the charset it is written in where it is text.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.3
package struct MediaType: Sendable {
    /// Type and subtype in lower case, such as `text/html`; empty where none is named.
    private let name: String
    /// The charset as the header spells it; nil where none is named.
    package let charset: String?

    /// Reads the value of a header `Content-Type`.
    /// - Parameter header: The value; nil where there is no such header.
    package init(_ header: String?) {
        let parts = (header ?? "").split(separator: ";").map { String($0).trimmed }
        name = parts.first?.lowercased() ?? ""
        charset = parts.dropFirst().first { $0.lowercased().hasPrefix("charset=") }
            .map { String($0.dropFirst("charset=".count)).trimmed.filter { $0 != "\"" && $0 != "'" } }
            .flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether there is one.
    package var isNamed: Bool { !name.isEmpty }

    /// Whether it is JSON.
    package var isJSON: Bool { ["application/json", "text/json"].contains(name) || name.hasSuffix("+json") }

    /// Whether it is XML.
    package var isXML: Bool { ["application/xml", "text/xml"].contains(name) || name.hasSuffix("+xml") }

    /// Whether the body may be JSON or text.
    package var mayBeText: Bool {
        !isNamed || isJSON || isXML || name.hasPrefix("text/") || name.hasSuffix("+yaml") || Self.texts.contains(name)
    }

    private static let texts: Set<String> = [
        "application/javascript", "application/yaml", "application/x-yaml", "application/toml",
        "application/x-www-form-urlencoded", "application/x-ndjson", "application/jsonl", "application/graphql",
        "application/sql",
    ]
}
