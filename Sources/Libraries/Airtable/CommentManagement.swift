import OIntCore
import OIntHTTP

@Methods("Comment management")
extension Airtable {
    /// Lists the comments of a record, the newest first.
    ///
    /// Source: https://airtable.com/developers/web/api/list-comments
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - record: Id of the record.
    ///   - offset: Where to begin: the marker of a page read before.
    /// - Returns: The comments, under `comments`.
    ///
    ///   ```json
    ///   {"comments": [{"id": "comB5z37Mg9zaEPw6", "text": "Sold out", "createdTime": "2026-01-15T09:00:00.000Z",
    ///   "author": {"id": "usrL2PNC5o3H4lBEi", "email": "ann@example.com"}}], "offset": null}
    ///   ```
    @Method(.reads, ru: "ПолучитьКомментарии", calls: "GET <base>/<table>/<record>/comments", rows: "comments")
    public func getComments(base: ID, table: String, record: ID, offset: String? = nil) -> Pages {
        service.pages(rows: "comments", next: "offset", rate: Self.rate) { next in
            .get("\(base)/\(table)/\(record)/comments", query: ["offset": next ?? offset?.fieldValue])
        }
    }

    /// Comments on a record.
    ///
    /// Source: https://airtable.com/developers/web/api/create-comment
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - record: Id of the record.
    ///   - text: Text; @[usrL2PNC5o3H4lBEi] mentions a user.
    /// - Returns: The comment.
    ///
    ///   ```json
    ///   {"id": "comB5z37Mg9zaEPw6", "text": "Sold out", "createdTime": "2026-01-15T09:00:00.000Z"}
    ///   ```
    @Method(.writes, ru: "СоздатьКомментарий")
    public func createComment(base: ID, table: String, record: ID, text: String) async throws -> JSON {
        try await service.json(.post("\(base)/\(table)/\(record)/comments", body: .json(["text": text])))
    }

    /// Replaces the text of a comment.
    ///
    /// Source: https://airtable.com/developers/web/api/update-comment
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - record: Id of the record.
    ///   - comment: Id of the comment.
    ///   - text: New text.
    /// - Returns: The comment.
    ///
    ///   ```json
    ///   {"id": "comB5z37Mg9zaEPw6", "text": "Here again", "lastUpdatedTime": "2026-01-16T09:00:00.000Z"}
    ///   ```
    @Method(.writes, ru: "ИзменитьКомментарий")
    public func editComment(base: ID, table: String, record: ID, comment: ID, text: String) async throws -> JSON {
        try await service.json(.patch("\(base)/\(table)/\(record)/comments/\(comment)", body: .json(["text": text])))
    }

    /// Deletes a comment.
    ///
    /// Source: https://airtable.com/developers/web/api/delete-comment
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - record: Id of the record.
    ///   - comment: Id of the comment.
    /// - Returns: What was deleted.
    ///
    ///   ```json
    ///   {"id": "comB5z37Mg9zaEPw6", "deleted": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьКомментарий")
    public func deleteComment(base: ID, table: String, record: ID, comment: ID) async throws -> JSON {
        try await service.json(.delete("\(base)/\(table)/\(record)/comments/\(comment)"))
    }
}
