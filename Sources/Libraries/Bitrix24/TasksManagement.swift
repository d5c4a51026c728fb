import OIntCore

@Methods("Tasks management")
extension Bitrix24 {
    /// Fetches one task.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "description": "What was done this week",
    ///   "priority": "1", "createdBy": "2", "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "closedDate": null, "deadline": "2026-01-31T17:00:00+00:00", "status": "2", "creator": {"id": "2",
    ///   "name": "Bob Example", "link": "/company/personal/user/2/",
    ///   "icon": "/bitrix/images/tasks/default_avatar.png", "workPosition": "Designer"}, "responsible": {"id": "1",
    ///   "name": "Ann Example", "link": "/company/personal/user/1/",
    ///   "icon": "/bitrix/images/tasks/default_avatar.png", "workPosition": "Editor"}}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьЗадачу")
    public func getTask(task: ID) async throws -> JSON {
        try await read("tasks.task.get", ["taskId": task])
    }

    /// Lists tasks, page by page.
    /// - Parameters:
    ///   - filter: Conditions, shaped as GetTasksFilterStructure shows.
    ///   - offset: How many tasks to skip.
    ///   - select: Task fields to return.
    /// - Returns: The tasks, 50 a page.
    ///
    ///   ```json
    ///   {"result": {"tasks": [{"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "closedDate": null, "deadline": "2026-02-06T17:00:00+00:00",
    ///   "status": "2", "groupId": "0"}, {"id": "43", "title": "Yearly report", "priority": "2", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "closedDate": null, "deadline": "2026-02-13T17:00:00+00:00",
    ///   "status": "2", "groupId": "0"}]}, "total": 2}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокЗадач")
    public func getTasksList(filter: JSONObject = [:], offset: Int? = nil, select: [String] = []) -> Pages {
        list("tasks.task.list", ["filter": filter.nonEmpty, "select": select.nonEmpty], start: offset)
    }

    /// Creates a task.
    /// - Parameter fields: Fields of the task by names that GetTaskFieldsStructure lists; TITLE and RESPONSIBLE_ID are needed.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "1",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-12T09:00:00+00:00", "closedDate": null, "deadline": null, "status": "2",
    ///   "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "СоздатьЗадачу")
    public func createTask(fields: JSONObject) async throws -> JSON {
        try await write("tasks.task.add", ["fields": fields])
    }

    /// Changes fields of a task; those not given stay as they are.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - fields: New values by names that GetTaskFieldsStructure lists.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "closedDate": null, "deadline": "2026-01-31T17:00:00+00:00",
    ///   "status": "2", "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "ИзменитьЗадачу")
    public func updateTask(task: ID, fields: JSONObject) async throws -> JSON {
        try await write("tasks.task.update", ["fields": fields, "taskId": task])
    }

    /// Deletes a task.
    /// - Parameter task: Id of the task.
    /// - Returns: Whether it is gone, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": true}}
    ///   ```
    @Method(.destroys, ru: "УдалитьЗадачу")
    public func deleteTask(task: ID) async throws -> JSON {
        try await write("tasks.task.delete", ["taskId": task])
    }

    /// Attaches a file on the portal's disk to a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - fileID: Id of the file on the disk.
    /// - Returns: The id of the attachment, under `result.attachmentId`.
    ///
    ///   ```json
    ///   {"result": {"attachmentId": 7}}
    ///   ```
    @Method(.writes, ru: "ДобавитьФайлВЗадачу")
    public func attachFileToTopic(task: ID, fileID: ID) async throws -> JSON {
        try await write("tasks.task.files.attach", ["fileId": fileID, "taskId": task])
    }

    /// Accepts a finished task that waits for its creator's approval.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "statusChangedBy": "2", "closedBy": "2",
    ///   "closedDate": "2026-01-30T10:00:00+00:00", "deadline": "2026-01-31T17:00:00+00:00", "status": "5",
    ///   "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "ПринятьЗадачу")
    public func approveTask(task: ID) async throws -> JSON {
        try await write("tasks.task.approve", ["taskId": task])
    }

    /// Sends a finished task that waits for approval back to work.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "statusChangedBy": "2", "closedBy": "0", "closedDate": null,
    ///   "deadline": "2026-01-31T17:00:00+00:00", "status": "2", "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "ОтклонитьЗадачу")
    public func disapproveTask(task: ID) async throws -> JSON {
        try await write("tasks.task.disapprove", ["taskId": task])
    }

