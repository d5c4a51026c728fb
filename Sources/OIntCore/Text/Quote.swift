/// Quoting of user input in messages.
public enum Quote {
    /// Gives the secrets that are known where a text is quoted; they are masked before the text is cut.
    ///
    /// Whoever runs a call sets it, since a value that can't be read may hold a secret all the same. It is asked only when
    /// something is quoted.
    @TaskLocal public static var secrets: (@Sendable () -> [Secret])?

    /// The text in quotes, cut to a readable length, with control characters made visible.
    ///
    /// Known secrets are masked, and what looks like a password in an address.
    /// - Parameter text: What to quote; must not be a secret.
    /// - Returns: The quoted text.
    public static func short(_ text: String) -> String {
        let limit = 60
        let text = masked(text)
        let cut = text.prefix(limit)
        let visible = cut.unicodeScalars.map { scalar in
            switch scalar {
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            default: scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
            }
        }
        return "'\(visible.joined())\(cut.endIndex < text.endIndex ? "…" : "")'"
    }

    /// The text with everything masked that must not be shown.
    private static func masked(_ text: String) -> String {
        guard let secrets else { return Redactor.withoutCredentials(text) }
        // Working them out may quote something too.
        let known = $secrets.withValue(nil) { secrets() }
        return Redactor.withoutCredentials(Redactor(known).masked(text))
    }
}
