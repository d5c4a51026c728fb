import OIntBatch
import OIntCore
import OIntHTTP
import OIntRunning
import Synchronization

extension Command {
    /// The command that makes many calls.
    static let batch: [Command] = [
        Command(
            "batch", summary: "Make many calls, and print a line of JSON for the result of each.",
            discussion: """
                The input holds a call a line: {"id": 1, "library": "telegram", "method": "SendTextMessage", "options": \
                {…}}, with "profile" beside it where one is meant. With --library and --method it holds \
                comma-separated values instead, with the names of the columns first, and each record is a call.

                A result is {"id": 1, "exit": 0, "result": …} or {"id": 1, "exit": 2, "error": {"message": …, "line": \
                …}}; a call without an id has the number of its line. Exit is what the call would return by itself, or \
                5 where it may have been sent before a batch broke off. The command returns 0 when all calls succeeded, \
                and 1 when some did not.

                With --journal a batch that broke off, whatever the reason, goes on where it was when it is started \
                again in the same way: no finished call is made again, and none is left out. Calls that may have been sent \
                when it broke off are told with exit 5 by every run, until --retry-uncertain makes them again; those \
                that only read are made again at once. --retry-failed makes calls again that could not be sent at all, as \
                when the network was down; --retry-exits says which others.

                A cell of comma-separated values is the text that stands there, and an empty one is not given. --map \
                fields.TITLE=Name puts a column into a member of a JSON option, fields.PHONE[0].VALUE=Phone into a list; \
                a type behind a colon, as in fields.PRICE:number=Price, makes it a number, boolean, json, or a text even \
                where it is empty.

                --out writes each result as it comes. A batch that goes on adds to the file, any other empties it.
                """,
            operands: [Operand("FILE", "File with the calls; - for standard input.", kind: .file)],
            parameters: [
                .defaulted("concurrency", Int.self, 8, "How many calls are made at a time, from 1 to 1000."),
                .optional("rate", String.self, "How many requests a host gets, such as 5/s or 100/m."),
                .optional("ordered", Bool.self, "Print results in the order of the input."),
                .optional("stop-on-error", Bool.self, "Make no further call after one has failed."),
                .optional("journal", FileInput.self, "File that remembers which calls were made."),
                .optional("retry-uncertain", Bool.self, "Make calls again that may have been sent before."),
                .optional("retry-failed", Bool.self, "Make calls again that failed before anything was sent."),
                .optional(
                    "retry-exits", [Int].self, "Exit codes of calls that are made again, whatever was sent; a list."),
                .optional("report", Bool.self, "Show with each result what stands in the input, secrets masked."),
                .optional("library", String.self, "Library of the calls in comma-separated values."),
                .optional("method", String.self, "Method of the calls in comma-separated values."),
                .optional(
                    "map", [String].self, "Column of an option or of its member, as option=column; may be repeated."),
                .optional("set", [String].self, "Value of an option in all calls, as option=value; may be repeated."),
                .optional("id", String.self, "Column that holds the id of each call."),
                .optional(
                    "separator", String.self, "What stands between comma-separated values; found out when not given."),
                .optional(
                    "encoding", String.self, "Charset of comma-separated values, such as windows-1251 or utf-16."),
            ],
            standardOptions: [.out, .dryRun, .debug, .timeout, .retries]
                + StandardOption.connection + [.profile, .noRefresh, .allowSecretTo],
            meanings: [
                .out: "Write the results to a file.", .dryRun: "Show the requests instead of sending them.",
                .timeout: "How long each request may take; for databases, each step of a call.",
            ],
            examples: [
                ("oint batch calls.jsonl --concurrency 32 --out results.jsonl", "Makes the calls of a file."),
                ("oint batch calls.jsonl --journal calls.journal --out results.jsonl", "Goes on after a crash."),
                (
                    "oint batch guests.csv --library telegram --method SendTextMessage --map text=message --map "
                        + "chat=phone --profile work",
                    "Sends a message for each row of a table."
                ),
                ("… | oint batch - --rate 5/s | jq -c 'select(.exit != 0)'", "Shows what failed."),
            ],
            run: { try await BatchRun($0).run() })
    ]
}

/// One run of the command.
private struct BatchRun {
    private let call: CommandCall
    private let input: String
    private let settings: BatchSettings
    private let rate: Double?

    /// Reads the options.
    /// - Throws: `UsageError` when they don't fit.
    init(_ call: CommandCall) throws(UsageError) {
        self.call = call
        input = call.operand(0) ?? "-"
        var settings = BatchSettings()
        settings.concurrency = try call.option("concurrency", Int.self) ?? settings.concurrency
        guard (1...1000).contains(settings.concurrency) else {
            throw UsageError([.unreadable(option: "concurrency", reason: "takes a number from 1 to 1000")])
        }
        settings.isOrdered = try call.isOn("ordered")
        settings.stopsOnError = try call.isOn("stop-on-error")
        settings.retriesUncertain = try call.isOn("retry-uncertain")
        settings.retries = try Self.retries(call)
        settings.reportsInput = try call.isOn("report")
        // The path itself, which is not read as a value would be.
        settings.journal = call.options["journal"]?.last?.text
        settings.profile = call.settings.profile
        settings.template = try Self.template(call)
        if settings.template == nil, input.lowercased().hasSuffix(".csv") {
            throw UsageError("comma-separated values need --library and --method, which say what call a record is")
        }
        if settings.journal == nil, settings.retriesUncertain {
            throw UsageError("--retry-uncertain needs --journal, which tells what may have been sent")
        }
        if settings.journal == nil, settings.retries != .none {
            throw UsageError("--retry-failed and --retry-exits need --journal, which tells what failed")
        }
        if settings.journal != nil, call.settings.isDryRun {
            throw UsageError("--dry-run sends nothing that --journal could remember: leave one of them out")
        }
        if case .spelled = call.settings.destination {
            throw UsageError([.unreadable(option: "out", reason: "takes the path of a file here")])
        }
        rate = try call.option("rate", String.self).map { text throws(UsageError) in try CallRate.perSecond(text) }
        self.settings = settings
    }

