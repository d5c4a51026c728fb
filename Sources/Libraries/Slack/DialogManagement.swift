import OIntCore
import OIntHTTP

@Methods("Dialog management")
extension Slack {
    /// Opens a direct conversation with one user, or a group conversation with several.
    /// - Parameter users: Ids of users, 8 at most.
    /// - Returns: The conversation.
    ///
    ///   ```json
    ///   {"ok": true, "channel": {"id": "D0001"}}
    ///   ```
    @Method(.writes, ru: "ОткрытьДиалог")
    public func openDialog(users: [ID]) async throws -> JSON {
        try await write("conversations.open", ["users": try Self.joined(users, option: "users", most: 8)])
    }

    /// Closes a conversation.
    /// - Parameter conversation: Id of the conversation.
    /// - Returns: Whether it is done.
    ///
    ///   ```json
    ///   {"ok": true}
    ///   ```
    @Method(.writes, ru: "ЗакрытьДиалог")
    public func closeDialog(conv conversation: ID) async throws -> JSON {
        try await write("conversations.close", ["channel": conversation])
    }
}
