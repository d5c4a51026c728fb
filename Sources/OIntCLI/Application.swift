import OIntConfiguration
import OIntCore
import OIntHTTP
import OIntRunning
import Synchronization

/// The command line: finds the method that is meant, runs it, and shows what it answers.
public struct Application: Sendable {
    private let libraries: [LibraryDescriptor]
    private let commands: [Command]
    private let console: Console

    /// Creates the command line.
    /// - Parameters:
    ///   - libraries: The libraries it knows.
    ///   - console: What it sees of the process.
    public init(libraries: [LibraryDescriptor], console: Console) {
        self.libraries = libraries
        commands = Command.all
        self.console = console
    }

    /// Runs a command.
    /// - Parameter arguments: What stands behind the program's name.
    /// - Returns: The exit code.
    public func run(_ arguments: [String]) async -> Int32 {
        // Grows with each word that is understood, so that errors point at the nearest help there is.
        var command = "oint"
        do {
            try await dispatch(arguments, &command)
            return ExitCode.success
        } catch {
            let partial = error as? PartialResult
            let cause = Task.isCancelled ? CancellationError() : partial?.cause ?? error
            let report = ErrorReport(cause, command: command)
            if partial == nil, let reply = report.reply { try? show(reply) }
            say(report.lines)
            return report.exitCode
        }
    }

    private var help: HelpPages {
        HelpPages(width: console.width, isColored: console.isColored(console.output))
    }

    private func dispatch(_ arguments: [String], _ command: inout String) async throws {
        var words = arguments[...]
        if words.first == "help" { words = words.dropFirst() + ["--help"] }
        guard let first = words.popFirst(), !["--help", "-h"].contains(first) else {
            return try console.print(styled: help.start(libraries, commands))
        }
        if ["--version", "-V"].contains(first) {
            return try console.print(
                "oint \(Version.number)" + (BuildIdentity.hash.map { " (build \($0.prefix(12)))" } ?? ""))
        }
        if first == "hashsum" {
            return try console.print(BuildIdentity.hash ?? "unknown: the linker gave this build no hash")
        }
        if first == KeeperCommand.word { return try await KeeperCommand.run(libraries, console) }
        if try await dispatch(toCommand: [first] + words, &command) { return }
        let library = try library(named: first)
        command += " " + library.name
        guard let second = words.popFirst(), !["--help", "-h"].contains(second) else {
            return try console.print(styled: help.library(library))
        }
        if library.method(named: second) == nil, words.allSatisfy({ ["--help", "-h"].contains($0) }),
            let method = library.methods(withVendorName: second).first
        {
            // The vendor's name leads to the method's help, and to no call.
            return try console.print(help.method(method, of: library))
        }
        let method = try library.existingMethod(named: second)
        command += " " + method.name
        let parsed = ArgumentParser.parse(words, for: OptionTable(method), console: console)
        if parsed.settings.wantsHelp {
            return try console.print(styled: help.method(method, of: library))
        }
        if words.isEmpty, try await lacksOptions(method, of: library) {
            return try console.print(styled: help.method(method, of: library))
        }
        guard method.scope == .anywhere else {
            throw UsageError(
                "\(library.name) \(method.name) uses what an earlier call has opened, and a command keeps nothing open: call it in \(MethodScope.sessions)"
            )
        }
        let readOptions = ReadOptions()
        hide(parsed, method.parameters, readOptions)
        if parsed.settings.wantsConfigKeys { return try console.print(CallSettings.configKeys.text(.pretty)) }
        try await run(method, of: library, parsed, readOptions)
    }

