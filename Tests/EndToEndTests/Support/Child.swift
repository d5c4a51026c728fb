import Foundation
import Synchronization

/// A program that a test has started.
final class Child: Sendable {
    /// What a program reads on its standard input.
    enum Input: Sendable {
        /// Nothing: it is at its end at once.
        case nothing
        /// A text through a pipe; short enough for the pipe to hold all of it.
        case text(String)
        /// A pipe into which nobody ever writes.
        case silence
    }

    /// Where one of the program's outputs goes.
    enum Outlet: Sendable {
        /// Into a pipe.
        case pipe
        /// Onto a terminal with so many columns.
        case terminal(columns: Int)
    }

    /// How a program is started.
    struct Launch: Sendable {
        var command: [String]
        var environment: [String: String]
        var directory: URL
        var input = Input.nothing
        var output = Outlet.pipe
        var errors = Outlet.pipe
    }

    /// The number of the process.
    let processID: pid_t

    /// What it writes to its standard output.
    let output: Collector

    /// What it writes to its standard error.
    let errors: Collector

    private let end: AsyncStream<Int32>
    private let isOver: Flag
    /// Keeps a silent standard input open.
    private let input: FileHandle?

    private init(
        processID: pid_t, output: Collector, errors: Collector, end: AsyncStream<Int32>, isOver: Flag,
        input: FileHandle?
    ) {
        self.processID = processID
        self.output = output
        self.errors = errors
        self.end = end
        self.isOver = isOver
        self.input = input
    }

    /// Leaves no program behind when a test fails half-way.
    deinit {
        if !self.isOver.isRaised { kill(self.processID, SIGKILL) }
    }

    /// Starts a program as soon as there is a slot for it.
    static func start(_ launch: Launch) async throws -> Child {
        await Slots.shared.take()
        do {
            return try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread {
                    // A child inherits which signals are blocked, and the threads of the test block most of them.
                    var none = sigset_t()
                    sigemptyset(&none)
                    pthread_sigmask(SIG_SETMASK, &none, nil)
                    continuation.resume(with: Result { try self.run(launch) })
                }
            }
        } catch {
            Slots.shared.release()
            throw error
        }
    }

    /// Held while pipes are made and a program is started: a program that is started in between would inherit their
    /// ends, and keep others waiting for the end of what it never writes.
    private static let starting = NSLock()

    private static func run(_ launch: Launch) throws -> Child {
        starting.lock()
        defer { starting.unlock() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // Whoever runs the tests may have switched signals off, as shells do for what they run in the background. A
        // program inherits that, and would then rightly take no notice of them.
        process.arguments = ["--default-signal=HUP,INT,TERM,PIPE"] + launch.command
        process.environment = launch.environment
        process.currentDirectoryURL = launch.directory
        var silence: FileHandle?
        switch launch.input {
        case .nothing:
            process.standardInput = FileHandle.nullDevice
        case .text(let text):
            let pipe = Pipe.closedInOthers()
            try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            try pipe.fileHandleForWriting.close()
            process.standardInput = pipe
        case .silence:
            let pipe = Pipe.closedInOthers()
            silence = pipe.fileHandleForWriting
            process.standardInput = pipe
        }
        let output = try OutletEnds(launch.output)
        let errors = try OutletEnds(launch.errors)
        process.standardOutput = output.forWriting
        process.standardError = errors.forWriting
        let (end, continuation) = AsyncStream.makeStream(of: Int32.self)
        let isOver = Flag()
        process.terminationHandler = { process in
            isOver.raise()
            let status = process.terminationStatus
            continuation.yield(process.terminationReason == .exit ? status : -status)
            continuation.finish()
            Slots.shared.release()
        }
        defer {
            try? output.forWriting.close()
            try? errors.forWriting.close()
        }
        try process.run()
        return Child(
            processID: process.processIdentifier, output: Collector(output.forReading),
            errors: Collector(errors.forReading), end: end, isOver: isOver, input: silence)
    }

    /// Sends a signal.
    func send(_ signal: CInt) {
        kill(self.processID, signal)
    }

    /// Waits for the end; a test that is out of time ends the program.
    func outcome() async -> Outcome {
        await withTaskCancellationHandler {
            let bytes = await self.output.contents()
            let errors = await self.errors.contents()
            var code: Int32 = .min
            for await status in self.end { code = status }
            return Outcome(exitCode: code, bytes: bytes, errors: String(decoding: errors, as: UTF8.self))
        } onCancel: {
            self.send(SIGKILL)
        }
    }
}

/// Something that has happened, or has not.
private final class Flag: Sendable {
    private let state = Mutex(false)

    var isRaised: Bool { self.state.withLock { $0 } }

    func raise() {
        self.state.withLock { $0 = true }
    }
}

/// The two ends of one of a program's outputs.
private struct OutletEnds {
    let forWriting: FileHandle
    let forReading: CInt

    init(_ outlet: Child.Outlet) throws {
        switch outlet {
        case .pipe:
            let pipe = Pipe.closedInOthers()
            self.forWriting = pipe.fileHandleForWriting
            // The collector closes its own copy.
            self.forReading = fcntl(pipe.fileHandleForReading.fileDescriptor, F_DUPFD_CLOEXEC, 0)
        case .terminal(let columns):
            var (screen, keyboard): (CInt, CInt) = (-1, -1)
            var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
            guard openpty(&screen, &keyboard, nil, nil, &size) == 0 else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
            // Line ends stay as the program writes them.
            var modes = termios()
            tcgetattr(keyboard, &modes)
            modes.c_oflag &= ~tcflag_t(OPOST)
            tcsetattr(keyboard, TCSANOW, &modes)
            for descriptor in [screen, keyboard] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            self.forWriting = FileHandle(fileDescriptor: keyboard, closeOnDealloc: false)
            self.forReading = screen
        }
    }
}

extension Pipe {
    /// A pipe that programs inherit only where it is handed to them.
    fileprivate static func closedInOthers() -> Pipe {
        let pipe = Pipe()
        for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        return pipe
    }
}
