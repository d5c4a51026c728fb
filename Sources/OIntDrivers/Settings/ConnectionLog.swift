import OIntCore
import Synchronization
import SystemPackage

/// The log that a connection keeps, once it is told to: of each statement or request, without values and secrets.
public final class ConnectionLog: Sendable {
    private struct State {
        var lines: [String] = []
        var total = 0
        /// How many lines are kept in memory.
        var limit = 0
        var file: FileDescriptor?
    }

    private let state = Mutex(State())

    /// Creates a log that keeps nothing yet.
    public init() {}

    deinit { state.withLock { try? $0.file?.close() } }

    /// Gives settings as ``ConnectionLog`` takes them.
    /// - Parameters:
    ///   - memory: Whether lines are kept in memory.
    ///   - count: How many lines are kept in memory.
    ///   - path: The file that gets all lines.
    /// - Returns: `mode`, `max_entries` and `file_path`.
    /// - Throws: `UsageError` when the log would go nowhere.
    public static func settings(memory: Bool, count: Int, path: String?) throws(UsageError) -> JSON {
        guard memory || path != nil else { throw UsageError("--memory false needs --path: the log would go nowhere") }
        var settings: JSONObject = ["mode": memory ? (path == nil ? "memory" : "both") : "file"]
        if memory { settings.append("max_entries", .number(JSONNumber(count))) }
        if let path { settings.append("file_path", .string(path)) }
        return .object(settings)
    }

    /// Begins to keep lines.
    /// - Parameter settings: `mode` (memory, file or both), `max_entries` and `file_path`.
    /// - Throws: `UsageError` when the settings can't be read; `LocalError` when the file can't be opened.
    public func start(_ settings: JSONObject) throws {
        let mode = settings["mode"]?.string ?? ""
        guard ["memory", "file", "both"].contains(mode) else {
            throw UsageError("--log needs mode: memory, file or both, as GetLoggingSettings gives it")
        }
        var file: FileDescriptor?
        if mode != "memory" {
            guard let path = settings["file_path"]?.string else {
                throw UsageError("--log has the mode \(mode), which needs file_path")
            }
            let allowed = try FileAccess.check(path)
            do {
                file = try FileDescriptor.open(
                    FilePath(allowed), .writeOnly, options: [.create, .append, .closeOnExec],
                    permissions: [.ownerReadWrite])
            } catch {
                throw LocalError(path, LocalFile.reason(error))
            }
        }
        state.withLock { state in
            state.limit = mode == "file" ? 0 : settings["max_entries"]?.int ?? 300
            try? state.file?.close()
            state.file = file
        }
    }

    /// Adds a line with the time before it.
    /// - Parameter text: What was done, without secrets.
    public func append(_ text: String) {
        state.withLock { state in
            guard state.limit > 0 || state.file != nil else { return }
            let line = "[\(DateTime.now.rfc3339)] \(text)"
            state.total += 1
            if state.limit > 0 {
                state.lines.append(line)
                if state.lines.count > state.limit { state.lines.removeFirst() }
            }
            // A log that can't be written must not keep the work from being done.
            _ = try? state.file?.writeAll((line + "\n").utf8)
        }
    }

    /// What is kept in memory, as GetLog gives it.
    public enum Content: Sendable, OutputConvertible {
        /// The lines, oldest first, and how many there have been in all.
        case lines([String], total: Int)
        /// The lines as one text.
        case text(String)

        /// An object with the lines, or the text.
        public var output: Output {
            switch self {
            case .text(let text): .text(text)
            case .lines(let lines, let total):
                .json([
                    "result": true, "logs": .array(lines.map { .string($0) }), "total": JSON(total),
                    "returned": JSON(lines.count),
                ])
            }
        }
    }

    /// What is kept in memory.
    /// - Parameters:
    ///   - count: How many of the last lines; 0 for all.
    ///   - isJoined: Whether they are given as one text.
    /// - Returns: The lines.
    /// - Throws: `UsageError` when the log keeps nothing in memory.
    public func content(last count: Int, isJoined: Bool) throws(UsageError) -> Content {
        guard state.withLock({ $0.limit > 0 }) else {
            throw UsageError("the connection keeps no log in memory: give CreateConnection settings of one as --log")
        }
        let (lines, total) = entries(last: count)
        return isJoined ? .text(lines.joined(separator: "\n")) : .lines(lines, total: total)
    }

    /// The lines kept in memory.
    /// - Parameter count: How many of the last ones; 0 for all.
    /// - Returns: The lines, oldest first, and how many there have been in all.
    public func entries(last count: Int = 0) -> (lines: [String], total: Int) {
        state.withLock { ($0.lines.suffix(count > 0 ? count : $0.lines.count), $0.total) }
    }
}
