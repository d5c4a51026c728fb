/// Quoting of user input in messages.
public enum Quote {
    /// The text in quotes, cut to a readable length, with control characters made visible.
    /// - Parameter text: What to quote; must not be a secret.
    /// - Returns: The quoted text.
    public static func short(_ text: String) -> String {
        let limit = 60
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
}
