import Dispatch

/// Runs an actor's work on a queue of its own, so that waiting for a database holds up nobody else.
final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(_ label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Does something behind all work that waits already.
    func run(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }
}
