import OIntCore

@Methods("Calendars management")
extension Bitrix24 {
    /// Lists the calendars of a user, a group or the company.
    /// - Parameters:
    ///   - owner: Id of the user or group; 0 for the company and for rooms.
    ///   - type: Type of the calendars: user, group, company_calendar, location or one the portal made up.
    /// - Returns: The calendars, all on one page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "42", "NAME": "Holidays", "DESCRIPTION": "Days off of the team", "COLOR": "#9cbeee",
    ///   "TEXT_COLOR": "#283000", "EXPORT": {"ALLOW": true}, "CAL_TYPE": "user", "OWNER_ID": "1", "CREATED_BY": "1",
    ///   "DATE_CREATE": "2026-01-12 09:00:00", "TIMESTAMP_X": "2026-01-12 09:00:00", "PERM": {"view_time": true,
    ///   "view_title": true, "view_full": true, "add": true, "edit": true, "edit_section": true, "access": true}}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокКалендарей")
    public func getCalendarList(owner: ID, type: String) -> Pages {
        list("calendar.section.get", ["type": type, "ownerId": owner])
    }

    /// Creates a calendar.
    /// - Parameter fields: Fields of the calendar, shaped as GetCalendarStructure shows.
    /// - Returns: The calendar's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "СоздатьКалендарь")
    public func createCalendar(fields: JSONObject) async throws -> JSON {
        var request = Fields()
        request.append(contentsOf: fields)
        return try await write("calendar.section.add", request)
    }

    /// Changes a calendar.
    /// - Parameters:
    ///   - calendar: Id of the calendar.
    ///   - fields: Fields to change, shaped as GetCalendarStructure shows; type and ownerId must be among them.
    /// - Returns: The calendar's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "ИзменитьКалендарь")
    public func updateCalendar(calendar: ID, fields: JSONObject) async throws -> JSON {
        var request: Fields = ["id": calendar]
        request.append(contentsOf: fields.without("id"))
        return try await write("calendar.section.update", request)
    }

    /// Deletes a calendar.
    /// - Parameters:
    ///   - calendar: Id of the calendar.
    ///   - owner: Id of the user or group it belongs to.
    ///   - type: Type of the calendar: user or group.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьКалендарь")
    public func deleteCalendar(calendar: ID, owner: ID, type: String) async throws -> JSON {
        try await write("calendar.section.delete", ["type": type, "ownerId": owner, "id": calendar])
    }

    /// Shows when users are busy.
    /// - Parameters:
    ///   - users: Ids of the users.
    ///   - start: First day.
    ///   - end: Last day.
    /// - Returns: The events that keep each user busy, by the users' ids, under `result`.
    ///
    ///   ```json
    ///   {"result": {"1": [{"ID": "42", "NAME": "Planning", "DATE_FROM": "02/02/2026 10:00:00 am",
    ///   "DATE_TO": "02/02/2026 11:00:00 am", "DATE_FROM_TS_UTC": "1770019200", "DATE_TO_TS_UTC": "1770022800",
    ///   "DT_SKIP_TIME": "N", "TZ_FROM": "Europe/Riga", "TZ_TO": "Europe/Riga", "ACCESSIBILITY": "busy",
    ///   "IMPORTANCE": "normal"}]}}
    ///   ```
    @Method(.reads, ru: "ПолучитьЗанятостьПользователей")
    public func getUserBusy(users: [ID], from start: DateTime, to end: DateTime) async throws -> JSON {
        try await read("calendar.accessibility.get", ["users": users, "from": start.dayText, "to": end.dayText])
    }

    /// Tells your own calendar settings.
    /// - Returns: The settings, under `result`.
    ///
    ///   ```json
    ///   {"result": {"view": "month", "meetSection": "4", "showDeclined": false, "denyBusyInvitation": false,
    ///   "collapseOffHours": "N", "showTasks": "Y", "lastUsedSection": "4", "defaultSections": {"user1": "4"},
    ///   "defaultReminders": {"fullDay": [{"type": "day", "count": 1}], "withTime": [{"type": "min", "count": 15}]},
    ///   "timezoneName": "Europe/Riga", "work_time_start": "9.00", "work_time_end": "18.00"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПользовательскиеНастройкиКалендаря")
    public func getCustomCalendarSettings() async throws -> JSON {
        try await read("calendar.user.settings.get")
    }

    /// Changes your own calendar settings.
    /// - Parameter settings: Settings, shaped as GetCalendarCustomSettingsStructure shows.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "УстановитьПользовательскиеНастройкиКалендаря")
    public func setCustomCalendarSettings(settings: JSONObject) async throws -> JSON {
        try await write("calendar.user.settings.set", ["settings": settings])
    }