    /// Marks a task as completed.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "statusChangedBy": "1", "closedBy": "1",
    ///   "closedDate": "2026-01-30T10:00:00+00:00", "deadline": "2026-01-31T17:00:00+00:00", "status": "5",
    ///   "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "ЗавершитьЗадачу")
    public func completeTask(task: ID) async throws -> JSON {
        try await write("tasks.task.complete", ["taskId": task])
    }

    /// Opens a completed task again.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "statusChangedBy": "1", "closedBy": "0", "closedDate": null,
    ///   "deadline": "2026-01-31T17:00:00+00:00", "status": "2", "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "ВозобновитьЗадачу")
    public func renewTask(task: ID) async throws -> JSON {
        try await write("tasks.task.renew", ["taskId": task])
    }

    /// Puts a task off.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "statusChangedBy": "1", "closedDate": null,
    ///   "deadline": "2026-01-31T17:00:00+00:00", "status": "6", "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "ОтложитьЗадачу")
    public func deferTask(task: ID) async throws -> JSON {
        try await write("tasks.task.defer", ["taskId": task])
    }

    /// Pauses the work on a task.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "statusChangedBy": "1", "closedDate": null,
    ///   "dateStart": "2026-01-29T08:30:00+00:00", "deadline": "2026-01-31T17:00:00+00:00", "status": "2",
    ///   "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "ПриостановитьЗадачу")
    public func pauseTask(task: ID) async throws -> JSON {
        try await write("tasks.task.pause", ["taskId": task])
    }

    /// Starts the work on a task.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "statusChangedBy": "1", "closedDate": null,
    ///   "dateStart": "2026-01-30T10:00:00+00:00", "deadline": "2026-01-31T17:00:00+00:00", "status": "3",
    ///   "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "НачатьВыполнениеЗадачи")
    public func startTask(task: ID) async throws -> JSON {
        try await write("tasks.task.start", ["taskId": task])
    }

    /// Makes the caller an observer of a task.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "3",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "closedDate": null, "deadline": "2026-01-31T17:00:00+00:00",
    ///   "status": "2", "groupId": "0", "auditors": ["1"]}}}
    ///   ```
    @Method(.writes, ru: "НачатьНаблюдатьЗаЗадачей")
    public func startWatchingTask(task: ID) async throws -> JSON {
        try await write("tasks.task.startwatch", ["taskId": task])
    }

    /// Takes the caller off the observers of a task.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "3",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "closedDate": null, "deadline": "2026-01-31T17:00:00+00:00",
    ///   "status": "2", "groupId": "0", "auditors": []}}}
    ///   ```
    @Method(.writes, ru: "ПрекратитьНаблюдатьЗаЗадачей")
    public func stopWatchingTask(task: ID) async throws -> JSON {
        try await write("tasks.task.stopwatch", ["taskId": task])
    }

    /// Hands a task over to another user.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - user: Id of the user who takes it over.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1", "changedBy": "3",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "closedDate": null, "deadline": "2026-01-31T17:00:00+00:00",
    ///   "status": "2", "groupId": "0", "responsible": {"id": "1", "name": "Ann Example",
    ///   "link": "/company/personal/user/1/", "icon": "/bitrix/images/tasks/default_avatar.png",
    ///   "workPosition": "Editor"}}}}
    ///   ```
    @Method(.writes, ru: "ДелегироватьЗадачу")
    public func delegateTask(task: ID, user: ID) async throws -> JSON {
        try await write("tasks.task.delegate", ["taskId": task, "userId": user])
    }

    /// Adds a task to the caller's favorites.
    /// - Parameter task: Id of the task.
    /// - Returns: Whether it worked, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ДобавитьЗадачуВИзбранное")
    public func addTaskToFavorites(task: ID) async throws -> JSON {
        try await write("tasks.task.favorite.add", ["taskId": task])
    }

    /// Takes a task off the caller's favorites.
    /// - Parameter task: Id of the task.
    /// - Returns: Whether it worked, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "УбратьЗадачуИзИзбранного")
    public func removeTaskFromFavorites(task: ID) async throws -> JSON {
        try await write("tasks.task.favorite.remove", ["taskId": task])
    }

