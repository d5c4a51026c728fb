import OIntCore
import OIntSQL

/// Writes the text form of arrays.
enum ArrayText {
    /// An array whose elements have a type that the caller names.
    static func literal(
        _ value: JSON, of kind: ParameterType.Kind, _ parameter: SQLParameter
    ) throws(UsageError) -> String {
        let type = ParameterType(kind: kind, identity: .id(0, arrayID: 0), isArray: false)
        return try literal(value, nests: kind.nests) { (value) throws(UsageError) in try type.text(value, parameter) }
    }

    /// An array whose elements have the type that the server expects.
    static func literal(
        _ value: JSON, as form: ValueForm, _ parameter: SQLParameter
    ) throws(UsageError) -> String {
        guard case .array(let element, _) = form else { return value.text(.compact) }
        switch element {
        case .json: return try literal(value, nests: false) { (value) throws(UsageError) in value.text(.compact) }
        case .bytes: return try literal(value, of: .bytes, parameter)
        case .hstore: return try literal(value, of: .hstore, parameter)
        case .byte: return try literal(value, of: .byte, parameter)
        default:
            return try literal(value, nests: true) { (value) throws(UsageError) in value.string ?? value.text(.compact)
            }
        }
    }

    private static func literal(
        _ value: JSON, nests: Bool, _ text: (JSON) throws(UsageError) -> String
    ) throws(UsageError) -> String {
        var parts: [String] = []
        for element in value.array ?? [] {
            switch element {
            case .null: parts.append("NULL")
            case .array where nests: parts.append(try literal(element, nests: nests, text))
            default: parts.append(QuotedText.quoted(try text(element)))
            }
        }
        return "{" + parts.joined(separator: ",") + "}"
    }
}

extension ParameterType.Kind {
    /// Whether a list in an array is a further dimension, rather than a value.
    fileprivate var nests: Bool { if case .json = self { false } else { true } }
}
