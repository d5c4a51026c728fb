import OIntCore

@Methods("Forum topic management")
extension Telegram {
    /// Lists the pictures that topics can have.
    /// - Returns: The emoji by their ids, as CreateForumTopic takes them; the answer itself when there are none.
    ///
    ///   ```json
    ///   {"7001": "📰", "7002": "💡"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокИконокАватаров")
    public func getAvatarIconList() async throws -> JSON {
        let answer = try await read("getForumTopicIconStickers")
        let icons = (answer["result"]?.array ?? []).compactMap { sticker -> (String, JSON)? in
            sticker["custom_emoji_id"]?.string.map { ($0, sticker["emoji"] ?? .null) }
        }
        return icons.isEmpty ? answer : .object(JSONObject(icons))
    }

    /// Opens a topic in a forum.
    /// - Parameters:
    ///   - forum: Id or @name of the forum.
    ///   - title: Title of the topic.
    ///   - icon: Id of its picture, as GetAvatarIconList tells it.
    /// - Returns: The topic, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_thread_id": 42, "name": "Weekly report", "icon_color": 7322096,
    ///   "icon_custom_emoji_id": "7001"}}
    ///   ```
    @Method(.writes, ru: "СоздатьТемуФорума")
    public func createForumTopic(forum: ChatID, title: String, icon: ID? = nil) async throws -> JSON {
        try await write("createForumTopic", ["chat_id": forum, "name": title, "icon_custom_emoji_id": icon])
    }

    /// Gives a topic another title or picture.
    /// - Parameters:
    ///   - forum: Id or @name of the forum.
    ///   - topic: Id of the topic.
    ///   - title: New title.
    ///   - icon: Id of the new picture, as GetAvatarIconList tells it.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьТемуФорума")
    public func editForumTopic(
        forum: ChatID, topic: Int, title: String? = nil, icon: ID? = nil
    ) async throws -> JSON {
        if topic == ChatAddress.mainTopic {
            guard icon == nil else { throw UsageError("the main topic of a forum has a picture that can't be changed") }
            return try await write("editGeneralForumTopic", ["chat_id": forum, "name": title])
        }
        return try await write(
            "editForumTopic",
            ["chat_id": forum, "message_thread_id": topic, "name": title, "icon_custom_emoji_id": icon])
    }

    /// Closes a topic, so that only administrators can write there.
    /// - Parameters:
    ///   - forum: Id or @name of the forum.
    ///   - topic: Id of the topic; the main topic when not given.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "ЗакрытьТемуФорума")
    public func closeForumTopic(forum: ChatID, topic: Int? = nil) async throws -> JSON {
        try await write(topic, in: forum, "closeForumTopic", ofMain: "closeGeneralForumTopic")
    }

    /// Opens a closed topic again.
    /// - Parameters:
    ///   - forum: Id or @name of the forum.
    ///   - topic: Id of the topic; the main topic when not given.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "ОткрытьТемуФорума")
    public func openForumTopic(forum: ChatID, topic: Int? = nil) async throws -> JSON {
        try await write(topic, in: forum, "reopenForumTopic", ofMain: "reopenGeneralForumTopic")
    }

    /// Deletes a topic with all its messages.
    /// - Parameters:
    ///   - forum: Id or @name of the forum.
    ///   - topic: Id of the topic.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьТемуФорума")
    public func deleteForumTopic(forum: ChatID, topic: Int) async throws -> JSON {
        guard topic != ChatAddress.mainTopic else {
            throw UsageError("the main topic of a forum can't be deleted; HideMainForumTopic hides it")
        }
        return try await write("deleteForumTopic", ["chat_id": forum, "message_thread_id": topic])
    }

    /// Hides the main topic of a forum, and closes it.
    /// - Parameter forum: Id or @name of the forum.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "СкрытьГлавнуюТемуФорума")
    public func hideMainForumTopic(forum: ChatID) async throws -> JSON {
        try await write("hideGeneralForumTopic", ["chat_id": forum])
    }

    /// Shows the main topic of a forum again.
    /// - Parameter forum: Id or @name of the forum.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "ПоказатьГлавнуюТемуФорума")
    public func showMainForumTopic(forum: ChatID) async throws -> JSON {
        try await write("unhideGeneralForumTopic", ["chat_id": forum])
    }

    /// Gives the main topic of a forum another title.
    /// - Parameters:
    ///   - forum: Id or @name of the forum.
    ///   - title: New title.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьИмяГлавнойТемыФорума")
    public func editMainForumTopicName(forum: ChatID, title: String) async throws -> JSON {
        try await write("editGeneralForumTopic", ["chat_id": forum, "name": title])
    }

    /// Unpins all messages of a topic.
    /// - Parameters:
    ///   - forum: Id or @name of the forum.
    ///   - topic: Id of the topic; the main topic when not given.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.destroys, ru: "ОчиститьСписокЗакрепленныхСообщенийТемы")
    public func clearTopicPinnedMessagesList(forum: ChatID, topic: Int? = nil) async throws -> JSON {
        try await write(topic, in: forum, "unpinAllForumTopicMessages", ofMain: "unpinAllGeneralForumTopicMessages")
    }
}

extension Telegram {
    /// Calls a method for a topic of a forum, or the one for its main topic.
    private func write(
        _ topic: Int?, in forum: ChatID, _ method: String, ofMain mainMethod: String
    ) async throws -> JSON {
        let isMain = topic == nil || topic == ChatAddress.mainTopic
        return try await write(
            isMain ? mainMethod : method, ["chat_id": forum, "message_thread_id": isMain ? nil : topic])
    }
}
