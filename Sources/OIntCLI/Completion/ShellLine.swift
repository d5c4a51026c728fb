/// A command line taken apart by the rules of bash, up to the cursor.
///
/// Bash hands over words that it has cut at colons, equals signs and quotes; the line as it was typed tells more.
///
/// Source: https://www.gnu.org/software/bash/manual/html_node/Quoting.html
struct ShellLine: Sendable {
    /// The quotes that are open at the cursor.
    enum Quotes: Sendable {
        case none, single, double
    }

    /// The words of the last command on the line, without quotes; the one with the cursor is not among them.
    private(set) var words: [String] = []
    /// The word with the cursor, without quotes; empty where a new one begins.
    private(set) var word = ""
    /// The word with the cursor, as it was typed.
    private(set) var rawWord = ""
    /// The quotes that are open at the cursor.
    private(set) var quotes = Quotes.none
    /// Whether the word stands behind `<` or `>`.
    private(set) var isRedirected = false
    /// Whether there is a word at all: `''` is one, blanks are none.
    private var hasWord = false

    /// Takes a line apart.
    /// - Parameter text: The line, from its begin up to the cursor.
    init(_ text: some StringProtocol) {
        var rest = Array(text)[...]
        while let character = rest.popFirst() {
            switch quotes {
            case .single:
                if character == "'" { close(character) } else { add(character) }
            case .double:
                if character == "\"" {
                    close(character)
                } else if character == "\\", let next = rest.first, "\"$`\\\n".contains(next) {
                    rest.removeFirst()
                    add(next, typed: [character, next])
                } else {
                    add(character)
                }
            case .none:
                takeUnquoted(character, &rest)
            }
        }
    }

    private mutating func takeUnquoted(_ character: Character, _ rest: inout ArraySlice<Character>) {
        switch character {
        case "'", "\"":
            quotes = character == "'" ? .single : .double
            hasWord = true
            rawWord.append(character)
        case "\\":
            hasWord = true
            if let next = rest.popFirst() { add(next, typed: [character, next]) } else { rawWord.append(character) }
        case " ", "\t": endWord()
        // `&>` sends both outputs to a file, and ends no command.
        case "&" where rest.first == ">": endWord()
        case ";", "|", "&", "\n", "(", ")":
            if isRedirected, !hasWord { return }
            endWord()
            words = []
        case "<", ">":
            // The digits in front name an open file, and are no word.
            if !rawWord.allSatisfy(\.isNumber) { endWord() }
            startWord()
            isRedirected = true
        default: add(character)
        }
    }

    private mutating func close(_ quote: Character) {
        quotes = .none
        rawWord.append(quote)
    }

    private mutating func add(_ character: Character, typed: [Character]? = nil) {
        hasWord = true
        word.append(character)
        rawWord.append(contentsOf: typed ?? [character])
    }

    private mutating func endWord() {
        guard hasWord else { return }
        if !isRedirected { words.append(word) }
        isRedirected = false
        startWord()
    }

    private mutating func startWord() {
        (word, rawWord, hasWord) = ("", "", false)
    }
}
