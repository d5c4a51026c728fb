import OIntCore

/// The headers of a request as people give them, besides those that follow from its body; a name may stand several times.
public struct RequestHeaders: Sendable, Hashable {
    /// The headers in their order.
    public let fields: [HeaderField]

    /// Reads headers.
    /// - Parameter object: Texts, numbers, truth values and lists of them by name; null is left out.
    /// - Throws: `OptionError` when there is one that can't be a header, or that the body decides on.
    public init(_ object: JSONObject) throws(OptionError) {
        var fields: [HeaderField] = []
        for member in object {
            for value in member.value.array ?? [member.value] where !value.isNull {
                guard let text = value.scalarText else {
                    throw OptionError("takes texts, numbers and lists of them; see \(Quote.short(member.key))")
                }
                guard HeaderField.isName(member.key), HeaderField.isValue(text) else {
                    throw OptionError("has \(Quote.short(member.key)), which can't be a header with that value")
                }
                guard !Self.ofTheBody.contains(member.key.lowercased()) else {
                    throw OptionError("has \(member.key), which follows from the body: leave it out")
                }
                fields.append(HeaderField(member.key, text.trimmed))
            }
        }
        self.fields = fields
    }

    private static let ofTheBody: Set<String> = ["content-length", "transfer-encoding"]

    /// Whether a header of a name may hold a secret: rather one too many is masked, since services make up names.
    private static func mayHoldSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return Redactor.holdsSecret(name) || telling.contains { name.contains($0) }
    }

    private static let telling = [
        "auth", "key", "token", "secret", "password", "session", "cookie", "signature", "credential",
    ]
}

extension RequestHeaders: ExpressibleByDictionaryLiteral {
    /// Creates headers from names and values.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { HeaderField($0.0, $0.1) }
    }
}

extension RequestHeaders: OptionValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a JSON object, or the file it is in.
    public init(option inputs: [OptionInput]) throws(OptionError) { try self.init(JSONObject(option: inputs)) }

    /// The headers as compact JSON, with secrets masked.
    public var optionText: String {
        let members = fields.map { ($0.name, JSON.string(Self.mayHoldSecret($0.name) ? Secret.mask : $0.value)) }
        return JSON.object(JSONObject(members)).text(.compact)
    }

    /// The values of headers that may hold secrets, and what stands behind the first word in them, such as `Bearer`.
    public var secrets: [Secret] {
        fields.filter { Self.mayHoldSecret($0.name) }.flatMap { field in
            let words = field.value.split(separator: " ", maxSplits: 1)
            return [Secret(field.value)] + words.dropFirst().map { Secret(String($0)) }
        }
    }
}
