import OIntCore
import OIntReference

extension Command {
    /// Commands that help shells to complete what is typed, and people to read about the program.
    static let completions = CompletionShell.allCases.map(script) + [installCompletions, candidates, manual]

    private static func script(for shell: CompletionShell) -> Command {
        let name = shell.rawValue
        let source = shell == .fish ? "oint completions fish | source" : "source <(oint completions \(name))"
        return Command(
            "completions", name, summary: "Print the script that completes commands in \(name).",
            discussion: "The script asks the program, and so needs no change when the program changes.",
            examples: [
                (source, "Complete commands in the present shell."),
                ("oint completions install \(name)", "Complete them in every new one."),
            ]
        ) { call in
            try call.console.print(shell.script)
        }
    }

    private static let installCompletions = Command(
        "completions", "install", summary: "Put a shell's script, and the man pages, into your own folders.",
        discussion: """
            It writes below ~/.local/share, and for fish below ~/.config; XDG_DATA_HOME, XDG_CONFIG_HOME and \
            BASH_COMPLETION_USER_DIR name other folders. It tells what it has written, and what is left to do.
            """,
        operands: [
            Operand(
                "SHELL", "The shell; when not given, the one that SHELL in the environment names.",
                kind: .choice(CompletionShell.allCases.map(\.rawValue)), isRequired: false)
        ],
        examples: [("oint completions install", "Install what your shell needs.")]
    ) { call in
        let shell = try installedShell(call)
        let places = try CompletionPlaces(environment: call.console.environment)
        let script = places.script(for: shell)
        try write(shell.script + "\n", to: script)
        let pages = try ManualPages(
            of: ProgramDescription(libraries: call.libraries, commands: call.commands), date: day(call)
        )
        .pages
        for page in pages { try write(page.text, to: "\(places.manualFolder)/\(page.fileName)") }
        try call.console.print(
            """
            Written: \(script)
            Written: \(pages.count) man pages in \(places.manualFolder)
            \(places.advice(for: shell))
            """)
    }

    private static let candidates = Command(
        "completions", "candidates", summary: "Tell a shell's script what fits at the cursor; it is made for scripts.",
        discussion: """
            The question comes through standard input, in parts that end with a zero byte: for bash the line up to the \
            cursor, the rest of it, and the part that is replaced; for zsh and fish the number of words in front of the \
            cursor's, and the words behind the name of the program, the cursor's cut at the cursor. The first line of the \
            answer may hold the words files (paths fit too) and open (no space follows); each other line is a candidate, \
            for zsh and fish with a tab and a description.
            """,
        operands: [Operand("SHELL", "The shell that asks.", kind: .choice(CompletionShell.allCases.map(\.rawValue)))]
    ) { call in
        let shell = try shell(call.operand(0) ?? "")
        guard let question = ShellQuestion(try call.console.readInput(), from: shell) else {
            throw UsageError("standard input holds no question of \(shell.rawValue)")
        }
        let completer = Completer(
            libraries: call.libraries, commands: call.commands, sources: CompletionSources(call))
        try call.console.print(ShellAnswer.text(completer.complete(question.line), to: question, from: shell))
    }

    private static let manual = Command(
        "manual", summary: "Write the man pages: oint.1, and one for each library.",
        parameters: [
            .required("out", LocalPath.self, "Directory to write them into; it is made where it is missing.")
        ],
        examples: [
            ("oint manual --out ~/.local/share/man/man1", "Write them where man looks for yours."),
            ("man oint-s3", "Read the one of a library."),
        ]
    ) { call in
        let folder = try call.option("out", LocalPath.self)?.text ?? "."
        let manual = ManualPages(
            of: ProgramDescription(libraries: call.libraries, commands: call.commands), date: try day(call))
        for page in manual.pages { try write(page.text, to: "\(folder)/\(page.fileName)") }
        call.console.say("oint: wrote \(manual.pages.count) man pages into \(folder)")
    }

    private static func shell(_ name: String) throws(UsageError) -> CompletionShell {
        do throws(OptionError) {
            return try CompletionShell(option: [OptionInput(name)])
        } catch {
            throw UsageError("SHELL \(error)")
        }
    }

    /// The shell that is named, or else the one that the user has.
    private static func installedShell(_ call: CommandCall) throws(UsageError) -> CompletionShell {
        if let name = call.operand(0) { return try shell(name) }
        let name = call.console.environment["SHELL"]?.split(separator: "/").last.map(String.init) ?? ""
        guard let shell = CompletionShell(rawValue: name) else {
            throw UsageError("SHELL in the environment names none of bash, zsh and fish: say which one it is")
        }
        return shell
    }

    /// The day that the manual shows: today, or what SOURCE_DATE_EPOCH says, so that packages can be built twice alike.
    ///
    /// Source: https://reproducible-builds.org/specs/source-date-epoch/
    private static func day(_ call: CommandCall) throws(UsageError) -> DateTime {
        guard let text = call.console.environment["SOURCE_DATE_EPOCH"] else { return .now }
        guard let seconds = Int(text), (0..<253_402_300_800).contains(seconds) else {
            throw UsageError("SOURCE_DATE_EPOCH in the environment is no number of seconds since 1970")
        }
        return DateTime(unixTime: seconds)
    }

    /// Writes a file, and makes its directory where it is missing.
    private static func write(_ text: String, to path: String) throws(LocalError) {
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try LocalDirectory.make(String(path[..<slash]))
        }
        try AtomicFile.write(text, to: path)
    }
}
