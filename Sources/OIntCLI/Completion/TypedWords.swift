/// A command line as somebody types it, without the name of the program.
struct TypedWords: Sendable, Equatable {
    /// The words in front of the one with the cursor.
    var before: [String] = []
    /// The part of the word with the cursor that stands in front of it; empty where a new word begins.
    var typed = ""
    /// The words behind the one with the cursor.
    var after: [String] = []
    /// Whether the word names the file to which output goes, or from which input comes.
    var isRedirected = false
}
