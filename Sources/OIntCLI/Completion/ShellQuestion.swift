/// What a shell's script asks: the line, and the place of the cursor.
///
/// It comes through standard input, each part ended by a zero byte: what is typed, which may be a secret, must not show
/// in the list of processes.
struct ShellQuestion: Sendable, Equatable {
    /// The line.
    let line: TypedWords
    /// What the shell replaces by the answer, and the quotes around it; nil where it puts in whole words.
    let bash: BashWord?

    /// The part of a word that bash replaces.
    struct BashWord: Sendable, Equatable {
        /// How many characters of the word stand in front of it, without quotes.
        let offset: Int
        /// The quotes that are open.
        let quotes: ShellLine.Quotes
    }

    /// Reads a question.
    ///
    /// Bash sends the line up to the cursor, what stands behind the cursor, and the part that it replaces. The other
    /// shells send the number of words in front of the one with the cursor, these words, the beginning of the one with
    /// the cursor, and the words behind it, all without quotes and without the name of the program.
    /// - Parameters:
    ///   - bytes: The question.
    ///   - shell: Who asks.
    /// - Returns: Nil when it is no question.
    init?(_ bytes: [UInt8], from shell: CompletionShell) {
        let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
        switch shell {
        case .bash: self.init(bash: parts)
        case .zsh, .fish: self.init(words: parts)
        }
    }

    private init?(bash parts: [String]) {
        guard parts.count == 3 else { return nil }
        let typed = ShellLine(parts[0])
        // Assignments may stand in front of the name of the program.
        let words = typed.words.drop { Self.isAssignment($0) }
        guard !words.isEmpty else { return nil }
        // What follows the cursor without a blank belongs to the word with the cursor.
        let command = parts[1].prefix { !";|&\n".contains($0) }
        let behind = ShellLine(command.drop { !$0.isWhitespace })
        let after = behind.words + (behind.rawWord.isEmpty ? [] : [behind.word])
        line = TypedWords(
            before: Array(words.dropFirst()), typed: typed.word, after: after, isRedirected: typed.isRedirected)
        let head = typed.rawWord.hasSuffix(parts[2]) ? typed.rawWord.dropLast(parts[2].count) : ""
        bash = BashWord(offset: ShellLine(head).word.count, quotes: typed.quotes)
    }

    private init?(words parts: [String]) {
        guard let count = parts.first.flatMap({ Int($0) }), count >= 0, parts.count >= count + 2 else { return nil }
        line = TypedWords(
            before: Array(parts[1...].prefix(count)), typed: parts[count + 1], after: Array(parts[(count + 2)...]))
        bash = nil
    }

    private static func isAssignment(_ word: String) -> Bool {
        guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
        return word[..<equals].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
