/// How many events are given at most, and for how long they are waited for.
public struct EventLimits: Sendable, Hashable {
    /// How many events; nil for as many as come.
    public var count: Int?
    /// How long events are waited for; nil without end.
    public var duration: Duration?

    /// Creates limits.
    /// - Parameters:
    ///   - count: How many events; nil for as many as come.
    ///   - duration: How long events are waited for; nil without end.
    public init(count: Int? = nil, duration: Duration? = nil) {
        self.count = count
        self.duration = duration
    }

    /// Whether there is a limit at all.
    var isLimiting: Bool { count != nil || duration != nil }

    /// Limits that hold both.
    func combined(with other: EventLimits) -> EventLimits {
        EventLimits(
            count: [count, other.count].compactMap(\.self).min(),
            duration: [duration, other.duration].compactMap(\.self).min())
    }
}

extension EventLimits {
    /// The names of the options that say limits.
    enum OptionName {
        static let count = "limit"
        static let duration = "for"
    }

    /// Reads the limits out of a call's options, and reports there what is wrong with them.
    /// - Parameters:
    ///   - invocation: The call.
    ///   - names: Which of the options are limits; a method may have an option of that name for itself.
    init(_ invocation: inout Invocation, names: Set<String>) {
        self.init()
        guard !names.isEmpty else { return }
        var decoder = OptionDecoder(Invocation(options: invocation.options.filter { names.contains($0.key) }))
        let count: Decoded<EventCount?> = decoder.optional(OptionName.count, EventCount.self)
        let duration: Decoded<Duration?> = decoder.optional(OptionName.duration, Duration.self)
        do throws(UsageError) {
            try decoder.finish()
        } catch {
            invocation.problems += error.problems
        }
        self.count = (try? count())??.value
        self.duration = (try? duration()) ?? nil
    }
}

/// A number of events, at least one.
struct EventCount: OptionValue {
    let value: Int

    static var optionKind: OptionKind { .integer }
    static var optionRoles: OptionRoles { [] }

    init(option inputs: [OptionInput]) throws(OptionError) {
        value = try Int(option: inputs)
        guard value > 0 else { throw OptionError("takes a whole number above 0, not \(value)") }
    }

    var optionText: String { String(value) }
}