    private static func retries(_ call: CommandCall) throws(UsageError) -> FailedCalls {
        guard let exits = try call.option("retry-exits", [Int].self) else {
            return try call.isOn("retry-failed") ? .unsent : .none
        }
        let known = [ExitCode.refused, ExitCode.usage, ExitCode.unreachable, ExitCode.local].map { Int($0) }
        guard exits.allSatisfy(known.contains) else {
            let list = known.map(String.init).joined(separator: ", ")
            throw UsageError([.unreadable(option: "retry-exits", reason: "takes exit codes out of \(list)")])
        }
        return .exits(exits.map { Int32($0) })
    }

    private static func template(_ call: CommandCall) throws(UsageError) -> CSVTemplate? {
        let library = try call.option("library", String.self)
        let method = try call.option("method", String.self)
        guard let library, let method else {
            let others = ["library", "method", "map", "set", "id", "separator", "encoding"].filter {
                call.options[$0] != nil
            }
            guard let first = others.first else { return nil }
            throw UsageError("--\(first) is for comma-separated values, which need --library and --method both")
        }
        return CSVTemplate(
            library: library, method: method, columns: try call.option("map", [String].self) ?? [],
            constants: try call.option("set", [String].self) ?? [], idColumn: try call.option("id", String.self),
            // A tabulator is blank, and no less a separator.
            format: try CSVFormat(
                separator: call.options["separator"]?.last?.text, encoding: try call.option("encoding", String.self)))
    }

    /// Makes the calls.
    /// - Throws: `ReportedFailure` when some failed; what the batch throws.
    func run() async throws {
        let console = call.console
        let http = try call.settings.http(
            for: console,
            adjust: { configuration in
                configuration.connectionsPerHost = settings.concurrency
                configuration.rate = rate.map { HostRateLimit(perSecond: $0) }
            })
        let caller = call.settings.caller(call.libraries, http: http, for: console)
        let line = console.errors.isTerminal ? BatchProgress(console, size: try size()) : nil
        defer { line?.end() }
        let show: (@Sendable (BatchSummary) -> Void)? = if let line { { line.show($0) } } else { nil }
        let batch = try await Batch(
            input: input, settings: settings, caller: caller, output: { try output(goesOn: $0) }, progress: show)
        let summary = try await batch.run()
        line?.end()
        try tell(summary)
    }

    private func size() throws(LocalError) -> Int? { input == "-" ? nil : try LocalFile.size(input) }

    private func output(goesOn: Bool) throws -> BatchOutput {
        guard case .file(let file) = call.settings.destination else {
            let sink = call.console.results
            return BatchOutput { try sink.write($0) }
        }
        let others = (input == "-" ? [] : [input]) + (settings.journal.map { [$0] } ?? [])
        return try BatchOutput(file: file.path, goesOn: goesOn, besides: others)
    }

    private func tell(_ summary: BatchSummary) throws(ReportedFailure) {
        let before = summary.skipped > 0 ? ", \(summary.skipped) of them in earlier runs" : ""
        let total = summary.total + summary.skipped
        let failed = summary.all.filter { $0.key != ExitCode.success }.sorted { $0.key < $1.key }
        guard !failed.isEmpty else {
            if call.console.errors.isTerminal { call.console.say("\(total) calls were made\(before)") }
            return
        }
        let list = failed.map { "\($0.value) \(Self.meaning($0.key)) (exit \($0.key))" }.joined(separator: ", ")
        let count = failed.map(\.value).reduce(0, +)
        let words = "\(count) of \(total) calls failed: \(list)"
        throw ReportedFailure(
            exitCode: ExitCode.refused,
            lines: [words] + (before.isEmpty ? [] : ["\(total) calls were made\(before)"]))
    }

    /// What an exit code says about calls.
    private static func meaning(_ exit: Int32) -> String {
        switch exit {
        case ExitCode.refused: "refused by the service"
        case ExitCode.usage: "not right as written"
        case ExitCode.unreachable: "not answered"
        case ExitCode.uncertain: "perhaps sent before the batch broke off"
        default: "hindered by this machine"
        }
    }
}

/// The progress of a batch, told by many tasks.
private final class BatchProgress: Sendable {
    private let line: Mutex<Progress>
    private let size: Int?

    /// Creates a line for an input of so many bytes.
    init(_ console: Console, size: Int?) {
        line = Mutex(Progress(console: console, total: nil))
        self.size = size
    }

    func show(_ summary: BatchSummary) {
        let share = size.flatMap { $0 > 0 ? Double(summary.bytesRead) / Double($0) : nil }
        line.withLock { $0.show(calls: summary.total, failures: summary.failures, share: share) }
    }

    func end() { line.withLock { $0.end() } }
}
