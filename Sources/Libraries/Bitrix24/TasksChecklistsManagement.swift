import OIntCore

// These REST methods read their fields by position: the order below is part of the call.
@Methods("Tasks checklists management")
extension Bitrix24 {
    /// Adds an item to the checklist of a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - text: Text of the item.
    ///   - isComplete: Whether it is ticked from the beginning.
    /// - Returns: The id of the item, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "ДобавитьЭлементЧеклистаЗадачи")
    public func addTasksChecklistElement(
        task: ID, text: String, complete isComplete: Bool = false
    ) async throws -> JSON {
        let fields: Fields = ["TITLE": text, "IS_COMPLETE": YesNo(isComplete)]
        return try await write("task.checklistitem.add", ["TASKID": task, "FIELDS": fields])
    }

    /// Changes the text of a checklist item.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - element: Id of the item.
    ///   - text: New text.
    /// - Returns: Null under `result`.
    ///
    ///   ```json
    ///   {"result": null}
    ///   ```
    @Method(.writes, ru: "ИзменитьЭлементЧеклистаЗадачи")
    public func updateTasksChecklistElement(task: ID, element: ID, text: String) async throws -> JSON {
        let fields: Fields = ["TITLE": text]
        return try await write("task.checklistitem.update", ["TASKID": task, "ITEMID": element, "FIELDS": fields])
    }

    /// Deletes a checklist item.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - element: Id of the item.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьЭлементЧеклистаЗадачи")
    public func deleteTasksChecklistElement(task: ID, element: ID) async throws -> JSON {
        try await write("task.checklistitem.delete", ["TASKID": task, "ITEMID": element])
    }

    /// Lists the checklist items of a task.
    /// - Parameter task: Id of the task.
    /// - Returns: The items; PARENT_ID tells which list or item they belong to.
    ///
    ///   ```json
    ///   {"result": [{"ID": "41", "TASK_ID": "42", "PARENT_ID": 0, "CREATED_BY": "1", "TITLE": "Checklist",
    ///   "SORT_INDEX": "0", "IS_COMPLETE": "N", "IS_IMPORTANT": "N", "TOGGLED_BY": null, "TOGGLED_DATE": "",
    ///   "MEMBERS": [], "ATTACHMENTS": []}, {"ID": "42", "TASK_ID": "42", "PARENT_ID": "41", "CREATED_BY": "1",
    ///   "TITLE": "Hello", "SORT_INDEX": "1", "IS_COMPLETE": "Y", "IS_IMPORTANT": "N", "TOGGLED_BY": "1",
    ///   "TOGGLED_DATE": "2026-01-31T10:00:00+00:00", "MEMBERS": [], "ATTACHMENTS": []}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьЧеклистЗадачи")
    public func getTasksChecklist(task: ID) -> Pages {
        list("task.checklistitem.getlist", ["TASKID": task])
    }

    /// Fetches one checklist item.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - element: Id of the item.
    /// - Returns: The item, under `result`.
    ///
    ///   ```json
    ///   {"result": {"ID": "42", "TASK_ID": "42", "PARENT_ID": "41", "CREATED_BY": "1", "TITLE": "Hello",
    ///   "SORT_INDEX": "1", "IS_COMPLETE": "N", "IS_IMPORTANT": "N", "TOGGLED_BY": null, "TOGGLED_DATE": "",
    ///   "MEMBERS": [], "ATTACHMENTS": []}}
    ///   ```
    @Method(.reads, ru: "ПолучитьЭлементЧеклистаЗадачи")
    public func getTasksChecklistElement(task: ID, element: ID) async throws -> JSON {
        try await read("task.checklistitem.get", ["TASKID": task, "ITEMID": element])
    }

    /// Ticks a checklist item.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - element: Id of the item.
    /// - Returns: Whether it worked, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ВыполнитьЭлементЧеклистаЗадачи")
    public func completeTasksChecklistElement(task: ID, element: ID) async throws -> JSON {
        try await write("task.checklistitem.complete", ["TASKID": task, "ITEMID": element])
    }

    /// Takes the tick off a checklist item.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - element: Id of the item.
    /// - Returns: Whether it worked, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ВозобновитьЭлементЧеклистаЗадачи")
    public func renewTasksChecklistElement(task: ID, element: ID) async throws -> JSON {
        try await write("task.checklistitem.renew", ["TASKID": task, "ITEMID": element])
    }
}
