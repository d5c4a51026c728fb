import OIntCore
import OIntHTTP

@Methods("Chats and dialogs management")
extension Bitrix24 {
    /// Opens a new chat.
    /// - Parameter fields: Fields of the chat, shaped as GetChatStructure shows.
    /// - Returns: The chat's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "СоздатьЧат")
    public func createChat(fields: JSONObject) async throws -> JSON {
        var request = Fields()
        request.append(contentsOf: fields)
        return try await write("im.chat.add", request)
    }

    /// Lists the ids of those who take part in a chat.
    /// - Parameter chat: Id of the chat, digits alone.
    /// - Returns: The users' ids, all on one page.
    ///
    ///   ```json
    ///   {"result": [1, 2]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокПользователейЧата")
    public func getChatUsers(chat: ID) -> Pages {
        list("im.chat.user.list", ["CHAT_ID": chat])
    }

    /// Leaves a chat.
    /// - Parameter chat: Id of the chat, digits alone.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ПокинутьЧат")
    public func leaveChat(chat: ID) async throws -> JSON {
        try await write("im.chat.leave", ["CHAT_ID": chat])
    }

    /// Describes users as the messenger knows them.
    /// - Parameter users: Ids of the users.
    /// - Returns: The users by their ids, under `result`.
    ///
    ///   ```json
    ///   {"result": {"1": {"id": 1, "active": true, "name": "Ann Example", "first_name": "Ann",
    ///   "last_name": "Example", "work_position": "Editor", "avatar": "", "status": "online",
    ///   "last_activity_date": "2026-01-31T10:00:00+00:00", "departments": [1], "phones": false, "type": "user",
    ///   "email": "ann@example.com"}}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПользователей")
    public func getUsers(users: [ID]) async throws -> JSON {
        try await read("im.user.list.get", ["ID": users])
    }

    /// Adds users to a chat.
    /// - Parameters:
    ///   - chat: Id of the chat, digits alone.
    ///   - users: Ids of the users.
    ///   - hide: Whether what was written before stays hidden from them.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ДобавитьПользователейВЧат")
    public func addUsersToChat(chat: ID, users: [ID], hide: Bool = false) async throws -> JSON {
        try await write("im.chat.user.add", ["CHAT_ID": chat, "USERS": users, "HIDE_HISTORY": YesNo(hide)])
    }

    /// Removes a user from a chat.
    /// - Parameters:
    ///   - chat: Id of the chat, digits alone.
    ///   - user: Id of the user.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИсключитьПользователяИзЧата")
    public func deleteUserFromChat(chat: ID, user: ID) async throws -> JSON {
        try await write("im.chat.user.delete", ["CHAT_ID": chat, "USER_ID": user])
    }

    /// Renames a chat.
    /// - Parameters:
    ///   - chat: Id of the chat, digits alone.
    ///   - title: New title.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьЗаголовокЧата")
    public func changeChatTitle(chat: ID, title: String) async throws -> JSON {
        try await write("im.chat.updateTitle", ["CHAT_ID": chat, "TITLE": title])
    }

    /// Changes the colour that a chat has in the mobile application.
    /// - Parameters:
    ///   - chat: Id of the chat, digits alone.
    ///   - color: Name of the colour.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьЦветЧата")
    public func changeChatColor(chat: ID, color: ChatColor) async throws -> JSON {
        try await write("im.chat.updateColor", ["CHAT_ID": chat, "COLOR": color.rawValue])
    }

    /// Replaces the picture of a chat.
    /// - Parameters:
    ///   - chat: Id of the chat, digits alone.
    ///   - picture: Picture of at most 5000 by 5000 pixels.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьКартинкуЧата")
    public func changeChatPicture(chat: ID, picture: FileInput) async throws -> JSON {
        var files = EmbeddedFiles()
        let avatar = files.add(picture)
        return try await write("im.chat.updateAvatar", ["CHAT_ID": chat, "AVATAR": avatar], files: files)
    }

