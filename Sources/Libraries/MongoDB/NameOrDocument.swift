import OIntCore

/// A name, or a document that says more: `ann`, `{"user": "ann", "db": "shop"}`.
public struct NameOrDocument: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The name as a text, or the document.
    let json: JSON

    /// Takes a name.
    public init(stringLiteral name: String) { json = .string(name) }

    /// Takes a name or a document.
    /// - Parameter json: A text or an object.
    public init(_ json: JSON) { self.json = json }
}

extension NameOrDocument: OptionValue {
    /// A text, or JSON.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a name, or an object.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        guard text.hasPrefix("{") else {
            guard !text.isEmpty else { throw OptionError("takes a name, or an object") }
            json = .string(text)
            return
        }
        guard let value = try? JSON(parsing: Array(text.utf8)), value.object != nil else {
            throw OptionError("is no readable JSON: \(Quote.short(text))")
        }
        json = value
    }

    /// The name, or the document in one line.
    public var optionText: String { json.string ?? json.text(.compact) }
}

extension [NameOrDocument] {
    /// One of them as it is, several as a list.
    var oneOrAll: JSON { count == 1 ? self[0].json : .array(map(\.json)) }
}
