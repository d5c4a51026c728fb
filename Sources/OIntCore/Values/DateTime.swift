#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A day, or a moment of a day in a time zone.
///
/// It keeps the clock and the zone it was written with, so that a service gets the form it wants without the moment
/// being moved.
public struct DateTime: Sendable, Hashable {
    /// The year, from 1 to 9999.
    public let year: Int
    /// The month, from 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int
    /// The hour, from 0 to 23.
    public let hour: Int
    /// The minute, from 0 to 59.
    public let minute: Int
    /// The second, from 0 to 59.
    public let second: Int
    /// The zone: how many seconds its clocks are ahead of UTC.
    public let offset: Int
    /// Whether a time of day was given, or only a day.
    public let hasTime: Bool

    /// Reads a date.
    ///
    /// Accepted are RFC 3339 and the forms of ISO 8601 near it (`2026-01-31`, `2026-01-31T10:00`,
    /// `2026-01-31 10:00:00+03:00`), and the same without separators (`20260131`, `20260131100000`). Fractions of a
    /// second are dropped. A time without a zone is in the machine's own one. The result is nil when the text is no
    /// date, or names one that does not exist.
    /// - Parameter text: The date.
    public init?(_ text: String) {
        self.init(text, localOffset: Self.localOffset)
    }

    /// Reads a date, with the machine's zone given.
    init?(_ text: String, localOffset: (_ secondsSinceEpoch: Int) -> Int) {
        var scanner = DateScanner(text)
        guard let year = scanner.digits(4) else { return nil }
        let dashed = scanner.take("-")
        guard let month = scanner.digits(2), scanner.take("-") == dashed, let day = scanner.digits(2),
            year >= 1, (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        var clock = (hour: 0, minute: 0, second: 0)
        var zone: Int?
        let hasTime = !scanner.isAtEnd
        if hasTime {
            let isSeparated = scanner.take("T") || scanner.take("t") || scanner.take(" ")
            guard isSeparated || !dashed, let hour = scanner.digits(2) else { return nil }
            let coloned = scanner.take(":")
            guard let minute = scanner.digits(2), hour < 24, minute < 60 else { return nil }
            clock = (hour, minute, 0)
            if coloned ? scanner.take(":") : scanner.isAtDigit {
                guard let second = scanner.digits(2), second <= 60, scanner.skipFraction() else { return nil }
                // Clocks that count no leap seconds show the second before once more.
                clock.second = min(second, 59)
            }
            guard let scanned = scanner.zone() else { return nil }
            zone = scanned
        }
        guard scanner.isAtEnd else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = clock
        self.hasTime = hasTime
        let asUTC = Self.daysSinceEpoch(year, month, day) * 86400 + clock.hour * 3600 + clock.minute * 60 + clock.second
        offset = zone ?? localOffset(asUTC)
    }

    /// Creates the moment that lies the given number of seconds after the beginning of 1970 in UTC.
    /// - Parameter seconds: The Unix time.
    public init(unixTime seconds: Int) { self.init(unixTime: seconds, offset: 0, hasTime: true) }

    private init(unixTime: Int, offset: Int, hasTime: Bool) {
        let local = unixTime + offset
        let days = local >= 0 ? local / 86400 : (local - 86399) / 86400
        let rest = local - days * 86400
        (year, month, day) = Self.civil(daysSinceEpoch: days)
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        self.offset = offset
        self.hasTime = hasTime
    }
}

extension DateTime {
    /// The present moment, in UTC.
    public static var now: DateTime {
        // The function `time` may lag behind by some milliseconds, and so by a second.
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return DateTime(unixTime: Int(moment.tv_sec))
    }

    /// Seconds since the beginning of 1970 in UTC.
    public var unixTime: Int {
        Self.daysSinceEpoch(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
    }

    /// The day as `yyyy-MM-dd`.
    public var dayText: String { "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))" }

    /// The moment as `yyyy-MM-ddTHH:mm:ss`, without its zone.
    public var localText: String {
        "\(dayText)T\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second))"
    }

    /// The moment by RFC 3339, in the zone it was written in: `2026-01-31T10:00:00+03:00`.
    public var rfc3339: String {
        guard offset != 0 else { return localText + "Z" }
        let minutes = abs(offset) / 60
        return "\(localText)\(offset < 0 ? "-" : "+")\(Self.padded(minutes / 60)):\(Self.padded(minutes % 60))"
    }

    /// The same moment with the clock of UTC.
    public var inUTC: DateTime { DateTime(unixTime: unixTime, offset: 0, hasTime: hasTime) }

    private static func padded(_ value: Int, _ width: Int = 2) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension DateTime: OptionValue {
    /// A moment or a day.
    public static var optionKind: OptionKind { .date }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a date in any of the accepted forms.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text
        guard let date = DateTime(text.trimmed) else {
            throw OptionError(
                "takes a date such as 2026-01-31, 2026-01-31T10:00:00 or 2026-01-31T10:00:00+03:00, not \(Quote.short(text))"
            )
        }
        self = date
    }

    /// The date by RFC 3339.
    public var optionText: String { hasTime ? rfc3339 : dayText }
}

extension DateTime {
    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Counts days in the Gregorian calendar, in years that begin in March so that leap days come last.
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The reverse of counting days; right from the year 1 on.
    private static func civil(daysSinceEpoch: Int) -> (Int, Int, Int) {
        let days = daysSinceEpoch + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// How far the machine's clocks are ahead of UTC when they show the given time.
    private static func localOffset(asUTC: Int) -> Int {
        // The zone is asked for the moment twice: the second time with the offset the first one gave, which is
        // right but for the hour a clock change skips or repeats.
        let guess = offset(atUnixTime: asUTC)
        return offset(atUnixTime: asUTC - guess)
    }

    private static func offset(atUnixTime seconds: Int) -> Int {
        var time = time_t(seconds)
        var local = tm()
        guard localtime_r(&time, &local) != nil else { return 0 }
        return local.tm_gmtoff
    }
}

/// Takes a date apart, byte by byte.
private struct DateScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    var isAtDigit: Bool { rest.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard isAtDigit, let byte = rest.first else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            rest = rest.dropFirst()
        }
        return value
    }

    mutating func skipFraction() -> Bool {
        guard take(".") || take(",") else { return true }
        guard isAtDigit else { return false }
        rest = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return true
    }

    /// The zone: nil inside for none, nil outside for one that can't be read.
    mutating func zone() -> Int?? {
        if isAtEnd { return .some(nil) }
        if take("Z") || take("z") { return .some(0) }
        let sign: Int
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = digits(2), hours < 24 else { return nil }
        let coloned = take(":")
        guard let minutes = isAtEnd && !coloned ? 0 : digits(2), minutes < 60 else { return nil }
        return .some(sign * (hours * 3600 + minutes * 60))
    }
}
