@testable import OIntCLI
import OIntCore
import Testing

@Suite("Completion")
struct CompleterTests {
    private static let commands = [
        Command(
            "config", "set", summary: "Stores a setting.",
            operands: [Operand("NAME", "The setting.", kind: .setting), Operand("VALUE", "The value.")]
        ) { _ in },
        Command("config", "list", summary: "Lists settings.") { _ in },
        Command("config", "use", summary: "Uses a profile.", operands: [Operand("NAME", "It.", kind: .profile)]) { _ in
        },
        Command(
            "batch", summary: "Makes many calls.", operands: [Operand("FILE", "The calls.", kind: .file)],
            parameters: [.defaulted("concurrency", Int.self, 4, "How many at a time.")], standardOptions: [.profile]
        ) { _ in },
        Command(
            "explain", summary: "Explains a library.",
            operands: [
                Operand("LIBRARY", "The library.", kind: .library),
                Operand("LENGTH", "How much.", kind: .choice(["long", "short"]), isRequired: false),
            ],
            parameters: [
                .optional("out", LocalPath.self, "Directory to write into."),
                .optional("roots", [LocalPath].self, "Directories to look at."),
            ]
        ) { _ in },
    ]

    /// What fits at the end of the last word.
    private func completion(_ words: String..., after: [String] = []) -> Completion {
        let completer = Completer(
            libraries: [Desk.library], commands: Self.commands,
            sources: CompletionSources(
                profileNames: { ["work", "home, sweet home"] }, environmentNames: { ["DESK_KEY", "PATH"] }))
        return completer.complete(TypedWords(before: words.dropLast(), typed: words.last ?? "", after: after))
    }

    private func values(_ completion: Completion) -> [String] { completion.candidates.map(\.value) }

    @Test("Libraries and commands, each with its line")
    func start() {
        let all = completion("")
        #expect(values(all) == ["desk", "config", "batch", "explain", "help"])
        #expect(all.candidates[0].summary == "Notes and drawers, for tests.")
        #expect(all.candidates[1].summary == "Commands: set, list, use.")
        #expect(all.candidates[2].summary == "Makes many calls.")
        #expect(values(completion("DE")) == ["desk"])
        #expect(values(completion("--")) == ["--help", "--version"])
        #expect(values(completion("help", "")) == ["desk", "config", "batch", "explain"])
        #expect(completion("x") == Completion())
    }

    @Test("Methods, in the language that is typed, in any case")
    func methods() {
        let all = values(completion("desk", ""))
        #expect(all == Desk.library.groups.flatMap(\.methods).map(\.name))
        #expect(values(completion("desk", "se")) == ["SendNote"])
        #expect(values(completion("DESK", "SEND")) == ["SendNote"])
        #expect(values(completion("desk", "от")) == ["ОтправитьЗаметку"])
        #expect(values(completion("desk", "П")) == ["Повторить", "Перечислить", "Прочитать"])
        #expect(values(completion("help", "desk", "se")) == ["SendNote"])
        #expect(completion("desk", "se").candidates[0].summary == "Sends a note to the desk.")
        // A slip of the pen keeps working, and is not offered.
        #expect(values(completion("desk", "ec")) == ["Echo"])
        #expect(values(completion("nolibrary", "")) == [])
    }

    @Test("Options of a method: those it needs first, then the others, then those of every call")
    func options() {
        let all = completion("desk", "SendNote", "")
        // What the method names itself, it takes over.
        let standard = StandardOption.allCases.map { "--\($0.rawValue)" }.filter { $0 != "--key" }
        #expect(values(all) == ["--url", "--text", "--key"] + standard)
        #expect(all.candidates[0].summary == "Address of the desk. (required)")
        #expect(all.candidates[2].summary == "Key that opens it.")
        #expect(values(completion("desk", "отправитьзаметку", "--")) == values(all))
        #expect(values(completion("desk", "SendNote", "--TE")) == ["--text"])
        #expect(values(completion("desk", "SendNote", "-")) == values(all))
        #expect(values(completion("desk", "NoMethod", "--")) == [])
        #expect(values(completion("desk", "SendNote", "word")) == [])
    }

