/// What a shell's script gets: a line for itself, and a line for each candidate.
///
/// The first line holds `files` when paths of files fit, and `open` when no space should follow a candidate.
enum ShellAnswer {
    /// Writes an answer.
    /// - Parameters:
    ///   - completion: What fits.
    ///   - question: What was asked.
    ///   - shell: Who asked.
    /// - Returns: The lines.
    static func text(_ completion: Completion, to question: ShellQuestion, from shell: CompletionShell) -> String {
        let directives = (completion.takesFile ? ["files"] : []) + (completion.isOpen ? ["open"] : [])
        let lines = completion.candidates.compactMap { candidate -> String? in
            switch shell {
            // Bash shows no descriptions.
            case .bash: bash(completion.prefix + candidate.value, question.bash)
            // The script has cut the prefix off.
            case .zsh: described(candidate.value, candidate.summary)
            case .fish: described(completion.prefix + candidate.value, candidate.summary)
            }
        }
        return ([directives.joined(separator: " ")] + lines).joined(separator: "\n")
    }

    private static func described(_ word: String, _ summary: String) -> String {
        guard !summary.isEmpty else { return word }
        return word + "\t" + summary.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// The part of a word that bash puts in, quoted as the place wants it; nil where it can't be.
    private static func bash(_ word: String, _ replaced: ShellQuestion.BashWord?) -> String? {
        let part = word.dropFirst(replaced?.offset ?? 0)
        switch replaced?.quotes ?? .none {
        case .single: return part.contains("'") ? nil : String(part)
        case .double: return escaped(part, "\"$`\\")
        case .none: return escaped(part, " '\"$`\\|&;()<>*?[]{}!#~")
        }
    }

    private static func escaped(_ text: Substring, _ special: String) -> String {
        text.reduce(into: "") { $0 += special.contains($1) ? "\\\($1)" : "\($1)" }
    }
}
