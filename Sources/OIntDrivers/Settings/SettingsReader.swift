import OIntCore

/// Reads the members of an object that holds settings, and refuses those that it does not know.
struct SettingsReader {
    private let object: JSONObject

    /// - Parameters:
    ///   - inputs: The value of the option.
    ///   - keys: The members that the settings have.
    init(_ inputs: [OptionInput], keys: [String]) throws(OptionError) {
        object = try JSONObject(option: inputs)
        for key in object.keys where !keys.contains(key) {
            let list = keys.dropLast().joined(separator: ", ") + " and " + (keys.last ?? "")
            throw OptionError("has the key \(Quote.short(key)); the settings are \(list)")
        }
    }

    /// A truth value; false where it is missing.
    func flag(_ key: String) throws(OptionError) -> Bool {
        switch object[key] {
        case nil, .null: return false
        case .bool(let flag): return flag
        case .string(let word): return try Bool(option: [OptionInput(word)])
        default: throw OptionError("has a \(key) that is neither true nor false")
        }
    }

    /// A text; nil where it is missing or blank.
    func text(_ key: String) throws(OptionError) -> String? {
        guard let value = object[key], !value.isNull else { return nil }
        guard let text = value.string else { throw OptionError("has a \(key) that is no text") }
        return text.trimmed.isEmpty ? nil : text
    }

    /// A text that has to be there.
    func required(_ key: String) throws(OptionError) -> String {
        guard let text = try text(key) else { throw OptionError("has no \(key)") }
        return text
    }

    /// The number of a port.
    func port(_ key: String) throws(OptionError) -> Int {
        let value = object[key]
        guard let port = value?.int ?? value?.string.flatMap({ Int($0.trimmed) }), (1...65535).contains(port) else {
            throw OptionError("needs \(key), a number from 1 to 65535")
        }
        return port
    }
}
