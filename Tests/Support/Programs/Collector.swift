import Foundation
import Synchronization
import SystemPackage

/// Takes what a program writes, while it runs.
///
/// What waits here ends early when its task is cancelled.
public final class Collector: Sendable {
    private struct State: Sendable {
        var bytes: [UInt8] = []
        var isAtEnd = false
        /// Where the next line or piece begins.
        var next = 0
        /// Who wants to know when there is more, by a number.
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var lastListener = 0
    }

    private let state = Mutex(State())
    private let stopping: FileDescriptor

    /// Starts reading, until what is read ends, or until it is told to stop.
    /// - Parameter source: An open file; it is closed when nothing more is read.
    /// - Throws: `Errno` when the system is out of files.
    init(_ source: FileDescriptor) throws {
        let stop = try Pipe.open()
        stopping = stop.writeEnd
        // Reading blocks, and the few threads that tasks share must not.
        Thread.detachNewThread {
            self.read(source, until: stop.readEnd)
            try? source.close()
            try? stop.readEnd.close()
            self.finish()
        }
    }

    /// Ends the reading after what is there already: whoever else has the other end may keep it open for ever.
    ///
    /// To be called once.
    func stop() { try? stopping.close() }

    /// Waits for the end, and gives everything.
    public func contents() async -> [UInt8] {
        await wait { $0.isAtEnd ? $0.bytes : nil } ?? []
    }

    /// Waits until a text has been written, or the end comes.
    /// - Returns: Whether it has been written.
    @discardableResult
    public func hasWritten(_ text: String) async -> Bool {
        let text = Array(text.utf8)
        return await wait { state in
            if state.bytes.contains(text) { return true }
            return state.isAtEnd ? false : nil
        } ?? false
    }

    /// Waits for the next line.
    /// - Returns: The line, without its end; nil when there are no more.
    public func line() async -> String? {
        await wait { state in
            let rest = state.bytes[state.next...]
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
                guard state.isAtEnd else { return nil }
                state.next = state.bytes.count
                return .some(rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self))
            }
            state.next = end + 1
            return String(decoding: rest[..<end], as: UTF8.self)
        } ?? nil
    }

    /// Waits for the end, and gives the lines that were not taken before.
    public func remainingLines() async -> [String] {
        var all: [String] = []
        while let line = await line() { all.append(line) }
        return all
    }

    /// Waits until there is more than was taken before, and takes it; empty at the end.
    public func piece() async -> [UInt8] {
        await wait { state in
            let rest = Array(state.bytes[state.next...])
            guard !rest.isEmpty || state.isAtEnd else { return nil }
            state.next = state.bytes.count
            return rest
        } ?? []
    }

    /// Looks again and again, until there is something to see.
    /// - Returns: What there is; nil when the task is cancelled before.
    private func wait<Result: Sendable>(for look: (inout State) -> Result?) async -> Result? {
        let (changes, listener) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.lastListener += 1
            state.listeners[state.lastListener] = listener
            return state.lastListener
        }
        defer { state.withLock { $0.listeners[number] = nil } }
        listener.yield()
        for await _ in changes {
            if let found = state.withLock({ look(&$0) }) { return found }
        }
        return nil
    }

    private func read(_ source: FileDescriptor, until stop: FileDescriptor) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 1)
        defer { buffer.deallocate() }
        var files = [source, stop].map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
        while true {
            guard poll(&files, 2, -1) > 0 else { continue }
            if files[0].revents != 0 {
                // A terminal whose other side is closed ends in an error.
                guard let count = try? source.read(into: buffer), count > 0 else { return }
                change { $0.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            } else {
                return
            }
        }
    }

    private func finish() { change { $0.isAtEnd = true } }

    private func change(_ body: (inout State) -> Void) {
        let listeners = state.withLock { state in
            body(&state)
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield() }
    }
}
