import OIntCore
import OIntHTTP

/// An answer whose head is what was asked for.
struct AnswerHead {
    private let response: Response

    init(_ response: Response) { self.response = response }

    /// Status and headers, and the body where there is one; a header that stands several times is a list.
    func json(withBodyUpTo limit: Int) async throws -> JSON {
        var object: JSONObject = [
            "status": JSON(response.status), "headers": .object(Self.fields(response.headers)),
        ]
        let reply = try await response.collected(upTo: limit)
        switch WebAnswer(reply) {
        case .none: break
        case .json(let value): object.append("body", value)
        case .text(let text): object.append("body", .string(text))
        case .bytes: object.append("body", ["base64": .string(Base64.encoded(reply.body))])
        }
        return .object(object)
    }

    static func fields(_ headers: [HeaderField]) -> JSONObject {
        var fields = JSONObject()
        for header in headers {
            let value = JSON.string(header.value)
            guard let before = fields[header.name] else {
                fields.append(header.name, value)
                continue
            }
            fields[header.name] = .array((before.array ?? [before]) + [value])
        }
        return fields
    }
}