    /// Lists what happened to a task, newest first.
    /// - Parameter task: Id of the task.
    /// - Returns: The events: who changed what, from which value to which.
    ///
    ///   ```json
    ///   {"result": {"list": [{"id": 102, "createdDate": "2026-01-30T10:00:00+00:00", "field": "TITLE",
    ///   "value": {"from": "Report", "to": "Weekly report"}, "user": {"id": 1, "name": "Ann", "lastName": "Example",
    ///   "secondName": "", "login": "ann@example.com"}}, {"id": 101, "createdDate": "2026-01-12T09:00:00+00:00",
    ///   "field": "NEW", "value": {"from": null, "to": null}, "user": {"id": 1, "name": "Ann", "lastName": "Example",
    ///   "secondName": "", "login": "ann@example.com"}}]}}
    ///   ```
    @Method(.reads, ru: "ПолучитьИсториюЗадачи")
    public func getTaskHistory(task: ID) -> Pages {
        list("tasks.task.history.list", ["taskId": task])
    }

    /// Tells what users may do with a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - users: Ids of the users; the caller when left out.
    /// - Returns: The actions with true or false by user, under `result.allowedActions`.
    ///
    ///   ```json
    ///   {"result": {"allowedActions": {"1": {"COMPLETE": true, "APPROVE": false, "DISAPPROVE": false, "START": true,
    ///   "PAUSE": false, "DELEGATE": true, "REMOVE": false, "EDIT": true, "DEFER": true, "RENEW": false,
    ///   "CHANGE_DEADLINE": true, "ELAPSEDTIME.ADD": true}}}}
    ///   ```
    @Method(.reads, ru: "ПроверитьДоступКЗадаче")
    public func checkTaskAccesses(task: ID, users: [ID] = []) async throws -> JSON {
        try await read("tasks.task.getaccess", ["taskId": task, "users": users.nonEmpty])
    }

    /// Switches the caller's notices about a task off.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "closedDate": null, "deadline": "2026-01-31T17:00:00+00:00",
    ///   "isMuted": "Y", "status": "2", "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "ОтключитьЗвукЗадачи")
    public func muteTask(task: ID) async throws -> JSON {
        try await write("tasks.task.mute", ["id": task])
    }

    /// Switches the caller's notices about a task on again.
    /// - Parameter task: Id of the task.
    /// - Returns: The task, under `result.task`.
    ///
    ///   ```json
    ///   {"result": {"task": {"id": "42", "title": "Weekly report", "priority": "1", "createdBy": "2",
    ///   "createdDate": "2026-01-12T09:00:00+00:00", "responsibleId": "1",
    ///   "changedDate": "2026-01-30T10:00:00+00:00", "closedDate": null, "deadline": "2026-01-31T17:00:00+00:00",
    ///   "isMuted": "N", "status": "2", "groupId": "0"}}}
    ///   ```
    @Method(.writes, ru: "ВключитьЗвукЗадачи")
    public func unmuteTask(task: ID) async throws -> JSON {
        try await write("tasks.task.unmute", ["id": task])
    }

    /// Makes one task depend on another.
    /// - Parameters:
    ///   - first: Id of the task that comes first.
    ///   - second: Id of the task that depends on it.
    ///   - type: Kind of the link: 0 start to start, 1 start to finish, 2 finish to start, 3 finish to finish.
    /// - Returns: An empty list under `result`.
    ///
    ///   ```json
    ///   {"result": []}
    ///   ```
    @Method(.writes, ru: "СоздатьЗависимостьЗадач")
    public func createTasksDependencies(
        taskFrom first: ID, taskTo second: ID, linkType type: TaskLink
    ) async throws -> JSON {
        try await write("task.dependence.add", ["taskIdFrom": first, "taskIdTo": second, "linkType": type.rawValue])
    }

    /// Removes the dependence of one task on another.
    /// - Parameters:
    ///   - first: Id of the task that comes first.
    ///   - second: Id of the task that depends on it.
    ///   - type: Kind of the link, as it was created; Bitrix24 finds the link without it.
    /// - Returns: An empty list under `result`.
    ///
    ///   ```json
    ///   {"result": []}
    ///   ```
    @Method(.destroys, ru: "УдалитьЗависимостьЗадач")
    public func deleteTasksDependencies(
        taskFrom first: ID, taskTo second: ID, linkType type: TaskLink? = nil
    ) async throws -> JSON {
        try await write(
            "task.dependence.delete", ["taskIdFrom": first, "taskIdTo": second, "linkType": type?.rawValue])
    }

    /// Lists the tasks in the caller's plan for today.
    /// - Returns: Ids of tasks.
    ///
    ///   ```json
    ///   {"result": [42, 43]}
    ///   ```
    @Method(.reads, ru: "ПолучитьПланЗадачНаДень")
    public func getDailyPlan() -> Pages {
        list("task.planner.getlist")
    }

