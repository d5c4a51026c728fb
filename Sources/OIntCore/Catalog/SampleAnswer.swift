/// What a method answers, as its documentation shows it: made up, and with the fields that people need.
public enum SampleAnswer: Sendable, Hashable {
    /// One JSON value, as it is written in the declaration.
    case json(String)
    /// What is printed where that is no JSON.
    case text(String)

    /// The sample as a value; a text is a JSON string.
    public var value: JSON {
        switch self {
        case .json(let written): (try? JSON(parsing: written)) ?? .string(written)
        case .text(let text): .string(text)
        }
    }

    /// The sample as people read it: JSON with a member a line.
    public var text: String {
        switch self {
        case .json: value.text(.pretty)
        case .text(let text): text
        }
    }
}
