import CMariaDB
import OIntCore

extension RecordBatch {
    /// Adds a value as it was fetched.
    /// - Parameters:
    ///   - value: The bytes: of the kind that the form asks for.
    ///   - form: How they are read.
    ///   - showsZone: Whether the session's zone is UTC, so that its points in time can be shown with one.
    mutating func append(_ value: UnsafeRawBufferPointer, as form: ValueForm, showsZone: Bool) {
        switch form {
        case .integer(let isUnsigned):
            let bits = value.loadUnaligned(as: Int64.self)
            if isUnsigned, bits < 0 { append(number: UInt64(bitPattern: bits).description) } else { append(bits) }
        case .float: append(number: value.loadUnaligned(as: Float.self).description)
        case .double: append(number: value.loadUnaligned(as: Double.self).description)
        case .decimal, .text: append(text: value.bindMemory(to: UInt8.self))
        case .bytes: append(["BYTES": .string(Base64.encoded(value))])
        case .bits: append(number: value.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }.description)
        case .date, .dateTime, .timestamp, .time:
            append(text: TimeText.text(value.loadUnaligned(as: oint_mysql_time.self), as: form, showsZone: showsZone))
        }
    }

    /// Adds a value in its text form, as the protocol of texts gives it.
    mutating func append(text value: UnsafeRawBufferPointer, as form: ValueForm) {
        switch form {
        case .integer, .float, .double: append(number: String(decoding: value, as: UTF8.self))
        case .bytes, .bits: append(value, as: form, showsZone: false)
        default: append(text: value.bindMemory(to: UInt8.self))
        }
    }

    private mutating func append(number: String) {
        var number = number
        number.withUTF8 { append(number: $0) }
    }
}

/// Points and spans of time as texts.
enum TimeText {
    /// The text: by ISO 8601 where it is a time that there is; as the server writes it where it is not, such as a day 0.
    /// - Parameters:
    ///   - time: The time.
    ///   - form: What it is.
    ///   - showsZone: Whether a time stamp is of UTC.
    static func text(_ time: oint_mysql_time, as form: ValueForm, showsZone: Bool) -> String {
        let date = "\(padded(time.year, 4))-\(padded(time.month, 2))-\(padded(time.day, 2))"
        let isReal = time.month > 0 && time.day > 0
        switch form {
        case .dateTime(let decimals), .timestamp(let decimals):
            let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
            var text = date + (isReal ? "T" : " ") + clock + fraction(time, decimals)
            if case .timestamp = form, isReal, showsZone { text += "+00:00" }
            return text
        case .time(let decimals):
            let hours = time.day * 24 + time.hour
            let clock = "\(padded(hours, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
            return (time.neg == 0 ? "" : "-") + clock + fraction(time, decimals)
        default: return date
        }
    }

    /// The decimals of the seconds: as many as the column has, or all where the server does not know how many there are.
    private static func fraction(_ time: oint_mysql_time, _ decimals: Int) -> String {
        guard decimals > 0, decimals <= 6 || time.second_part > 0 else { return "" }
        return "." + padded(UInt32(time.second_part), 6).prefix(min(decimals, 6))
    }

    private static func padded(_ number: UInt32, _ width: Int) -> String {
        let digits = number.description
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// A point in time as a column without a zone takes it, in a session whose zone is UTC.
    /// - Parameter text: A text, perhaps by RFC 3339.
    /// - Returns: The text; of UTC and without its offset where it had one.
    static func withoutZone(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count > 19, bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20, let offset = offset(bytes) else {
            return text
        }
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count >= 6 else { return text }
        let minutes =
            days(year: numbers[0], month: numbers[1], day: numbers[2]) * 1440 + numbers[3] * 60 + numbers[4]
            - offset.minutes
        let day = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
        let (year, month, date) = civil(day)
        let rest = minutes - day * 1440
        guard (0...9999).contains(year) else { return text }
        func two(_ number: Int) -> String { padded(UInt32(number), 2) }
        let seconds = String(decoding: bytes[17..<offset.start], as: UTF8.self)
        return
            "\(padded(UInt32(year), 4))-\(two(month))-\(two(date)) \(two(rest / 60)):\(two(rest % 60)):\(seconds)"
    }

    /// The offset at the end of a text, and where it begins.
    private static func offset(_ bytes: [UInt8]) -> (minutes: Int, start: Int)? {
        if bytes.last == UInt8(ascii: "Z") || bytes.last == UInt8(ascii: "z") { return (0, bytes.count - 1) }
        let start = bytes.count - 6
        guard start >= 19, bytes[start + 3] == UInt8(ascii: ":"),
            let hours = Int(String(decoding: bytes[start + 1...start + 2], as: UTF8.self)),
            let minutes = Int(String(decoding: bytes[(start + 4)...], as: UTF8.self))
        else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "+"): return (hours * 60 + minutes, start)
        case UInt8(ascii: "-"): return (-(hours * 60 + minutes), start)
        default: return nil
        }
    }

    /// The days since 1970-01-01, by the Gregorian calendar.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719468
        let era = (shifted >= 0 ? shifted : shifted - 146096) / 146097
        let dayOfEra = shifted - era * 146097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}
