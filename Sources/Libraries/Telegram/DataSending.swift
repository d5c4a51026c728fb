import OIntCore

@Methods("Data sending")
extension Telegram {
    /// Sends a text message.
    ///
    /// The text arrives as it is given, with its markup read by the parse mode: characters that can only stand for
    /// themselves there are escaped for you.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - text: Text of the message.
    ///   - keyboard: Keyboard below the message, as FormKeyboardFromButtonArray makes one.
    ///   - parseMode: What markup the text has: HTML, Markdown, MarkdownV2, or Plain for none.
    ///   - fallback: What to do with a text whose markup Telegram can't read: plain sends it without markup.
    ///   - reply: Id of the message that is answered.
    ///   - split: Whether a text of more than 4096 characters is sent in parts; the first answers, the last has the keyboard.
    /// - Returns: The message, under `result`; a list of messages where there are parts.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "from": {"id": 1000, "is_bot": true, "first_name": "Example Bot",
    ///   "username": "example_bot"}, "chat": {"id": -1001234567890, "title": "Example", "username": "example",
    ///   "type": "supergroup"}, "date": 1768467600, "text": "Hello"}}
    ///   ```
    @Method(.writes, ru: "ОтправитьТекстовоеСообщение")
    public func sendTextMessage(
        chat: ChatAddress, text: String, keyboard: JSONObject = [:], parseMode: ParseMode = .markdown,
        fallback: MarkupFallback? = nil, reply: Int? = nil, split: Bool = false
    ) async throws -> JSON {
        let formatted = FormattedText(text, parseMode)
        let parts = split ? formatted.parts : [formatted]
        var sent: [JSON] = []
        for (index, part) in parts.enumerated() {
            let answered: Fields = ["message_id": index == 0 ? reply : nil]
            let isLast = index + 1 == parts.count
            do {
                let answer = try await sending(part, fallback) { part in
                    try await write(
                        "sendMessage",
                        [
                            "chat_id": chat.chat, "message_thread_id": chat.thread, "text": part?.text,
                            "parse_mode": part?.mode, "reply_markup": isLast ? Self.markup(keyboard) : nil,
                            "reply_parameters": answered,
                        ])
                }
                if parts.count == 1 { return answer }
                sent.append(answer["result"] ?? answer)
            } catch let refusal as ServiceError where index > 0 {
                throw Refusal.part(index + 1, of: parts.count, refusal)
            }
        }
        return ["ok": true, "result": .array(sent)]
    }

    /// Sends a picture.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - text: Caption.
    ///   - picture: Picture: a path, -, data:;base64,…, an address, or the id of a file at Telegram.
    ///   - keyboard: Keyboard below the message, as FormKeyboardFromButtonArray makes one.
    ///   - parseMode: What markup the text has: HTML, Markdown, MarkdownV2, or Plain for none.
    ///   - fallback: What to do with a text whose markup Telegram can't read: plain sends it without markup.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "photo": [{"file_id": "FILE-ID-1",
    ///   "file_unique_id": "UNIQUE-ID-1", "width": 90, "height": 60, "file_size": 1466}, {"file_id": "FILE-ID-2",
    ///   "file_unique_id": "UNIQUE-ID-2", "width": 1280, "height": 853, "file_size": 148210}],
    ///   "caption": "Our office"}}
    ///   ```
    @Method(.writes, ru: "ОтправитьКартинку")
    public func sendImage(
        chat: ChatAddress, text: String? = nil, picture: Attachment, keyboard: JSONObject = [:],
        parseMode: ParseMode = .markdown, fallback: MarkupFallback? = nil
    ) async throws -> JSON {
        try await send(
            FileMessage(
                method: "sendPhoto", field: "photo", fileName: "photo", attachment: picture, chat: chat,
                caption: .caption(text, parseMode), fallback: fallback, keyboard: keyboard))
    }