    /// Whether a method can't run without options, and what is configured does not give them all.
    /// - Throws: What reading the configuration throws: a call that can't read it must not end as if all were well.
    private func lacksOptions(_ method: MethodDescriptor, of library: LibraryDescriptor) async throws -> Bool {
        let required = method.parameters.filter(\.isRequired).map(\.name)
        guard !required.isEmpty else { return false }
        let configured = try await Configuration(environment: console.environment).complete(
            method, of: library, given: [])
        let account = library.oauth?.accountOption.flatMap { option in
            configured.tokens?.options[option].map { _ in option }
        }
        // What is wrong with the configuration is told by the call itself.
        guard configured.problems.isEmpty else { return false }
        guard !required.allSatisfy({ configured.options[$0] != nil || $0 == account }) else { return false }
        // What the project would give, if it were trusted, is to be known here too.
        _ = try console.configuration.projectSettings(for: library.name)
        return true
    }

    /// Runs the command that some words lead to.
    /// - Returns: Whether there is one.
    private func dispatch(toCommand words: [String], _ line: inout String) async throws -> Bool {
        let family = commands.filter { $0.path.first == words[0].lowercased() }
        guard !family.isEmpty else { return false }
        guard
            let command = family.first(where: {
                $0.path.elementsEqual(words.prefix($0.path.count).map { $0.lowercased() })
            })
        else {
            line += " " + family[0].path[0]
            guard words.count > 1, !["--help", "-h"].contains(words[1]) else {
                try console.print(styled: help.family(family))
                return true
            }
            let nearest = Suggestion.nearest(to: words[1], among: family.map { $0.path[1] })
            throw UsageError(
                "\(line) has no command \(Quote.short(words[1]))" + (nearest.map { ", did you mean \($0)?" } ?? ""))
        }
        line = command.line
        let arguments = words.dropFirst(command.path.count)
        let required = command.operands.filter(\.isRequired)
        let parsed = ArgumentParser.parse(arguments, for: OptionTable(command), console: console)
        let hasNothingToRun =
            arguments.isEmpty && (!required.isEmpty || command.parameters.contains(where: \.isRequired))
        if parsed.settings.wantsHelp || hasNothingToRun {
            try console.print(styled: help.command(command))
            return true
        }
        hide(parsed, command.parameters, ReadOptions())
        let missing = command.parameters.filter { parameter in
            // What could not be read was given.
            parameter.isRequired && parsed.options[parameter.name] == nil
                && !parsed.problems.contains { if case .unreadable(parameter.name, _) = $0 { true } else { false } }
        }
        let problems =
            parsed.problems + parsed.settings.problems
            + required.dropFirst(parsed.operands.count).map { .other("\($0.name) is missing") }
            + missing.map { .missing(option: $0.name) }
        guard problems.isEmpty else { throw UsageError(problems) }
        try await command.run(
            CommandCall(
                operands: parsed.operands, options: parsed.options, settings: parsed.settings, libraries: libraries,
                commands: commands, console: console))
        return true
    }

    private func run(
        _ method: MethodDescriptor, of library: LibraryDescriptor, _ parsed: ParsedArguments, _ readOptions: ReadOptions
    ) async throws {
        let settings = parsed.settings
        var call = Call(
            library: library, method: method, options: parsed.options,
            problems: parsed.problems + settings.problems
                + settings.problems(with: method, of: library), profile: settings.profile, readOptions: readOptions)
        let head = AnswerHead()
        defer { if case .file(let file) = settings.destination { file.discard() } }
        let names = VariableNames(method)
        let upload = UploadProgress(console)
        defer { upload.end() }
        var http = HTTP.shared
        do throws(UsageError) {
            http = try settings.http(
                for: console, observer: settings.showsAnswerHead ? head.observe : nil, names: names.name(of:)
            ) { $0.transfer.progress = upload.show }
        } catch {
            call.problems += error.problems
        }
        do {
            let caller = settings.caller(libraries, http: http, for: console)
            let prepared = try await caller.prepare(call)
            names.options = prepared.options
            let output = try await prepared.run {
                // An answer that can't be kept may be lost for good: the file is open before anything is done.
                if case .file(let file) = settings.destination { try file.open() }
            }
            upload.end()
            guard !settings.showsCurl else { throw Self.noRequest(of: method, library) }
            let writer = ResultWriter(
                console: console, settings: settings, payload: method.rows ?? library.payload,
                answerHead: settings.showsAnswerHead ? head.json : nil, secrets: prepared.secrets)
            try await writer.write(output)
        } catch let preview as Preview {
            guard settings.showsCurl else { return try console.print(preview.content.text(.pretty)) }
            guard let command = preview.content.string else { throw Self.noRequest(of: method, library) }
            try console.print(command)
        }
    }