    @Test("What is given is not offered again, unless it may be given several times")
    func given() {
        #expect(!values(completion("desk", "Echo", "--text", "a", "--")).contains("--text"))
        #expect(!values(completion("desk", "Echo", "-t", "a", "--")).contains("--text"))
        #expect(!values(completion("desk", "Echo", "--text=a", "--")).contains("--text"))
        #expect(!values(completion("desk", "Echo", "--text-env", "A", "--")).contains("--text"))
        #expect(!values(completion("desk", "Echo", "--CUONT", "1", "--")).contains("--count"))
        #expect(!values(completion("desk", "Echo", "--", after: ["--text", "a"])).contains("--text"))
        #expect(!values(completion("desk", "Echo", "--debug", "--")).contains("--debug"))
        #expect(values(completion("desk", "Echo", "--tags", "a", "--ta")) == ["--tags"])
        // What looks like an option may be the value of the one in front of it.
        #expect(values(completion("desk", "Echo", "--text", "--nonsense", "--te")) == [])
        #expect(values(completion("desk", "Echo", "--text", "-1", "--urgent", "--cou")) == ["--count"])
    }

    @Test("Values from files and variables show once the name is typed")
    func elsewhere() {
        #expect(values(completion("desk", "Echo", "--te")) == ["--text"])
        #expect(values(completion("desk", "Echo", "--text-")) == ["--text-file", "--text-env"])
        #expect(values(completion("desk", "Echo", "--TEXT-E")) == ["--text-env"])
        #expect(values(completion("desk", "Echo", "--text", "a", "--text-")) == [])
        #expect(completion("desk", "Echo", "--key-file", "") == .file)
        #expect(completion("desk", "Echo", "--key-file=") == Completion(prefix: "--key-file=", takesFile: true))
        #expect(values(completion("desk", "Echo", "--key-env", "")) == ["DESK_KEY", "PATH"])
        #expect(values(completion("desk", "Echo", "--key-env", "de")) == ["DESK_KEY"])
    }

