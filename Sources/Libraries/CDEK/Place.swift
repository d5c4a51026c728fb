import OIntCore

/// A place that a parcel comes from or goes to: the code of a city, or an object that describes it.
///
/// A name alone is taken for none, since many cities share theirs and the price would be that of another one.
public struct Place: Sendable, Hashable {
    /// The place as CDEK takes it.
    let json: JSON

    /// A city.
    /// - Parameter city: Its code.
    public init(city: Int) { json = ["code": JSON(city)] }

    /// A place that is described.
    /// - Parameter description: What is known of it: `code`, `postal_code`, `city`, `address` and others.
    public init(_ description: JSONObject) { json = .object(CDEK.filled(description)) }
}

extension Place: OptionValue {
    /// A number, or a JSON object.
    public static var optionKind: OptionKind { .json }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a code or an object.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        if let code = Int(text), code > 0 {
            self.init(city: code)
            return
        }
        let value: JSON? = text.hasPrefix("{") ? try JSON(option: inputs) : nil
        guard let object = value?.object, !CDEK.filled(object).isEmpty else {
            throw OptionError(
                #"takes the code of a city, which GetCities tells, or an object such as {"postal_code": "630000"}"#
                    + ", not \(Quote.short(text))")
        }
        self.init(object)
    }

    /// The code, or the object as JSON.
    public var optionText: String { json["code"]?.scalarText ?? json.text(.compact) }
}
