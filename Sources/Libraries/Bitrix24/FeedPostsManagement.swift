import OIntCore
import OIntHTTP

@Methods("Feed posts management")
extension Bitrix24 {
    /// Publishes a post in the activity feed.
    ///
    /// An audience is UA for everyone, or a letter code with an id: SG4 a workgroup, U4 a user, DR4 a department with
    /// those below it, G4 a user group.
    /// - Parameters:
    ///   - text: Text of the post.
    ///   - audience: Who sees the post: UA, SGn, Un, DRn or Gn; several are allowed.
    ///   - files: Files to attach, by the names they get.
    ///   - title: Headline of the post.
    ///   - isImportant: Whether readers are asked to confirm that they read it.
    /// - Returns: The id of the post, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "СоздатьНовость")
    public func createPost(
        text: String, vision audience: [String] = ["UA"], files: FilesByName = [:], title: String? = nil,
        important isImportant: Bool = false
    ) async throws -> JSON {
        var embedded = EmbeddedFiles()
        let attached = attachments(files, &embedded)
        return try await write(
            "log.blogpost.add",
            [
                "POST_MESSAGE": text, "POST_TITLE": title, "DEST": audience.nonEmpty, "IMPORTANT": YesNo(isImportant),
                "FILES": attached,
            ],
            files: embedded)
    }

    /// Rewrites a feed post.
    ///
    /// The audience stays as it is unless a new one is given. A new text without a headline takes the old headline
    /// away: that is how Bitrix24 does it.
    /// - Parameters:
    ///   - postID: Id of the post.
    ///   - text: New text; the text or the headline has to be given.
    ///   - audience: New audience in place of the old one: UA, SGn, Un, DRn or Gn; several are allowed.
    ///   - files: Files to attach, by the names they get.
    ///   - title: New headline.
    /// - Returns: The id of the post, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "ИзменитьНовость")
    public func updatePost(
        postID: ID, text: String? = nil, vision audience: [String] = [], files: FilesByName = [:],
        title: String? = nil
    ) async throws -> JSON {
        var embedded = EmbeddedFiles()
        let attached = attachments(files, &embedded)
        return try await write(
            "log.blogpost.update",
            [
                "POST_MESSAGE": text, "POST_TITLE": title, "DEST": audience.nonEmpty, "POST_ID": postID,
                "FILES": attached,
            ],
            files: embedded)
    }

    /// Deletes a feed post.
    /// - Parameter postID: Id of the post.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьНовость")
    public func deletePost(postID: ID) async throws -> JSON {
        try await write("log.blogpost.delete", ["POST_ID": postID])
    }

    /// Lists the users who confirmed that they read an important post.
    /// - Parameter postID: Id of the important post.
    /// - Returns: Ids of users.
    ///
    ///   ```json
    ///   {"result": ["1", "2"]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокПросмотревшихВажное")
    public func getImportantPostViewers(postID: ID) -> Pages {
        list("log.blogpost.getusers.important", ["POST_ID": postID])
    }

    /// Lists feed posts, or fetches one of them.
    /// - Parameters:
    ///   - postID: Id of the one post to fetch.
    ///   - audience: Only posts for this audience: UA, SGn, Un, DRn or Gn; UA when no post is named either.
    /// - Returns: The posts, 50 a page.
    ///
    ///   ```json
    ///   {"result": [{"ID": "42", "BLOG_ID": "1", "PUBLISH_STATUS": "P", "TITLE": "Hello", "AUTHOR_ID": "1",
    ///   "ENABLE_COMMENTS": "Y", "NUM_COMMENTS": "1", "MICRO": "Y", "DETAIL_TEXT": "Hello",
    ///   "DATE_PUBLISH": "2026-01-31T10:00:00+00:00", "HAS_SOCNET_ALL": "Y", "HAS_TAGS": "N", "HAS_IMAGES": "N"}],
    ///   "total": 1}
    ///   ```
    @Method(.reads, ru: "ПолучитьНовости")
    public func getPosts(postID: ID? = nil, sel audience: [String] = []) -> Pages {
        // A post that is asked for by its id is wanted whoever its audience is.
        let rights = audience.nonEmpty ?? (postID == nil ? ["UA"] : nil)
        return list("log.blogpost.get", ["POST_ID": postID, "LOG_RIGHTS": rights])
    }

    /// Adds a comment to a feed post.
    /// - Parameters:
    ///   - postID: Id of the post.
    ///   - text: Text of the comment.
    /// - Returns: The id of the comment, under `result`.
    ///
    ///   ```json
    ///   {"result": 43}
    ///   ```
    @Method(.writes, ru: "ДобавитьКомментарийНовости")
    public func addPostComment(postID: ID, text: String) async throws -> JSON {
        try await write("log.blogcomment.add", ["POST_ID": postID, "TEXT": text])
    }

    /// Shows a feed post to more people.
    /// - Parameters:
    ///   - postID: Id of the post.
    ///   - audience: Who else sees the post: UA, SGn, Un, DRn or Gn; several are allowed.
    /// - Returns: Whether it worked, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ДобавитьПолучателейКНовости")
    public func addPostRecipients(postID: ID, vision audience: [String]) async throws -> JSON {
        try await write("log.blogpost.share", ["POST_ID": postID, "DEST": audience])
    }

    private func attachments(_ files: FilesByName, _ embedded: inout EmbeddedFiles) -> [JSON]? {
        files.entries.map { embedded.pair($0.name, $0.file) }.nonEmpty
    }
}
