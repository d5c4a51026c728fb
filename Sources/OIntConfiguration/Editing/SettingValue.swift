import OIntCore

/// A value as it is to be stored.
package enum SettingValue: Sendable, Hashable {
    /// Among the plain settings.
    case plain(TOMLValue)
    /// Among the secrets.
    case secret(Secret)
}

extension LibraryOption {
    /// Reads a value that is to be stored, as a call would read it.
    /// - Parameter given: The value; the path of a JSON file, where it was typed, stands for what is in the file.
    /// - Returns: What to store.
    /// - Throws: `UsageError` when no method that has the option could read it.
    package func value(_ given: OptionInput) throws(UsageError) -> SettingValue {
        guard !given.isBlank else { throw UsageError("\(description) needs a value that is not blank") }
        let input = try content(of: given)
        if let problem = problem({ _ in [input] }) { throw UsageError("\(description) \(problem)") }
        guard !holdsSecret(input) else {
            // A text that holds a secret is kept as it was written; the escapes of a command line mean nothing to a file.
            return .secret(Secret(isSecret ? input.text.trimmed : input.text))
        }
        let reader = readers.first { (try? $0.secrets(in: [input])) != nil }
        let kind = reader?.kind ?? .text
        let value = Self.value(input, for: kind)
        return .plain(problem(with: value) == nil ? value : .string(input.text))
    }

    /// The content of the JSON file that a path stands for: later, in another folder, the path would mean another one.
    private func content(of input: OptionInput) throws(UsageError) -> OptionInput {
        guard input.source == .commandLine, descriptors.allSatisfy({ $0.kind.isJSON }),
            (try? JSON(parsing: input.text, options: JSONParsingOptions(allowsSingleQuotes: true))) == nil
        else { return input }
        let path = input.text.trimmed
        guard let bytes = try? LocalFile.read(path), let text = String(validating: bytes, as: UTF8.self) else {
            return input
        }
        return OptionInput(text.trimmed, source: .file(path))
    }

    /// The value as TOML would have it.
    private static func value(_ input: OptionInput, for kind: OptionKind) -> TOMLValue {
        let text = input.text.trimmed
        switch kind {
        case .integer: return Int64(text).map { .integer($0) } ?? .string(text)
        case .number: return number(String(text.map { $0 == "," ? "." : $0 })) ?? .string(text)
        case .boolean: return .boolean(text.lowercased() == "true")
        case .text: return .string(input.unescaped)
        case .list(let element) where !element.isJSON:
            guard text.hasPrefix("["), let elements = try? JSON(parsing: text).array else {
                return value(input, for: element)
            }
            let values = elements.map { scalar($0) }
            let known = values.compactMap(\.self)
            return known.count == values.count ? .array(known) : .string(text)
        default: return .string(text)
        }
    }

    /// An element of a list; nil for what TOML lacks or writes differently.
    private static func scalar(_ element: JSON) -> TOMLValue? {
        switch element {
        case .string(let text): .string(text)
        case .bool(let value): .boolean(value)
        case .number(let digits): number(digits.text)
        default: nil
        }
    }

    private static func number(_ digits: String) -> TOMLValue? {
        if let integer = Int64(digits) { return String(integer) == digits ? .integer(integer) : nil }
        return JSONNumber(digits) == nil || digits.allSatisfy({ $0.isNumber || $0 == "-" }) ? nil : .float(digits)
    }
}
