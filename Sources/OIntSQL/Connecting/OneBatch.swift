import OIntCore
import Synchronization

/// Rows that are here already, given once.
final class OneBatch: Sendable {
    private let batch: Mutex<RecordBatch?>

    init(_ batch: RecordBatch) { self.batch = Mutex(batch) }

    func take() -> RecordBatch? { batch.withLock { $0.take() } }
}
