/// How a batch is made.
package struct BatchSettings: Sendable {
    /// How many calls are made at a time.
    package var concurrency = 8
    /// Whether results come in the order of the input.
    package var isOrdered = false
    /// Whether no further call is made after one has failed.
    package var stopsOnError = false
    /// Whether calls are made again that an earlier run may have sent.
    package var retriesUncertain = false
    /// Which calls are made again that an earlier run has finished.
    package var retries = FailedCalls.none
    /// Whether results carry what stands in the input.
    package var reportsInput = false
    /// The path of the journal that makes the batch restartable; nil for none.
    package var journal: String?
    /// The profile of calls that name none.
    package var profile: String?
    /// How calls are made out of comma-separated values; nil for an input of JSON lines.
    package var template: CSVTemplate?

    /// Creates the usual settings.
    package init() {}
}

/// Calls that have failed, and are to be made again.
package enum FailedCalls: Sendable, Equatable {
    /// None.
    case none
    /// Those that could not be made, of which it is certain that nothing was sent; of those that only read, also those
    /// whose response broke off.
    case unsent
    /// Those that ended with one of these exit codes, whatever was sent.
    case exits([Int32])
}

/// How a batch has come along.
package struct BatchSummary: Sendable, Equatable {
    /// How many calls of this run ended with each exit code.
    package var counts: [Int32: Int] = [:]
    /// How many calls of earlier runs, which were left out now, ended with each exit code.
    package var earlier: [Int32: Int] = [:]
    /// How many bytes of the input have been read.
    package var bytesRead = 0

    /// How many calls of this run were made again.
    package var repeated = 0

    /// How many calls of this and earlier runs ended with each exit code.
    package var all: [Int32: Int] { counts.merging(earlier, uniquingKeysWith: +) }
    /// How many calls of this run have ended.
    package var total: Int { counts.values.reduce(0, +) }
    /// How many of them failed.
    package var failures: Int { total - counts[0, default: 0] }
    /// How many calls were left out, since an earlier run has finished them.
    package var skipped: Int { earlier.values.reduce(0, +) }
}