    /// Sends a video.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - text: Caption.
    ///   - video: Video: a path, -, data:;base64,…, an address, or the id of a file at Telegram.
    ///   - keyboard: Keyboard below the message, as FormKeyboardFromButtonArray makes one.
    ///   - parseMode: What markup the text has: HTML, Markdown, MarkdownV2, or Plain for none.
    ///   - fallback: What to do with a text whose markup Telegram can't read: plain sends it without markup.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "video": {"file_id": "FILE-ID-1",
    ///   "file_unique_id": "UNIQUE-ID-1", "duration": 34, "width": 1920, "height": 1080, "mime_type": "video/mp4",
    ///   "file_size": 5242880}, "caption": "A tour of our office"}}
    ///   ```
    @Method(.writes, ru: "ОтправитьВидео")
    public func sendVideo(
        chat: ChatAddress, text: String? = nil, video: Attachment, keyboard: JSONObject = [:],
        parseMode: ParseMode = .markdown, fallback: MarkupFallback? = nil
    ) async throws -> JSON {
        try await send(
            FileMessage(
                method: "sendVideo", field: "video", fileName: "video", attachment: video, chat: chat,
                caption: .caption(text, parseMode), fallback: fallback, keyboard: keyboard))
    }

    /// Sends a piece of music.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - text: Caption.
    ///   - audio: Music: a path, -, data:;base64,…, an address, or the id of a file at Telegram.
    ///   - keyboard: Keyboard below the message, as FormKeyboardFromButtonArray makes one.
    ///   - parseMode: What markup the text has: HTML, Markdown, MarkdownV2, or Plain for none.
    ///   - fallback: What to do with a text whose markup Telegram can't read: plain sends it without markup.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "audio": {"file_id": "FILE-ID-1",
    ///   "file_unique_id": "UNIQUE-ID-1", "duration": 187, "mime_type": "audio/mpeg", "title": "Morning",
    ///   "performer": "Example Band", "file_size": 4488192}, "caption": "A song for the morning"}}
    ///   ```
    @Method(.writes, ru: "ОтправитьАудио")
    public func sendAudio(
        chat: ChatAddress, text: String? = nil, audio: Attachment, keyboard: JSONObject = [:],
        parseMode: ParseMode = .markdown, fallback: MarkupFallback? = nil
    ) async throws -> JSON {
        try await send(
            FileMessage(
                method: "sendAudio", field: "audio", fileName: "audio", attachment: audio, chat: chat,
                caption: .caption(text, parseMode), fallback: fallback, keyboard: keyboard))
    }

    /// Sends a file of any kind to save.
    ///
    /// Only a file that is uploaded can be given a name: with --filename, what lies at an address is fetched by this
    /// program, and not by Telegram.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - text: Caption.
    ///   - doc: File: a path, -, data:;base64,…, an address, or the id of a file at Telegram.
    ///   - keyboard: Keyboard below the message, as FormKeyboardFromButtonArray makes one.
    ///   - parseMode: What markup the text has: HTML, Markdown, MarkdownV2, or Plain for none.
    ///   - fileName: Name that the file is shown under, extension included; else its own.
    ///   - fallback: What to do with a text whose markup Telegram can't read: plain sends it without markup.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "document": {"file_id": "FILE-ID-1",
    ///   "file_unique_id": "UNIQUE-ID-1", "file_name": "report.pdf", "mime_type": "application/pdf",
    ///   "file_size": 48213}, "caption": "Weekly report"}}
    ///   ```
    /// - Throws: `UsageError` when a file that Telegram has is given a name.
    @Method(.writes, ru: "ОтправитьДокумент")
    public func sendDocument(
        chat: ChatAddress, text: String? = nil, doc: Attachment, keyboard: JSONObject = [:],
        parseMode: ParseMode = .markdown, fileName: String? = nil, fallback: MarkupFallback? = nil
    ) async throws -> JSON {
        let attachment = fileName == nil ? doc : try doc.named()
        return try await send(
            FileMessage(
                method: "sendDocument", field: "document",
                fileName: fileName ?? attachment.file?.name ?? "document", attachment: attachment, chat: chat,
                caption: .caption(text, parseMode), fallback: fallback, keyboard: keyboard))
    }

