import OIntCore

/// Dates as feeds write them.
enum FeedDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Reads a date of RFC 822 or of ISO 8601.
    ///
    /// Two digits of a year are of this century or the last one, the day of the week and the seconds may be missing.
    /// - Parameter text: The date.
    /// - Returns: Nil where it is none, or its zone is unknown.
    static func read(_ text: String) -> DateTime? {
        let words = text.split { $0 == " " || $0 == "," || $0.isWhitespace }.map { String($0) }
        let rest = words.first.map { $0.first?.isNumber ?? false } ?? true ? words : Array(words.dropFirst())
        guard rest.count >= 3, let day = Int(rest[0]),
            let month = months.firstIndex(of: rest[1].prefix(3).lowercased()),
            let written = Int(rest[2]), rest[2].count == 2 || rest[2].count == 4
        else { return DateTime(text.trimmed) }
        let year = rest[2].count == 2 ? (written < 70 ? 2000 : 1900) + written : written
        let clock = (rest.count > 3 ? rest[3] : "00:00").split(separator: ":").map { String($0) }
        guard clock.count >= 2, clock.allSatisfy({ Int($0) != nil }), let zone = zone(rest.count > 4 ? rest[4] : "GMT")
        else {
            return nil
        }
        let second = clock.count > 2 ? clock[2] : "0"
        let date = [padded(String(year), 4), padded(String(month + 1)), padded(String(day))].joined(separator: "-")
        return DateTime("\(date)T\(padded(clock[0])):\(padded(clock[1])):\(padded(second))\(zone)")
    }

    /// Writes a date by RFC 822: `Tue, 02 Jan 2024 03:04:05 +0000`.
    static func rfc822(_ date: DateTime) -> String {
        let days = (date.unixTime + date.offset).floored(by: 86_400)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((days % 7) + 7) % 7]
        let month = months[date.month - 1]
        let minutes = abs(date.offset) / 60
        let zone = (date.offset < 0 ? "-" : "+") + padded(String(minutes / 60)) + padded(String(minutes % 60))
        let time = [date.hour, date.minute, date.second].map { padded(String($0)) }.joined(separator: ":")
        return
            "\(weekday), \(padded(String(date.day))) \(month.prefix(1).uppercased())\(month.dropFirst()) \(padded(String(date.year), 4)) \(time) \(zone)"
    }

    private static func padded(_ text: String, _ width: Int = 2) -> String {
        String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// The zones that RFC 822 names, and the usual summer times.
    private static let zones = [
        "gmt": "Z", "ut": "Z", "utc": "Z", "z": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
        "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00",
        "msk": "+03:00", "bst": "+01:00",
    ]

    private static func zone(_ text: String) -> String? {
        if let known = zones[text.lowercased()] { return known }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4, Int(digits) != nil else {
            return nil
        }
        return "\(sign)\(digits.prefix(2)):\(digits.suffix(2))"
    }
}

extension Int {
    fileprivate func floored(by divisor: Int) -> Int { self >= 0 ? self / divisor : (self - divisor + 1) / divisor }
}
