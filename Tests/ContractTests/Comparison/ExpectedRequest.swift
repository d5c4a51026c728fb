import OIntCore
import OIntHTTP

/// A request as the catalogue wants it, with the values of a call filled in.
struct ExpectedRequest {
    private let method: String
    private let url: String
    private let query: [(key: String, value: Expected)]
    private let headers: [(key: String, value: Expected)]
    private let json: [(key: String, value: Expected)]?
    private let form: [(key: String, value: Expected)]?
    private let multipart: [Part]?
    private let body: String?

    /// A part of a multipart body.
    private struct Part {
        let name: String
        let value: Expected
        let fileName: String?
        let type: String?
    }

    /// Fills in a template.
    /// - Parameters:
    ///   - step: The template of one request.
    ///   - template: What fills it in.
    init(_ step: JSON, _ template: Template) throws {
        let record = try Record(step, "a request")
        try record.allow("http", "url", "query", "headers", "json", "form", "multipart", "body")
        method = try template.text(try record.text("http")) ?? ""
        let address = try template.text(try record.text("url")) ?? ""
        let (url, inAddress) = try SentRequest.taken(apart: address)
        self.url = url
        query =
            try inAddress.map { ($0.name, .text($0.value)) }
            + (template.members(try record.record("query").object) ?? [])
        headers = try template.members(try record.record("headers").object) ?? []
        json = try record.object["json"]?.object.map { try template.members($0) ?? [] }
        form = try record.object["form"]?.object.map { try template.members($0) ?? [] }
        guard ["json", "form", "multipart", "body"].filter({ record.object[$0] != nil }).count <= 1 else {
            throw FactsError("a request has one body: \(step)")
        }
        body = try record.optionalText("body").map { try template.body($0) }
        multipart = try record.object["multipart"]?.object.map { try $0.compactMap { try Self.part($0, template) } }
    }

    /// A part, with the name of its file where the template gives one: `<file> (filename <title>)`.
    private static func part(_ member: JSONObject.Member, _ template: Template) throws -> Part? {
        var text = member.value.scalarText ?? ""
        var names: [String: String] = [:]
        if let match = try /(.*) \(filename (.*?)(?:, content type (.*))?\)/.wholeMatch(in: text) {
            text = String(match.output.1)
            names["file"] = try template.text(String(match.output.2))
            names["type"] = try match.output.3.flatMap { try template.text(String($0)) }
        }
        // What is no text travels as JSON.
        let content = member.value.scalarText == nil ? member.value : .string(text)
        guard let value = try template.expected(content) else { return nil }
        return Part(
            name: try template.text(member.key) ?? "", value: value, fileName: names["file"], type: names["type"])
    }

    /// How a request differs; empty when it does not.
    func differences(from request: SentRequest) -> [String] {
        var problems: [String] = []
        if request.method != method { problems.append("the method is \(request.method), expected \(method)") }
        if request.url != url { problems.append("the address is \(request.url), expected \(url)") }
        problems += Self.differences(query, request.query, "query")
        problems += Self.differences(headers, request.headers.map { ($0.name, $0.value) }, "headers")
        return problems + bodyDifferences(request.content)
    }

    private func bodyDifferences(_ content: SentRequest.Content) -> [String] {
        switch content {
        case .json(let value):
            return Expected.object(json ?? []).differences(from: value, at: "json")
                + unexpected("JSON", but: json != nil)
        case .form(let fields):
            return Self.differences(form ?? [], fields, "form") + unexpected("a form", but: form != nil)
        case .multipart(let parts):
            return differences(from: parts) + unexpected("a multipart body", but: multipart != nil)
        case .bytes(let bytes):
            guard let body else { return ["the body is bytes, which no template describes"] }
            // A file is expected as base64, like everywhere.
            let text = String(decoding: bytes, as: UTF8.self)
            return [text, bytes.base64].contains(body) ? [] : ["the body is \(text), expected \(body)"]
        case .none:
            // No fields at all may travel as an empty object, or as no body.
            let isNeeded = [json, form].contains { $0?.isEmpty == false } || multipart != nil || body != nil
            return isNeeded ? ["the body is missing"] : []
        }
    }

    private func unexpected(_ body: String, but isExpected: Bool) -> [String] {
        isExpected ? [] : ["the body is \(body), which is not expected"]
    }

    private func differences(from parts: [SentRequest.Part]) -> [String] {
        let expected = multipart ?? []
        guard parts.map(\.name) == expected.map(\.name) else {
            return ["multipart has the parts \(parts.map(\.name)), expected \(expected.map(\.name))"]
        }
        return zip(expected, parts).flatMap { expected, part in
            let place = "multipart.\(part.name)"
            var problems = expected.value.differences(from: Self.value(of: part, expected.value), at: place)
            if part.fileName != expected.fileName {
                problems.append(
                    "\(place) has the file name \(part.fileName ?? "none"), expected \(expected.fileName ?? "none")")
            }
            if let type = expected.type, part.type != type {
                problems.append("\(place) has the type \(part.type ?? "none"), expected \(type)")
            }
            return problems
        }
    }

    /// Files are expected as base64 everywhere, also where their bytes travel as they are.
    private static func value(of part: SentRequest.Part, _ expected: Expected) -> JSON {
        guard part.fileName == nil else { return .string(part.content.base64) }
        let text = String(decoding: part.content, as: UTF8.self)
        if case .text = expected { return .string(text) }
        return (try? JSON(parsing: text)) ?? .string(text)
    }

    /// Fields are compared as an object of texts.
    private static func differences(
        _ expected: [(key: String, value: Expected)], _ fields: [(name: String, value: String)], _ place: String
    ) -> [String] {
        // A name that may stand several times in a query is a list, where a list is expected.
        func isList(_ value: Expected) -> Bool { if case .list = value { true } else { false } }
        let lists = place == "query" ? expected.filter { isList($0.value) }.map(\.key) : []
        var object = JSONObject()
        for field in fields {
            guard lists.contains(field.name) else {
                object.append(field.name, .string(field.value))
                continue
            }
            let values = (object[field.name]?.array ?? []) + [.string(field.value)]
            object[field.name] = .array(values)
        }
        return Expected.object(expected).differences(from: .object(object), at: place)
    }
}