    /// Tells the calendar settings of the whole portal.
    /// - Returns: The settings, under `result`.
    ///
    ///   ```json
    ///   {"result": {"work_time_start": "9", "work_time_end": "18", "year_holidays": "1.01,24.12,25.12",
    ///   "year_workdays": "31.12", "week_holidays": ["SA", "SU"], "week_start": "MO",
    ///   "user_name_template": "#NAME# #LAST_NAME#", "user_show_login": true,
    ///   "path_to_user": "/company/personal/user/#user_id#/", "path_to_group": "/workgroups/group/#group_id#/",
    ///   "dep_manager_sub": true, "forum_id": "8"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруНастроекКалендаря")
    public func getCalendarSettingsStructure() async throws -> JSON {
        try await read("calendar.settings.get")
    }

    /// Shows the settings that SetCustomCalendarSettings takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The settings.
    ///
    ///   ```json
    ///   {"view": "<what the calendar opens with: day, week, month or list>",
    ///   "meetSection": "<id of the calendar that invitations go to>", "crmSection": "<id of the calendar for CRM>",
    ///   "showDeclined": "<true to show events you declined, else false>",
    ///   "denyBusyInvitation": "<true to refuse invitations while you are busy, else false>",
    ///   "collapseOffHours": "<Y to hide the hours off work, else N>", "showTasks": "<Y to show tasks, else N>",
    ///   "lastUsedSection": "<id of the calendar for events that name none>",
    ///   "sendFromEmail": "<e-mail address that invitations are sent from>",
    ///   "defaultSections": "<object of calendar ids, with keys such as user12 and group36>",
    ///   "syncPeriodPast": "<how many months back to synchronise>",
    ///   "defaultReminders": {"fullDay": [{"type": "<min, hour or day>",
    ///   "count": "<how many of them before the event>"}], "withTime": [{"type": "<min, hour or day>",
    ///   "count": "<how many of them before the event>"}]}}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьСтруктуруПользовательскихНастроекКалендаря",
        aliases: ["GetCalednarCustomSettingsStructure"])
    public static func getCalendarCustomSettingsStructure(empty: Bool = false) -> JSON {
        Template([
            "view": "what the calendar opens with: day, week, month or list",
            "meetSection": "id of the calendar that invitations go to",
            "crmSection": "id of the calendar for CRM",
            "showDeclined": "true to show events you declined, else false",
            "denyBusyInvitation": "true to refuse invitations while you are busy, else false",
            "collapseOffHours": "Y to hide the hours off work, else N",
            "showWeekNumbers": "Y to number the weeks, else N",
            "showTasks": "Y to show tasks, else N",
            "syncTasks": "Y to synchronise the calendar of tasks, else N",
            "showCompletedTasks": "Y to show finished tasks, else N",
            "lastUsedSection": "id of the calendar for events that name none",
            "sendFromEmail": "e-mail address that invitations are sent from",
            "defaultSections": "object of calendar ids, with keys such as user12 and group36",
            "syncPeriodPast": "how many months back to synchronise",
            "syncPeriodFuture": "how many months ahead to synchronise",
            "defaultReminders": ["fullDay": [reminderHints], "withTime": [reminderHints]],
        ]).filled(empty: empty)
    }

    /// Shows the fields that CreateCalendar and UpdateCalendar take.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"type": "<user or group>", "ownerId": "<id of the user or group>", "name": "<name>",
    ///   "description": "<description>", "color": "<colour, as in #9cbeee>",
    ///   "text_color": "<colour of the text, as in #283000>",
    ///   "export": {"ALLOW": "<true to let it be exported, else false>",
    ///   "SET": "<all; 3_9 for three months back and nine ahead; 6_12 for six and twelve>"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруКалендаря")
    public static func getCalendarStructure(empty: Bool = false) -> JSON {
        Template([
            "type": "user or group",
            "ownerId": "id of the user or group",
            "name": "name",
            "description": "description",
            "color": "colour, as in #9cbeee",
            "text_color": "colour of the text, as in #283000",
            "export": [
                "ALLOW": "true to let it be exported, else false",
                "SET": "all; 3_9 for three months back and nine ahead; 6_12 for six and twelve",
            ],
        ]).filled(empty: empty)
    }
}

extension Bitrix24 {
    /// How long before an event to remind of it, for templates.
    static var reminderHints: JSON {
        ["type": "min, hour or day", "count": "how many of them before the event"]
    }
}
