extension Duration: OptionValue {
    /// A number with a unit, written as a text.
    public static var optionKind: OptionKind { .text }

    /// Nothing of the kind.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a span of time: `30`, `30s`, `500ms`, `5m`, `2h`, `1d`; a number without a unit is seconds.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed.lowercased()
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let unit = String(text.dropFirst(digits.count)).trimmed
        guard let scale = Self.units[unit], let number = Double(String(digits)), number.isFinite,
            number > 0, number * scale <= Self.longest
        else {
            throw OptionError(
                "takes a span of time above 0, such as 30s, 5m or 2h, not \(Quote.short(inputs.first?.text ?? ""))")
        }
        self = .seconds(number * scale)
    }

    /// The seconds, with their unit.
    public var optionText: String { "\(self / .seconds(1))s" }

    private static let units = ["": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400]
    /// A hundred years, in seconds: what is longer can't be added to a date.
    private static let longest = 3_155_760_000.0
}
