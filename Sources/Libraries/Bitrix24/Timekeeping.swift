import OIntCore

// The methods task.elapseditem.* read their fields by position: the order below is part of the call.
@Methods("Timekeeping")
extension Bitrix24 {
    /// Records time that was spent on a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - seconds: How many seconds.
    ///   - user: Id of the user who spent it; the caller when left out.
    ///   - text: Remark.
    ///   - date: When it was spent; now when left out.
    /// - Returns: The id of the record, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "ДобавитьТрудозатратыЗадачи")
    public func addTaskTimeAccounting(
        task: ID, amount seconds: Int, user: ID? = nil, text: String? = nil, date: DateTime? = nil
    ) async throws -> JSON {
        let fields: Fields = [
            "SECONDS": seconds, "COMMENT_TEXT": text, "USER_ID": user, "CREATED_DATE": date?.rfc3339,
        ]
        return try await write("task.elapseditem.add", ["TASKID": task, "ARFIELDS": fields])
    }

    /// Deletes a record of time that was spent on a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - record: Id of the record.
    /// - Returns: Null under `result`.
    ///
    ///   ```json
    ///   {"result": null}
    ///   ```
    @Method(.destroys, ru: "УдалитьТрудозатратыЗадачи")
    public func deleteTaskTimeAccounting(task: ID, record: ID) async throws -> JSON {
        try await write("task.elapseditem.delete", ["TASKID": task, "ITEMID": record])
    }

    /// Lists the records of time that was spent on a task.
    /// - Parameter task: Id of the task.
    /// - Returns: The records.
    ///
    ///   ```json
    ///   {"result": [{"ID": "42", "TASK_ID": "42", "USER_ID": "1", "COMMENT_TEXT": "Wrote the report",
    ///   "SECONDS": "3600", "MINUTES": "60", "SOURCE": "2", "CREATED_DATE": "2026-01-30T10:00:00+00:00",
    ///   "DATE_START": "2026-01-30T10:00:00+00:00", "DATE_STOP": "2026-01-30T10:00:00+00:00"}], "total": 1}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокТрудозатратЗадачи")
    public func getTaskTimeAccountingList(task: ID) -> Pages {
        list("task.elapseditem.getlist", ["TASKID": task])
    }

    /// Fetches one record of time that was spent on a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - record: Id of the record.
    /// - Returns: The record, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "TASK_ID": "42", "USER_ID": "1", "COMMENT_TEXT": "Wrote the report",
    ///   "SECONDS": "3600", "MINUTES": "60", "SOURCE": "2", "CREATED_DATE": "2026-01-30T10:00:00+00:00",
    ///   "DATE_START": "2026-01-30T10:00:00+00:00", "DATE_STOP": "2026-01-30T10:00:00+00:00"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьТрудозатратыЗадачи")
    public func getTaskTimeAccounting(task: ID, record: ID) async throws -> JSON {
        try await read("task.elapseditem.get", ["TASKID": task, "ITEMID": record])
    }

    /// Changes a record of time that was spent on a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - record: Id of the record.
    ///   - seconds: How many seconds.
    ///   - text: New remark.
    ///   - date: When it was spent.
    /// - Returns: Null under `result`.
    ///
    ///   ```json
    ///   {"result": null}
    ///   ```
    @Method(.writes, ru: "ИзменитьТрудозатратыЗадачи")
    public func updateTaskTimeAccounting(
        task: ID, record: ID, amount seconds: Int, text: String? = nil, date: DateTime? = nil
    ) async throws -> JSON {
        let fields: Fields = ["SECONDS": seconds, "COMMENT_TEXT": text, "CREATED_DATE": date?.rfc3339]
        return try await write("task.elapseditem.update", ["TASKID": task, "ITEMID": record, "ARFIELDS": fields])
    }

