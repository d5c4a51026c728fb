/// Events that a service tells of as they happen: messages, changes, progress.
///
/// There may be no end to them.
///
/// An event is acknowledged once the consumer is done with it: when the next one is asked for, or behind the closure of
/// ``forEach(_:)``. Where the service repeats events that were not acknowledged, each is seen at least once. A
/// `for`-loop that is left early does not acknowledge the event it was left with.
///
/// Events are walked through once.
public struct Events: AsyncSequence, Sendable {
    /// An event.
    public typealias Element = JSON

    /// How many events are given at most, and for how long.
    package let limits: EventLimits
    /// Whether the stream may go on without end where it is not limited.
    public let isEndless: Bool
    private let clock: any Clock<Duration>
    private let open: @Sendable () async throws -> any EventSource

    /// Creates a stream of events.
    /// - Parameters:
    ///   - isEndless: Whether the events may go on without end; false for an answer that comes in pieces.
    ///   - clock: The clock for limits of time.
    ///   - open: Opens the source, when the first event is asked for.
    public init(
        isEndless: Bool = true, clock: any Clock<Duration> = ContinuousClock(),
        open: @escaping @Sendable () async throws -> any EventSource
    ) {
        self.init(limits: EventLimits(), isEndless: isEndless, clock: clock, open: open)
    }

    /// Creates a stream out of a sequence that has nothing to acknowledge.
    /// - Parameters:
    ///   - sequence: The events.
    ///   - isEndless: Whether the events may go on without end.
    public init<Sequence: AsyncSequence & Sendable>(_ sequence: Sequence, isEndless: Bool = true)
    where Sequence.Element == JSON {
        self.init(isEndless: isEndless) { SequenceSource(sequence) }
    }

    private init(
        limits: EventLimits, isEndless: Bool, clock: any Clock<Duration>,
        open: @escaping @Sendable () async throws -> any EventSource
    ) {
        self.limits = limits
        self.isEndless = isEndless
        self.clock = clock
        self.open = open
    }

    /// Whether the stream ends, by itself or by a limit.
    public var isBounded: Bool { !isEndless || limits.isLimiting }

    /// The same events, as far as limits allow.
    /// - Parameter limits: The limits, besides those that there are already.
    /// - Returns: The stream.
    public func limited(to limits: EventLimits) -> Events {
        Events(limits: self.limits.combined(with: limits), isEndless: isEndless, clock: clock, open: open)
    }

    /// Walks through the events, and acknowledges each after the closure has returned.
    ///
    /// The source is closed at the end, however it comes.
    /// - Parameter body: Takes each event when it happens.
    /// - Throws: What the source or `body` throws; `CancellationError` when the task is cancelled.
    public func forEach(_ body: (JSON) async throws -> Void) async throws {
        let walk = EventWalk(limits, clock: clock, open: open)
        do {
            while let event = try await walk.next() {
                try await body(event)
                try await walk.acknowledge()
            }
        } catch {
            await walk.close()
            throw error
        }
        await walk.close()
    }

    /// Starts walking through the events.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(walk: EventWalk(limits, clock: clock, open: open))
    }

    /// Walks through the events.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let walk: EventWalk

        /// Acknowledges the event before, and waits for the next.
        public mutating func next() async throws -> JSON? {
            try await walk.acknowledge()
            guard let event = try await walk.next() else {
                await walk.close()
                return nil
            }
            return event
        }
    }
}

extension Events: OutputConvertible {
    /// Events that are shown as they happen.
    public static var outputKind: OutputKind { .events }
    /// The events as they happen.
    public var output: Output { .events(self) }
}

/// Where events come from; it is used by one task at a time.
public protocol EventSource: Sendable {
    /// Waits for the next event.
    /// - Returns: The event, or nil at the end.
    /// - Throws: What the service's client throws; `CancellationError` when the task is cancelled.
    func next() async throws -> JSON?

    /// Tells the service that the last event was dealt with, where it wants to know.
    ///
    /// Cancellation does not reach it: it limits its own time.
    /// - Throws: What the service's client throws.
    func acknowledge() async throws

    /// Ends the subscription; nothing else is called afterwards.
    ///
    /// Cancellation does not reach it: it limits its own time.
    func close() async
}

extension EventSource {
    /// Most services want to know nothing.
    public func acknowledge() async throws {}

    /// Most sources end with their last reference.
    public func close() async {}
}

/// The way through a stream of events; used by one task at a time.
private final class EventWalk: @unchecked Sendable {
    private let limits: EventLimits
    private let clock: any Clock<Duration>
    private let open: @Sendable () async throws -> any EventSource
    private var source: (any EventSource)?
    private var alarm: Task<Void, any Error>?
    private var count = 0
    private var isUnacknowledged = false
    private var isAtEnd = false

    init(
        _ limits: EventLimits, clock: any Clock<Duration>, open: @escaping @Sendable () async throws -> any EventSource
    ) {
        self.limits = limits
        self.clock = clock
        self.open = open
    }

    deinit {
        alarm?.cancel()
        if let source { Task { await source.close() } }
    }

    func next() async throws -> JSON? {
        guard !isAtEnd, count < limits.count ?? .max else { return nil }
        try Task.checkCancellation()
        let source = try await opened()
        guard let event = try await beforeAlarm({ try await source.next() }) ?? nil else {
            isAtEnd = true
            return nil
        }
        count += 1
        isUnacknowledged = true
        return event
    }

    func acknowledge() async throws {
        guard isUnacknowledged, let source else { return }
        isUnacknowledged = false
        try await Task { try await source.acknowledge() }.value
    }

    func close() async {
        isAtEnd = true
        alarm?.cancel()
        guard let source else { return }
        self.source = nil
        await Task { await source.close() }.value
    }

    private func opened() async throws -> any EventSource {
        if let source { return source }
        if let duration = limits.duration {
            alarm = Task { [clock] in try await clock.sleep(for: duration, tolerance: nil) }
        }
        let made = try await open()
        source = made
        return made
    }

    /// What work gives; nil when the time is over before.
    private func beforeAlarm(_ work: @escaping @Sendable () async throws -> JSON?) async throws -> JSON?? {
        guard let alarm else { return try await work() }
        return try await withThrowingTaskGroup(of: JSON??.self) { group in
            group.addTask { .some(try await work()) }
            group.addTask {
                try await withTaskCancellationHandler {
                    try await alarm.value
                } onCancel: {
                    alarm.cancel()
                }
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }
}

/// A sequence as a source; used by one task at a time.
private final class SequenceSource<Sequence: AsyncSequence & Sendable>: EventSource, @unchecked Sendable
where Sequence.Element == JSON {
    private var iterator: Sequence.AsyncIterator

    init(_ sequence: Sequence) { iterator = sequence.makeAsyncIterator() }

    func next() async throws -> JSON? { try await iterator.next() }
}
