/// The texts of a declaration in one literal, as the macros write them: a line for each, so that a method costs the binary
/// one text and not a dozen.
///
/// A line break inside of a text is U+001E there. Lines that hold several texts separate them by U+001F.
struct DeclarationTexts: Sendable {
    /// What stands for a line break inside of a text.
    private static let lineBreak: Character = "\u{1E}"
    /// What separates texts of one line.
    private static let separator: Character = "\u{1F}"

    private let literal: StaticString

    init(_ literal: StaticString) { self.literal = literal }

    /// The lines.
    var lines: [Substring] {
        literal.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }.split(
            separator: "\n", omittingEmptySubsequences: false)
    }

    /// The first line, without looking at the others.
    var first: String {
        literal.withUTF8Buffer { bytes in
            String(decoding: UnsafeBufferPointer(rebasing: bytes.prefix { $0 != UInt8(ascii: "\n") }), as: UTF8.self)
        }
    }

    /// The texts of a line.
    static func texts(_ line: Substring) -> [Substring] {
        line.split(separator: separator, omittingEmptySubsequences: false)
    }

    /// A text as it was before it became a part of a line.
    static func unfolded(_ text: Substring) -> String { String(text.map { $0 == lineBreak ? "\n" : $0 }) }
}

/// The lines that describe options, taken one by one.
///
/// A line holds the name, other published names separated by commas, letters for what the option decides, how its default is
/// written, and the summary. The default is empty where there is none, `=` and the value as it is typed, or `@` and the place
/// in a list of defaults that had to be computed.
struct OptionLines {
    private var rest: ArraySlice<Substring>
    private let defaults: [String]

    init(_ lines: ArraySlice<Substring>, _ defaults: [String]) {
        rest = lines
        self.defaults = defaults
    }

    /// The next option.
    /// - Parameters:
    ///   - type: The type of its value.
    ///   - isRequired: Whether it has to be given.
    mutating func next(_ type: any OptionValue.Type, isRequired: Bool) -> ParameterDescriptor {
        let texts = DeclarationTexts.texts(rest.popFirst() ?? "")
        func text(_ place: Int) -> Substring { place < texts.count ? texts[place] : "" }
        let written = DeclarationTexts.unfolded(text(3))
        let presence: ParameterDescriptor.Presence =
            switch written.first {
            case "=": .defaulted(String(written.dropFirst()))
            case "@": .defaulted(Int(written.dropFirst()).map { defaults[$0] } ?? "")
            default: isRequired ? .required : .optional
            }
        return ParameterDescriptor(
            name: String(text(0)), aliases: text(1).split(separator: ",").map { String($0) }, type: type,
            presence: presence, summary: DeclarationTexts.unfolded(text(4)), roles: OptionRoles(letters: text(2)))
    }
}

extension OptionRoles {
    /// Reads the letters that macros write for the roles of an option.
    fileprivate init(letters: Substring) {
        self = []
        for letter in letters {
            switch letter {
            case "d": insert(.destination)
            case "p": insert(.protection)
            case "c": insert(.runsCode)
            case "r": insert(.readsFiles)
            case "w": insert(.writesFiles)
            default: break
            }
        }
    }
}
