import Foundation
import OIntCore
@testable import OIntHTTP

/// A request as it arrives at the service: taken apart again from its encoded form.
struct SentRequest: Sendable {
    /// A part of a multipart body.
    struct Part: Sendable {
        let name: String
        let fileName: String?
        let type: String?
        let content: [UInt8]
    }

    /// What the body holds.
    enum Content: Sendable {
        case none
        case json(JSON)
        case form([(name: String, value: String)])
        case multipart([Part])
        case bytes([UInt8])
    }

    let method: String
    /// The address without its query.
    let url: String
    let query: [(name: String, value: String)]
    /// The headers, besides those that follow from the body.
    private(set) var headers: [HeaderField]
    let content: Content
    /// Whether the service may get the request twice.
    let isRepeatable: Bool
    /// The request as a preview shows it.
    let preview: String

    init(_ request: Request) async throws {
        method = request.method.rawValue
        (url, query) = try Self.taken(apart: request.target)
        headers = request.headers
        isRepeatable = request.isRepeatable
        preview = RequestDescription(request).json.text(.compact)
        let encoded = EncodedBody(request.body)
        let bytes = try await Self.bytes(of: encoded)
        content = try Self.content(of: bytes, encoded.type)
    }

    /// The request without some headers, and those of them that it lacks.
    func removing(_ names: [String]) -> (request: SentRequest, missing: [String]) {
        var request = self
        let keys = Set(names.map { $0.lowercased() })
        request.headers.removeAll { keys.contains($0.name.lowercased()) }
        return (request, names.filter { name in !headers.contains { $0.name.lowercased() == name.lowercased() } })
    }

    /// An address without its query, and the query.
    static func taken(apart address: String) throws -> (url: String, query: [(name: String, value: String)]) {
        guard let mark = address.firstIndex(of: "?") else { return (address, []) }
        return (String(address[..<mark]), try pairs(address[address.index(after: mark)...], plusIsSpace: false))
    }

    private static func bytes(of body: EncodedBody) async throws -> [UInt8] {
        let source = try BodySource(body) { address in throw FactsError("\(address) would be downloaded") }
        var bytes: [UInt8] = []
        for try await chunk in source { bytes += chunk.withBytes { Array($0) } }
        if let length = source.length, length != bytes.count {
            throw FactsError("the body is announced with \(length) bytes, and has \(bytes.count)")
        }
        return bytes
    }

    private static func content(of bytes: [UInt8], _ type: String?) throws -> Content {
        switch type?.split(separator: ";").first {
        case nil: return bytes.isEmpty ? .none : .bytes(bytes)
        case "application/json": return .json(try JSON(parsing: bytes))
        case "application/x-www-form-urlencoded":
            return .form(try pairs(Substring(String(decoding: bytes, as: UTF8.self)), plusIsSpace: true))
        case "multipart/form-data":
            guard let boundary = type?.components(separatedBy: "boundary=").last else {
                throw FactsError("a multipart body has no boundary")
            }
            return .multipart(try parts(of: Data(bytes), boundary: boundary))
        case _?: return .bytes(bytes)
        }
    }

    private static func pairs(_ text: Substring, plusIsSpace: Bool) throws -> [(name: String, value: String)] {
        try text.split(separator: "&").map { pair in
            let sides = try pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { side in
                let text = plusIsSpace ? side.replacing("+", with: " ") : side
                guard let decoded = String(text).removingPercentEncoding else {
                    throw FactsError("\(side) is not percent-encoded")
                }
                return decoded
            }
            // What names a part of a thing may stand alone: `?tagging`.
            return (sides[0], sides.count == 2 ? sides[1] : "")
        }
    }

    /// Takes a body apart by RFC 2046, section 5.1.1.
    private static func parts(of body: Data, boundary: String) throws -> [Part] {
        var parts: [Part] = []
        let delimiter = Data("--\(boundary)".utf8)
        var rest = body[...]
        guard rest.starts(with: delimiter) else {
            throw FactsError("a multipart body does not begin with its boundary")
        }
        rest = rest.dropFirst(delimiter.count)
        while rest.starts(with: Data("\r\n".utf8)) {
            rest = rest.dropFirst(2)
            guard let headEnd = rest.range(of: Data("\r\n\r\n".utf8)),
                let end = rest[headEnd.upperBound...].range(of: Data("\r\n".utf8) + delimiter)
            else { throw FactsError("a part of a multipart body has no end") }
            let head = String(decoding: rest[..<headEnd.lowerBound], as: UTF8.self)
            parts.append(try part(head, Array(rest[headEnd.upperBound..<end.lowerBound])))
            rest = rest[end.upperBound...]
        }
        guard rest.elementsEqual(Data("--\r\n".utf8)) else { throw FactsError("a multipart body has no end") }
        return parts
    }

    /// A name without the escapes that forms use inside quotes.
    private static func unquoted(_ name: Substring) -> String {
        String(name).replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }

    private static func part(_ head: String, _ content: [UInt8]) throws -> Part {
        guard let name = head.firstMatch(of: /[; ]name="([^"]*)"/)?.output.1 else {
            throw FactsError("a part has no name: \(head)")
        }
        return Part(
            name: unquoted(name), fileName: head.firstMatch(of: /filename="([^"]*)"/).map { unquoted($0.output.1) },
            type: head.firstMatch(of: /Content-Type: (.*)/).map { String($0.output.1) }, content: content)
    }
}
