import OIntCore

@Methods("Administration")
extension Telegram {
    /// Throws a member out of a chat, and does not let them in again.
    /// - Parameters:
    ///   - chat: Id or @name of the chat.
    ///   - user: Id of the member.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "Бан")
    public func ban(chat: ChatID, user: Int) async throws -> JSON {
        try await write("banChatMember", ["chat_id": chat, "user_id": user])
    }

    /// Lets somebody in again who was banned.
    ///
    /// Afterwards they are not in the chat, and may join it. Telegram removes also a member who was not banned.
    /// - Parameters:
    ///   - chat: Id or @name of the chat.
    ///   - user: Id of the user.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "Разбан")
    public func unban(chat: ChatID, user: Int) async throws -> JSON {
        try await write("unbanChatMember", ["chat_id": chat, "user_id": user, "only_if_banned": false])
    }

    /// Makes a link by which people can join a chat.
    /// - Parameters:
    ///   - chat: Id or @name of the chat.
    ///   - title: Name of the link, for administrators.
    ///   - expire: When the link ends; never when not given.
    ///   - limit: How many people may join by it; any number when not given.
    /// - Returns: The link, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"invite_link": "https://t.me/+EXAMPLE", "creator": {"id": 1000, "is_bot": true,
    ///   "first_name": "Example Bot", "username": "example_bot"}, "creates_join_request": false, "is_primary": false,
    ///   "is_revoked": false, "name": "New colleagues", "expire_date": 1769904000, "member_limit": 10}}
    ///   ```
    @Method(.writes, ru: "СоздатьСсылкуПриглашение")
    public func createInvitationLink(
        chat: ChatID, title: String? = nil, expire: DateTime? = nil, limit: Int? = nil
    ) async throws -> JSON {
        try await write(
            "createChatInviteLink",
            ["chat_id": chat, "name": title, "member_limit": limit, "expire_date": expire?.unixTime])
    }

    /// Pins a message, and tells everyone.
    /// - Parameters:
    ///   - chat: Id or @name of the chat.
    ///   - message: Id of the message.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "ЗакрепитьСообщение")
    public func pinMessage(chat: ChatID, message: Int) async throws -> JSON {
        try await write("pinChatMessage", ["chat_id": chat, "message_id": message, "disable_notification": false])
    }

    /// Unpins a message.
    /// - Parameters:
    ///   - chat: Id or @name of the chat.
    ///   - message: Id of the message.
    /// - Returns: Whether it is done, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "ОткрепитьСообщение")
    public func unpinMessage(chat: ChatID, message: Int) async throws -> JSON {
        try await write("unpinChatMessage", ["chat_id": chat, "message_id": message])
    }

    /// Counts the members of a chat.
    /// - Parameter chat: Id or @name of the chat.
    /// - Returns: The number, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": 128}
    ///   ```
    @Method(.reads, ru: "ПолучитьЧислоУчастников")
    public func getParticipantCount(chat: ChatID) async throws -> JSON {
        try await read("getChatMemberCount", ["chat_id": chat])
    }
}
