import OIntCore

/// What a cell of a table is meant as; a cell without a type is the text that stands there.
enum CellType: String, CaseIterable {
    /// The text that stands there, also where that is none at all.
    case text
    /// A number; a comma may stand for the decimal point.
    case number
    /// `true` or `false`.
    case boolean
    /// Any JSON.
    case json

    /// The value of a cell.
    /// - Parameter text: What stands there.
    /// - Throws: `OptionError` when it is none of this type.
    func value(of text: String) throws(OptionError) -> JSON {
        switch self {
        case .text: return .string(text)
        case .number: return .number(try JSONNumber(option: [OptionInput(text)]))
        case .boolean: return .bool(try Bool(option: [OptionInput(text)]))
        case .json: return try JSON(option: [OptionInput(text)])
        }
    }
}
