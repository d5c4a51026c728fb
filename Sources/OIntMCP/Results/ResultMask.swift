import OIntCore

/// Hides from an agent what it must not see.
struct ResultMask: Sendable {
    private let redactor: Redactor
    private let isEmpty: Bool

    /// Creates a mask.
    /// - Parameter secrets: What must not be seen.
    init(_ secrets: [Secret]) {
        redactor = Redactor(secrets)
        isEmpty = secrets.isEmpty
    }

    /// A text with every secret masked.
    func masked(_ text: String) -> String { isEmpty ? text : redactor.masked(text) }

    /// A service's answer with every secret masked.
    func masked(_ reply: ServiceError.Reply) -> JSON {
        switch reply {
        case .json(let value): masked(value)
        case .bytes(let bytes): .string(masked(String(decoding: bytes, as: UTF8.self)))
        }
    }

    /// A value with every secret masked: what was told, and what stands under a key that holds secrets.
    func masked(_ value: JSON) -> JSON {
        switch value {
        case .array(let elements): .array(elements.map { masked($0) })
        case .object(let object): .object(masked(object))
        default: isEmpty ? value : redactor.masked(value)
        }
    }

    /// An object with every secret masked.
    func masked(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.map { member in
                let hides = Self.holdsSecret(member.key) && !member.value.isContainer && !member.value.isNull
                return (masked(member.key), hides ? .string(Secret.mask) : masked(member.value))
            })
    }

    /// Whether the value under a key is hidden whatever it is.
    ///
    /// `code` is not: in results it is that of an error, a country or a currency.
    private static func holdsSecret(_ key: String) -> Bool {
        key.lowercased() != "code" && Redactor.holdsSecret(key)
    }
}