    @Test("Values by the kind of the option")
    func valuesByKind() {
        #expect(values(completion("desk", "Echo", "--urgency", "")) == ["Low", "High"])
        #expect(values(completion("desk", "Echo", "--urgency", "h")) == ["High"])
        #expect(values(completion("desk", "Fail", "--how", "p")) == ["page", "pipe"])
        #expect(values(completion("desk", "Fail", "-h", "p")) == ["page", "pipe"])
        #expect(values(completion("desk", "Echo", "--urgent", "t")) == ["true"])
        for option in ["--file", "--fields"] { #expect(completion("desk", "Echo", option, "") == .file) }
        // Nothing is known about these, and least of all what is secret.
        for option in ["--text", "--count", "--amount", "--date", "--tags", "--key"] {
            #expect(completion("desk", "Echo", option, "") == Completion())
        }
    }

    @Test("A switch may stand alone, and so what may follow it fits too")
    func switches() {
        let own = values(completion("desk", "Echo", "--urgent", ""))
        #expect(own.prefix(2) == ["true", "false"])
        #expect(own.contains("--text") && !own.contains("--urgent"))
        let standard = values(completion("desk", "Echo", "--dry-run", ""))
        #expect(standard.prefix(2) == ["true", "false"])
        #expect(standard.contains("--text"))
    }

    @Test("An option and its value in one word")
    func attached() {
        let urgency = completion("desk", "Echo", "--urgency=L")
        #expect(urgency.prefix == "--urgency=")
        #expect(values(urgency) == ["Low"])
        #expect(completion("desk", "Echo", "--file=").prefix == "--file=")
        #expect(completion("desk", "Echo", "--file=").takesFile)
        let short = completion("desk", "Fail", "-h=pa")
        #expect(short.prefix == "-h=" && values(short) == ["page"])
        #expect(completion("desk", "Echo", "--nonsense=") == Completion())
        #expect(values(completion("desk", "Echo", "--text=a=b", "--te")) == [])
    }

    @Test("Values of the options of every call")
    func standardOptions() {
        #expect(values(completion("desk", "Echo", "--format", "")) == OutputFormat.allCases.map(\.rawValue))
        #expect(values(completion("desk", "Echo", "--format=nd")) == ["ndjson"])
        #expect(values(completion("desk", "Echo", "--dry-run", "--format", "c")) == ["compact", "csv", "curl"])
        #expect(values(completion("desk", "Echo", "--format=cu", after: ["--test"])) == ["curl"])
        #expect(values(completion("desk", "Echo", "--format=cu")) == [])
        #expect(completion("desk", "Echo", "--out", "") == .file)
        #expect(values(completion("desk", "Echo", "--out", "_b")) == ["_base64_"])
        #expect(values(completion("desk", "Echo", "--profile", "")) == ["work", "home, sweet home"])
        #expect(values(completion("desk", "Echo", "--test", "f")) == ["false"])
        #expect(completion("desk", "Echo", "--timeout", "") == Completion())
    }

    @Test("Behind an option nobody knows, nothing is known")
    func unknown() {
        #expect(completion("desk", "Echo", "--nonsense", "") == Completion())
        #expect(values(completion("desk", "Echo", "--nonsense", "--tex")) == ["--text"])
        #expect(values(completion("desk", "Echo", "--nonsense", "value", "--tex")) == ["--text"])
    }

    @Test("Commands: their words, operands and options")
    func commands() {
        #expect(values(completion("config", "")) == ["set", "list", "use"])
        #expect(values(completion("config", "use", "w")) == ["work"])
        #expect(values(completion("CONFIG", "L")) == ["list"])
        #expect(completion("batch", "").takesFile)
        #expect(values(completion("batch", "--")) == ["--concurrency", "--help", "--profile"])
        #expect(values(completion("batch", "calls.json", "")) == ["--concurrency", "--help", "--profile"])
        #expect(values(completion("batch", "--profile", "w")) == ["work"])
        #expect(values(completion("explain", "d")) == ["desk"])
        #expect(values(completion("explain", "desk", "l")) == ["long"])
        #expect(values(completion("explain", "--out", "x", "desk", "l")) == ["long"])
        for option in ["--out", "--roots"] { #expect(completion("explain", option, "") == .file) }
        #expect(values(completion("explain", "desk", "long", "")) == ["--out", "--roots", "--help"])
        // It takes no options of calls but those that it names.
        #expect(values(completion("batch", "--form")) == [])
    }

    @Test("Settings: the library first, then what its clients take")
    func settings() {
        let libraries = completion("config", "set", "d")
        #expect(values(libraries) == ["desk."])
        #expect(libraries.isOpen)
        let options = completion("config", "set", "desk.")
        #expect(values(options) == ["desk.key", "desk.url"])
        #expect(!options.isOpen)
        #expect(values(completion("config", "set", "desk.k")) == ["desk.key"])
        #expect(values(completion("config", "set", "desk.ta")) == ["desk.tags"])
        let own = completion("config", "set", "def")
        #expect(values(own) == ["default-profile"])
        #expect(!own.isOpen)
    }

    @Test("Behind < and > stands a file")
    func redirection() {
        let completer = Completer(libraries: [Desk.library], commands: [], sources: CompletionSources())
        #expect(completer.complete(TypedWords(before: ["desk", "Echo"], typed: "", isRedirected: true)) == .file)
    }

    @Test("What would break the lines of an answer is not offered")
    func controlCharacters() {
        let completer = Completer(
            libraries: [Desk.library], commands: [],
            sources: CompletionSources(profileNames: { ["a\nb", "c\td", "e\u{1B}[2J", "f"] }))
        let completion = completer.complete(TypedWords(before: ["desk", "Echo", "--profile"]))
        #expect(values(completion) == ["f"])
    }
}
