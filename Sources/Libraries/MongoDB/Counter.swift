import Synchronization

/// A number that grows with each use, from any task.
final class Counter: Sendable {
    private let value = Atomic(UInt32.random(in: 0..<1 << 24))

    /// The next number of 24 bits.
    func next() -> UInt32 { value.wrappingAdd(1, ordering: .relaxed).newValue & 0xFF_FFFF }
}
