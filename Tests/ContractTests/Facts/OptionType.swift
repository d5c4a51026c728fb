import OIntCore

/// The types that the catalogue gives to options.
enum OptionType: String, Sendable {
    case string, number, bool, date, array, object, binary, any

    /// The kinds of ours that fit a published type.
    ///
    /// | published | ours |
    /// | --- | --- |
    /// | string | text, a secret, or a word out of a few |
    /// | number | a number, whole or not |
    /// | bool | true or false |
    /// | date | a date |
    /// | array | a list |
    /// | object | a JSON object, or any JSON |
    /// | binary | a file |
    /// | any | every kind |
    var fitting: Set<String> {
        switch self {
        case .string: ["text", "secret", "choice"]
        case .number: ["integer", "number"]
        case .bool: ["boolean"]
        case .date: ["date"]
        case .array: ["list"]
        case .object: ["object", "json"]
        case .binary: ["file"]
        case .any:
            [
                "text", "secret", "choice", "integer", "number", "boolean", "date", "list", "object", "json", "file",
                "handle",
            ]
        }
    }
}

extension OptionKind {
    /// The kind's name, as files of exceptions call it.
    var name: String {
        switch self {
        case .text: "text"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .date: "date"
        case .json: "json"
        case .object: "object"
        case .list: "list"
        case .file: "file"
        case .secret: "secret"
        case .choice: "choice"
        case .handle: "handle"
        }
    }
}
