import Synchronization

/// The address of a server, for its own handler to name; known only when the server runs.
final class Place: Sendable {
    private let text = Mutex("")

    /// The address without a slash at the end.
    var url: String {
        get { self.text.withLock { $0 } }
        set { self.text.withLock { $0 = newValue } }
    }
}
