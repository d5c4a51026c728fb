import OIntCore

/// Puts variables where secrets stand in a text, and remembers which have to be set.
struct ShellVariables {
    /// How a text is spelled that secrets are looked for in.
    enum Spelling: Sendable, Hashable {
        /// As it is.
        case plain
        /// Percent-encoded, as in addresses.
        case address
        /// Between the quotes of JSON.
        case json
    }

    /// A variable that has to be set before the command works.
    struct Variable: Sendable, Hashable {
        /// The name.
        let name: String
        /// What to set it to.
        let meaning: String
    }

    /// The variables that stand in the texts so far, each once, in the order of their first use.
    private(set) var used: [Variable] = []
    private let secrets: [String]
    private let names: @Sendable (Secret) -> VariableName?
    /// The names of values that have one already, by the value as it is spelled.
    private var named: [String: String] = [:]
    private var marks: [(mark: String, name: String, isBare: Bool)] = []
    private let salt = UInt64.random(in: .min ... .max)

    /// Prepares the search.
    /// - Parameters:
    ///   - secrets: What must not be shown.
    ///   - names: Names a secret after where it came from; nil where that is not known.
    init(secrets: [Secret], names: @escaping @Sendable (Secret) -> VariableName?) {
        // Longer ones first: one may be a part of another.
        self.secrets = Set(secrets.map(\.exposed)).filter { !$0.isEmpty }
            .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
        self.names = names
    }

    /// A text with variables in place of the secrets in it.
    /// - Parameters:
    ///   - text: The text.
    ///   - spelling: How it is spelled.
    ///   - place: Where it stands, to name a variable after that nothing else names.
    mutating func text(_ text: String, _ spelling: Spelling = .plain, place: String? = nil) -> ShellText {
        var rest = Array(text.utf8)[...]
        var result = ShellText()
        while let (range, secret, found) = firstSecret(in: rest, spelling) {
            result.append(String(decoding: rest[..<range.lowerBound], as: UTF8.self))
            result = result + ShellText([.variable(name(of: secret, spelled: found, place))])
            rest = rest[range.upperBound...]
        }
        result.append(String(decoding: rest, as: UTF8.self))
        return result
    }

    /// A variable in place of a whole value whose name says that it is a secret.
    /// - Parameters:
    ///   - value: The value.
    ///   - spelling: How it is spelled.
    ///   - place: What it stands under: the name of a header, a field or a query item.
    mutating func secret(_ value: String, _ spelling: Spelling = .plain, place: String) -> ShellText {
        guard !value.isEmpty else { return ShellText() }
        for secret in secrets {
            if let found = Self.spellings(of: secret, spelling).first(where: { $0.text == value }) {
                return ShellText([.variable(name(of: secret, spelled: found, place))])
            }
        }
        return ShellText([.variable(newName(place, value, "the value of \(place)" + Self.note(value, spelling)))])
    }

    /// A JSON value with variables in place of the secrets in it, and of what stands under keys that hold secrets.
    mutating func json(_ value: JSON) -> ShellText {
        let text = marked(value).text(.compact)
        return unmarked(text)
    }

    /// A JSON value with marks in it where variables belong, for whoever writes it out piece by piece.
    mutating func marked(_ value: JSON, place: String? = nil) -> JSON {
        switch value {
        case .string(let text):
            // The spelling of a text inside of JSON differs from its own.
            let spelled = text.escapedForQuotes
            guard secrets.contains(where: { spelled.contains($0) || text.contains($0) }) else { return value }
            return markedText(self.text(spelled, .json, place: place), else: text)
        case .number(let number) where secrets.contains(number.text):
            return .string(mark(name(of: number.text, spelled: SpelledSecret(number.text), place), isBare: true))
        case .array(let elements): return .array(elements.map { marked($0, place: place) })
        case .object(let object):
            return .object(
                JSONObject(
                    object.map { member in
                        let hides =
                            Redactor.holdsSecret(member.key) && member.value.object == nil && !member.value.isNull
                        let key = marked(.string(member.key)).string ?? member.key
                        return (key, hides ? hidden(member) : marked(member.value, place: member.key))
                    }))
        default: return value
        }
    }

    /// A text with variables in place of the marks in it.
    func unmarked(_ text: String) -> ShellText {
        var result = ShellText()
        var rest = text[...]
        while let (range, entry) = marks.lazy.compactMap({ entry in
            rest.firstRange(of: entry.isBare ? "\"\(entry.mark)\"" : entry.mark).map { ($0, entry) }
        }).min(by: { $0.0.lowerBound < $1.0.lowerBound }) {
            result.append(String(rest[..<range.lowerBound]))
            result = result + ShellText([.variable(entry.name)])
            rest = rest[range.upperBound...]
        }
        result.append(String(rest))
        return result
    }

    /// A variable that has a name of its own.
    mutating func fixed(_ name: String, _ meaning: String) -> ShellText.Piece {
        use(name, meaning)
        return .variable(name)
    }
}

/// What a secret is to be called in a command.
package struct VariableName: Sendable, Hashable {
    /// The name of a variable.
    package let name: String
    /// Where the secret came from, in a few words.
    package let origin: String

    /// Creates a name.
    /// - Parameters:
    ///   - name: Any text; what can't stand in the name of a variable is replaced.
    ///   - origin: Where the secret came from, in a few words: `--token`.
    package init(_ name: String, origin: String) {
        self.name = name
        self.origin = origin
    }
}

