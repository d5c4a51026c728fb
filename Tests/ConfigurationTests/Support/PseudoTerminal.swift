import Foundation

/// A terminal whose user is the test.
final class PseudoTerminal: Sendable {
    /// What opening failed with.
    struct Unavailable: Error {}

    /// The path of the terminal.
    let path: String
    private let user: Int32
    /// Held open, so that the user's end works while nobody else uses the terminal.
    private let terminal: Int32

    init() throws {
        var (user, terminal): (Int32, Int32) = (-1, -1)
        guard openpty(&user, &terminal, nil, nil, nil) == 0, let name = ttyname(terminal) else { throw Unavailable() }
        (self.user, self.terminal) = (user, terminal)
        path = String(cString: name)
    }

    deinit {
        close(terminal)
        close(user)
    }

    /// Whether the terminal shows what is typed.
    var showsInput: Bool {
        var settings = termios()
        tcgetattr(terminal, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Types a text.
    func type(_ text: String) { _ = text.withCString { write(user, $0, strlen($0)) } }

    /// What the terminal shows until a text has come.
    func shown(until text: String) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [user] in
                var shown = ""
                var byte: UInt8 = 0
                while !shown.contains(text), read(user, &byte, 1) == 1 {
                    shown.unicodeScalars.append(UnicodeScalar(byte))
                }
                continuation.resume(returning: shown)
            }
        }
    }
}
