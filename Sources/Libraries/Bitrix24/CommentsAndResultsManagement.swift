import OIntCore

// The methods task.commentitem.* read their fields by position: the order below is part of the call.
@Methods("Comments and results management")
extension Bitrix24 {
    /// Lists the comments on a task.
    /// - Parameter task: Id of the task.
    /// - Returns: The comments.
    ///
    ///   ```json
    ///   {"result": [{"POST_MESSAGE_HTML": null, "ID": "43", "AUTHOR_ID": "1", "AUTHOR_NAME": "Ann Example",
    ///   "AUTHOR_EMAIL": "", "POST_DATE": "2026-01-31T10:05:00+00:00", "POST_MESSAGE": "The report is attached",
    ///   "ATTACHED_OBJECTS": {"7": {"ATTACHMENT_ID": "7", "NAME": "january.pdf", "SIZE": "20480", "FILE_ID": "305",
    ///   "DOWNLOAD_URL": "/bitrix/tools/disk/uf.php?attachedId=7&action=download&ncc=1",
    ///   "VIEW_URL": "/bitrix/tools/disk/uf.php?attachedId=7&action=show&ncc=1"}}}, {"POST_MESSAGE_HTML": null,
    ///   "ID": "42", "AUTHOR_ID": "1", "AUTHOR_NAME": "Ann Example", "AUTHOR_EMAIL": "",
    ///   "POST_DATE": "2026-01-31T10:00:00+00:00", "POST_MESSAGE": "Hello", "ATTACHED_OBJECTS": {}}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокКомментариевЗадачи")
    public func getTaskCommentsList(task: ID) -> Pages {
        list("task.commentitem.getlist", ["TASKID": task])
    }

    /// Fetches one comment on a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - comment: Id of the comment.
    /// - Returns: The comment, under `result`.
    ///
    ///   ```json
    ///   {"result": {"POST_MESSAGE_HTML": null, "ID": "42", "AUTHOR_ID": "1", "AUTHOR_NAME": "Ann Example",
    ///   "AUTHOR_EMAIL": "", "POST_DATE": "2026-01-31T10:00:00+00:00", "POST_MESSAGE": "Hello",
    ///   "ATTACHED_OBJECTS": {}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьКомментарийЗадачи")
    public func getTaskComment(task: ID, comment: ID) async throws -> JSON {
        try await read("task.commentitem.get", ["TASKID": task, "ITEMID": comment])
    }

    /// Adds a comment to a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - text: Text of the comment.
    /// - Returns: The id of the comment, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "ДобавитьКомментарийЗадачи")
    public func addTaskComment(task: ID, text: String) async throws -> JSON {
        let fields: Fields = ["POST_MESSAGE": text]
        return try await write("task.commentitem.add", ["TASKID": task, "FIELDS": fields])
    }

    /// Replaces the text of a comment on a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - comment: Id of the comment.
    ///   - text: New text.
    /// - Returns: Whether it worked, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьКомментарийЗадачи")
    public func updateTaskComment(task: ID, comment: ID, text: String) async throws -> JSON {
        let fields: Fields = ["POST_MESSAGE": text]
        return try await write("task.commentitem.update", ["TASKID": task, "ITEMID": comment, "FIELDS": fields])
    }

    /// Deletes a comment on a task.
    /// - Parameters:
    ///   - task: Id of the task.
    ///   - comment: Id of the comment.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьКомментарийЗадачи")
    public func deleteTaskComment(task: ID, comment: ID) async throws -> JSON {
        try await write("task.commentitem.delete", ["TASKID": task, "ITEMID": comment])
    }

    /// Lists the results of a task.
    /// - Parameter task: Id of the task.
    /// - Returns: The results.
    ///
    ///   ```json
    ///   {"result": [{"id": 5, "taskId": 42, "commentId": 42, "createdBy": 1,
    ///   "createdAt": "2026-01-31T10:00:00+00:00", "updatedAt": "2026-01-31T10:00:00+00:00", "status": 0,
    ///   "text": "The report is [B]ready[/B]", "formattedText": "The report is <b>ready</b>", "files": [7]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокРезультатов")
    public func getResultsList(task: ID) -> Pages {
        list("tasks.task.result.list", ["taskId": task])
    }

    /// Makes a comment a result of its task.
    /// - Parameter comment: Id of the comment.
    /// - Returns: The result, under `result`.
    ///
    ///   ```json
    ///   {"result": {"id": 5, "taskId": 42, "commentId": 42, "createdBy": 1,
    ///   "createdAt": "2026-01-31T10:00:00+00:00", "updatedAt": "2026-01-31T10:00:00+00:00", "status": 0,
    ///   "text": "The report is [B]ready[/B]", "formattedText": "The report is <b>ready</b>", "files": null}}
    ///   ```
    @Method(.writes, ru: "СоздатьРезультатИзКомментария")
    public func createResultFromComment(comment: ID) async throws -> JSON {
        try await write("tasks.task.result.addFromComment", ["commentId": comment])
    }

    /// Makes a result of a task an ordinary comment again.
    /// - Parameter comment: Id of the comment.
    /// - Returns: Null under `result`.
    ///
    ///   ```json
    ///   {"result": null}
    ///   ```
    @Method(.writes, ru: "УдалитьРезультатИзКомментария")
    public func deleteResultFromComment(comment: ID) async throws -> JSON {
        try await write("tasks.task.result.deleteFromComment", ["commentId": comment])
    }

    /// Shows what a comment on a task may hold.
    ///
    /// It fits the FIELDS of task.commentitem.add, which Call can send.
    /// - Parameter empty: Whether values are blank instead of hints.
    /// - Returns: The fields of a comment.
    ///
    ///   ```json
    ///   {"AUTHOR_ID": "<id of the author>", "AUTHOR_NAME": "<name of the author, where it is another>",
    ///   "AUTHOR_EMAIL": "<e-mail address of the author, where it is another>",
    ///   "USE_SMILES": "<whether smileys become pictures: Y or N>", "POST_MESSAGE": "<text of the comment>",
    ///   "UF_FORUM_MESSAGE_DOC": "<list of ids of files on the disk, each with the letter n before it, such as n123>"
    ///   }
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруКомментария")
    public static func getCommentStructure(empty: Bool = false) -> JSON {
        Template([
            "AUTHOR_ID": "id of the author",
            "AUTHOR_NAME": "name of the author, where it is another",
            "AUTHOR_EMAIL": "e-mail address of the author, where it is another",
            "USE_SMILES": "whether smileys become pictures: Y or N",
            "POST_MESSAGE": "text of the comment",
            "UF_FORUM_MESSAGE_DOC": "list of ids of files on the disk, each with the letter n before it, such as n123",
        ])
        .filled(empty: empty)
    }
}
