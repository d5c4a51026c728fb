import OIntCore

extension Ntfy {
    /// How urgent a message is: 1 to 5.
    ///
    /// Source: https://docs.ntfy.sh/publish/#message-priority
    public struct Priority: Sendable, Hashable, ExpressibleByIntegerLiteral {
        /// The number, from 1 (least) to 5 (most).
        public let level: Int

        /// Takes a number that the source code holds; the server judges it.
        public init(integerLiteral level: Int) { self.level = level }

        private static let names = ["min": 1, "low": 2, "default": 3, "high": 4, "max": 5, "urgent": 5]
    }

    /// When a message is delivered.
    ///
    /// Source: https://docs.ntfy.sh/publish/#scheduled-delivery
    public struct Delay: Sendable, Hashable {
        /// What the server gets: a span of time, a Unix time, or words that it understands.
        public let text: String

        /// Reads a delay.
        ///
        /// A date or a clock time without a zone is in the machine's own one: the server gets a Unix time, since it would
        /// take a clock time to be in its zone. It understands English words, too, such as `tomorrow, 10am`, in its zone.
        /// - Parameters:
        ///   - text: A span of time such as 30m, a date, a clock time such as 10:00, or words.
        ///   - now: The present moment.
        /// - Throws: `OptionError` when the moment is less than 10 seconds ahead.
        public init(_ text: String, now: DateTime = .now) throws(OptionError) {
            let words = text.trimmed
            if let date = DateTime(words), words.contains("-") {
                guard date.unixTime >= now.unixTime + 10 else {
                    throw OptionError("takes a moment at least 10 seconds ahead, not \(Quote.short(words))")
                }
                self.text = String(date.unixTime)
            } else if let next = Self.next(words, after: now) {
                self.text = String(next.unixTime)
            } else {
                self.text = words
            }
        }

        /// The next moment at which the clocks of this machine show a time.
        private static func next(_ clock: String, after now: DateTime) -> DateTime? {
            // UTC may be a day ahead or behind.
            [-1, 0, 1, 2].lazy
                .map { DateTime(unixTime: now.unixTime + $0 * 86400).dayText }
                .compactMap { DateTime("\($0)T\(clock.count == 4 ? "0" : "")\(clock)") }
                .first { $0.unixTime >= now.unixTime + 10 }
        }
    }

    /// Up to three buttons of a message.
    ///
    /// Source: https://docs.ntfy.sh/publish/#action-buttons
    public struct Actions: Sendable, Hashable {
        /// The buttons as a JSON list, or in the service's short form.
        public let text: String

        /// Takes buttons.
        /// - Parameter buttons: Each as an object with `action`, `label` and what the action needs.
        public init(_ buttons: [JSON]) { text = JSON.array(buttons).text(.compact) }

        /// Takes what the server gets.
        init(text: String) { self.text = text }
    }
}

extension Ntfy.Priority: OptionValue {
    /// A level is typed as text.
    public static var optionKind: OptionKind { .text }
    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a number or a name.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed.lowercased()
        guard let level = Self.names[text] ?? Int(text), (1...5).contains(level) else {
            throw OptionError("takes a level from 1 to 5, or min, low, default, high or max, not \(Quote.short(text))")
        }
        self.level = level
    }

    /// The number.
    public var optionText: String { String(level) }
}

extension Ntfy.Delay: OptionValue {
    /// A delay is typed as text.
    public static var optionKind: OptionKind { .text }
    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
    /// Reads a delay.
    public init(option inputs: [OptionInput]) throws(OptionError) { try self.init(inputs.single().text) }
    /// What the server gets.
    public var optionText: String { text }
}

extension Ntfy.Actions: OptionValue {
    /// Buttons are JSON, or a text in the service's short form.
    public static var optionKind: OptionKind { .text }
    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a JSON list, or the service's short form.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let input = try inputs.single()
        let text = input.text.trimmed
        guard text.hasPrefix("[") || text.hasPrefix("{") else {
            self.init(text: text)
            return
        }
        let value: JSON
        do throws(JSONParsingError) {
            value = try JSON(parsing: text)
        } catch {
            throw OptionError("takes a JSON list of buttons, and is not JSON (\(error))")
        }
        let buttons = value.array ?? [value]
        guard (1...3).contains(buttons.count), buttons.allSatisfy({ $0["action"]?.string != nil && $0["label"] != nil })
        else { throw OptionError("takes one to three buttons, each with action and label") }
        self.init(buttons)
    }

    /// The buttons.
    public var optionText: String { text }
}
