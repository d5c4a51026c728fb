import OIntCore

/// Dates in HTTP headers, by RFC 9110, section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Reads a date.
    /// - Parameter text: The date.
    /// - Returns: Seconds since the beginning of 1970, or nil when the text is no such date.
    package static func unixTime(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else {
            return nil
        }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        return DateTime("\(words[3])-\(number)-\(words[1])T\(words[4])Z")?.unixTime
    }
}
