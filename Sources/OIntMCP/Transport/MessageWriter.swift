import Dispatch
import OIntCore
import Synchronization

/// Writes messages a line each, one after the other, without holding up whoever sends them.
final class MessageWriter: Sendable {
    private struct State {
        /// What is to be written, in its order.
        var waiting: [JSON] = []
        /// How many messages are not written yet.
        var unwritten = 0
        /// Whether the queue will look at what waits.
        var isScheduled = false
        var failure: (any Error)?
    }

    private let queue = DispatchQueue(label: "oint.mcp.output")
    private let state = Mutex(State())
    private let write: @Sendable ([UInt8]) throws -> Void
    private let failed = AsyncStream.makeStream(of: Void.self)

    /// Creates a writer.
    /// - Parameter write: Writes bytes, and returns when they are written.
    init(_ write: @escaping @Sendable ([UInt8]) throws -> Void) { self.write = write }

    /// Sends a message.
    func send(_ message: JSON) {
        let isFirst = state.withLock { state in
            state.waiting.append(message)
            state.unwritten += 1
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if isFirst { queue.async { [self] in writeWaiting() } }
    }

    /// Writes what waits, and what comes meanwhile; messages that are there together are written together.
    private func writeWaiting() {
        var bytes: [UInt8] = []
        while let messages = takeWaiting() {
            var count = 0
            for message in messages {
                message.write(to: &bytes, style: .compact)
                bytes.append(UInt8(ascii: "\n"))
                count += 1
                if bytes.count >= Self.pieceSize { flush(&bytes, &count) }
            }
            flush(&bytes, &count)
        }
    }

    /// How many bytes are written at once, about.
    private static let pieceSize = 64 * 1024

    private func takeWaiting() -> [JSON]? {
        state.withLock { state in
            if state.waiting.isEmpty { state.isScheduled = false }
            defer { state.waiting = [] }
            return state.waiting.isEmpty ? nil : state.waiting
        }
    }

    private func flush(_ bytes: inout [UInt8], _ count: inout Int) {
        let canWrite = state.withLock { $0.failure == nil }
        do {
            if canWrite, !bytes.isEmpty { try write(bytes) }
        } catch {
            state.withLock { $0.failure = error }
            failed.continuation.finish()
        }
        bytes.removeAll(keepingCapacity: true)
        state.withLock { $0.unwritten -= count }
        count = 0
    }

    /// Waits until everything that was sent is written.
    func drain() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }

    /// Waits while more is waiting to be written than a client that reads leaves behind.
    func catchUp() async {
        if state.withLock({ $0.unwritten > 1024 }) { await drain() }
    }

    /// Waits until nobody reads any more.
    /// - Throws: Why nothing can be written.
    func waitForFailure() async throws {
        for await _ in failed.stream {}
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
