import OIntCore
import OIntListener

/// Reads the options of a call out of a request.
enum RequestOptions {
    /// What is said of a body in another form.
    static let otherType =
        "the body has to be application/json, application/x-www-form-urlencoded or multipart/form-data"

    /// The forms that a body may have, by type: each reads the options of a method.
    ///
    /// A library that brings a form of its own adds it here.
    private static let forms: [String: @Sendable (ListenerRequest, MethodDescriptor) throws(UsageError) -> JSONObject] =
        [
            "application/json": { request, _ throws(UsageError) in try json(request.body) },
            "application/x-www-form-urlencoded": { request, _ throws(UsageError) in
                guard let text = String(validating: request.body, as: UTF8.self) else {
                    throw UsageError("the form is no text")
                }
                return object(FormText.items(in: text))
            },
            "multipart/form-data": { request, method throws(UsageError) in
                try form(MultipartForm(request.body, contentType: request.head.header("Content-Type") ?? ""), method)
            },
        ]

    /// Reads the options of a call.
    /// - Parameters:
    ///   - request: The request: the options of `GET` are in its query, those of others in its body.
    ///   - method: The method.
    /// - Returns: The options, by name.
    /// - Throws: `UsageError` when the body can't be read; with ``otherType`` where its type is none that is known.
    static func read(_ request: ListenerRequest, for method: MethodDescriptor) throws(UsageError) -> JSONObject {
        if request.head.method == "GET" { return object(request.head.queryItems) }
        if request.body.isEmpty { return [:] }
        guard let read = forms[request.head.contentType] else { throw UsageError(otherType) }
        return try read(request, method)
    }

    private static func json(_ body: [UInt8]) throws(UsageError) -> JSONObject {
        let value: JSON
        do throws(JSONParsingError) {
            value = try JSON(parsing: body, options: JSONParsingOptions(maximumDepth: 128))
        } catch {
            throw UsageError("the body is no JSON: \(error.description)")
        }
        guard case .object(let object) = value else { throw UsageError("the body is no JSON object") }
        return object
    }

    private static func object(_ items: [(name: String, value: String)]) -> JSONObject {
        var object = JSONObject()
        for item in items { object.append(item.name, .string(item.value)) }
        return object
    }

    private static func form(_ form: MultipartForm, _ method: MethodDescriptor) throws(UsageError) -> JSONObject {
        var object = JSONObject()
        for part in form.parts {
            let name = String(part.name.drop { $0 == "-" })
            if method.parameter(named: name)?.kind == .file {
                let fileName = part.fileName.map { ";name=" + PercentEncoding.encoded($0) } ?? ""
                object.append(
                    name, .string("data:application/octet-stream\(fileName);base64,\(Base64.encoded(part.content))"))
            } else {
                guard let text = String(validating: part.content, as: UTF8.self) else {
                    throw UsageError([.unreadable(option: name, reason: "takes a text, and holds other bytes")])
                }
                object.append(name, .string(text))
            }
        }
        return object
    }
}
