import Synchronization

/// A value that is worked out when it is first asked for, and kept for all copies of whoever has it.
final class Memo<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)

    /// The value.
    /// - Parameter make: Works it out; two who ask at the same moment may both do so, and get the same.
    func value(_ make: () -> Value) -> Value {
        if let value = stored.withLock({ $0 }) { return value }
        let value = make()
        return stored.withLock { stored in
            if let stored { return stored }
            stored = value
            return value
        }
    }
}
