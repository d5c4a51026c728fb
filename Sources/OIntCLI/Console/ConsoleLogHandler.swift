import Logging

/// Writes log messages to the error stream of a console, each line marked.
struct ConsoleLogHandler: LogHandler {
    let console: Console
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .debug

    init(console: Console) { self.console = console }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let lines = "\(event.message)".split(separator: "\n", omittingEmptySubsequences: false)
        console.say(lines.map { "* " + String($0).terminalSafe }.joined(separator: "\n"))
    }
}
