import OIntCore

/// What Bitrix24 can pick the events of a calendar by.
///
/// Source: https://apidocs.bitrix24.com/api-reference/calendar/calendar-event/calendar-event-get.html
struct CalendarEventFilter {
    private let from: DateTime?
    private let to: DateTime?
    private let sections: [JSON]

    /// Reads a filter as people write it; a blank value sets no condition.
    ///
    /// A key that is none of the three is refused: the service would take no notice of it, and list events that were
    /// not asked for.
    /// - Throws: `UsageError` with everything that can't be read.
    init(_ filter: JSONObject) throws(UsageError) {
        var problems = filter.keys.filter { !["from", "to", "section"].contains($0) }.map {
            "has the key \(Quote.short($0)), but takes only from, to and section"
        }
        from = Self.day("from", of: filter, &problems)
        to = Self.day("to", of: filter, &problems)
        sections = Self.sections(of: filter, &problems)
        if !problems.isEmpty { throw UsageError(problems.map { .unreadable(option: "filter", reason: $0) }) }
    }

    /// Adds the conditions to the fields of a request.
    func append(to fields: inout Fields) {
        fields.append("from", from?.dayText)
        fields.append("to", to?.dayText)
        fields.append("section", sections.nonEmpty)
    }

    private static func day(_ key: String, of filter: JSONObject, _ problems: inout [String]) -> DateTime? {
        guard let value = value(key, of: filter) else { return nil }
        let date = (value.string ?? value.number?.text).flatMap { DateTime($0.trimmed) }
        if date == nil { problems.append("wants a date such as 2026-01-31 under '\(key)'") }
        return date
    }

    private static func sections(of filter: JSONObject, _ problems: inout [String]) -> [JSON] {
        guard let value = value("section", of: filter) else { return [] }
        let sections = value.array ?? [value]
        if !sections.allSatisfy({ $0.string != nil || $0.number != nil }) {
            problems.append("wants the ids of calendars under 'section'")
        }
        return sections
    }

    private static func value(_ key: String, of filter: JSONObject) -> JSON? {
        guard let value = filter[key], !value.isNull, value.string?.trimmed.isEmpty != true else { return nil }
        return value
    }
}
