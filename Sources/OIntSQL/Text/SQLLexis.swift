/// What a database takes for a name, a text or a comment, as far as databases differ.
public struct SQLLexis: Sendable, Hashable {
    /// What stands between double quotes.
    public enum DoubleQuotes: Sendable, Hashable {
        /// A name.
        case name
        /// A text.
        case text
    }

    /// Where a backslash in a text means something else than itself.
    public enum Escapes: Sendable, Hashable {
        /// Nowhere.
        case none
        /// In texts with an E before them, and by a setting of the session in all: `E'a\'b'`.
        case marked
        /// In all texts, unless a setting of the session says otherwise.
        case always
    }

    /// What stands between double quotes.
    public var doubleQuotes = DoubleQuotes.name
    /// Whether grave accents stand around names.
    public var hasBackticks = false
    /// Whether brackets stand around names: `[a name]`.
    public var hasBrackets = false
    /// Whether a doubled bracket in such a name stands for one.
    public var doublesBrackets = false
    /// Whether texts may stand between `$tag$` and `$tag$`.
    public var hasDollarQuotes = false
    /// Where a backslash in a text means something.
    public var escapes = Escapes.none
    /// Whether a `#` begins a comment.
    public var hasHashComments = false
    /// Whether `--` begins a comment only before a blank: `1--1` is a difference otherwise.
    public var needsBlankBehindDashes = false
    /// Whether `/* … */` may stand in another.
    public var nestsComments = false
    /// Whether names may hold `$` behind their first letter.
    public var hasDollarsInWords = true
    /// Whether `?` and `?1` are placeholders.
    public var hasQuestionMarks = false
    /// Whether `@name` is a placeholder.
    public var hasAtPlaceholders = false

    /// Creates the lexis that all databases have in common.
    public init() {}
}
