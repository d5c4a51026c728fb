import Logging
import OIntCore
import OIntHTTP
import Synchronization

/// The command line: finds the method that is meant, runs it, and shows what it answers.
public struct Application: Sendable {
    private let libraries: [LibraryDescriptor]
    private let console: Console

    /// Creates the command line.
    /// - Parameters:
    ///   - libraries: The libraries it knows.
    ///   - console: What it sees of the process.
    public init(libraries: [LibraryDescriptor], console: Console) {
        self.libraries = libraries
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
            return ErrorReport.ExitCode.success
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
            return try console.print(help.start(libraries))
        }
        if ["--version", "-V"].contains(first) {
            return try console.print(
                "oint \(Version.number)" + (BuildIdentity.hash.map { " (build \($0.prefix(12)))" } ?? ""))
        }
        if first == "hashsum" {
            return try console.print(BuildIdentity.hash ?? "unknown: the linker gave this build no hash")
        }
        let library = try self.library(named: first)
        command += " " + library.name
        guard let second = words.popFirst(), !["--help", "-h"].contains(second) else {
            return try console.print(help.library(library))
        }
        let method = try method(named: second, of: library)
        command += " " + method.name
        let hasNothingToRun = words.isEmpty && method.parameters.contains(where: \.isRequired)
        let parsed = ArgumentParser.parse(words, for: method, console: console)
        if parsed.settings.wantsHelp || hasNothingToRun {
            return try console.print(help.method(method, of: library))
        }
        if parsed.settings.wantsConfigKeys { return try console.print(CallSettings.configKeys.text(.pretty)) }
        try await run(method, of: library, parsed)
    }

    private func run(_ method: MethodDescriptor, of library: LibraryDescriptor, _ parsed: ParsedArguments) async throws
    {
        let settings = parsed.settings
        var invocation = Invocation(options: parsed.options, problems: parsed.problems)
        let head = AnswerHead()
        var links: [any Middleware] = []
        if case .file(let file) = settings.destination, !settings.isDryRun { links.append(file) }
        defer { if case .file(let file) = settings.destination { file.discard() } }
        do throws(UsageError) {
            var configuration = try HTTPConfiguration(environment: console.environment)
            apply(settings, to: &configuration)
            if settings.showsAnswerHead { configuration.observer = head.observe }
            let transport = settings.isDryRun ? PreviewTransport() : nil
            invocation.provide(HTTP(configuration, transport: transport, middleware: links))
            invocation.provide(context(settings))
        } catch {
            invocation.problems += error.problems
        }
        do {
            let output = try await method.run(invocation)
            let writer = ResultWriter(
                console: console, settings: settings, payload: library.payload,
                answerHead: settings.showsAnswerHead ? head.json : nil)
            try await writer.write(output)
        } catch let preview as Preview {
            try console.print(preview.content.text(.pretty))
        }
    }

    private func context(_ settings: CallSettings) -> CallContext {
        var context = CallContext(timeout: settings.timeout, isDryRun: settings.isDryRun)
        if wantsDebug(settings) { context.debug = { [console] in console.say("oint: \($0)") } }
        return context
    }

    private func wantsDebug(_ settings: CallSettings) -> Bool {
        settings.isDebug || ["yes", "true", "1"].contains(console.environment["OINT_DEBUG"]?.lowercased())
    }

    private func apply(_ settings: CallSettings, to configuration: inout HTTPConfiguration) {
        configuration.timeout = settings.timeout
        if let retries = settings.retries { configuration.retry.limit = retries }
        if let proxy = settings.proxy { configuration.proxies = ProxySettings(proxy) }
        if wantsDebug(settings) {
            configuration.logger = Logger(label: "oint") { _ in ConsoleLogHandler(console: console) }
        }
    }

    private func library(named name: String) throws -> LibraryDescriptor {
        if let library = libraries.first(where: { $0.name == name.lowercased() }) { return library }
        let nearest = Suggestion.nearest(to: name, among: libraries.map(\.name))
        throw UsageError("there is no library \(Quote.short(name))" + (nearest.map { ", did you mean \($0)?" } ?? ""))
    }

    private func method(named name: String, of library: LibraryDescriptor) throws -> MethodDescriptor {
        if let method = library.method(named: name) { return method }
        let known = library.groups.flatMap(\.methods)
        let names = known.map(\.name) + known.compactMap(\.russianName)
        let nearest = Suggestion.nearest(to: name, among: names)
        throw UsageError(
            "\(library.name) has no method \(Quote.short(name))" + (nearest.map { ", did you mean \($0)?" } ?? ""))
    }

    private func say(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        let mark = console.isColored(console.errors) ? "\u{1B}[31moint:\u{1B}[0m " : "oint: "
        console.say(mark + lines.map(\.terminalSafe).joined(separator: "\n"))
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
