import OIntCore
import OIntHTTP

@Methods("Management")
extension Ntfy {
    /// Lets subscribers remove a notification, or takes back one that is not delivered yet.
    ///
    /// It needs ntfy 2.16 or newer. The server publishes that the message is deleted; the message itself stays among those
    /// that it keeps, and older apps go on showing it.
    ///
    /// Source: https://docs.ntfy.sh/publish/#updating-deleting-notifications
    /// - Parameters:
    ///   - topic: Name of the topic.
    ///   - id: Id of the message, or its Sequence-ID where it has one.
    /// - Returns: The event that tells of it.
    ///
    ///   ```json
    ///   {"id": "s9XkPz2LwQ1e", "sequence_id": "hwQ2YpKdmg5k", "time": 1768467660, "event": "message_delete",
    ///   "topic": "backups-k3v9"}
    ///   ```
    @Method(.destroys, ru: "УдалитьСообщение", calls: "DELETE <topic>/<id>")
    public func deleteMessage(topic: Topic, id: ID) async throws -> JSON {
        try await service.json(.delete("\(topic.text)/\(id)"))
    }

    /// Lets subscribers mark a notification as read.
    ///
    /// It needs ntfy 2.16 or newer.
    ///
    /// Source: https://docs.ntfy.sh/publish/#updating-deleting-notifications
    /// - Parameters:
    ///   - topic: Name of the topic.
    ///   - id: Id of the message, or its Sequence-ID where it has one.
    /// - Returns: The event that tells of it.
    ///
    ///   ```json
    ///   {"id": "r4HnVb7TyU3c", "sequence_id": "hwQ2YpKdmg5k", "time": 1768467660, "event": "message_clear",
    ///   "topic": "backups-k3v9"}
    ///   ```
    @Method(.writes, ru: "ОтметитьПрочитанным", calls: "PUT <topic>/<id>/clear")
    public func clearMessage(topic: Topic, id: ID) async throws -> JSON {
        try await service.json(.put("\(topic.text)/\(id)/clear"))
    }
}

@Methods("General")
extension Ntfy {
    /// Calls any other endpoint of the server.
    ///
    /// Source: https://docs.ntfy.sh/publish/
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path below the address of the server, such as v1/account.
    ///   - query: Items of the query.
    ///   - body: JSON body.
    /// - Returns: The response.
    ///
    ///   ```json
    ///   {"healthy": true}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        try await service.call(method, path, query: query, body: body)
    }
}
