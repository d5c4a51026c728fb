import OIntCore

/// A mapping in a file of facts, read with complaints that say where something is wrong.
struct Record {
    /// Where the mapping stands, for complaints.
    let place: String
    /// The mapping.
    let object: JSONObject

    init(_ value: JSON, _ place: String) throws {
        guard let object = value.object else { throw FactsError("\(place): a mapping belongs here, not \(value)") }
        self.place = place
        self.object = object
    }

    /// Refuses keys that nobody reads: a slip of the pen must not switch an exception off.
    func allow(_ keys: String...) throws {
        for key in object.keys where !keys.contains(key) {
            throw FactsError("\(place): unknown key \(key); known are \(keys.joined(separator: ", "))")
        }
    }

    /// The scalar under a key, as text; nil when there is none, or null.
    func optionalText(_ key: String) -> String? { object[key]?.scalarText }

    /// The scalar under a key, as text.
    func text(_ key: String) throws -> String {
        guard let text = optionalText(key) else { throw FactsError("\(place): \(key) is missing") }
        return text
    }

    /// The list under a key; a missing one is empty.
    func list(_ key: String) throws -> [JSON] {
        guard let value = object[key], !value.isNull else { return [] }
        guard let list = value.array else { throw FactsError("\(place): \(key) is no list") }
        return list
    }

    /// The texts under a key; a missing list is empty.
    func texts(_ key: String) throws -> [String] {
        try list(key).map { value in
            guard let text = value.scalarText else {
                throw FactsError("\(place): \(key) holds \(value), which is no text")
            }
            return text
        }
    }

    /// The mappings under a key; a missing list is empty.
    func records(_ key: String) throws -> [Record] {
        try list(key).enumerated().map { try Record($1, "\(place), \(key) \($0 + 1)") }
    }

    /// The mapping under a key; a missing one is empty.
    func record(_ key: String) throws -> Record {
        let value = object[key] ?? .null
        return try Record(value.isNull ? .object([:]) : value, "\(place), \(key)")
    }
}

extension JSON {
    /// A text, number or Boolean as text; nil for everything else.
    var scalarText: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
