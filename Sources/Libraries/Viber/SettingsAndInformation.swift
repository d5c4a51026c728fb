import OIntCore
import OIntHTTP

@Methods("Settings and information")
extension Viber {
    /// Registers the address that gets events; one that was registered before gets none any more.
    /// - Parameters:
    ///   - url: Address of the handler: https, with a certificate that is trusted; it has to answer with 200 at once.
    ///   - events: Events that it gets; all of them when not given.
    ///   - names: Whether events tell the names of users.
    ///   - photos: Whether events tell the pictures of users.
    /// - Returns: The events that are sent.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "event_types": ["delivered", "seen", "subscribed"]}
    ///   ```
    @Method(.writes, ru: "УстановитьWebhook", calls: "set_webhook", roles: ["url": .data])
    public func setWebhook(
        url: String, events: [EventType] = [], names: Bool? = nil, photos: Bool? = nil
    ) async throws -> JSON {
        guard url.lowercased().hasPrefix("https://") else {
            throw UsageError("--url has to begin with https://; DeleteWebhook takes the webhook away")
        }
        return try await service.json(
            .post(
                "set_webhook",
                body: .json([
                    "url": url, "event_types": events.isEmpty ? nil : events.map(\.rawValue), "send_name": names,
                    "send_photo": photos,
                ]), isRepeatable: true))
    }

    /// Takes the webhook away: events are not sent any more, and nothing can be sent.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok"}
    ///   ```
    @Method(.destroys, ru: "УдалитьWebhook", calls: "set_webhook")
    public func deleteWebhook() async throws -> JSON {
        try await service.json(.post("set_webhook", body: .json(["url": ""] as Fields), isRepeatable: true))
    }

    /// Gives the account of the bot or channel, with the members of a channel.
    /// - Returns: The account.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "id": "pa:5000", "name": "Example", "uri": "example", "subscribers_count": 42,
    ///   "members": [{"id": "01234567890A=", "name": "Ann", "role": "admin"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюОКанале", calls: "get_account_info")
    public func getChannelInformation() async throws -> JSON { try await service.json(.get("get_account_info")) }

    /// Gives the data of a user; Viber tells them twice in twelve hours.
    /// - Parameter user: Id of the user.
    /// - Returns: The user.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "message_token": 4912661846655238145, "user": {"id": "tHPc1lNTpEbXzmqVkQ9Lnw==",
    ///   "name": "Ann", "country": "AT", "language": "en", "api_version": 10}}
    ///   ```
    @Method(.reads, ru: "ПолучитьДанныеПользователя", calls: "get_user_details")
    public func getUserData(user: ID) async throws -> JSON {
        try await service.json(
            .post("get_user_details", body: .json(["id": Message.checked(user: user)]), isRepeatable: true))
    }

    /// Tells who is online; more than a hundred users are asked for in parts, in their order.
    /// - Parameter users: Ids of users.
    /// - Returns: The users with `online_status`: 0 online, 1 offline, 2 not told, 3 try later, 4 unavailable.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "users": [{"id": "tHPc1lNTpEbXzmqVkQ9Lnw==", "online_status": 0,
    ///   "online_status_message": "online"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьОнлайнПользователей", calls: "get_online")
    public func getOnlineUsers(users: [ID]) async throws -> JSON {
        guard !users.isEmpty else { throw UsageError("--users has no users") }
        let ids = try users.map { user throws(UsageError) in try Message.checked(user: user) }
        var answer: JSONObject = [:]
        var found: [JSON] = []
        for start in stride(from: 0, to: ids.count, by: Self.mostUsers) {
            let part = Array(ids[start..<min(start + Self.mostUsers, ids.count)])
            let reply = try await service.json(
                .post("get_online", body: .json(["ids": JSON.array(part)]), isRepeatable: true))
            if answer.isEmpty { answer = reply.object ?? [:] }
            found += reply["users"]?.array ?? []
        }
        answer["users"] = .array(found)
        return .object(answer)
    }

    /// Calls any other method of the service.
    /// - Parameters:
    ///   - method: Name of the method, such as get_account_info.
    ///   - body: JSON body.
    /// - Returns: The answer.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok"}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(method: EndpointPath, body: JSONObject = [:]) async throws -> JSON {
        try await service.call(.post, method, query: [:], body: .object(body))
    }

    /// What a webhook is told of.
    public enum EventType: String, OptionChoice {
        /// A message has arrived.
        case delivered
        /// A message was read.
        case seen
        /// A message could not be delivered.
        case failed
        /// Somebody has subscribed.
        case subscribed
        /// Somebody has left.
        case unsubscribed
        /// Somebody has opened the conversation.
        case conversationStarted = "conversation_started"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}
