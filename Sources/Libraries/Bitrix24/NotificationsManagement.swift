import OIntCore

@Methods("Notifications management")
extension Bitrix24 {
    /// Notifies a user in your name.
    /// - Parameters:
    ///   - user: Id of the user.
    ///   - text: Text of the notification.
    ///   - tag: Name of the notification within the application; it replaces an older one of that name.
    ///   - blocks: What is attached, made with GetPictureBlock and GetFileBlock.
    /// - Returns: The notification's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "СоздатьПерсональноеУведомление")
    public func createPersonalNotification(
        user: ID, text: String, tag: String? = nil, blocks: [JSONObject] = []
    ) async throws -> JSON {
        try await notify("im.notify.personal.add", user: user, text: text, tag: tag, blocks: blocks)
    }

    /// Notifies a user in the name of the system.
    /// - Parameters:
    ///   - user: Id of the user.
    ///   - text: Text of the notification.
    ///   - tag: Name of the notification within the application; it replaces an older one of that name.
    ///   - blocks: What is attached, made with GetPictureBlock and GetFileBlock.
    /// - Returns: The notification's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "СоздатьСистемноеУведомление")
    public func createSystemNotification(
        user: ID, text: String, tag: String? = nil, blocks: [JSONObject] = []
    ) async throws -> JSON {
        try await notify("im.notify.system.add", user: user, text: text, tag: tag, blocks: blocks)
    }

    /// Takes a notification back.
    ///
    /// Only an application may do it: call it with an access token rather than through a webhook.
    /// - Parameter notification: Id of the notification.
    /// - Returns: Whether it was deleted, under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьУведомление")
    public func deleteNotification(notif notification: ID) async throws -> JSON {
        try await write("im.notify.delete", ["ID": notification])
    }
}

extension Bitrix24 {
    private func notify(
        _ method: String, user: ID, text: String, tag: String?, blocks: [JSONObject]
    ) async throws -> JSON {
        try await write(method, ["USER_ID": user, "MESSAGE": text, "TAG": tag, "ATTACH": blocks.nonEmpty])
    }
}
