/// Limits and leniencies for reading JSON.
public struct JSONParsingOptions: Sendable, Hashable {
    /// What to do with an object that has the same key twice.
    public enum DuplicateKeys: Sendable, Hashable {
        /// Keep all members; looking the key up gives the last.
        case keep
        /// Refuse the document.
        case reject
    }

    /// The number of lists and objects that may be open at a time.
    ///
    /// `[[1]]` has the depth 2, and 0 admits no list or object at all. Reading takes no stack in proportion
    /// to the depth, but releasing the value does (some 200 bytes a level), so raise the limit with care.
    public var maximumDepth: Int

    /// What to do with an object that has the same key twice.
    ///
    /// Keys are compared as Swift compares strings, just as a ``JSONObject`` does.
    public var duplicateKeys: DuplicateKeys

    /// Whether texts and keys may also stand in single quotes, with `\'` as one more escape.
    ///
    /// This is for what people type at a shell; no service sends it.
    public var allowsSingleQuotes: Bool

    /// Creates options.
    ///
    /// - Parameters:
    ///   - maximumDepth: The number of lists and objects that may be open at a time.
    ///   - duplicateKeys: What to do with an object that has the same key twice.
    ///   - allowsSingleQuotes: Whether texts and keys may also stand in single quotes.
    public init(
        maximumDepth: Int = 512, duplicateKeys: DuplicateKeys = .keep, allowsSingleQuotes: Bool = false
    ) {
        self.maximumDepth = maximumDepth
        self.duplicateKeys = duplicateKeys
        self.allowsSingleQuotes = allowsSingleQuotes
    }
}
