import Foundation
import SystemPackage

/// Pipes between a test and a program.
enum Pipe {
    /// Opens a pipe that programs inherit only where it is handed to them.
    /// - Throws: `Errno` when the system is out of files.
    static func open() throws -> (readEnd: FileDescriptor, writeEnd: FileDescriptor) {
        #if os(Linux)
            return try FileDescriptor.pipe(options: .closeOnExec)
        #else
            let pipe = try FileDescriptor.pipe()
            for end in [pipe.readEnd, pipe.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
            return pipe
        #endif
    }
}

extension Launch.Input {
    /// Opens what a program reads, and what the test writes on.
    func open() throws -> (forReading: FileDescriptor, forWriting: InputPipe?) {
        if case .nothing = self { return (try FileDescriptor.open("/dev/null", .readOnly, options: .closeOnExec), nil) }
        let pipe = try Pipe.open()
        let input = InputPipe(pipe.writeEnd)
        if case .bytes(let bytes) = self {
            input.write(bytes)
            input.close()
        }
        return (pipe.readEnd, input)
    }
}

extension Launch.Outlet {
    /// Opens what a program writes on, and reads what it writes.
    func open() throws -> (forWriting: FileDescriptor, collector: Collector) {
        switch self {
        case .pipe:
            let pipe = try Pipe.open()
            return (pipe.writeEnd, try Collector(pipe.readEnd))
        case .terminal(let columns):
            var (screen, keyboard): (CInt, CInt) = (-1, -1)
            var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
            guard openpty(&screen, &keyboard, nil, nil, &size) == 0 else { throw Errno(rawValue: errno) }
            // Line ends stay as the program writes them.
            var modes = termios()
            tcgetattr(keyboard, &modes)
            modes.c_oflag &= ~tcflag_t(OPOST)
            tcsetattr(keyboard, TCSANOW, &modes)
            for descriptor in [screen, keyboard] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            return (FileDescriptor(rawValue: keyboard), try Collector(FileDescriptor(rawValue: screen)))
        }
    }
}

/// The end of a program's standard input on which the test writes.
final class InputPipe: Sendable {
    private let queue = DispatchQueue(label: "standard input of a program")
    private let end: ClosingOnce

    init(_ end: FileDescriptor) {
        // Writing to a program that has ended is an error, and must not end the tests.
        signal(SIGPIPE, SIG_IGN)
        self.end = ClosingOnce(end)
    }

    deinit { close() }

    /// Writes in the background: a program may not read what it gets before somebody reads what it writes.
    func write(_ bytes: [UInt8]) {
        queue.async { [end] in end.write(bytes) }
    }

    /// Closes the pipe behind what was written.
    func close() {
        queue.async { [end] in end.close() }
    }
}

/// An open file that may be closed several times; for use on one queue only.
private final class ClosingOnce: @unchecked Sendable {
    private var file: FileDescriptor?

    init(_ file: FileDescriptor) { self.file = file }

    func write(_ bytes: [UInt8]) { _ = try? file?.writeAll(bytes) }

    func close() {
        try? file?.close()
        file = nil
    }
}
