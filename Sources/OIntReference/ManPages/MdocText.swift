/// Writes mdoc, the language of man pages, one line after the other.
///
/// Source: https://man.openbsd.org/mdoc.7
struct MdocText {
    /// A word on the line of a macro.
    enum Word {
        /// The name of a macro, such as `Fl`.
        case macro(String)
        /// A word to show as it stands.
        case text(String)
    }

    private var lines: [String] = []

    /// The whole page.
    var text: String { lines.joined(separator: "\n") + "\n" }

    /// Adds a line that is a macro.
    mutating func add(_ macro: String, _ words: Word...) { add(macro, words) }

    /// Adds a line that is a macro.
    mutating func add(_ macro: String, _ words: [Word]) {
        let written = words.map { word in
            switch word {
            case .macro(let name): name
            case .text(let text): Self.argument(text)
            }
        }
        lines.append(([".\(macro)"] + written).joined(separator: " "))
    }

    /// Adds the heading of a section; it has one of the names that the language knows, or another in capitals.
    mutating func section(_ name: String) { lines.append(".Sh \(name)") }

    /// Adds a macro that takes a text to the end of the line, such as the heading of a part of a section.
    mutating func add(_ macro: String, text: String) {
        add(macro, text.split(whereSeparator: \.isWhitespace).map { .text(String($0)) })
    }

    /// Adds sentences, each on a line of its own, as the language wants it.
    mutating func sentences(_ text: String) {
        for sentence in Self.sentences(in: text) { lines.append(Self.line(sentence)) }
    }

    /// Adds paragraphs, which stand on lines of their own; the first one goes on where the text is.
    mutating func paragraphs(_ text: String) {
        for (index, paragraph) in text.split(whereSeparator: \.isNewline).enumerated() {
            if index > 0 { add("Pp") }
            sentences(String(paragraph))
        }
    }

    /// A list of terms with what they mean.
    mutating func terms(isCompact: Bool = false, _ body: (inout MdocText) -> Void) {
        add(
            "Bl",
            [.text("-tag"), .text("-width"), .text("Ds")].map(Self.plain) + (isCompact ? [.macro("-compact")] : []))
        body(&self)
        add("El")
    }

    /// The arguments of `Bl` are no text.
    private static func plain(_ word: Word) -> Word {
        if case .text(let text) = word { .macro(text) } else { word }
    }

    /// A word as the argument of a macro.
    private static func argument(_ text: String) -> String {
        let escaped = escaped(text).replacing("-", with: #"\-"#)
        // A short word may be the name of a macro, or a sign that macros move.
        let guarded = text.count <= 3 ? #"\&"# + escaped : escaped
        return text.contains(where: \.isWhitespace) || text.isEmpty ? "\"\(guarded)\"" : guarded
    }

    /// A line of text.
    private static func line(_ text: String) -> String {
        let words = text.split(separator: " ").map { word in
            // The hyphens of options are the ones that are typed.
            word.hasPrefix("-") || word.hasPrefix("(-") ? escaped(word).replacing("-", with: #"\-"#) : escaped(word)
        }
        let line = words.joined(separator: " ")
        return line.hasPrefix(".") || line.hasPrefix("'") ? #"\&"# + line : line
    }

    /// Signs that mean something to the formatter, or that it would replace by similar ones.
    private static func escaped(_ text: some StringProtocol) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += #"\e"#
            case "\"": result += #"\(dq"#
            case "`": result += #"\(ga"#
            case "^": result += #"\(ha"#
            case "~": result += #"\(ti"#
            default: result.append(character.isNewline || character == "\t" ? " " : character)
            }
        }
    }

    private static func sentences(in text: String) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        var before: Character = " "
        for character in text {
            if character == " ", ends(sentence, before) {
                sentences.append(sentence)
                sentence = ""
            } else if character != " " || !sentence.isEmpty {
                sentence.append(character)
            }
            before = character
        }
        return sentence.isEmpty ? sentences : sentences + [sentence]
    }

    /// Whether a sentence ends with what stands in front of a blank.
    private static func ends(_ sentence: String, _ last: Character) -> Bool {
        let bare = sentence.reversed().first { !")]'\"".contains($0) }
        return !sentence.isEmpty && bare.map { ".!?".contains($0) } == true && last != " "
    }
}