    /// Sends an animation.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - text: Caption.
    ///   - gif: Animation: a path, -, data:;base64,…, an address, or the id of a file at Telegram.
    ///   - keyboard: Keyboard below the message, as FormKeyboardFromButtonArray makes one.
    ///   - parseMode: What markup the text has: HTML, Markdown, MarkdownV2, or Plain for none.
    ///   - fallback: What to do with a text whose markup Telegram can't read: plain sends it without markup.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "animation": {"file_id": "FILE-ID-1",
    ///   "file_unique_id": "UNIQUE-ID-1", "duration": 3, "width": 480, "height": 270, "mime_type": "video/mp4",
    ///   "file_size": 92160}, "caption": "A cat"}}
    ///   ```
    @Method(.writes, ru: "ОтправитьГифку")
    public func sendGif(
        chat: ChatAddress, text: String? = nil, gif: Attachment, keyboard: JSONObject = [:],
        parseMode: ParseMode = .markdown, fallback: MarkupFallback? = nil
    ) async throws -> JSON {
        try await send(
            FileMessage(
                method: "sendAnimation", field: "animation", fileName: "animation.gif", attachment: gif, chat: chat,
                caption: .caption(text, parseMode), fallback: fallback, keyboard: keyboard))
    }

    /// Sends several files as one album.
    ///
    /// Pictures and videos may be mixed; documents and music go with their like only. Telegram shows no keyboard
    /// below an album, so that --keyboard, which is kept for scripts, has no effect.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - text: Caption of the album.
    ///   - media: From 2 to 10 files and their kinds: {"a.jpg": "photo", "b.mp4": "video"}; also audio and document.
    ///   - keyboard: Has no effect: Telegram shows no keyboard below an album.
    ///   - parseMode: What markup the text has: HTML, Markdown, MarkdownV2, or Plain for none.
    ///   - fallback: What to do with a text whose markup Telegram can't read: plain sends it without markup.
    /// - Returns: The messages, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": [{"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "media_group_id": "5001",
    ///   "photo": [{"file_id": "FILE-ID-2", "file_unique_id": "UNIQUE-ID-2", "width": 1280, "height": 853,
    ///   "file_size": 148210}], "caption": "Our office"}, {"message_id": 43, "chat": {"id": -1001234567890,
    ///   "title": "Example", "username": "example", "type": "supergroup"}, "date": 1768467600,
    ///   "media_group_id": "5001", "video": {"file_id": "FILE-ID-3", "file_unique_id": "UNIQUE-ID-3", "duration": 34,
    ///   "width": 1920, "height": 1080, "mime_type": "video/mp4", "file_size": 5242880}}]}
    ///   ```
    @Method(.writes, ru: "ОтправитьМедиагруппу")
    public func sendMediaGroup(
        chat: ChatAddress, text: String? = nil, media: MediaGroup, keyboard: JSONObject = [:],
        parseMode: ParseMode = .markdown, fallback: MarkupFallback? = nil
    ) async throws -> JSON {
        try await sending(.caption(text, parseMode), fallback) { caption in
            try await send(media, to: chat, caption: caption)
        }
    }

    /// Sends a point on the map.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - lat: Latitude in degrees, north positive.
    ///   - long: Longitude in degrees, east positive.
    ///   - keyboard: Keyboard below the message, as FormKeyboardFromButtonArray makes one.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "location": {"latitude": 52.52,
    ///   "longitude": 13.405}}}
    ///   ```
    @Method(.writes, ru: "ОтправитьМестоположение")
    public func sendLocation(
        chat: ChatAddress, lat: JSONNumber, long: JSONNumber, keyboard: JSONObject = [:]
    ) async throws -> JSON {
        try await write(
            "sendLocation",
            [
                "chat_id": chat.chat, "message_thread_id": chat.thread, "latitude": lat, "longitude": long,
                "reply_markup": Self.markup(keyboard),
            ])
    }

