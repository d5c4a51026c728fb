import OIntCore

@Methods("Message management")
extension Bitrix24 {
    /// Sends a message to a chat or dialog.
    /// - Parameters:
    ///   - chat: Id of the chat, as chat42, or of the user at the other end of a dialog, as 42.
    ///   - text: Text of the message.
    ///   - blocks: What is attached, made with GetPictureBlock and GetFileBlock.
    /// - Returns: The message's id, under `result`.
    ///
    ///   ```json
    ///   {"result": 42}
    ///   ```
    @Method(.writes, ru: "ОтправитьСообщение")
    public func sendMessage(chat: ID, text: String, blocks: [JSONObject] = []) async throws -> JSON {
        try await write("im.message.add", ["DIALOG_ID": chat, "MESSAGE": text, "ATTACH": blocks.nonEmpty])
    }

    /// Changes the text or the attachments of a message.
    ///
    /// What is not given stays as it is.
    /// - Parameters:
    ///   - message: Id of the message.
    ///   - text: New text.
    ///   - blocks: What is attached instead, made with GetPictureBlock and GetFileBlock.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ИзменитьСообщение")
    public func editMessage(message: ID, text: String? = nil, blocks: [JSONObject] = []) async throws -> JSON {
        guard text?.isEmpty != true else {
            throw UsageError("an empty --text would delete the message: use DeleteMessage if that is meant")
        }
        return try await write(
            "im.message.update", ["MESSAGE_ID": message, "MESSAGE": text, "ATTACH": blocks.nonEmpty])
    }

    /// Likes a message, or takes the like back.
    ///
    /// The service turns your like over: called a second time, the method removes it.
    /// - Parameter message: Id of the message.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "УстановитьРеакциюНаСообщение")
    public func setMessageReaction(message: ID) async throws -> JSON {
        try await write("im.message.like", ["MESSAGE_ID": message])
    }

    /// Deletes a message.
    /// - Parameter message: Id of the message.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьСообщение")
    public func deleteMessage(message: ID) async throws -> JSON {
        try await write("im.message.delete", ["MESSAGE_ID": message])
    }

    /// Sends a file of the drive to a chat.
    /// - Parameters:
    ///   - chat: Id of the chat, digits alone.
    ///   - fileID: Id of the file, which UploadFileToFolder put into the folder that GetChatFilesFolder names.
    ///   - description: Text that goes with the file.
    /// - Returns: The file and the message's id, under `result`.
    ///
    ///   ```json
    ///   {"result": {"FILES": {"upload42": {"id": 42, "chatId": 42, "type": "file", "name": "january.pdf",
    ///   "extension": "pdf", "size": 20480, "status": "done", "progress": 100, "authorId": 1,
    ///   "authorName": "Ann Example"}}, "DISK_ID": ["42"], "FILE_MODELS": {"upload42": {"id": 42,
    ///   "name": "january.pdf", "storageId": 7, "parentId": 43, "createdBy": "1", "fileId": 305, "size": 20480}},
    ///   "MESSAGE_ID": 103}}
    ///   ```
    @Method(.writes, ru: "ОтправитьФайл")
    public func sendFile(chat: ID, fileID: ID, description: String? = nil) async throws -> JSON {
        try await write("im.disk.file.commit", ["CHAT_ID": chat, "UPLOAD_ID": fileID, "MESSAGE": description])
    }

    /// Marks the messages up to one as read.
    /// - Parameters:
    ///   - chat: Id of the chat, as chat42, or of the user at the other end of a dialog, as 42.
    ///   - message: Id of the last message that was read.
    /// - Returns: How many messages are still unread, under `result.counter`.
    ///
    ///   ```json
    ///   {"result": {"dialogId": "chat42", "chatId": 42, "lastId": 42, "counter": 3}}
    ///   ```
    @Method(.writes, ru: "ОтметитьСообщениеКакПрочитанное", aliases: ["MarkMessageAsReaded"])
    public func markMessageAsRead(chat: ID, message: ID) async throws -> JSON {
        try await write("im.dialog.read", ["DIALOG_ID": chat, "MESSAGE_ID": message])
    }

    /// Marks the messages from one on as unread.
    /// - Parameters:
    ///   - chat: Id of the chat, as chat42, or of the user at the other end of a dialog, as 42.
    ///   - message: Id of the first message that becomes unread.
    /// - Returns: True under `result`.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ОтметитьСообщениеКакНепрочитанное", aliases: ["MarkMessageAsUnreaded"])
    public func markMessageAsUnread(chat: ID, message: ID) async throws -> JSON {
        try await write("im.dialog.unread", ["DIALOG_ID": chat, "MESSAGE_ID": message])
    }

    /// Makes a picture block for the --blocks of a message.
    /// - Parameters:
    ///   - title: Caption of the picture.
    ///   - url: Address of the picture.
    /// - Returns: The block.
    ///
    ///   ```json
    ///   {"IMAGE": {"NAME": "Weekly report", "LINK": "https://example.com/report.png"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьБлокКартинки")
    public static func getPictureBlock(title: String, url: String) -> JSON {
        block("IMAGE", title: title, url: url)
    }

    /// Makes a file block for the --blocks of a message.
    /// - Parameters:
    ///   - title: Caption of the file.
    ///   - url: Address of the file.
    /// - Returns: The block.
    ///
    ///   ```json
    ///   {"FILE": {"NAME": "Weekly report", "LINK": "https://example.com/report.pdf"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьБлокФайла")
    public static func getFileBlock(title: String, url: String) -> JSON {
        block("FILE", title: title, url: url)
    }
}

extension Bitrix24 {
    /// How many characters a message may have.
    ///
    /// Source: https://apidocs.bitrix24.com/api-reference/chats/messages/im-message-add.html
    static let longestMessage = 20_000

    private static func block(_ kind: String, title: String, url: String) -> JSON {
        .object([kind: ["NAME": .string(title), "LINK": .string(url)]])
    }
}