/// A secret in one of its spellings.
private struct SpelledSecret {
    let text: String
    /// What stands behind the name of its variable; nothing where it is spelled as it is.
    let suffix: String
    let note: String

    init(_ text: String, suffix: String = "", note: String = "") {
        self.text = text
        self.suffix = suffix
        self.note = note
    }
}

extension ShellVariables {
    private static func spellings(of secret: String, _ spelling: Spelling) -> [SpelledSecret] {
        let plain = SpelledSecret(secret)
        switch spelling {
        case .plain: return [plain]
        case .address:
            let encoded = PercentEncoding.encoded(secret)
            guard encoded != secret else { return [plain] }
            return [SpelledSecret(encoded, suffix: "_ENCODED", note: ", percent-encoded"), plain]
        case .json:
            let escaped = secret.escapedForQuotes
            guard escaped != secret else { return [plain] }
            return [SpelledSecret(escaped, suffix: "_JSON", note: ", escaped as inside a JSON text")]
        }
    }

    private static func note(_ value: String, _ spelling: Spelling) -> String {
        switch spelling {
        case .plain: ""
        case .address: PercentEncoding.decoded(value).map { $0 == Array(value.utf8) } ?? true ? "" : ", percent-encoded"
        case .json: value.contains("\\") ? ", escaped as inside a JSON text" : ""
        }
    }

    private func firstSecret(
        in bytes: ArraySlice<UInt8>, _ spelling: Spelling
    ) -> (range: Range<Int>, secret: String, spelled: SpelledSecret)? {
        var first: (range: Range<Int>, secret: String, spelled: SpelledSecret)?
        for secret in secrets {
            for spelled in Self.spellings(of: secret, spelling) {
                // Where a mask would stand: a short secret in the middle of a word is there by chance.
                guard let place = Redactor.places(of: Array(spelled.text.utf8), in: Array(bytes)).first else {
                    continue
                }
                let range = (place.lowerBound + bytes.startIndex)..<(place.upperBound + bytes.startIndex)
                if range.lowerBound < first?.range.lowerBound ?? .max { first = (range, secret, spelled) }
            }
        }
        return first
    }

    private mutating func name(of secret: String, spelled: SpelledSecret, _ place: String?) -> String {
        let known = names(Secret(secret))
        let wanted = known?.name ?? place ?? "SECRET"
        let meaning = known?.origin ?? place.map { "the value of \($0)" } ?? "what is masked as \(Secret.mask)"
        let base = named[secret] ?? newName(wanted, secret, nil)
        guard !spelled.suffix.isEmpty else {
            use(base, meaning)
            return base
        }
        let name = base + spelled.suffix
        use(name, meaning + spelled.note)
        return name
    }

    /// A name that no other value has.
    private mutating func newName(_ wanted: String, _ value: String, _ meaning: String?) -> String {
        if let name = named[value] { return name }
        let plain = Self.variableName(wanted)
        let taken = Set(named.values)
        let name = taken.contains(plain) ? (2...).lazy.map { "\(plain)_\($0)" }.first { !taken.contains($0) } : plain
        named[value] = name ?? plain
        if let meaning { use(name ?? plain, meaning) }
        return name ?? plain
    }

    private mutating func use(_ name: String, _ meaning: String) {
        // It stands in a comment, which a line break of somebody's making must not end.
        let visible = meaning.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
        let line = String(String.UnicodeScalarView(visible))
        if !used.contains(where: { $0.name == name }) { used.append(Variable(name: name, meaning: line)) }
    }

    /// Names that shells and programs give a meaning to.
    private static let reserved: Set<String> = [
        "PATH", "HOME", "IFS", "ENV", "PWD", "OLDPWD", "USER", "UID", "LOGNAME", "SHELL", "TERM", "LANG", "MAIL", "PS1",
        "PS2", "PS4", "RANDOM", "SECONDS", "LINENO", "OPTARG", "OPTIND", "PPID", "CDPATH", "TMPDIR", "EDITOR",
    ]

    private static func variableName(_ text: String) -> String {
        let name = String(
            text.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        guard let first = name.first, name.contains(where: { $0 != "_" }) else { return "SECRET" }
        return first.isNumber || reserved.contains(name) ? "OINT_\(name)" : name
    }

    private mutating func mark(_ name: String, isBare: Bool) -> String {
        // Private-use characters around a random number: a text of the user's can't be the mark by accident.
        let mark = "\u{F0002}\(salt)-\(marks.count)\u{F0003}"
        marks.append((mark, name, isBare))
        return mark
    }

    private mutating func hidden(_ member: JSONObject.Member) -> JSON {
        guard let text = member.value.string else {
            let whole = member.value.text(.compact)
            let name = newName(member.key, whole, "the value of \(member.key), as JSON")
            return .string(mark(name, isBare: true))
        }
        let spelled = text.escapedForQuotes
        return markedText(secret(spelled, .json, place: member.key), else: text)
    }

    /// A text of JSON with marks; what is written out in it is read back from its spelling.
    private mutating func markedText(_ text: ShellText, else plain: String) -> JSON {
        guard text.hasVariables else { return .string(plain) }
        var result = ""
        for piece in text.pieces {
            switch piece {
            case .text(let spelled): result += (try? JSON(parsing: "\"\(spelled)\""))?.string ?? spelled
            case .variable(let name): result += mark(name, isBare: false)
            }
        }
        return .string(result)
    }
}