    /// Hands a chat over to another owner.
    /// - Parameters:
    ///   - chat: Id of the chat, digits alone.
    ///   - user: Id of the new owner, who takes part in the chat already.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "СменитьВладельцаЧата")
    public func changeChatOwner(chat: ID, user: ID) async throws -> JSON {
        try await write("im.chat.setOwner", ["CHAT_ID": chat, "USER_ID": user])
    }

    /// Mutes a chat.
    /// - Parameter chat: Id of the chat, digits alone.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ОтключитьУведомленияЧата")
    public func disableChatNotifications(chat: ID) async throws -> JSON {
        try await setMuted(chat, true)
    }

    /// Lets a muted chat be heard again.
    /// - Parameter chat: Id of the chat, digits alone.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ВключитьУведомленияЧата")
    public func enableChatNotifications(chat: ID) async throws -> JSON {
        try await setMuted(chat, false)
    }

    /// Lists the messages of a chat or dialog, the newest first.
    ///
    /// The service gives about 20 messages at a time. With --all it goes on to older messages, or to newer ones where
    /// --first is given.
    /// - Parameters:
    ///   - chat: Id of the chat, as chat42, or of the user at the other end of a dialog, as 42.
    ///   - last: Id of a message: those before it are listed.
    ///   - first: Id of a message: those after it are listed; 0 stands for the beginning.
    /// - Returns: The messages, about 20 a page, with their authors and files.
    ///
    ///   ```json
    ///   {"result": {"chat_id": 42, "messages": [{"id": 102, "chat_id": 42, "author_id": 2,
    ///   "date": "2026-01-31T10:05:00+00:00", "text": "Good morning", "unread": false, "replaces": [],
    ///   "params": {"LIKE": [1]}}, {"id": 101, "chat_id": 42, "author_id": 1, "date": "2026-01-31T10:00:00+00:00",
    ///   "text": "Hello", "unread": false, "replaces": [], "params": []}], "users": [{"id": 1, "active": true,
    ///   "name": "Ann Example", "status": "online", "type": "user"}, {"id": 2, "active": true, "name": "Bob Example",
    ///   "status": "away", "type": "user"}], "files": []}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокСообщенийЧата")
    public func getChatMessagesList(chat: ID, last: ID? = nil, first: ID? = nil) -> Pages {
        messages(of: chat, before: last, after: first)
    }

    /// Describes a chat or dialog.
    /// - Parameter chat: Id of the chat, as chat42, or of the user at the other end of a dialog, as 42.
    /// - Returns: The chat, under `result`.
    ///
    ///   ```json
    ///   {"result": {"id": 42, "name": "Planning", "description": "", "owner": 1, "type": "chat", "counter": 2,
    ///   "user_counter": 3, "message_count": 17, "last_message_id": 102, "disk_folder_id": 43,
    ///   "date_create": "2026-01-12T09:00:00+00:00", "role": "owner", "manager_list": [1], "dialog_id": "chat42"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьДиалог")
    public func getDialog(chat: ID) async throws -> JSON {
        try await read("im.dialog.get", ["DIALOG_ID": chat])
    }

    /// Lists those who take part in a chat or dialog.
    /// - Parameter chat: Id of the chat, as chat42, or of the user at the other end of a dialog, as 42.
    /// - Returns: The users, 50 a page.
    ///
    ///   ```json
    ///   {"result": [{"id": 1, "active": true, "name": "Ann Example", "first_name": "Ann", "last_name": "Example",
    ///   "work_position": "Editor", "avatar": "", "status": "online",
    ///   "last_activity_date": "2026-01-31T10:00:00+00:00", "departments": [1], "phones": false, "type": "user",
    ///   "email": "ann@example.com"}, {"id": 2, "active": true, "name": "Bob Example", "first_name": "Bob",
    ///   "last_name": "Example", "work_position": "Designer", "avatar": "", "status": "online",
    ///   "last_activity_date": "2026-01-31T10:00:00+00:00", "departments": [1], "phones": false, "type": "user",
    ///   "email": "bob@example.com"}], "total": 2}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокПользователейДиалога")
    public func getChatMembersList(chat: ID) -> Pages {
        list("im.dialog.users.list", ["DIALOG_ID": chat], startKey: "OFFSET")
    }

