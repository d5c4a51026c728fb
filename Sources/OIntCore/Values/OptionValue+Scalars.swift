extension String: OptionValue {
    /// A text is taken as it stands.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Takes the text, with the escapes that were typed replaced.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        self = try inputs.single().unescaped
    }

    /// The text itself.
    public var optionText: String { self }
}

extension Bool: OptionValue {
    /// A flag is true or false.
    public static var optionKind: OptionKind { .boolean }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads `true` or `false`, in any case.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text
        switch text.trimmed.lowercased() {
        case "true": self = true
        case "false": self = false
        default: throw OptionError("takes true or false, not \(Quote.short(text))")
        }
    }

    /// `true` or `false`.
    public var optionText: String { self ? "true" : "false" }
}

extension Int: OptionValue {
    /// A whole number.
    public static var optionKind: OptionKind { .integer }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a whole number of at most 64 bits.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text
        guard let value = Int(text.trimmed) else {
            throw OptionError("takes a whole number, not \(Quote.short(text))")
        }
        self = value
    }

    /// The digits.
    public var optionText: String { String(self) }
}

extension JSONNumber: OptionValue {
    /// A number with or without decimals.
    public static var optionKind: OptionKind { .number }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a number; a comma may stand for the decimal point.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text
        guard let value = JSONNumber(String(text.trimmed.map { $0 == "," ? "." : $0 })) else {
            throw OptionError("takes a number, not \(Quote.short(text))")
        }
        self = value
    }

    /// The digits as written.
    public var optionText: String { text }
}
