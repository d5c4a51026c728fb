/// What is wrong with a text that is not TOML, in words of our own.
///
/// toml++ quotes the text in its messages, and the text may hold secrets: so only its kind of message is looked at.
enum TOMLProblem {
    /// The words for one of toml++'s messages.
    /// - Parameter message: Such as `Error while parsing string: encountered end-of-file`.
    static func reason(_ message: String) -> String {
        if message.contains("utf-8") { return "the text is not in UTF-8" }
        let parts = message.split(separator: ": ", maxSplits: 1)
        guard let head = parts.first, head.hasPrefix(prefix), parts.count == 2 else { return unknown }
        let (scope, detail) = (String(head.dropFirst(prefix.count)), parts[1])
        if detail.hasPrefix("cannot redefine") {
            return scope == "table header" ? "this table is already there" : "this key is already there"
        }
        if detail.hasPrefix("encountered end-of-file") {
            return "the text ends too early: " + (reasons[scope] ?? unknown)
        }
        if detail.contains("not representable") { return "this number is too large" }
        if detail.hasPrefix("unknown escape sequence") {
            return "a backslash begins an escape that TOML does not have; write two of them, or use single quotes"
        }
        if detail.hasPrefix("expected a comment or whitespace") {
            return "something stands behind a value; a text needs quotes around all of it"
        }
        return reasons[scope] ?? unknown
    }

    private static let prefix = "Error while parsing "
    /// The words for what toml++ has none for.
    static let unknown = "this is not written as TOML wants it"
    private static let number = "a number isn't written as TOML wants it; a text needs quotes"
    private static let date = "a date or time isn't written as TOML wants it; a text needs quotes"
    private static let reasons = [
        "root table": "a key, a table's header or a comment should stand here",
        "key-value pair": "a key needs = and a value",
        "key": "a key isn't written as TOML wants it; one with unusual characters needs quotes",
        "table header": "a table's header isn't written as TOML wants it: [name]",
        "value": "a value is missing or isn't written as TOML wants it; a text needs quotes",
        "string": "a text isn't closed by quotes, or holds a character that TOML does not allow there",
        "literal string": "a text isn't closed by quotes, or holds a character that TOML does not allow there",
        "array": "an array isn't closed by ], or its elements are not separated by commas",
        "inline table": "a table in braces isn't closed by } on its line, or its keys are not separated by commas",
        "boolean": "this is neither true nor false; a text needs quotes",
        "comment": "a comment holds a character that TOML does not allow there",
        "binary integer": number, "octal integer": number, "decimal integer": number, "hexadecimal integer": number,
        "floating-point": number, "hexadecimal floating-point": number, "infinity": number, "nan": number,
        "date": date, "time": date, "date-time": date,
    ]
}
