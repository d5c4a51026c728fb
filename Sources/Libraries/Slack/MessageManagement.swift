import OIntCore
import OIntHTTP

@Methods("Message management")
extension Slack {
    /// Posts a message, now or at a given time.
    /// - Parameters:
    ///   - channel: Id of the channel, or of the user who gets a direct message.
    ///   - text: Text, with Slack's markup; beside blocks it is what notifications show.
    ///   - date: When to post it, up to 120 days ahead; now when not given.
    ///   - blocks: Layout blocks, 50 at most.
    ///   - thread: Time of the message whose thread it answers in.
    ///   - isBroadcast: Whether an answer in a thread is shown in the channel too.
    ///   - isPlain: Whether the text shows as it is written, without markup, links and mentions.
    /// - Returns: The message with its time, under `ts`; for a later one its id, under `scheduled_message_id`.
    ///
    ///   ```json
    ///   {"ok": true, "channel": "C0001", "ts": "1712345678.000100", "message": {"type": "message", "text": "hello"}}
    ///   ```
    @Method(.writes, ru: "ОтправитьСообщение")
    public func sendMessage(
        channel: ID, text: String? = nil, date: DateTime? = nil, blocks: [JSON] = [], thread: MessageStamp? = nil,
        broadcast isBroadcast: Bool = false, plain isPlain: Bool = false
    ) async throws -> JSON {
        let content = try MessageContent(text, isPlain: isPlain, blocks: blocks)
        if isBroadcast, thread == nil { throw UsageError("--broadcast goes with --thread") }
        let fields: Fields = [
            "channel": channel, "text": content.text, "blocks": content.blocks, "post_at": date?.unixTime,
            "thread_ts": thread, "reply_broadcast": isBroadcast ? true : nil,
        ]
        guard date != nil else { return try await write("chat.postMessage", fields) }
        return try await write("chat.scheduleMessage", fields)
    }

    /// Posts a message that one member of a channel sees, until that member reloads.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - text: Text, with Slack's markup.
    ///   - user: Id of the user who sees it; the user has to be in the channel.
    ///   - blocks: Layout blocks, 50 at most.
    ///   - thread: Time of the message whose thread it stands in.
    ///   - isPlain: Whether the text shows as it is written, without markup, links and mentions.
    /// - Returns: The time of the message, under `message_ts`.
    ///
    ///   ```json
    ///   {"ok": true, "message_ts": "1712345678.000100"}
    ///   ```
    @Method(.writes, ru: "ОтправитьЭфемерноеСообщение")
    public func sendEphemeralMessage(
        channel: ID, text: String? = nil, user: ID, blocks: [JSON] = [], thread: MessageStamp? = nil,
        plain isPlain: Bool = false
    ) async throws -> JSON {
        let content = try MessageContent(text, isPlain: isPlain, blocks: blocks)
        return try await write(
            "chat.postEphemeral",
            [
                "channel": channel, "text": content.text, "user": user, "blocks": content.blocks, "thread_ts": thread,
            ])
    }

    /// Rewrites a message of the bot.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - stamp: Time of the message, such as 1712345678.000100.
    ///   - text: New text, 4,000 characters at most.
    ///   - blocks: New layout blocks, 50 at most.
    ///   - isPlain: Whether the text shows as it is written, without markup, links and mentions.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"ok": true, "channel": "C0001", "ts": "1712345678.000100", "text": "hello"}
    ///   ```
    @Method(.writes, ru: "ИзменитьСообщение")
    public func editMessage(
        channel: ID, stamp: MessageStamp, text: String? = nil, blocks: [JSON] = [], plain isPlain: Bool = false
    ) async throws -> JSON {
        let content = try MessageContent(text, isPlain: isPlain, blocks: blocks, limit: MessageContent.longestEdited)
        return try await write(
            "chat.update", ["channel": channel, "ts": stamp, "text": content.text, "blocks": content.blocks])
    }

