import OIntHTTP
import Synchronization

/// The line on the terminal that tells how far an upload has come.
final class UploadProgress: Sendable {
    private struct State {
        var line: Progress?
        var hasEnded = false
    }

    private let console: Console
    private let state = Mutex(State())

    /// Creates a line that is not drawn yet.
    /// - Parameter console: Where to draw it.
    init(_ console: Console) { self.console = console }

    /// Tells how many bytes went out.
    @Sendable func show(_ progress: TransferProgress) {
        state.withLock { state in
            guard !state.hasEnded else { return }
            var line = state.line ?? Progress(console: console, total: progress.total)
            line.show(bytes: progress.bytes)
            state.line = line
        }
    }

    /// Clears the line, for good.
    func end() {
        state.withLock { state in
            state.line?.end()
            state.hasEnded = true
        }
    }
}
