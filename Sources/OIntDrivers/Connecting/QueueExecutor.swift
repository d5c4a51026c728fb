import Dispatch

/// Runs an actor's work on a queue of its own, so that waiting for a C library holds up nothing else.
package final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// Creates an executor.
    /// - Parameter label: What debuggers show.
    package init(_ label: String) { queue = DispatchQueue(label: label) }

    /// Takes a piece of work.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Does something behind all work that waits already.
    /// - Parameter work: What to do.
    package func run(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }
}
