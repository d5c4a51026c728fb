import OIntCore

/// The values of a query's parameters as the server reads them from an address: as texts with escapes.
///
/// Source: https://clickhouse.com/docs/interfaces/http#cli-queries-with-parameters
enum ParameterText {
    /// The text for a value.
    static func text(_ value: JSON) -> String {
        switch value {
        case .null: "\\N"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let number): number.text
        case .string(let text): escaped(text)
        case .array, .object: literal(value)
        }
    }

    /// A value inside of a list or a map, where texts stand in quotes.
    private static func literal(_ value: JSON) -> String {
        switch value {
        case .null: "NULL"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let number): number.text
        case .string(let text): "'\(escaped(text))'"
        case .array(let list): "[\(list.map(literal).joined(separator: ","))]"
        case .object(let object):
            "{\(object.map { "'\(escaped($0.key))':\(literal($0.value))" }.joined(separator: ","))}"
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "'": result += "\\'"
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\0": result += "\\0"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
