import OIntCore
import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A terminal that doesn't show what is typed, until that ends.
final class EchoSilence: Sendable {
    private let terminal: FileDescriptor
    private let signals: TerminalSignals
    private let restored: Mutex<termios?>

    /// A terminal gives no longer line than this; the rest of what is pasted is lost.
    private static let longestLine = 4095

    /// Silences a terminal.
    /// - Parameter path: The terminal's path.
    /// - Throws: `LocalError` when it can't be opened, and what to do instead.
    init(_ path: String) throws(LocalError) {
        do {
            terminal = try FileDescriptor.open(
                FilePath(path), .readWrite, options: EchoSilence.openOptions)
        } catch {
            throw Self.noTerminal
        }
        var settings = termios()
        guard tcgetattr(terminal.rawValue, &settings) == 0 else {
            try? terminal.close()
            throw Self.noTerminal
        }
        restored = Mutex(settings)
        signals = TerminalSignals(terminal, settings)
        settings.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(terminal.rawValue, TCSAFLUSH, &settings) == 0 else {
            signals.end()
            try? terminal.close()
            throw Self.noTerminal
        }
    }

    deinit { try? terminal.close() }

    /// Opened without becoming the terminal of the process.
    static let openOptions: FileDescriptor.OpenOptions = [.closeOnExec, FileDescriptor.OpenOptions(rawValue: O_NOCTTY)]

    private static let noTerminal = LocalError(
        "terminal",
        "there is none to ask on: give the secret on standard input, or the passphrase in OINT_PASSPHRASE "
            + "or by --password-command")

    /// Asks, and reads a line.
    /// - Parameter prompt: What to ask.
    /// - Returns: The line, with the line break at its end unless input ended before it.
    /// - Throws: `LocalError` when the terminal fails or the line is too long for it.
    func readLine(_ prompt: String) throws(LocalError) -> [UInt8] {
        do {
            try terminal.writeAll(prompt.utf8)
            var line: [UInt8] = []
            while line.last != UInt8(ascii: "\n") {
                let piece = try LocalFile.read(terminal, atMost: Self.longestLine + 1)
                if piece.isEmpty { break }
                line += piece
            }
            // The line break that was typed was not shown either.
            try terminal.writeAll("\n".utf8)
            guard line.count <= Self.longestLine else {
                throw LocalError("terminal", "a line of it can't be as long as this: give the secret on standard input")
            }
            return line
        } catch let error as LocalError {
            throw error
        } catch {
            throw LocalError("terminal", LocalFile.reason(error))
        }
    }

    /// Lets the terminal show what is typed again; nothing more happens the second time.
    func end() {
        restored.withLock { settings in
            guard var before = settings else { return }
            tcsetattr(terminal.rawValue, TCSADRAIN, &before)
            settings = nil
            signals.end()
        }
    }
}

/// Signals that would end the process while its terminal is silent: it is given its voice back first.
///
/// Only where nobody else handles a signal: who does, cancels the task that waits, which comes to the same.
private final class TerminalSignals: Sendable {
    private let taken: [Int32]

    /// What signal handlers read, who may use nothing that needs memory.
    nonisolated(unsafe) private static var terminal: CInt = -1
    nonisolated(unsafe) private static var settings = termios()

    /// Takes over the signals.
    /// - Parameters:
    ///   - terminal: The terminal.
    ///   - settings: What to set it back to.
    init(_ terminal: FileDescriptor, _ settings: termios) {
        Self.settings = settings
        Self.terminal = terminal.rawValue
        taken = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].filter { number in
            let before = signal(number) { number in
                tcsetattr(TerminalSignals.terminal, TCSANOW, &TerminalSignals.settings)
                signal(number, SIG_DFL)
                raise(number)
            }
            let isFree = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_DFL, to: Int.self)
            if !isFree { signal(number, before) }
            return isFree
        }
    }

    /// Leaves the signals to the system again.
    func end() { for number in taken { signal(number, SIG_DFL) } }
}
