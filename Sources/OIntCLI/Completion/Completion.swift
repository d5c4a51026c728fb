/// What fits at the place of the cursor.
struct Completion: Sendable, Equatable {
    /// Something that may stand there.
    struct Candidate: Sendable, Equatable {
        /// The whole word, or the whole value where an option and its value are one word.
        let value: String
        /// What it means, in one line; may be empty.
        let summary: String

        init(_ value: String, _ summary: String = "") {
            self.value = value
            self.summary = summary
        }
    }

    /// What may stand there, in the order people should see it.
    var candidates: [Candidate] = []
    /// What stands in front of the value in the same word, such as `--format=`; else empty.
    var prefix = ""
    /// Whether the path of a file fits too; the shell knows files best.
    var takesFile = false
    /// Whether the word goes on behind a candidate, so that no space should follow.
    var isOpen = false

    /// The path of a file, and nothing else.
    static let file = Completion(takesFile: true)

    /// Drops what does not begin as it was typed, in any case, and what can't be shown on one line.
    /// - Parameter typed: The part of the value in front of the cursor.
    /// - Returns: What is left.
    func matching(_ typed: String) -> Completion {
        let wanted = typed.lowercased()
        var result = self
        result.candidates.removeAll { candidate in
            !candidate.value.lowercased().hasPrefix(wanted)
                || candidate.value.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        return result
    }
}
