import OIntConfiguration
import OIntCore
import OIntNotify
import OIntRunning

extension Command {
    /// The command that tells many people something.
    static let notify: [Command] = [
        Command(
            "notify", summary: "Send a text or a file to many targets at once.",
            discussion: """
                A target is LIBRARY:ADDRESS, such as telegram:@alerts or slack:C0123, or LIBRARY/PROFILE:ADDRESS where \
                another profile has the credentials. Groups of targets stand in the settings (oint config edit):

                [notify]
                ops = ["telegram:@alerts", "ntfy:https://ntfy.example.com/ops"]
                night = ["ops", {to = ["bitrix24:chat7", "slack:C0123"], optional = true}]

                Of several targets in braces the next one gets the message where one has failed. A group below \
                [profile.NAME.notify] comes before one of the same name below [notify].

                Everything is checked before anybody gets anything. Then all targets are tried at once, and a line of \
                JSON for each tells what became of it: sent, refused, unreachable, partial, skipped, or unknown where \
                the answer got lost; what is unknown is not sent again. The command returns 0 when all took it, 5 when \
                something is unknown, 1 when something failed otherwise.

                Texts are plain: nothing in them is markup, except that Bitrix24 knows no plain texts, and takes BB \
                codes such as [b]. --text - reads standard input whole. To \
                send a lone hyphen, write it there.
                """,
            parameters: [
                .required("to", [String].self, "Group or target; may be repeated."),
                .optional("text", String.self, "Text; - for standard input."),
                .optional("title", String.self, "Title, which services without titles show as the first line."),
                .optional("file", FileInput.self, "Path of a file to send."),
                .optional("file-optional", Bool.self, "Send the text alone where a service takes no files."),
                .optional(
                    "urgency", NotificationUrgency.self, "How urgent it is, for services that know degrees."),
                .optional("long", LongText.self, "What to do with a text that is too long for a service."),
            ],
            standardOptions: [.format, .out, .dryRun, .debug, .timeout, .retries]
                + StandardOption.connection + [.profile, .noRefresh, .allowSecretTo],
            meanings: [
                .format: "json, compact, ndjson, yaml, csv, table; ndjson when not given.",
                .out: "Write the results to a file.", .dryRun: "Show what each target would get.",
                .timeout: "How long each message may take; 30 seconds unless told otherwise.",
            ],
            examples: [
                ("oint notify --to ops --text 'The backup is done'", "Tells a group."),
                (
                    "df -h | oint notify --to telegram:@alerts --to ntfy:disks-k3v9 --title 'Disks' --text -",
                    "Sends what a program prints."
                ),
                ("oint notify --to ops --text Report --file report.pdf --dry-run", "Shows who would get what."),
            ],
            run: { try await NotifyRun($0).run() })
    ]
}

/// What is done with a text that is too long for a service.
private enum LongText: String, OptionChoice {
    /// Nothing is sent.
    case refuse
    /// It is sent in parts.
    case split
    /// Its beginning is sent.
    case keepStart = "keep-start"
    /// Its end is sent.
    case keepEnd = "keep-end"

    static var optionRoles: OptionRoles { [] }

    var overlong: NotifyMessage.Overlong {
        switch self {
        case .refuse: .refused
        case .split: .split
        case .keepStart: .keepsBeginning
        case .keepEnd: .keepsEnd
        }
    }
}

/// One run of the command.
private struct NotifyRun {
    private let call: CommandCall
    private let words: [String]
    private let message: NotifyMessage

    /// Reads the options.
    /// - Throws: `UsageError` when they don't fit; `LocalError` when standard input can't be read.
    init(_ call: CommandCall) throws {
        self.call = call
        let words = try call.option("to", [String].self) ?? []
        self.words = words.flatMap { $0.split(separator: ",") }.map { String($0).trimmed }.filter { !$0.isEmpty }
        guard !self.words.isEmpty else { throw UsageError([.missing(option: "to")]) }
        // The path itself: each service reads the file for itself.
        let file = call.options["file"]?.last?.text
        guard file != "-" else {
            throw UsageError([
                .unreadable(option: "file", reason: "takes a path here, since each target reads the file")
            ])
        }
        var text = try call.option("text", String.self) ?? ""
        if call.options["text"]?.last?.text.trimmed == "-" {
            let bytes = try call.console.readInput()
            guard let read = String(validating: bytes, as: UTF8.self) else {
                throw UsageError([.unreadable(option: "text", reason: "takes UTF-8 from standard input")])
            }
            text = read
        }
        while text.last?.isNewline == true { text.removeLast() }
        guard !text.trimmed.isEmpty || file != nil else {
            throw UsageError([.missing(option: "text")])
        }
        message = NotifyMessage(
            text, title: try call.option("title", String.self),
            urgency: try call.option("urgency", NotificationUrgency.self), file: file,
            fileMayBeMissing: try call.isOn("file-optional"),
            overlong: (try call.option("long", LongText.self) ?? .refuse).overlong)
    }

    /// Sends the message, and tells what became of it.
    func run() async throws {
        let configuration = call.console.configuration
        let profile = try configuration.existing(call.settings.profile)
        let routes = try NotifyGroups(configuration.userSettings(), profile: profile).routes(for: words)
        var calls = call.settings
        calls.profile = profile.description
        var preview = calls
        preview.isDryRun = true
        let callers = try [calls, preview].map { settings in
            settings.caller(call.libraries, http: try settings.http(for: call.console), for: call.console)
        }
        let notifier = Notifier(
            caller: callers[0], previewer: callers[1], profile: profile.description,
            limit: call.settings.timeout ?? .seconds(30))
        guard !call.settings.isDryRun else {
            return try await write(try await notifier.preview(message, to: routes))
        }
        let results = try await notifier.send(message, to: routes)
        try await write(results.map(\.json))
        let failed = results.filter(\.isFailure)
        guard !failed.isEmpty else { return }
        let isUncertain = failed.contains { $0.state == .unknown }
        throw ReportedFailure(
            exitCode: isUncertain ? ExitCode.uncertain : ExitCode.refused,
            lines: failed.map { "\($0.target): \($0.state.rawValue): \($0.error ?? "")" })
    }

    private func write(_ rows: [JSON]) async throws {
        var settings = call.settings
        settings.format = settings.format ?? .ndjson
        try await ResultWriter(console: call.console, settings: settings).write(.json(.array(rows)))
    }
}
