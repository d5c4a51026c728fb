import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// A program that a test has started.
///
/// It inherits nothing but its three standard files, and no signal is switched off or held back for it, whatever the
/// tests do with theirs. It ends with the test at the latest: when nobody knows it any more, or when the task that waits
/// for its end is cancelled.
public final class Program: Sendable {
    /// The number of its process.
    public let processID: pid_t

    /// What it writes to its standard output.
    public let output: Collector

    /// What it writes to its standard error.
    public let errors: Collector

    private let input: InputPipe?
    private let exitCode: Task<Int32, any Error>
    private let isRunning: Flag

    private init(
        processID: pid_t, input: InputPipe?, output: Collector, errors: Collector, exitCode: Task<Int32, any Error>,
        isRunning: Flag
    ) {
        self.processID = processID
        self.input = input
        self.output = output
        self.errors = errors
        self.exitCode = exitCode
        self.isRunning = isRunning
    }

    // At once: these tests may be the last ones.
    deinit { send(SIGKILL) }

    /// Starts a program.
    /// - Throws: `SubprocessError` when there is no such program or directory, `Errno` when the system is out of files.
    public static func start(_ launch: Launch) async throws -> Program {
        let configuration = Configuration(
            executable: launch.executable, arguments: Arguments(Array(launch.command.dropFirst())),
            environment: .custom(launch.subprocessEnvironment),
            workingDirectory: (launch.directory?.path).map { FilePath($0) })
        let (input, writing) = try launch.input.open()
        let (outputEnd, output) = try launch.output.open()
        let (errorsEnd, errors) = try launch.errors.open()
        let isRunning = Flag()
        let (started, starting) = AsyncStream.makeStream(of: pid_t.self)
        // When this task is cancelled, the library kills the program: no gentler steps are asked for.
        let exitCode = Task<Int32, any Error> {
            defer {
                isRunning.lower()
                starting.finish()
                output.stop()
                errors.stop()
            }
            let result = try await Subprocess.run(
                configuration, input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                output: .fileDescriptor(outputEnd, closeAfterSpawningProcess: true),
                error: .fileDescriptor(errorsEnd, closeAfterSpawningProcess: true)
            ) { execution in
                starting.yield(execution.processIdentifier.value)
            }
            return switch result.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): -signal
            }
        }
        for await processID in started {
            return Program(
                processID: processID, input: writing, output: output, errors: errors, exitCode: exitCode,
                isRunning: isRunning)
        }
        // It never started, or the test was cancelled meanwhile.
        exitCode.cancel()
        _ = try await exitCode.value
        throw CancellationError()
    }

    /// Runs a program to its end, as soon as there is a slot for it.
    /// - Throws: What ``start(_:)`` throws.
    public static func run(_ launch: Launch) async throws -> Outcome {
        await Slots.shared.take()
        defer { Slots.shared.release() }
        return try await start(launch).outcome()
    }

    /// Runs a program to its end, with nothing in its environment but where programs are.
    /// - Throws: What ``start(_:)`` throws.
    public static func run(_ command: String...) async throws -> Outcome { try await run(Launch(command)) }

    /// Sends a signal, unless the program has ended.
    public func send(_ signal: CInt) {
        if isRunning.isRaised { kill(processID, signal) }
    }

    /// Writes to the program's standard input, in the background.
    public func write(_ text: String) { input?.write(Array(text.utf8)) }

    /// Ends the program's standard input behind what has been written.
    public func closeInput() { input?.close() }

    /// Waits for the end; a test that is out of time ends the program.
    public func outcome() async throws -> Outcome {
        try await withTaskCancellationHandler {
            let code = try await exitCode.value
            return Outcome(
                exitCode: code, bytes: await output.contents(),
                errors: String(decoding: await errors.contents(), as: UTF8.self))
        } onCancel: {
            exitCode.cancel()
        }
    }
}

/// Something that is so until it is not.
private final class Flag: Sendable {
    private let state = Mutex(true)

    var isRaised: Bool { state.withLock { $0 } }

    func lower() { state.withLock { $0 = false } }
}

extension Launch {
    /// What is to be started.
    fileprivate var executable: Executable {
        let program = command.first ?? ""
        return program.contains("/") ? .path(FilePath(program)) : .name(program)
    }

    /// The variables as the library wants them.
    fileprivate var subprocessEnvironment: [Environment.Key: String] {
        Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
    }
}
