import OIntCore

/// Reads how often something may be done.
package enum CallRate {
    private static let units: [String: Double] = ["s": 1, "m": 60, "h": 3600]

    /// Reads a rate.
    /// - Parameter text: A number and a unit: `5/s`, `100/m` or `1000/h`; a lone number is one a second.
    /// - Returns: How often a second.
    /// - Throws: `UsageError` when the text is no rate above 0.
    package static func perSecond(_ text: String) throws(UsageError) -> Double {
        let parts = text.trimmed.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let unit = parts.count == 2 ? units[parts[1].lowercased()] : (parts.count == 1 ? 1 : nil)
        guard let unit, let number = JSONNumber(parts[0].trimmed)?.double, number > 0, number < 1e6 else {
            throw UsageError([
                .unreadable(option: "rate", reason: "takes a number a second, minute or hour, such as 5/s or 100/m")
            ])
        }
        return number / unit
    }
}
