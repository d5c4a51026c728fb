import OIntCore

/// The id of a request: a text or a number, given back exactly as it came.
enum RequestID: Hashable, Sendable {
    case text(String)
    case number(JSONNumber)

    /// Reads an id.
    /// - Parameter value: The value; nil is given for what can't be an id.
    init?(_ value: JSON?) {
        switch value {
        case .string(let text)?: self = .text(text)
        case .number(let number)? where number.int != nil: self = .number(number)
        default: return nil
        }
    }

    /// The id as it came.
    var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .number(number)
        }
    }
}