    /// Deletes a message, posted or scheduled.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - stamp: Time of the message, or the id of a scheduled one.
    ///   - isScheduled: Whether it is a scheduled message.
    /// - Returns: What was deleted.
    ///
    ///   ```json
    ///   {"ok": true, "channel": "C0001", "ts": "1712345678.000100"}
    ///   ```
    @Method(.destroys, ru: "УдалитьСообщение")
    public func deleteMessage(channel: ID, stamp: String, issheduled isScheduled: Bool = false) async throws -> JSON {
        if isScheduled {
            return try await write("chat.deleteScheduledMessage", ["channel": channel, "scheduled_message_id": stamp])
        }
        let time: MessageStamp
        do throws(OptionError) {
            time = try MessageStamp(stamp)
        } catch {
            throw UsageError("--stamp \(error); the id of a scheduled message goes with --issheduled")
        }
        return try await write("chat.delete", ["channel": channel, "ts": time])
    }

    /// Lists the scheduled messages of a channel.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - cursor: Where to begin: the cursor of a page read before.
    /// - Returns: The messages, under `scheduled_messages`.
    ///
    ///   ```json
    ///   {"ok": true, "scheduled_messages": [{"id": "Q0001", "channel_id": "C0001", "post_at": 1712345678, "text": "hi"}],
    ///   "response_metadata": {"next_cursor": ""}}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьСписокОтложенныхСообщений", calls: "chat.scheduledMessages.list",
        rows: "scheduled_messages")
    public func getDelayedMessageList(channel: ID, cursor: String? = nil) -> Pages {
        service.pages(rows: "scheduled_messages", next: Self.nextCursor) { next in
            .post(
                "chat.scheduledMessages.list",
                body: .json([
                    "channel": channel, "cursor": next ?? cursor?.fieldValue, "limit": Self.scheduledPageSize,
                ]), isRepeatable: true)
        }
    }

    /// Tells the permanent link to a message.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - stamp: Time of the message, such as 1712345678.000100.
    /// - Returns: The link, under `permalink`.
    ///
    ///   ```json
    ///   {"ok": true, "channel": "C0001", "permalink": "https://example.slack.com/archives/C0001/p1712345678000100"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСсылкуНаСообщение")
    public func getMessageLink(channel: ID, stamp: MessageStamp) async throws -> JSON {
        try await read("chat.getPermalink", ["channel": channel, "message_ts": stamp])
    }

    /// Lists the messages of a thread, the first one included.
    ///
    /// Applications outside Slack's Marketplace get 15 messages a page and one page a minute.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - stamp: Time of the thread's first message, such as 1712345678.000100.
    ///   - cursor: Where to begin: the cursor of a page read before.
    ///   - oldest: From when on.
    ///   - latest: Until when.
    ///   - size: How many messages a page has at most, up to 999.
    /// - Returns: The messages, under `messages`.
    ///
    ///   ```json
    ///   {"ok": true, "messages": [{"type": "message", "user": "U0001", "text": "hello", "ts": "1712345678.000100"}],
    ///   "has_more": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокОтветовНаСообщение", calls: "conversations.replies", rows: "messages")
    public func getMessageReplyList(
        channel: ID, stamp: MessageStamp, cursor: String? = nil, oldest: DateTime? = nil, latest: DateTime? = nil,
        size: Int = 999
    ) throws(UsageError) -> Pages {
        list(
            "conversations.replies", rows: "messages",
            ["channel": channel, "ts": stamp, "oldest": oldest?.unixTime, "latest": latest?.unixTime], cursor: cursor,
            limit: try Self.checked(size: size))
    }

    /// How many scheduled messages are asked for at most.
    private static let scheduledPageSize = 100

    /// The number of messages on a page, checked.
    static func checked(size: Int) throws(UsageError) -> Int {
        guard (1...messagesPageSize).contains(size) else {
            throw UsageError("--size takes 1 to \(messagesPageSize), not \(size)")
        }
        return size
    }
}
