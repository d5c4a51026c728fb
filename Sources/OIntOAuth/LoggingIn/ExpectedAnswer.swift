import Synchronization

/// The request that a listener waits for the answer of; it is known only when the port is.
final class ExpectedAnswer: Sendable {
    private let state = Mutex<ConsentRequest?>(nil)

    /// The request; nil while nothing was asked yet.
    var request: ConsentRequest? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
