import OIntCore
import OIntHTTP

@Methods("Channel management")
extension Slack {
    /// Lists channels: public ones, or the kinds that are named.
    /// - Parameters:
    ///   - isWithoutArchived: Whether archived channels are left out.
    ///   - cursor: Where to begin: the cursor of a page read before.
    ///   - types: Kinds of conversations: public_channel, private_channel, mpim, im; public channels when not given.
    ///   - team: Id of the workspace; needed with the token of an organization.
    /// - Returns: The channels, under `channels`.
    ///
    ///   ```json
    ///   {"ok": true, "channels": [{"id": "C0001", "name": "news", "is_archived": false}],
    ///   "response_metadata": {"next_cursor": ""}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокКаналов", calls: "conversations.list", rows: "channels")
    public func getChannelList(
        notarchived isWithoutArchived: Bool = false, cursor: String? = nil, types: [ConversationKind] = [],
        team: ID? = nil
    ) -> Pages {
        list(
            "conversations.list", rows: "channels",
            ["exclude_archived": isWithoutArchived, "types": .commas(types.map(\.rawValue)), "team_id": team],
            cursor: cursor, limit: Self.pageSize)
    }

    /// Lists the members of a channel.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - cursor: Where to begin: the cursor of a page read before.
    /// - Returns: Ids of users, under `members`.
    ///
    ///   ```json
    ///   {"ok": true, "members": ["U0001", "U0002"], "response_metadata": {"next_cursor": ""}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокПользователейКанала", calls: "conversations.members", rows: "members")
    public func getChannelUserList(channel: ID, cursor: String? = nil) -> Pages {
        list(
            "conversations.members", rows: "members", ["channel": channel], cursor: cursor, limit: Self.pageSize)
    }

    /// Opens a channel.
    /// - Parameters:
    ///   - title: Name: small letters, digits, - and _, 80 characters at most.
    ///   - isPrivate: Whether it is a private one.
    /// - Returns: The channel.
    ///
    ///   ```json
    ///   {"ok": true, "channel": {"id": "C0001", "name": "news", "is_archived": false, "num_members": 12}}
    ///   ```
    @Method(.writes, ru: "СоздатьКанал")
    public func createChannel(title: String, private isPrivate: Bool = false) async throws -> JSON {
        try await write("conversations.create", ["name": try Self.checked(name: title), "is_private": isPrivate])
    }

    /// Archives a channel.
    /// - Parameter channel: Id of the channel.
    /// - Returns: Whether it is done.
    ///
    ///   ```json
    ///   {"ok": true}
    ///   ```
    @Method(.writes, ru: "АрхивироватьКанал")
    public func archiveChannel(channel: ID) async throws -> JSON {
        try await write("conversations.archive", ["channel": channel])
    }

    /// Tells what is known of a channel.
    /// - Parameter channel: Id of the channel.
    /// - Returns: The channel.
    ///
    ///   ```json
    ///   {"ok": true, "channel": {"id": "C0001", "name": "news", "is_archived": false, "num_members": 12}}
    ///   ```
    @Method(.reads, ru: "ПолучитьКанал")
    public func getChannel(channel: ID) async throws -> JSON {
        try await read("conversations.info", ["channel": channel])
    }

    /// Lists the messages of a channel, the newest first.
    ///
    /// Applications outside Slack's Marketplace get 15 messages a page and one page a minute.
    /// - Parameters:
    ///   - channel: Id of the channel.
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
    @Method(.reads, ru: "ПолучитьИсториюКанала", calls: "conversations.history", rows: "messages")
    public func getChannelHistory(
        channel: ID, cursor: String? = nil, oldest: DateTime? = nil, latest: DateTime? = nil, size: Int = 999
    ) throws(UsageError) -> Pages {
        list(
            "conversations.history", rows: "messages",
            ["channel": channel, "oldest": oldest?.unixTime, "latest": latest?.unixTime], cursor: cursor,
            limit: try Self.checked(size: size))
    }

    /// Invites users to a channel.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - users: Ids of users, 100 at most.
    /// - Returns: The channel.
    ///
    ///   ```json
    ///   {"ok": true, "channel": {"id": "C0001", "name": "news", "is_archived": false, "num_members": 12}}
    ///   ```
    @Method(.writes, ru: "ПригласитьПользователейВКанал")
    public func inviteUsersToChannel(channel: ID, users: [ID]) async throws -> JSON {
        try await write(
            "conversations.invite", ["channel": channel, "users": try Self.joined(users, option: "users", most: 100)])
    }