    /// Starts a working day, or goes on with one that was paused or ended.
    ///
    /// A time of one's own is possible where no day is running, and needs a reason unless the schedule is free.
    /// - Parameters:
    ///   - userID: Id of the user; the caller when left out.
    ///   - time: When it started, today; now when left out.
    ///   - reason: Why the time differs.
    /// - Returns: The working day, under `result`.
    ///
    ///   ```json
    ///   {"result": {"STATUS": "OPENED", "TIME_START": "2026-01-30T09:00:00+02:00", "TIME_FINISH": null,
    ///   "DURATION": "00:00:00", "TIME_LEAKS": "00:00:00", "ACTIVE": true, "IP_OPEN": "192.0.2.1", "IP_CLOSE": "",
    ///   "TZ_OFFSET": 7200}}
    ///   ```
    @Method(.writes, ru: "НачатьУчетВремени")
    public func startTimekeeping(
        userID: ID? = nil, time: DateTime? = nil, report reason: String? = nil
    ) async throws -> JSON {
        try await write("timeman.open", ["USER_ID": userID, "TIME": time?.rfc3339, "REPORT": reason])
    }

    /// Ends a working day.
    ///
    /// A time of one's own needs a reason unless the schedule is free.
    /// - Parameters:
    ///   - userID: Id of the user; the caller when left out.
    ///   - time: When it ended, on the day it started; now when left out.
    ///   - reason: Why the time differs.
    /// - Returns: The working day, under `result`.
    ///
    ///   ```json
    ///   {"result": {"STATUS": "CLOSED", "TIME_START": "2026-01-30T09:00:00+02:00",
    ///   "TIME_FINISH": "2026-01-30T18:00:00+02:00", "DURATION": "08:00:00", "TIME_LEAKS": "01:00:00",
    ///   "ACTIVE": true, "IP_OPEN": "192.0.2.1", "IP_CLOSE": "192.0.2.1", "TZ_OFFSET": 7200}}
    ///   ```
    @Method(.writes, ru: "ЗавершитьУчетВремени")
    public func stopTimekeeping(
        userID: ID? = nil, time: DateTime? = nil, report reason: String? = nil
    ) async throws -> JSON {
        try await write("timeman.close", ["USER_ID": userID, "TIME": time?.rfc3339, "REPORT": reason])
    }

    /// Pauses a working day.
    /// - Parameter userID: Id of the user; the caller when left out.
    /// - Returns: The working day, under `result`.
    ///
    ///   ```json
    ///   {"result": {"STATUS": "PAUSED", "TIME_START": "2026-01-30T09:00:00+02:00", "TIME_FINISH": null,
    ///   "DURATION": "00:00:00", "TIME_LEAKS": "00:00:00", "ACTIVE": true, "IP_OPEN": "192.0.2.1", "IP_CLOSE": "",
    ///   "TZ_OFFSET": 7200}}
    ///   ```
    @Method(.writes, ru: "ПриостановитьУчетВремени")
    public func pauseTimekeeping(userID: ID? = nil) async throws -> JSON {
        try await write("timeman.pause", ["USER_ID": userID])
    }

    /// Tells how a working day stands: open, paused, closed or overdue.
    /// - Parameter userID: Id of the user; the caller when left out.
    /// - Returns: The working day, under `result`.
    ///
    ///   ```json
    ///   {"result": {"STATUS": "OPENED", "TIME_START": "2026-01-30T09:00:00+02:00", "TIME_FINISH": null,
    ///   "DURATION": "00:00:00", "TIME_LEAKS": "00:15:00", "ACTIVE": true, "IP_OPEN": "192.0.2.1", "IP_CLOSE": "",
    ///   "TZ_OFFSET": 7200}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтатусУчетаВремени")
    public func getTimekeepingStatus(userID: ID? = nil) async throws -> JSON {
        try await read("timeman.status", ["USER_ID": userID])
    }

    /// Tells the rules of working time that hold for a user.
    /// - Parameter userID: Id of the user; the caller when left out.
    /// - Returns: The rules, under `result`.
    ///
    ///   ```json
    ///   {"result": {"UF_TIMEMAN": true, "UF_TM_FREE": false, "UF_TM_MAX_START": "09:15:00",
    ///   "UF_TM_MIN_FINISH": "17:30:00", "UF_TM_MIN_DURATION": "08:00:00", "UF_TM_ALLOWED_DELTA": "00:10:00",
    ///   "ADMIN": false}}
    ///   ```
    @Method(.reads, ru: "ПолучитьНастройкиУчетаВремени")
    public func getTimekeepingSettings(userID: ID? = nil) async throws -> JSON {
        try await read("timeman.settings", ["USER_ID": userID])
    }
}
