import OIntCore
import OIntHTTP

/// What a service answered, in the form that its type asks for.
public enum WebAnswer: OutputConvertible {
    /// Nothing.
    case none
    /// JSON.
    case json(JSON)
    /// A text in UTF-8.
    case text(String)
    /// Anything else, as it comes.
    case bytes(ByteStream)

    /// The answer for front-ends.
    public var output: Output {
        switch self {
        case .none: .none
        case .json(let value): .json(value)
        case .text(let text): .text(text)
        case .bytes(let stream): .bytes(stream)
        }
    }

    /// Reads an answer.
    /// - Parameters:
    ///   - response: The answer, with its body still to come.
    ///   - asBytes: Whether the type does not matter.
    ///   - limit: How many bytes of JSON or text are taken into memory at most.
    init(_ response: Response, asBytes: Bool, limit: Int) async throws {
        let type = MediaType(response.header("content-type"))
        guard !asBytes, type.mayBeText, type.isNamed || (response.body.length ?? .max) <= Self.longestUnnamed else {
            self = response.body.length == 0 && !asBytes ? .none : .bytes(response.body)
            return
        }
        self.init(try await response.collected(upTo: limit))
    }

    /// How long an answer of unknown type may be that is looked at before it is passed on.
    private static let longestUnnamed = 1 << 20

    /// Reads an answer that is there as a whole.
    init(_ reply: Reply) {
        let type = MediaType(reply.header("content-type"))
        if reply.body.isEmpty {
            self = .none
        } else if type.isJSON || Self.looksLikeJSON(reply.body), let value = try? JSON(parsing: reply.body) {
            self = .json(value)
        } else if type.mayBeText, type.isUnicode, let text = String(validating: reply.body, as: UTF8.self) {
            self = .text(text)
        } else {
            self = .bytes(ByteStream(reply.body))
        }
    }

    private static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
        bytes.first { !" \t\r\n".utf8.contains($0) }.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? false
    }
}

/// The type of a body, as far as it matters here.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.3
private struct MediaType {
    private let name: String
    private let charset: String?

    init(_ header: String?) {
        let parts = (header ?? "").lowercased().split(separator: ";").map { String($0).trimmed }
        name = parts.first ?? ""
        charset = parts.dropFirst().first { $0.hasPrefix("charset=") }
            .map { $0.dropFirst("charset=".count).filter { $0 != "\"" } }
    }

    /// Whether there is one.
    var isNamed: Bool { !name.isEmpty }

    var isJSON: Bool { ["application/json", "text/json"].contains(name) || name.hasSuffix("+json") }

    /// Whether a text is what it says it is; one that says nothing is taken for one.
    var isUnicode: Bool { charset.map { ["utf-8", "utf8", "us-ascii"].contains($0) } ?? true }

    /// Whether the body may be JSON or text.
    var mayBeText: Bool {
        !isNamed || isJSON || name.hasPrefix("text/") || name.hasSuffix("+xml") || name.hasSuffix("+yaml")
            || Self.texts.contains(name)
    }

    private static let texts: Set<String> = [
        "application/xml", "application/javascript", "application/yaml", "application/x-yaml", "application/toml",
        "application/x-www-form-urlencoded", "application/x-ndjson", "application/jsonl", "application/graphql",
        "application/sql",
    ]
}
