import OIntCore

@Methods("Kanban")
extension Bitrix24 {
    /// Adds a stage to the kanban of a workgroup, or to My Plan.
    /// - Parameters:
    ///   - title: Title of the stage.
    ///   - color: Color in six hex digits.
    ///   - previous: Id of the stage before it; it becomes the first one when left out.
    ///   - entityID: Id of the workgroup; the caller's My Plan when left out.
    ///   - isAdmin: Whether to skip the check of rights; for administrators of the portal.
    /// - Returns: The id of the stage, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "ДобавитьСтадиюКанбана")
    public func addKanbanStage(
        title: String, color: String = "FFD800", prevStage previous: ID? = nil, entityID: ID? = nil,
        admin isAdmin: Bool = false
    ) async throws -> JSON {
        let fields: Fields = ["TITLE": title, "COLOR": color, "AFTER_ID": previous, "ENTITY_ID": entityID]
        return try await write("task.stages.add", ["fields": fields, "isAdmin": isAdmin])
    }

    /// Changes a stage of a kanban or of My Plan; what is not given stays as it is.
    /// - Parameters:
    ///   - title: New title.
    ///   - stage: Id of the stage.
    ///   - color: New color in six hex digits.
    ///   - previous: Id of the stage to move it behind; 0 moves it to the front.
    ///   - isAdmin: Whether to skip the check of rights; for administrators of the portal.
    /// - Returns: Whether it worked, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьСтадиюКанбана", aliases: ["UpdateKanbansStage"])
    public func updateKanbanStage(
        title: String? = nil, stage: ID, color: String? = nil, prevStage previous: ID? = nil,
        admin isAdmin: Bool = false
    ) async throws -> JSON {
        let fields: Fields = ["TITLE": title, "COLOR": color, "AFTER_ID": previous]
        return try await write("task.stages.update", ["id": stage, "fields": fields, "isAdmin": isAdmin])
    }

    /// Deletes a stage that holds no tasks.
    /// - Parameters:
    ///   - stage: Id of the stage.
    ///   - isAdmin: Whether to skip the check of rights; for administrators of the portal.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьСтадиюКанбана")
    public func deleteKanbanStage(stage: ID, admin isAdmin: Bool = false) async throws -> JSON {
        try await write("task.stages.delete", ["id": stage, "isAdmin": isAdmin])
    }

    /// Lists the stages of a kanban or of My Plan.
    /// - Parameters:
    ///   - entityID: Id of the workgroup; 0 for the caller's My Plan.
    ///   - isAdmin: Whether to skip the check of rights; for administrators of the portal.
    /// - Returns: The stages; in an answer as it came they stand by their ids, under `result`.
    ///
    ///   ```json
    ///   {"result": {"42": {"ID": "42", "TITLE": "Not planned", "SORT": "100", "COLOR": "00C4FB",
    ///   "SYSTEM_TYPE": "NEW", "ENTITY_ID": "1", "ENTITY_TYPE": "U", "ADDITIONAL_FILTER": [], "TO_UPDATE": [],
    ///   "TO_UPDATE_ACCESS": null}, "43": {"ID": "43", "TITLE": "In review", "SORT": "200", "COLOR": "FFD800",
    ///   "SYSTEM_TYPE": null, "ENTITY_ID": "1", "ENTITY_TYPE": "U", "ADDITIONAL_FILTER": [], "TO_UPDATE": [],
    ///   "TO_UPDATE_ACCESS": null}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтадииКанбана")
    public func getKanbanStages(entityID: ID = "0", admin isAdmin: Bool = false) -> Pages {
        let stages = list("task.stages.get", ["entityId": entityID, "isAdmin": isAdmin])
        return Pages(of: source) { _ in
            let page = try await stages.page()
            // The stages are members of an object. No stages at all are an empty list.
            let rows = page.reply["result"]?.object?.map(\.value)
            return Pages.Page(reply: page.reply, rows: rows ?? page.rows, next: nil)
        }
    }

    /// Moves a task to a stage.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - stage: Id of the stage.
    ///   - next: Id of the task to put it before.
    ///   - previous: Id of the task to put it behind; of no account where the other one is given.
    /// - Returns: Whether it worked, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ПеренестиЗадачуВСтадиюКанбана")
    public func moveTaskToKanbanStage(
        task: ID, stage: ID, before next: ID? = nil, after previous: ID? = nil
    ) async throws -> JSON {
        try await write(
            "task.stages.movetask",
            ["id": task, "stageId": stage, "before": next, "after": next == nil ? previous : nil])
    }
}
