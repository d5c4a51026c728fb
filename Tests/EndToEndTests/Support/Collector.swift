import Foundation
import Synchronization

/// Takes what a program writes, while it runs.
final class Collector: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isAtEnd = false
        var waiters: [Waiter] = []
    }

    private struct Waiter {
        /// What is waited for; nil for the end.
        let text: [UInt8]?
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    /// Starts reading.
    /// - Parameter descriptor: An open file, which is closed at its end.
    init(_ descriptor: CInt) {
        // Reading blocks, and the few threads that tasks share must not.
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 64 * 1024)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                // A terminal whose other side is closed ends in an error.
                if count <= 0 { break }
                self.add(buffer[..<count])
            }
            close(descriptor)
            self.finish()
        }
    }

    /// Waits for the end, and gives everything.
    func contents() async -> [UInt8] {
        await self.wait(for: nil)
        return self.state.withLock { $0.bytes }
    }

    /// Waits until a text has been written, or the end comes.
    /// - Returns: Whether it has been written.
    @discardableResult
    func hasWritten(_ text: String) async -> Bool {
        await self.wait(for: Array(text.utf8))
        return self.state.withLock { $0.bytes.contains(Array(text.utf8)) }
    }

    private func wait(for text: [UInt8]?) async {
        await withCheckedContinuation { continuation in
            let isThere = self.state.withLock { state in
                let isThere = state.isAtEnd || text.map { state.bytes.contains($0) } ?? false
                if !isThere { state.waiters.append(Waiter(text: text, continuation: continuation)) }
                return isThere
            }
            if isThere { continuation.resume() }
        }
    }

    private func add(_ piece: ArraySlice<UInt8>) {
        let served = self.state.withLock { state in
            state.bytes += piece
            let bytes = state.bytes
            let served = state.waiters.filter { $0.text.map { bytes.contains($0) } ?? false }
            state.waiters.removeAll { $0.text.map { bytes.contains($0) } ?? false }
            return served
        }
        for waiter in served { waiter.continuation.resume() }
    }

    private func finish() {
        let served = self.state.withLock { state in
            state.isAtEnd = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in served { waiter.continuation.resume() }
    }
}
