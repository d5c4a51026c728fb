import OIntCore
import OIntRunning
import Synchronization

/// Many calls, made side by side, with a line for the result of each.
///
/// As many workers as there may be calls at a time take calls from the input and hand their results on. Nothing is read
/// ahead: results that nobody takes stop the workers, and so the reading. Memory is bounded by the number of workers,
/// whatever the length of the input.
///
/// ``Journal`` tells how a batch goes on that broke off.
package final class Batch: Sendable {
    private let settings: BatchSettings
    private let caller: Caller
    private let reader: any CallReader
    private let stream: RecordStream
    private let feed: Feed
    private let journal: Journal?
    private let recorder: Recorder
    private let order: ResultOrder?
    private let objects = ObjectStore()
    private let turns = ObjectTurns()
    private let progress: (@Sendable (BatchSummary) -> Void)?
    private let summary = Mutex(BatchSummary())

    /// Prepares a batch: opens input, journal and output, and sends nothing.
    /// - Parameters:
    ///   - input: The path of the input, or `-` for standard input.
    ///   - settings: How the batch is made.
    ///   - caller: What makes the calls.
    ///   - output: Makes what takes the results; it is told whether a batch goes on that broke off.
    ///   - progress: Is told how far the batch has come, after each call.
    /// - Throws: `UsageError` when the settings or the columns don't fit; `LocalError` when a file can't be used.
    package init(
        input: String, settings: BatchSettings, caller: Caller, output: (_ goesOn: Bool) throws -> BatchOutput,
        progress: (@Sendable (BatchSummary) -> Void)? = nil
    ) async throws {
        let file = input == "-" ? OpenFile.standardInput : try await BlockingWork.run { try OpenFile(input) }
        let methods = MethodTable(caller.libraries)
        if let template = settings.template {
            stream = RecordStream(file, CSVSplitter(template.format))
            // Said before the input is waited for.
            _ = try methods.entry(library: template.library, method: template.method)
            guard let header = try await stream.next(), let separator = stream.separator else {
                throw UsageError("the input is empty, and its first line must hold the names of the columns")
            }
            reader = try CSVCallReader(
                template, header: try CSVFields.header(header.bytes, separator: separator), separator: separator,
                methods: methods, profile: settings.profile)
        } else {
            stream = RecordStream(file, LineSplitter())
            reader = JSONCallReader(profile: settings.profile, find: methods.entry)
        }
        journal = try settings.journal.map { path throws(LocalError) in try Journal(path) }
        let goesOn = (journal?.history.lastStarted ?? 0) > 0
        recorder = Recorder(output: try output(goesOn), journal: journal)
        feed = try Feed(
            stream, recorder, history: journal?.history, retries: settings.retries,
            context: settings.template?.identity ?? "")
        order = settings.isOrdered ? ResultOrder(recorder, entries: max(256, 4 * settings.concurrency)) : nil
        self.settings = settings
        self.caller = caller.keepingConnections
        self.progress = progress
        summary.withLock { [journal] in $0.earlier = journal?.history.exits ?? [:] }
    }

    /// Makes the calls.
    /// - Returns: How they came along.
    /// - Throws: `CancellationError` when the task is cancelled: calls that run then are given up, and uncertain;
    ///   `LocalError` or `BrokenPipe` when results can't be written; what reading the input throws, after the calls
    ///   that run have ended.
    package func run() async throws -> BatchSummary {
        defer { journal?.release() }
        do {
            try await withThrowingTaskGroup { group in
                for _ in 0..<settings.concurrency { group.addTask { try await self.work() } }
                try await group.waitForAll()
            }
        } catch {
            await objects.closeAll()
            // Results of calls that have ended are written all the same.
            try? await recorder.finish()
            throw error
        }
        await objects.closeAll()
        try await recorder.finish()
        try Task.checkCancellation()
        if let failure = inputFailure.withLock({ $0 }) { throw failure }
        return current()
    }

    /// What ended the reading; the calls that run then go on to their end.
    private let inputFailure = Mutex<(any Error)?>(nil)

    private func work() async throws {
        while true {
            let job: Job?
            do {
                job = try await feed.next()
            } catch {
                if error is CancellationError || Task.isCancelled { throw error }
                feed.stop()
                inputFailure.withLock { $0 = $0 ?? error }
                return
            }
            guard let job else { return }
            do {
                try await finish(job)
            } catch {
                order?.giveUp()
                turns.giveUp()
                throw error
            }
        }
    }

    /// Makes a call, and hands its result on.
    private func finish(_ job: Job) async throws {
        let read = reader.read(job.record)
        let names = read.objectNames
        if let name = read.keep { objects.reserve(name) }
        try await turns.enter(job.place, using: names)
        let result = try await outcome(of: job, read)
        turns.leave(job.place, using: names)
        guard let outcome = result else { return try await skip(job) }
        let isSettled = outcome.exit != ExitCode.uncertain
        let entry = ResultOrder.Entry(
            line: outcome.line(id: read.id),
            finished: isSettled
                ? Recorder.Finish(number: job.number, exit: outcome.exit, isUnsent: outcome.isUnsent) : nil)
        if outcome.exit != ExitCode.success, settings.stopsOnError { feed.stop() }
        if let order {
            try await order.put(entry, at: job.place)
        } else {
            try await recorder.settle(recorder.result(entry.line, finished: entry.finished))
        }
        summary.withLock { summary in
            summary.counts[outcome.exit, default: 0] += 1
            guard let earlier = job.earlier else { return }
            let left = summary.earlier[earlier.exit, default: 1] - 1
            summary.earlier[earlier.exit] = left > 0 ? left : nil
            summary.repeated += 1
        }
        if let progress { progress(current()) }
    }

    /// Hands on that a call is not made again after all.
    private func skip(_ job: Job) async throws {
        guard let order else { return }
        try await order.put(ResultOrder.Entry(line: []), at: job.place)
    }

    /// What becomes of a call; nil for one that an earlier run has finished, and that is not made again.
    private func outcome(of job: Job, _ read: ReadCall) async throws -> CallOutcome? {
        let line = job.record.line
        var call: Call
        switch read.call {
        case .success(let value): call = value
        case .failure(let error): return job.earlier == nil ? .failure(error, line: line) : nil
        }
        if let earlier = job.earlier {
            // A response that broke off may belong to a call that was carried out.
            if settings.retries == .unsent, !earlier.isUnsent, call.method.effect != .reads { return nil }
            try await recorder.wait(for: recorder.again(number: job.number))
        }
        if job.isUncertain, !settings.retriesUncertain, call.method.effect != .reads { return .uncertain(line: line) }
        if read.keep != nil, journal != nil { return .failure(Self.noKeeping, line: line) }
        call.objects = objects
        if let ticket = job.ticket { try await recorder.wait(for: ticket) }
        try Task.checkCancellation()
        var prepared: PreparedCall?
        do {
            let ready = try await caller.prepare(call)
            prepared = ready
            let result = try await ready.run().collected(
                upTo: Self.resultLimit,
                keep: read.keep.map { name in
                    { [objects] in try await objects.keep($0, as: name, secrets: ready.secrets) }
                })
            return reported(.success(result), job, prepared)
        } catch let preview as Preview {
            return reported(.preview(preview.content), job, prepared)
        } catch {
            // A call that was given up half-way has no result; the journal says that it was started.
            try Task.checkCancellation()
            return reported(.failure(error, line: line, secrets: prepared?.secrets ?? []), job, prepared)
        }
    }

    /// The outcome, with what stands in the input where that is wanted: secrets in it are masked.
    private func reported(_ outcome: CallOutcome, _ job: Job, _ prepared: PreparedCall?) -> CallOutcome {
        guard settings.reportsInput, let prepared, let input = reader.report(job.record) else { return outcome }
        var outcome = outcome
        outcome.input = Redactor(prepared.secrets).masked(input)
        return outcome
    }

    /// How many bytes a result may have; it is the limit of answers too.
    private static let resultLimit = 64 << 20

    /// What is kept by one run is not there in the next, which leaves out the calls that have ended.
    private static let noKeeping = UsageError(
        "keep does not go with --journal: an object ends with the run that opened it")

    private func current() -> BatchSummary {
        var summary = summary.withLock { $0 }
        summary.bytesRead = stream.byteCount
        return summary
    }
}