    /// Removes a user from a channel.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - user: Id of the user.
    /// - Returns: Whether it is done.
    ///
    ///   ```json
    ///   {"ok": true}
    ///   ```
    @Method(.writes, ru: "ВыгнатьПользователяИзКанала")
    public func kickUserFromChannel(channel: ID, user: ID) async throws -> JSON {
        try await write("conversations.kick", ["channel": channel, "user": user])
    }

    /// Lets the bot join a public channel.
    /// - Parameter channel: Id of the channel.
    /// - Returns: The channel.
    ///
    ///   ```json
    ///   {"ok": true, "channel": {"id": "C0001", "name": "news", "is_archived": false, "num_members": 12}}
    ///   ```
    @Method(.writes, ru: "ВступитьВКанал")
    public func joinChannel(channel: ID) async throws -> JSON {
        try await write("conversations.join", ["channel": channel])
    }

    /// Lets the bot leave a channel.
    /// - Parameter channel: Id of the channel.
    /// - Returns: Whether it is done.
    ///
    ///   ```json
    ///   {"ok": true}
    ///   ```
    @Method(.writes, ru: "ПокинутьКанал")
    public func leaveChannel(channel: ID) async throws -> JSON {
        try await write("conversations.leave", ["channel": channel])
    }

    /// Sets the topic of a channel.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - theme: Topic, 250 characters at most.
    /// - Returns: The channel.
    ///
    ///   ```json
    ///   {"ok": true, "channel": {"id": "C0001", "name": "news", "is_archived": false, "num_members": 12}}
    ///   ```
    @Method(.writes, ru: "УстановитьТемуКанала")
    public func setChannelTopic(channel: ID, theme: String) async throws -> JSON {
        try await write(
            "conversations.setTopic",
            ["channel": channel, "topic": try Self.checked(theme, option: "theme", most: 250)])
    }

    /// Sets the purpose of a channel.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - purpose: Purpose, 250 characters at most.
    /// - Returns: The channel.
    ///
    ///   ```json
    ///   {"ok": true, "channel": {"id": "C0001", "name": "news", "is_archived": false, "num_members": 12}}
    ///   ```
    @Method(.writes, ru: "УстановитьЦельКанала")
    public func setChannelGoal(channel: ID, purpose: String) async throws -> JSON {
        try await write(
            "conversations.setPurpose",
            ["channel": channel, "purpose": try Self.checked(purpose, option: "purpose", most: 250)])
    }

    /// Renames a channel.
    /// - Parameters:
    ///   - channel: Id of the channel.
    ///   - title: New name: small letters, digits, - and _, 80 characters at most.
    /// - Returns: The channel.
    ///
    ///   ```json
    ///   {"ok": true, "channel": {"id": "C0001", "name": "news", "is_archived": false, "num_members": 12}}
    ///   ```
    @Method(.writes, ru: "ПереименоватьКанал")
    public func renameChannel(channel: ID, title: String) async throws -> JSON {
        try await write(
            "conversations.rename", ["channel": channel, "name": try Self.checked(name: title)])
    }

    /// A text of limited length.
    static func checked(_ text: String, option: String, most: Int) throws(UsageError) -> String {
        guard text.count <= most else {
            throw UsageError("--\(option) has \(text.count) characters, and Slack takes \(most) at most")
        }
        return text
    }

    /// The name of a channel.
    static func checked(name: String) throws(UsageError) -> String {
        let isName = !name.contains { $0.isUppercase || $0.isWhitespace || ".#@,".contains($0) }
        guard isName, !name.isEmpty else {
            throw UsageError("--title takes small letters, digits, - and _, not \(Quote.short(name))")
        }
        return try checked(name, option: "title", most: 80)
    }

    /// Ids as one text.
    static func joined(_ ids: [ID], option: String, most: Int? = nil) throws(UsageError) -> String {
        guard !ids.isEmpty else { throw UsageError("--\(option) needs an id at least") }
        if let most, ids.count > most {
            throw UsageError("--\(option) has \(ids.count) ids, and Slack takes \(most) at a time")
        }
        return ids.map(\.text).joined(separator: ",")
    }
}
