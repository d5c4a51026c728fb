import OIntCore

extension Web {
    /// Names with values, as queries and forms have them; a name may stand several times.
    public struct QueryItems: Sendable {
        /// The names and values in their order.
        let items: [(name: String, value: String)]

        /// Reads names and values.
        /// - Parameter object: Texts, numbers, truth values and lists of them by name; null is left out.
        /// - Throws: `OptionError` when there is a value of another kind.
        public init(_ object: JSONObject) throws(OptionError) {
            var items: [(name: String, value: String)] = []
            for member in object {
                for value in member.value.array ?? [member.value] where !value.isNull {
                    guard let text = value.scalarText else {
                        throw OptionError("takes texts, numbers and lists of them; see \(Quote.short(member.key))")
                    }
                    items.append((member.key, text))
                }
            }
            self.items = items
        }
    }

    /// The fields of a form; a name may stand several times.
    public typealias FormFields = QueryItems
}

extension Web.QueryItems: ExpressibleByDictionaryLiteral {
    /// Creates items from names and texts.
    public init(dictionaryLiteral elements: (String, String)...) { items = elements.map { (name: $0.0, value: $0.1) } }
}

extension Web.QueryItems: OptionValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a JSON object, or the file it is in.
    public init(option inputs: [OptionInput]) throws(OptionError) { try self.init(JSONObject(option: inputs)) }

    /// The items as compact JSON, with those masked that hold secrets by their names.
    public var optionText: String {
        let members = items.map { item in
            (item.name, JSON.string(Redactor.holdsSecret(item.name) ? Secret.mask : item.value))
        }
        return JSON.object(JSONObject(members)).text(.compact)
    }

    /// The values of items that hold secrets by their names.
    public var secrets: [Secret] { items.filter { Redactor.holdsSecret($0.name) }.map { Secret($0.value) } }
}
