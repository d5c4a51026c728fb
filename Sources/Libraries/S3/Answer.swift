import OIntCore
import OIntHTTP
import OIntXML

/// An answer of the service, in the one shape that all methods give: `status`, `response`, `headers`.
struct Answer: Sendable {
    /// The HTTP status.
    let status: Int
    /// The headers, in their order.
    let headers: [HeaderField]
    /// The XML document in the body; nil where there is none.
    let document: XMLElement?
    /// The body in its JSON form.
    private let response: JSON
    /// Where the answer came from: host and port.
    let peer: String

    /// Reads an answer.
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - headers: The headers, in their order.
    ///   - body: The body.
    ///   - peer: Where the answer came from: host and port.
    init(status: Int, headers: [HeaderField], body: [UInt8], peer: String) {
        self.init(status, headers, Self.document(in: body), body, peer)
    }

    private init(_ status: Int, _ headers: [HeaderField], _ document: XMLElement?, _ body: [UInt8], _ peer: String) {
        self.status = status
        self.headers = headers
        self.peer = peer
        self.document = document
        if let document {
            response = [document.name: document.listingValue]
        } else if body.isEmpty {
            response = [:]
        } else {
            response = ["notValidXMLMessage": .string(String(decoding: body, as: UTF8.self))]
        }
    }

    /// The XML document in a body; nil where there is none.
    ///
    /// A service that takes long sends blanks before the document, so that the connection stays open.
    static func document(in body: [UInt8]) -> XMLElement? {
        try? XMLElement(parsing: Array(body.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }))
    }

    /// The same answer with another document in the place of its own.
    func with(_ document: XMLElement) -> Answer { Answer(status, headers, document, [], peer) }

    /// The answer, where its document is the one that was asked for.
    /// - Parameter name: The name of the document's root; servers that only resemble Amazon's end it with Response.
    /// - Throws: `ReplyError` when it is something else: a status of 200 is not enough.
    func expecting(_ name: String) throws(ReplyError) -> Answer {
        if [name, name.replacing("Result", with: "Response")].contains(document?.name) { return self }
        let found = document.map { "an XML document named \(Quote.short($0.name))" } ?? "no readable XML"
        throw ReplyError(
            peer: peer, reason: "the service answered \(status) with \(found) instead of \(name)",
            remedy:
                "Whether it did what it was asked for is unknown; check the URL in --basic; --debug shows the answer")
    }

    /// The answer as people get to see it; headers of one name stand side by side in one text.
    var json: JSON {
        var fields = JSONObject()
        for header in headers {
            let before = fields[header.name]?.string.map { $0 + ", " } ?? ""
            fields[header.name] = .string(before + header.value)
        }
        return ["status": JSON(status), "response": response, "headers": .object(fields)]
    }

    /// The value of a header.
    /// - Parameter name: The name, in any case.
    func header(_ name: String) -> String? { headers.first(named: name) }

    /// The bytes of a document that is not what was asked for.
    func unexpected(_ reason: String) -> ReplyError { ReplyError(peer: peer, reason: reason) }
}

extension XMLElement {
    /// The elements of which a document may hold several: each of them is in a list, a lone one too.
    private static let repeated: Set<String> = [
        "Bucket", "CommonPrefixes", "Contents", "DeleteMarker", "Deleted", "Tag", "Version",
    ]

    /// What stands inside the element as JSON, with lists of what there may be several of.
    fileprivate var listingValue: JSON {
        guard !elements.isEmpty else { return .string(text) }
        var names: [String] = []
        var values: [String: [JSON]] = [:]
        for element in elements {
            if values[element.name] == nil { names.append(element.name) }
            values[element.name, default: []].append(element.listingValue)
        }
        return .object(
            JSONObject(
                names.map { name in
                    let found = values[name] ?? []
                    // A text of such a name, as of the bucket that an upload goes to, is one.
                    let isListed = Self.repeated.contains(name) && found[0].object != nil
                    return (name, found.count == 1 && !isListed ? found[0] : .array(found))
                }))
    }
}
