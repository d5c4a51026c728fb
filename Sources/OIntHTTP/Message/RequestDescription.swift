import OIntCore

/// A request as people may see it: secrets masked, files named instead of spelled out.
public struct RequestDescription: Sendable {
    private let method: String
    private let url: String
    private let headers: [HeaderField]
    private let body: JSON?

    /// Describes a request.
    /// - Parameter request: The request.
    public init(_ request: Request) {
        let redactor = Redactor(request.secrets)
        method = request.method.rawValue
        url = redactor.masked(Self.maskedQuery(of: request.target))
        var headers = request.headers
        if let type = EncodedBody(request.body).type, headers.first(named: "Content-Type") == nil {
            headers.append(HeaderField("Content-Type", type))
        }
        self.headers = headers.map { HeaderField($0.name, Self.masked($0, redactor)) }
        body = Self.describe(request.body, redactor)
    }

    /// The request as JSON: `method`, `url`, `headers`, `body`.
    public var json: JSON {
        var object: JSONObject = ["method": .string(method), "url": .string(url)]
        object.append("headers", .object(JSONObject(headers.map { ($0.name, .string($0.value)) })))
        if let body { object.append("body", body) }
        return .object(object)
    }

    /// The request as it would be read aloud: one line, the headers, the body.
    var text: String {
        var lines = ["\(method) \(url)"] + headers.map { "\($0.name): \($0.value)" }
        if let body { lines += ["", body.text(.pretty)] }
        return lines.joined(separator: "\n")
    }

    /// An address, with the query items masked that hold secrets by their names.
    private static func maskedQuery(of address: String) -> String {
        guard let mark = address.firstIndex(of: "?") else { return address }
        let items = address[address.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
        let shown = items.map { item in
            let name = item.prefix { $0 != "=" }
            return Redactor.holdsSecret(String(name)) ? "\(name)=\(Secret.mask)" : String(item)
        }
        return address[...mark] + shown.joined(separator: "&")
    }

    static func masked(_ header: HeaderField, _ redactor: Redactor) -> String {
        if Redactor.holdsSecret(header.name) { return Secret.mask }
        let isAddress = header.name.lowercased().hasSuffix("location")
        return redactor.masked(isAddress ? maskedQuery(of: header.value) : header.value)
    }

    private static func describe(_ body: Body, _ redactor: Redactor) -> JSON? {
        switch body {
        case .none: nil
        case .json(let value): redactor.masked(value)
        case .jsonWithFiles(let value, let files): redactor.masked(files.described(in: value))
        case .form(let fields):
            redactor.masked(.object(JSONObject(fields.map { ($0.name, .string($0.value)) })))
        case .multipart(let parts):
            redactor.masked(.object(JSONObject(parts.map { ($0.name, describe($0)) })))
        case .related(let value, let file, let type):
            ["metadata": redactor.masked(value), "media": .string("<\(file.optionText)>"), "type": .string(type)]
        // A statement is what a person wants to see before it is run.
        case .bytes(let bytes, "application/sql"): .string(redactor.masked(String(decoding: bytes, as: UTF8.self)))
        case .bytes(let bytes, _): .string("<\(bytes.count) bytes>")
        case .file(let file, _): .string("<\(file.optionText)>")
        case .slice(let slice): .string("<\(slice.path), \(slice.range.count) bytes from \(slice.range.lowerBound)>")
        }
    }

    private static func describe(_ part: Body.Part) -> JSON {
        switch part.content {
        case .text(let text): .string(text)
        case .file(let file): .string("<\(file.optionText)>" + (part.fileName.map { " as \($0)" } ?? ""))
        }
    }
}
