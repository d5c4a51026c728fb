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
    /// Where the answer came from.
    let address: Address

    /// Reads an answer.
    /// - Parameter reply: The answer, as it came.
    init(_ reply: Reply) {
        status = reply.status
        headers = reply.headers
        address = reply.address
        document = try? XMLElement(parsing: reply.body)
        if let document {
            response = document.json
        } else if reply.body.isEmpty {
            response = [:]
        } else {
            response = ["notValidXMLMessage": .string(String(decoding: reply.body, as: UTF8.self))]
        }
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
    func unexpected(_ reason: String) -> ReplyError { ReplyError(peer: address.peer, reason: reason) }
}
