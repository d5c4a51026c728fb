import OIntCore
import OIntRunning
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension Console {
    /// The console of this process.
    public static var process: Console {
        let environment = ProcessEnvironment.variables
        var console = Console(
            output: Stream(sink: DescriptorSink(file: .standardOutput), isTerminal: isatty(STDOUT_FILENO) == 1),
            errors: Stream(sink: DescriptorSink(file: .standardError), isTerminal: isatty(STDERR_FILENO) == 1),
            environment: environment, width: terminalWidth(environment),
            readInput: { () throws(LocalError) in try LocalFile.readToEnd(.standardInput, name: "standard input") },
            hide: ProcessArguments.mask)
        #if os(Linux)
            console.program = "/proc/self/exe"
        #else
            console.program = CommandLine.arguments.first
        #endif
        return console
    }

    private static func terminalWidth(_ environment: [String: String]) -> Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return environment["COLUMNS"].flatMap { Int($0) } ?? 80
    }
}

/// Writes to an open file of the process.
private struct DescriptorSink: OutputSink {
    let file: FileDescriptor

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        do {
            try file.writeAll(bytes)
        } catch Errno.brokenPipe {
            throw BrokenPipe()
        } catch {
            throw LocalError(file == .standardOutput ? "standard output" : "standard error", LocalFile.reason(error))
        }
    }
}
