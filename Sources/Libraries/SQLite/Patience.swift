import CSQLite
import OIntDrivers
import OIntSQL

/// Waits while another connection holds the database, as long as anybody wants the call.
final class Patience {
    /// How long a statement waits for others at most.
    let limit = Duration.seconds(10)
    private let interruption: Interruption
    private var since: ContinuousClock.Instant?

    init(_ interruption: Interruption) { self.interruption = interruption }

    /// Has the database ask whenever it would have to wait; the database has to be closed before this is gone.
    func attach(to handle: OpaquePointer?) {
        sqlite3_busy_handler(
            handle,
            { context, tries in
                guard let context else { return 0 }
                return Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue().waits(tries) ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Notes that a statement begins.
    func begin() { since = nil }

    private func waits(_ tries: Int32) -> Bool {
        let start = since ?? .now
        since = start
        guard ContinuousClock.now - start < limit, (try? interruption.check()) != nil else { return false }
        sqlite3_sleep(min(1 + tries, 25))
        return true
    }
}
