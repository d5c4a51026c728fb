import OIntCore

@Methods("Calendar events management")
extension Bitrix24 {
    /// Creates an event in a calendar.
    /// - Parameter fields: Fields of the event, shaped as GetCalendarEventsStructure shows.
    /// - Returns: The event's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "СоздатьСобытиеКалендаря")
    public func createCalendarEvent(fields: JSONObject) async throws -> JSON {
        var request = Fields()
        request.append(contentsOf: fields)
        return try await write("calendar.event.add", request)
    }

    /// Changes an event.
    /// - Parameters:
    ///   - event: Id of the event.
    ///   - fields: Fields to change, shaped as GetCalendarEventsStructure shows; type, ownerId and name must be there.
    /// - Returns: The event's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "ИзменитьСобытиеКалендаря")
    public func updateCalendarEvent(event: ID, fields: JSONObject) async throws -> JSON {
        var request: Fields = ["id": event]
        request.append(contentsOf: fields.without("id"))
        return try await write("calendar.event.update", request)
    }

    /// Fetches one event.
    /// - Parameter event: Id of the event.
    /// - Returns: The event, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "OWNER_ID": "1", "NAME": "Planning", "DATE_FROM": "01/31/2026 10:00:00 am",
    ///   "DATE_TO": "01/31/2026 11:00:00 am", "TZ_FROM": "Europe/Riga", "TZ_TO": "Europe/Riga", "DT_SKIP_TIME": "N",
    ///   "IMPORTANCE": "normal", "LOCATION": "Room 3", "REMIND": [{"type": "min", "count": 15}], "SECTION_ID": "4"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСобытиеКалендаря")
    public func getCalendarEvent(event: ID) async throws -> JSON {
        try await read("calendar.event.getbyid", ["id": event])
    }

    /// Lists the events of a user, a group or the company.
    /// - Parameters:
    ///   - owner: Id of the user or group; 0 for the company.
    ///   - type: Type of the calendars: user, group or company_calendar.
    ///   - filter: Days and calendars to look at, shaped as GetCalendarEventsFilterStructure shows.
    /// - Returns: The events, all on one page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "42", "OWNER_ID": "1", "NAME": "Planning", "DATE_FROM": "01/31/2026 10:00:00 am",
    ///   "DATE_TO": "01/31/2026 11:00:00 am", "TZ_FROM": "Europe/Riga", "TZ_TO": "Europe/Riga", "DT_SKIP_TIME": "N",
    ///   "IMPORTANCE": "normal", "LOCATION": "Room 3", "REMIND": [{"type": "min", "count": 15}], "SECTION_ID": "4"}]}
    ///   ```
    /// - Throws: `UsageError` when the filter can't be read.
    @Method(.reads, ru: "ПолучитьСобытияКалендарей")
    public func getCalendarEvents(owner: ID, type: String, filter: JSONObject = [:]) throws(UsageError) -> Pages {
        var request: Fields = ["type": type, "ownerId": owner]
        try CalendarEventFilter(filter).append(to: &request)
        return list("calendar.event.get", request)
    }

    /// Deletes an event.
    /// - Parameter event: Id of the event.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьСобытиеКалендаря")
    public func deleteCalendarEvent(event: ID) async throws -> JSON {
        try await write("calendar.event.delete", ["id": event])
    }

    /// Tells what you answered to an invitation.
    /// - Parameter event: Id of the event.
    /// - Returns: `Y` for yes, `N` for no, `Q` for no answer yet, under `result`.
    ///
    ///   ```json
    ///   {"result": "Y"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтатусУчастияПользователя")
    public func getUserParticipationStatus(event: ID) async throws -> JSON {
        try await read("calendar.meeting.status.get", ["eventId": event])
    }

