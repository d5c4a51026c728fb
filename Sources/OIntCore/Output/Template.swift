/// A sample of a structure that a service takes: the keys are exact, the values are hints.
public struct Template: Sendable {
    private let fields: JSONObject

    /// Creates a template.
    /// - Parameter fields: The keys with their hints, in order; nested objects and lists are kept.
    public init(_ fields: JSONObject) { self.fields = fields }

    /// The structure with hints in angle brackets, or with blank values ready to be filled in.
    /// - Parameter empty: Whether the values are blank.
    /// - Returns: The structure.
    public func filled(empty: Bool) -> JSON { Self.filled(.object(fields), empty: empty) }

    private static func filled(_ value: JSON, empty: Bool) -> JSON {
        switch value {
        case .object(let object): .object(JSONObject(object.map { ($0.key, filled($0.value, empty: empty)) }))
        case .array(let elements): .array(elements.map { filled($0, empty: empty) })
        case .string(let hint): .string(empty ? "" : "<\(hint)>")
        default: value
        }
    }
}