    /// Sends a telephone number with a name.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - name: First name.
    ///   - surname: Last name.
    ///   - phone: Telephone number.
    ///   - keyboard: Keyboard below the message, as FormKeyboardFromButtonArray makes one.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "contact": {"phone_number": "+15550100",
    ///   "first_name": "Ann", "last_name": "Example"}}}
    ///   ```
    @Method(.writes, ru: "ОтправитьКонтакт")
    public func sendContact(
        chat: ChatAddress, name: String, surname: String? = nil, phone: String, keyboard: JSONObject = [:]
    ) async throws -> JSON {
        try await write(
            "sendContact",
            [
                "chat_id": chat.chat, "message_thread_id": chat.thread, "first_name": name, "last_name": surname,
                "phone_number": phone, "reply_markup": Self.markup(keyboard),
            ])
    }

    /// Sends a poll.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; for a topic of a forum with its id behind it, as in -1001234567890*42.
    ///   - question: Question.
    ///   - options: Answers to choose from.
    ///   - anonymous: Whether nobody gets to see who chose what.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "poll": {"id": "6001",
    ///   "question": "Tea or coffee?", "options": [{"persistent_id": "1", "text": "Tea", "voter_count": 0},
    ///   {"persistent_id": "2", "text": "Coffee", "voter_count": 0}], "total_voter_count": 0, "is_closed": false,
    ///   "is_anonymous": true, "type": "regular", "allows_multiple_answers": false, "allows_revoting": true,
    ///   "members_only": false}}}
    ///   ```
    @Method(.writes, ru: "ОтправитьОпрос")
    public func sendPoll(
        chat: ChatAddress, question: String, options: [String], anonymous: Bool = true
    ) async throws -> JSON {
        let answers = options.map { ["text": $0] as Fields }
        return try await write(
            "sendPoll",
            [
                "chat_id": chat.chat, "message_thread_id": chat.thread, "question": question, "options": answers,
                "is_anonymous": anonymous,
            ])
    }

    /// Forwards a message to another chat.
    /// - Parameters:
    ///   - message: Id of the message.
    ///   - from: Id or @name of the chat it stands in.
    ///   - to: Id or @name of the chat it goes to; for a topic of a forum with its id behind it, as in -100123*42.
    /// - Returns: The new message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 7, "from": {"id": 1000, "is_bot": true, "first_name": "Example Bot",
    ///   "username": "example_bot"}, "chat": {"id": -1001234567891, "title": "Example archive",
    ///   "username": "example_archive", "type": "supergroup"}, "date": 1768467600, "forward_origin": {"type": "user",
    ///   "date": 1768464000, "sender_user": {"id": 2001, "is_bot": false, "first_name": "Ann",
    ///   "username": "ann_example"}}, "text": "Hello"}}
    ///   ```
    @Method(.writes, ru: "ПереслатьСообщение")
    public func forwardMessage(message: Int, from: ChatID, to: ChatAddress) async throws -> JSON {
        try await write(
            "forwardMessage",
            ["from_chat_id": from, "message_id": message, "chat_id": to.chat, "message_thread_id": to.thread])
    }

    /// Deletes a message for everyone.
    /// - Parameters:
    ///   - chat: Id or @name of the chat.
    ///   - message: Id of the message.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьСообщение")
    public func deleteMessage(chat: ChatID, message: Int) async throws -> JSON {
        try await write("deleteMessage", ["message_id": message, "chat_id": chat])
    }

