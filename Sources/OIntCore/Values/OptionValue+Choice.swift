/// A type with a few named cases, read from their names in any case.
public protocol OptionChoice: OptionValue, CaseIterable, RawRepresentable where RawValue == String {}

extension OptionChoice {
    /// One of the cases' names.
    public static var optionKind: OptionKind { .choice(allCases.map(\.rawValue)) }

    /// Reads the name of a case.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        guard let match = Self.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
            let names = Self.allCases.map(\.rawValue)
            let nearest = Suggestion.nearest(to: text, among: names).map { ", did you mean \($0)?" } ?? ""
            throw OptionError("takes \(names.joined(separator: ", ")), not \(Quote.short(text))\(nearest)")
        }
        self = match
    }

    /// The name of the case.
    public var optionText: String { rawValue }
}
