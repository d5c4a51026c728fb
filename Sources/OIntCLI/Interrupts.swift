import Dispatch
import OIntCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a command so that Ctrl-C and termination end it cleanly.
public enum Interrupts {
    /// Runs work, and cancels it when the process is asked to end.
    ///
    /// The first signal cancels the work, which removes its unfinished files; the second ends the process at once. So
    /// does the first where the work can't be cancelled, because it waits for somebody to type. Critical work is waited
    /// for in any case: it limits its own time.
    /// Writing to a closed pipe is an error like any other instead of the end of the process.
    /// - Parameter work: The work; it gives the exit code.
    /// - Returns: The exit code: that of the work, or 128 and the number of the signal.
    public static func run(_ work: @escaping @Sendable () async -> Int32) async -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        CoreDumps.switchOff()
        let received = SignalBox()
        let queue = DispatchQueue.global(qos: .userInitiated)
        let source = SignalPipe.makeSource(queue) { number in
            guard received.take(number) else { return end(number, queue) }
            queue.asyncAfter(deadline: .now() + patience) { end(number, queue) }
        }
        defer { source?.cancel() }
        if source != nil { [SIGINT, SIGTERM, SIGHUP].forEach(SignalPipe.watch) }
        // Started last, so that there is no moment at which a signal would leave unfinished files behind.
        let task = Task { await work() }
        received.cancel(task)
        let code = await task.value
        return received.number.map { 128 + $0 } ?? code
    }

    /// Ends the process, as soon as nothing critical is under way.
    private static func end(_ number: Int32, _ queue: DispatchQueue) {
        guard CriticalWork.isUnderWay else { _exit(128 + number) }
        queue.asyncAfter(deadline: .now() + .milliseconds(20)) { end(number, queue) }
    }

    /// How long cancelled work may take to tidy up.
    private static let patience = DispatchTimeInterval.seconds(1)
}

/// Signals as they come, through a pipe of our own.
///
/// A dispatch source for signals would miss those that come before it is registered, which happens in its own time.
private enum SignalPipe {
    /// The end that signal handlers write to; they may use nothing but what is there already.
    nonisolated(unsafe) private static var entry: CInt = -1

    /// Makes what tells of signals; nil where the system has no pipe left.
    static func makeSource(
        _ queue: DispatchQueue, _ body: @escaping @Sendable (Int32) -> Void
    ) -> (any DispatchSourceRead)? {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (exit, entry) = (ends[0], ends[1])
        Self.entry = entry
        let source = DispatchSource.makeReadSource(fileDescriptor: exit, queue: queue)
        source.setEventHandler {
            var number: UInt8 = 0
            if read(exit, &number, 1) == 1 { body(Int32(number)) }
        }
        source.activate()
        return source
    }

    /// Sends a signal through the pipe from now on, unless whoever started the process had it ignored, as `nohup` does.
    static func watch(_ number: Int32) {
        let before = signal(number) { number in
            var byte = UInt8(truncatingIfNeeded: number)
            _ = write(SignalPipe.entry, &byte, 1)
        }
        if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
    }
}

/// The first signal that came, and what it is to cancel.
private final class SignalBox: Sendable {
    private struct State {
        var first: Int32?
        var task: Task<Int32, Never>?
    }

    private let state = Mutex(State())

    /// Takes a signal; false when there was one before.
    func take(_ number: Int32) -> Bool {
        let isFirst = state.withLock { state in
            guard state.first == nil else { return false }
            state.first = number
            return true
        }
        if isFirst { state.withLock { $0.task }?.cancel() }
        return isFirst
    }

    /// Cancels a task with the first signal, or at once if that has come.
    func cancel(_ task: Task<Int32, Never>) {
        let hasCome = state.withLock { state in
            state.task = task
            return state.first != nil
        }
        if hasCome { task.cancel() }
    }

    /// The number of the signal.
    var number: Int32? { state.withLock { $0.first } }
}
