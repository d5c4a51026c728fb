/// The kinds of value that options take; help, completions and schemas are made from them.
public indirect enum OptionKind: Sendable, Hashable {
    /// Any text.
    case text
    /// A whole number.
    case integer
    /// A number with or without decimals.
    case number
    /// `true` or `false`.
    case boolean
    /// A moment or a day.
    case date
    /// Any JSON value.
    case json
    /// A JSON object.
    case object
    /// Several values of one kind.
    case list(of: OptionKind)
    /// The content of a file.
    case file
    /// A text that must not be shown.
    case secret
    /// One of a few words.
    case choice([String])
    /// The handle of an object that an earlier call has opened.
    case handle

    /// The word that stands for a value of this kind in help.
    public var placeholder: String {
        switch self {
        case .text: "TEXT"
        case .integer, .number: "NUMBER"
        case .boolean: "true|false"
        case .date: "DATE"
        case .json, .object: "JSON"
        case .list(let element): element.isJSON ? "JSON" : "LIST"
        case .file: "FILE"
        case .secret: "SECRET"
        case .choice(let words): words.count <= 5 ? words.joined(separator: "|") : "WORD"
        case .handle: "HANDLE"
        }
    }

    /// Whether values of this kind are JSON documents, and so may be given as the path of one.
    public var isJSON: Bool {
        switch self {
        case .json, .object: true
        case .list(let element): element.isJSON
        default: false
        }
    }

    /// A value as JSON that is written as it would be typed.
    func json(of text: String) -> JSON {
        switch self {
        case .text, .date, .file, .secret, .choice, .handle: .string(text)
        case .integer, .number, .boolean, .json, .object, .list: (try? JSON(parsing: text)) ?? .string(text)
        }
    }
}
