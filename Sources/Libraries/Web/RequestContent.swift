import OIntCore
import OIntHTTP

/// The body of a request, in the one form that the caller chose.
struct RequestContent: Sendable {
    /// No body.
    static let none = RequestContent(body: .none, type: nil)

    /// The body.
    let body: Body
    /// The type that the caller gave it; nil for the usual one.
    private let type: String?

    /// Whether there is a body.
    var isPresent: Bool { if case .none = body { false } else { true } }

    private init(body: Body, type: String?) {
        self.body = body
        self.type = type
    }

    /// Finds the one form among the options.
    /// - Throws: `UsageError` when there is more than one, or a type without a body.
    init(
        json: JSON?, form: Web.FormFields?, multipart: Web.MultipartForm?, text: String?, data: FileInput?,
        type: String?
    ) throws(UsageError) {
        var forms: [(name: String, body: Body)] = []
        if let json { forms.append(("--json", .json(json))) }
        if let form { forms.append(("--form", .form(form.items))) }
        if let multipart { forms.append(("--multipart", .multipart(multipart.parts))) }
        if let text { forms.append(("--text", .bytes(Array(text.utf8), type: "text/plain; charset=utf-8"))) }
        if let data { forms.append(("--data", .file(data, type: "application/octet-stream"))) }
        guard forms.count < 2 else {
            throw UsageError(
                "a request has one body, and there is \(forms.map(\.name).joined(separator: ", ")). Give one of them")
        }
        if let type {
            guard !type.trimmed.isEmpty, HeaderField.isValue(type) else {
                throw UsageError([.unreadable(option: "contenttype", reason: "can't be the type of a body")])
            }
            guard !forms.isEmpty else { throw UsageError("--contenttype goes with a body, and there is none") }
            guard multipart == nil else {
                throw UsageError("--contenttype does not go with --multipart, whose type says where its parts end")
            }
        }
        self.init(body: forms.first?.body ?? .none, type: type?.trimmed)
    }

    /// Puts the type that the caller chose among the headers.
    /// - Throws: `UsageError` when the headers name one that can't be right, or another one.
    func setType(_ headers: inout [HeaderField]) throws(UsageError) {
        let named = headers.first(named: "content-type")
        if named != nil, case .multipart = body {
            throw UsageError(
                "Content-Type in --headers does not go with --multipart, whose type says where its parts end")
        }
        guard let type else { return }
        guard named == nil else { throw UsageError("give --contenttype or Content-Type in --headers, not both") }
        headers.append(HeaderField("Content-Type", type))
    }
}
