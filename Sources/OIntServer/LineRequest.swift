import OIntBatch
import OIntCore
import OIntRunning

/// What a line that a client sends asks for.
enum LineRequest: Sendable {
    /// To list the words that stand alone.
    case help
    /// To end the server.
    case exit
    /// To list the objects that are kept.
    case vars
    /// To close them.
    case clear
    /// To make a call.
    case call(Call)
    /// To make a call that is written as JSON, and is answered as JSON.
    case json(ReadCall, line: Int)

    /// The words that stand alone, with what they do.
    static let words = [
        ("help", "lists these words"), ("vars", "lists the objects that are kept"),
        ("clear", "closes them"), ("exit", "ends the server"),
    ]

    /// Reads a line.
    /// - Parameters:
    ///   - line: The line, without its end.
    ///   - number: Its number, for calls without an id.
    ///   - session: Finds methods.
    /// - Throws: `UsageError` when the line can't be read.
    init(_ line: String, number: Int, in session: CallSession) throws(UsageError) {
        let text = line.trimmed
        if text.hasPrefix("{") {
            let record = Record(line: number, bytes: Array(text.utf8))
            self = .json(JSONCallReader(profile: nil, find: session.entry).read(record), line: number)
            return
        }
        switch text.lowercased() {
        case "help": self = .help
        case "exit": self = .exit
        case "vars": self = .vars
        case "clear": self = .clear
        default: self = .call(try Self.call(text, in: session))
        }
    }

    /// Reads `LIBRARY METHOD --option value …`: words are separated by blanks, and a value goes on to the next option
    /// of the method.
    ///
    /// There are no quotes.
    private static func call(_ text: String, in session: CallSession) throws(UsageError) -> Call {
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)[...]
        let library = words.removeFirst()
        words = words.drop { $0.isEmpty }
        guard let method = words.popFirst() else {
            throw UsageError(
                "the line holds the one word \(Quote.short(library)): a call is LIBRARY METHOD --option value …, and help lists the words that stand alone"
            )
        }
        let entry = try session.entry(library: library, method: method)
        var call = Call(library: entry.library, method: entry.method)
        let parameters = entry.method.parameters
        var current: Name?
        var value: [String] = []
        func finish() {
            guard let current else { return }
            let text = value.joined(separator: " ")
            switch current {
            case .profile: call.profile = text.trimmed.isEmpty ? nil : text.trimmed
            case .option(let parameter):
                // A switch may stand alone; any other option without a value counts as not given.
                let given = parameter.kind == .boolean && text.trimmed.isEmpty ? "true" : text
                call.options[parameter.name, default: []].append(OptionInput(given, source: .commandLine))
            }
        }
        for word in words {
            if let (name, attached) = Self.name(word, parameters) {
                finish()
                (current, value) = (name, attached.map { [$0] } ?? [])
            } else if current != nil {
                value.append(word)
            } else if !word.isEmpty {
                guard word.hasPrefix("-") else {
                    call.problems.append(
                        .other("unexpected word behind \(entry.method.name): a value stands behind its option"))
                    break
                }
                let typed = String(word.drop { $0 == "-" })
                call.problems.append(
                    .unknownOption(word, suggestion: Suggestion.nearest(to: typed, among: parameters.map(\.name))))
                break
            }
        }
        finish()
        return call
    }

    private enum Name {
        case option(ParameterDescriptor)
        case profile
    }

    /// The option that a word names, with the value attached to it, as in `--task=5`.
    private static func name(_ word: String, _ parameters: [ParameterDescriptor]) -> (Name, String?)? {
        guard word.hasPrefix("-") else { return nil }
        let equals = word.firstIndex(of: "=")
        let name = word[..<(equals ?? word.endIndex)]
        let attached = equals.map { String(word[word.index(after: $0)...]) }
        if !name.hasPrefix("--") {
            guard name.count == 2, let parameter = parameters.first(where: { $0.short == name.last }) else {
                return nil
            }
            return (.option(parameter), attached)
        }
        let wanted = name.dropFirst(2).lowercased()
        if let parameter = parameters.first(where: { $0.name == wanted || $0.aliases.contains(wanted) }) {
            return (.option(parameter), attached)
        }
        return wanted == "profile" ? (.profile, attached) : nil
    }
}
