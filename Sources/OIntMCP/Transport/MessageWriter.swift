import Dispatch
import OIntCore
import Synchronization

/// Writes messages a line each, one after the other, without holding up whoever sends them.
final class MessageWriter: Sendable {
    private struct State {
        var waiting = 0
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
        state.withLock { $0.waiting += 1 }
        queue.async { [self] in
            defer { state.withLock { $0.waiting -= 1 } }
            guard state.withLock({ $0.failure == nil }) else { return }
            var bytes: [UInt8] = []
            message.write(to: &bytes, style: .compact)
            bytes.append(UInt8(ascii: "\n"))
            do {
                try write(bytes)
            } catch {
                state.withLock { $0.failure = error }
                failed.continuation.finish()
            }
        }
    }

    /// Waits until everything that was sent is written.
    func drain() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }

    /// Waits while more is waiting to be written than a client that reads leaves behind.
    func catchUp() async {
        if state.withLock({ $0.waiting > 1024 }) { await drain() }
    }

    /// Waits until nobody reads any more.
    /// - Throws: Why nothing can be written.
    func waitForFailure() async throws {
        for await _ in failed.stream {}
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