    /// Answers an invitation.
    /// - Parameters:
    ///   - event: Id of the event.
    ///   - status: Answer: Y for yes, N for no, Q for undecided.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "УстановитьСтатусУчастияПользователя")
    public func setUserParticipationStatus(event: ID, status: MeetingReply) async throws -> JSON {
        try await write("calendar.meeting.status.set", ["eventId": event, "status": status.rawValue])
    }

    /// Shows the fields that CreateCalendarEvent and UpdateCalendarEvent take.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"type": "<user, group or company_calendar>", "ownerId": "<id of the user or group, 0 for the company>",
    ///   "from": "<when it begins, as in 2026-01-31T10:00:00>", "to": "<when it ends, as in 2026-01-31T11:00:00>",
    ///   "section": "<id of the calendar>", "name": "<name>",
    ///   "skip_time": "<Y if from and to are days without a time, else N>",
    ///   "timezone_from": "<time zone of the beginning, as in Europe/Riga>", "description": "<description>",
    ///   "accessibility": "<busy, absent, quest (perhaps busy) or free>",
    ///   "rrule": {"FREQ": "<DAILY, WEEKLY, MONTHLY or YEARLY>", "COUNT": "<how many times it takes place>",
    ///   "INTERVAL": "<every how many days, weeks, months or years>", "BYDAY": ["<SU, MO, TU, WE, TH, FR or SA>"],
    ///   "UNTIL": "<last day it may take place>"}, "remind": [{"type": "<min, hour or day>",
    ///   "count": "<how many of them before the event>"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруСобытияКалендаря")
    public static func getCalendarEventsStructure(empty: Bool = false) -> JSON {
        Template([
            "type": "user, group or company_calendar",
            "ownerId": "id of the user or group, 0 for the company",
            "from": "when it begins, as in 2026-01-31T10:00:00",
            "to": "when it ends, as in 2026-01-31T11:00:00",
            "from_ts": "when it begins in Unix time, instead of from",
            "to_ts": "when it ends in Unix time, instead of to",
            "section": "id of the calendar",
            "name": "name",
            "skip_time": "Y if from and to are days without a time, else N",
            "timezone_from": "time zone of the beginning, as in Europe/Riga",
            "timezone_to": "time zone of the end, as in Europe/Riga",
            "description": "description",
            "color": "colour, with %23 for the number sign, as in %239cbeee",
            "text_color": "colour of the text, with %23 for the number sign, as in %23283000",
            // 'quest' is how the service spells 'perhaps'.
            "accessibility": "busy, absent, quest (perhaps busy) or free",
            "importance": "high, normal or low",
            "private_event": "Y if others may not see it, else N",
            "rrule": [
                "FREQ": "DAILY, WEEKLY, MONTHLY or YEARLY",
                "COUNT": "how many times it takes place",
                "INTERVAL": "every how many days, weeks, months or years",
                "BYDAY": ["SU, MO, TU, WE, TH, FR or SA"],
                "UNTIL": "last day it may take place",
            ],
            "is_meeting": "Y if people are invited, else N",
            "location": "place",
            "remind": [reminderHints],
            "attendees": "list of the ids of those invited, if is_meeting is Y",
            "host": "id of the user who invites, if is_meeting is Y",
            "meeting": [
                "notify": "true to be told who accepts and who declines, else false",
                "reinvite": "true to ask everyone again after a change, else false",
                "allow_invite": "true to let those invited invite others, else false",
                "hide_guests": "true to hide who is invited, else false",
            ],
        ]).filled(empty: empty)
    }

    /// Shows the conditions that GetCalendarEvents takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The conditions.
    ///
    ///   ```json
    ///   {"from": "<first day, a month ago unless given>", "to": "<last day, in three months unless given>",
    ///   "section": "<list of the calendars' ids>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраСобытийКалендарей")
    public static func getCalendarEventsFilterStructure(empty: Bool = false) -> JSON {
        Template([
            "from": "first day, a month ago unless given",
            "to": "last day, in three months unless given",
            "section": "list of the calendars' ids",
        ]).filled(empty: empty)
    }
}