    /// Shows the others in a dialog that something is being typed.
    /// - Parameter chat: Id of the chat, as chat42, or of the user at the other end of a dialog, as 42.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ОтправитьУведомлениеОВводе")
    public func sendWritingNotification(chat: ID) async throws -> JSON {
        try await write("im.dialog.writing", ["DIALOG_ID": chat])
    }

    /// Tells how present you are shown to be.
    /// - Returns: `online`, `dnd`, `away` or `break` under `result`; false when nothing is set.
    ///
    ///   ```json
    ///   {"result": "online"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтатусПользователя")
    public func getUserStatus() async throws -> JSON {
        try await read("im.user.status.get")
    }

    /// Sets how present you are shown to be.
    /// - Parameter status: New status; dnd also keeps notifications away.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "УстановитьСтатусПользователя")
    public func setUserStatus(status: UserStatus) async throws -> JSON {
        try await write("im.user.status.set", ["STATUS": status.rawValue])
    }

    /// Marks everything in every chat as read.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ПрочитатьВсе")
    public func readAll() async throws -> JSON {
        try await write("im.dialog.read.all")
    }

    /// Finds the folder that holds the files of a chat.
    /// - Parameter chat: Id of the chat, digits alone.
    /// - Returns: The folder's id, under `result.ID`.
    ///
    ///   ```json
    ///   {"result": {"ID": 43}}
    ///   ```
    @Method(.reads, ru: "ПолучитьКаталогФайловЧата")
    public func getChatFilesFolder(chat: ID) async throws -> JSON {
        try await read("im.disk.folder.get", ["CHAT_ID": chat])
    }

    /// Shows the fields that CreateChat takes.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The fields.
    ///
    ///   ```json
    ///   {"TYPE": "<OPEN for a chat anyone may join, CHAT for a private one>", "TITLE": "<title>",
    ///   "DESCRIPTION": "<description>", "COLOR": "<name of the colour, as ChangeChatColor takes it>",
    ///   "MESSAGE": "<first message>", "USERS": "<list of the members' ids>", "AVATAR": "<picture in base64>",
    ///   "OWNER_ID": "<id of the owner, yourself unless given>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруЧата")
    public static func getChatStructure(empty: Bool = false) -> JSON {
        Template([
            "TYPE": "OPEN for a chat anyone may join, CHAT for a private one",
            "TITLE": "title",
            "DESCRIPTION": "description",
            "COLOR": "name of the colour, as ChangeChatColor takes it",
            "MESSAGE": "first message",
            "USERS": "list of the members' ids",
            "AVATAR": "picture in base64",
            "OWNER_ID": "id of the owner, yourself unless given",
        ]).filled(empty: empty)
    }
}

extension Bitrix24 {
    private func setMuted(_ chat: ID, _ isMuted: Bool) async throws -> JSON {
        try await write("im.chat.mute", ["CHAT_ID": chat, "MUTE": YesNo(isMuted)])
    }

    /// Walks through a history, whose portions are told apart by ids of messages instead of by row numbers.
    ///
    /// Source: https://apidocs.bitrix24.com/api-reference/chats/messages/im-dialog-messages-get.html
    private func messages(of chat: ID, before last: ID?, after first: ID?) -> Pages {
        let rate = Self.rate()
        let goesForward = first != nil
        return Pages(of: source) { mark in
            let older: JSON? = goesForward ? last?.json : mark ?? last?.json
            let newer: JSON? = goesForward ? mark ?? first?.json : nil
            let reply = try await page(
                "im.dialog.messages.get", ["DIALOG_ID": chat, "LAST_ID": older, "FIRST_ID": newer], rate: rate,
                isFirst: mark == nil)
            let messages = try Pages.Rows.at("result.messages").rows(of: reply, from: source)
            let ids = messages.compactMap { $0["id"]?.int }
            let edge = goesForward ? ids.max() : ids.min()
            return Pages.Page(reply: reply, rows: messages, next: edge.map { JSON($0) })
        }
    }
}