    /// A command for curl was asked for where nothing goes over HTTP.
    private static func noRequest(of method: MethodDescriptor, _ library: LibraryDescriptor) -> UsageError {
        UsageError(
            "\(library.name) \(method.name) makes no HTTP request, so there is no command for curl: leave out --format curl"
        )
    }

    /// Takes what was typed and must not be seen out of the list of processes.
    private func hide(_ parsed: ParsedArguments, _ parameters: [ParameterDescriptor], _ options: ReadOptions) {
        let secrets = parameters.flatMap { parameter -> [Secret] in
            let typed = parsed.options[parameter.name]?.filter { $0.source == .commandLine } ?? []
            guard !typed.isEmpty else { return [] }
            switch parameter.kind {
            case .secret: return typed.map { Secret($0.text) }
            // A value that can't be read may hold a secret all the same.
            case .text:
                return typed.flatMap { Redactor.credentials(in: $0.text) }
                    + ((try? parameter.secrets(in: typed, keptIn: options)) ?? [])
            case .json, .object, .list:
                return typed.flatMap { Self.secrets(inJSON: $0.text) }
                    + ((try? parameter.secrets(in: typed, keptIn: options)) ?? [])
            default: return []
            }
        }
        console.hide(secrets + parsed.settings.typedSecrets)
    }

    /// The secrets in a JSON text, by the names that they stand under.
    private static func secrets(inJSON text: String) -> [Secret] {
        // A long text is no secret, and parsing it twice would be noticed.
        guard text.utf8.count < 64 << 10,
            let json = try? JSON(parsing: text, options: JSONParsingOptions(allowsSingleQuotes: true))
        else { return [] }
        return Redactor.secrets(in: json)
    }

    private func library(named name: String) throws(UsageError) -> LibraryDescriptor {
        do throws(UsageError) {
            return try libraries.library(named: name)
        } catch {
            // Without what is attached to an option, which may be a secret.
            let word = String(name.prefix { $0 != "=" })
            if word.hasPrefix("--"), StandardOption(named: word.dropFirst(2).lowercased()) != nil {
                throw UsageError("\(word) stands behind the method: oint LIBRARY METHOD \(word)")
            }
            let words = libraries.map(\.name) + commands.compactMap(\.path.first) + Self.ownWords
            let nearest = Suggestion.nearest(to: word, among: words)
            throw UsageError(
                "there is no library or command \(Quote.short(word))" + (nearest.map { ", did you mean \($0)?" } ?? ""))
        }
    }

    /// What may stand in the place of a library besides the commands.
    private static let ownWords = ["help", "--help", "--version", "hashsum"]

    private func say(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        let mark = console.isColored(console.errors) ? "\u{1B}[31moint:\u{1B}[0m " : "oint: "
        console.say(styled: mark + lines.map(\.terminalSafe).joined(separator: "\n"))
    }

    private func show(_ reply: ServiceError.Reply) throws {
        switch reply {
        case .json(let value): try console.print(value.text(.pretty))
        case .bytes(let bytes): try console.print(bytes)
        }
    }
}

/// The status and headers of the last answer, kept for whoever asks for them.
private final class AnswerHead: Sendable {
    private let object = Mutex<JSONObject>([:])

    /// Takes an answer's head.
    func observe(status: Int, headers: [HeaderField]) {
        let fields = JSONObject(headers.map { ($0.name, JSON.string($0.value)) })
        object.withLock { $0 = ["status": .number(JSONNumber(status)), "headers": .object(fields)] }
    }

    /// What was taken.
    var json: JSONObject { object.withLock { $0 } }
}
