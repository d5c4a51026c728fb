import OIntCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends a wait for a socket from another thread.
public final class WakePipe: Sendable {
    private let reader: Int32
    private let writer: Int32

    /// Creates one.
    /// - Parameter subject: What the wait is for, for the error.
    /// - Throws: `LocalError` when the process has too many files open.
    public init(for subject: String) throws(LocalError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw LocalError(subject, "too many files are open") }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        reader = ends[0]
        writer = ends[1]
    }

    deinit {
        close(reader)
        close(writer)
    }

    /// Ends the wait that is going on, or the next one.
    public func wake() {
        var byte: UInt8 = 0
        _ = write(writer, &byte, 1)
    }

    /// How a wait ended.
    public enum Event: Sendable {
        /// The socket can be read or written, or has failed.
        case ready
        /// Another thread has ended the wait.
        case woken
        /// The time is over.
        case timeout
    }

    /// Waits until a socket can be read or written.
    /// - Parameters:
    ///   - socket: The socket.
    ///   - reading: Whether to wait for something to read.
    ///   - writing: Whether to wait for room to write as well.
    ///   - milliseconds: How long to wait at most; below 0 for as long as it takes.
    /// - Returns: What ended the wait.
    public func wait(
        for socket: Int32, reading: Bool = true, writing: Bool = false, milliseconds: Int32 = -1
    ) -> Event {
        let events = (reading ? Int16(POLLIN) : 0) | (writing ? Int16(POLLOUT) : 0)
        return withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 2) { files in
            files.initialize(repeating: pollfd(fd: reader, events: Int16(POLLIN), revents: 0))
            files[1] = pollfd(fd: socket, events: events, revents: 0)
            var count: Int32
            repeat { count = poll(files.baseAddress, 2, milliseconds) } while count < 0 && errno == EINTR
            if files[0].revents != 0 {
                drain()
                return .woken
            }
            return count == 0 ? .timeout : .ready
        }
    }

    /// Forgets that a wait is to be ended.
    public func drain() {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            while read(reader, buffer.baseAddress, buffer.count) > 0 {}
        }
    }
}