    /// Tells which fields a task has on this portal.
    /// - Returns: The fields with their titles and types, under `result.fields`.
    ///
    ///   ```json
    ///   {"result": {"fields": {"ID": {"title": "ID", "type": "integer", "primary": true}, "TITLE": {"title": "Name",
    ///   "type": "string", "required": true}, "PRIORITY": {"title": "Priority", "type": "enum",
    ///   "values": {"0": "Low", "1": "Normal", "2": "High"}, "default": 1}, "RESPONSIBLE_ID": {"title": "Assignee",
    ///   "type": "integer", "required": true}, "DEADLINE": {"title": "Deadline", "type": "datetime",
    ///   "default": null}}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруЗадачи")
    public func getTaskFieldsStructure() async throws -> JSON {
        try await read("tasks.task.getFields")
    }

    /// Shows what the filter of GetTasksList may hold.
    ///
    /// A key may have an operator before it: `!` for not, `<`, `<=`, `>`, `>=`, as in `>=DEADLINE`.
    /// - Parameters:
    ///   - empty: Whether values are blank instead of hints.
    ///   - map: Changes nothing, since keys of JSON may hold operators anyway; kept for old scripts.
    /// - Returns: The filter.
    ///
    ///   ```json
    ///   {"ID": "<id of the task>", "PARENT_ID": "<id of the task above it>", "GROUP_ID": "<id of the workgroup>",
    ///   "CREATED_BY": "<id of the creator>", "PRIORITY": "<priority: 0 low, 1 normal, 2 high>",
    ///   "RESPONSIBLE_ID": "<id of the assignee>", "TITLE": "<title; % stands for any text, _ for any character>",
    ///   "TAG": "<tag>",
    ///   "REAL_STATUS": "<status: 2 pending, 3 in progress, 4 awaiting approval, 5 completed, 6 deferred>",
    ///   "DEADLINE": "<when it is due>", "CREATED_DATE": "<when it was created>",
    ///   "STATUS": "<status as in lists: REAL_STATUS, or -1 overdue, -2 not seen yet, -3 nearly overdue>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруФильтраЗадач")
    public static func getTasksFilterStructure(empty: Bool = false, map: Bool = false) -> JSON {
        Template([
            "ID": "id of the task",
            "PARENT_ID": "id of the task above it",
            "GROUP_ID": "id of the workgroup",
            "CREATED_BY": "id of the creator",
            "STATUS_CHANGED_BY": "id of the user who changed the status last",
            "PRIORITY": "priority: 0 low, 1 normal, 2 high",
            "FORUM_TOPIC_ID": "id of the forum topic",
            "RESPONSIBLE_ID": "id of the assignee",
            "TITLE": "title; % stands for any text, _ for any character",
            "TAG": "tag",
            "REAL_STATUS": "status: 2 pending, 3 in progress, 4 awaiting approval, 5 completed, 6 deferred",
            "MARK": "grade: P positive, N negative",
            "SITE_ID": "id of the site",
            "ADD_IN_REPORT": "whether it counts in reports: Y or N",
            "DATE_START": "when work began",
            "DEADLINE": "when it is due",
            "CREATED_DATE": "when it was created",
            "CLOSED_DATE": "when it was completed",
            "CHANGED_DATE": "when it was changed last",
            "ACCOMPLICE": "id of a participant",
            "AUDITOR": "id of an observer",
            "DEPENDS_ON": "id of a task it depends on",
            "ONLY_ROOT_TASKS": "only tasks without one above them: Y or N",
            "STAGE_ID": "id of the kanban stage",
            "UF_CRM_TASK": "CRM elements it belongs to, such as L_4 or CO_5",
            "STATUS": "status as in lists: REAL_STATUS, or -1 overdue, -2 not seen yet, -3 nearly overdue",
        ])
        .filled(empty: empty)
    }
}

extension Bitrix24 {
    /// What about a task depends on what about the task before it.
    ///
    /// Source: https://apidocs.bitrix24.com/api-reference/tasks/task-dependence-add.html
    public enum TaskLink: String, OptionChoice {
        /// The second task starts when the first one starts.
        case startToStart = "0"
        /// The second task finishes when the first one starts.
        case startToFinish = "1"
        /// The second task starts when the first one is finished.
        case finishToStart = "2"
        /// The second task finishes when the first one is finished.
        case finishToFinish = "3"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}