    /// Replaces the keyboard below a message.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; a topic behind it is not needed, and does no harm.
    ///   - message: Id of the message.
    ///   - keyboard: New keyboard, to be shown under the message; {} takes the old one away.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "text": "Shall we begin?",
    ///   "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}}}
    ///   ```
    @Method(.writes, ru: "ЗаменитьКлавиатуруСообщения")
    public func replaceMessageKeyboard(chat: ChatAddress, message: Int, keyboard: JSONObject) async throws -> JSON {
        try await write(
            "editMessageReplyMarkup",
            ["chat_id": chat.chat, "message_id": message, "reply_markup": Self.markup(keyboard)])
    }

    /// Replaces the text of a message.
    ///
    /// Telegram takes a keyboard away that stands below it: use ReplaceMessageKeyboard afterwards.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; a topic behind it is not needed, and does no harm.
    ///   - message: Id of the message.
    ///   - text: New text.
    ///   - parseMode: What markup the text has: HTML, Markdown or MarkdownV2; none when not given.
    ///   - fallback: What to do with a text whose markup Telegram can't read: plain sends it without markup.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "edit_date": 1768467660, "text": "Hello"}}
    ///   ```
    @Method(.writes, ru: "ЗаменитьТекстСообщения")
    public func replaceMessageText(
        chat: ChatAddress, message: Int, text: String, parseMode: ParseMode? = nil,
        fallback: MarkupFallback? = nil
    ) async throws -> JSON {
        try await sending(FormattedText(text, parseMode), fallback) { formatted in
            try await write(
                "editMessageText",
                [
                    "chat_id": chat.chat, "message_id": message, "text": formatted?.text,
                    "parse_mode": formatted?.mode,
                ])
        }
    }

    /// Replaces the caption of a message with a file.
    ///
    /// Telegram takes a keyboard away that stands below it: use ReplaceMessageKeyboard afterwards.
    /// - Parameters:
    ///   - chat: Id or @name of the chat; a topic behind it is not needed, and does no harm.
    ///   - message: Id of the message.
    ///   - caption: New caption.
    ///   - parseMode: What markup the caption has: HTML, Markdown or MarkdownV2; none when not given.
    ///   - fallback: What to do with a text whose markup Telegram can't read: plain sends it without markup.
    /// - Returns: The message, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "edit_date": 1768467660,
    ///   "photo": [{"file_id": "FILE-ID-1", "file_unique_id": "UNIQUE-ID-1", "width": 90, "height": 60,
    ///   "file_size": 1466}, {"file_id": "FILE-ID-2", "file_unique_id": "UNIQUE-ID-2", "width": 1280, "height": 853,
    ///   "file_size": 148210}], "caption": "Our office"}}
    ///   ```
    @Method(.writes, ru: "ЗаменитьОписаниеСообщения")
    public func replaceMessageCaption(
        chat: ChatAddress, message: Int, caption: String, parseMode: ParseMode? = nil,
        fallback: MarkupFallback? = nil
    ) async throws -> JSON {
        try await sending(FormattedText(caption, parseMode), fallback) { formatted in
            try await write(
                "editMessageCaption",
                [
                    "chat_id": chat.chat, "message_id": message, "caption": formatted?.text,
                    "parse_mode": formatted?.mode,
                ])
        }
    }

    /// Makes a keyboard whose buttons send their own titles.
    ///
    /// Nothing is sent.
    /// - Parameters:
    ///   - buttons: Titles of the buttons.
    ///   - under: Whether it stands under a message, rather than in place of the letters.
    ///   - column: Whether each button has a row of its own, rather than all of them one.
    /// - Returns: The keyboard as JSON, for --keyboard.
    ///
    ///   ```json
    ///   {"keyboard": [[{"text": "Yes", "callback_data": "Yes"}], [{"text": "No", "callback_data": "No"}]],
    ///   "resize_keyboard": true}
    ///   ```
    @Method(.reads, ru: "СформироватьКлавиатуруПоМассивуКнопок")
    public static func formKeyboardFromButtonArray(
        buttons: [String], under: Bool = false, column: Bool = true
    ) -> String {
        Keyboard.laidOut(buttons, isInline: under, isColumn: column).text(.compact)
    }
}
