import OIntCore
import OIntHTTP

@Methods("Obtaining")
extension Ntfy {
    /// Shows by what messages can be chosen.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The filter.
    ///
    ///   ```json
    ///   {"since": "<from when on>", "limit": "<how many of the newest at most>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруПараметровФильтра")
    public static func getFilterParametersStructure(empty: Bool = false) -> JSON {
        MessageFilter.sample(empty: empty)
    }

    /// Reads the messages that the server keeps, oldest first.
    ///
    /// Servers keep messages for 12 hours, unless they are told otherwise.
    ///
    /// Source: https://docs.ntfy.sh/subscribe/api/#poll-for-messages
    /// - Parameters:
    ///   - topic: Name of the topic, or several with commas between them.
    ///   - filter: Which messages, as GetFilterParametersStructure shows it; all that are kept without it.
    /// - Returns: The messages.
    ///
    ///   ```json
    ///   [{"id": "hwQ2YpKdmg5k", "time": 1768467600, "expires": 1768510800, "event": "message", "topic": "backups-k3v9",
    ///   "message": "The backup is done"}]
    ///   ```
    @Method(.reads, ru: "ПолучитьСообщения", calls: "GET <topic>/json")
    public func getMessages(topic: Topics, filter: MessageFilter? = nil) async throws -> JSON {
        let filter = filter ?? MessageFilter()
        // Without poll the response would never end.
        var query: Query = ["since": filter.beginning, "poll": 1]
        query.append(contentsOf: filter.conditions)
        var messages: [JSON] = []
        for try await message in try await service.jsonLines(.get("\(topic.text)/json", query: query)) {
            guard message["id"]?.string != nil else {
                throw ReplyError(peer: "ntfy", reason: "a line of the response is no message; check --url")
            }
            messages.append(message)
        }
        return .array(Array(messages.suffix(filter.limit ?? messages.count)))
    }

    /// Shows messages as they are published, from now on or from an earlier moment.
    ///
    /// A connection that breaks is opened again, and what came meanwhile is caught up with: nothing is shown twice, and
    /// nothing is missed that the server keeps.
    ///
    /// Source: https://docs.ntfy.sh/subscribe/api/
    /// - Parameters:
    ///   - topic: Name of the topic, or several with commas between them.
    ///   - filter: Which messages, as GetFilterParametersStructure shows it; new ones without it.
    /// - Returns: The messages, as they come.
    ///
    ///   ```json
    ///   {"id": "hwQ2YpKdmg5k", "time": 1768467600, "expires": 1768510800, "event": "message", "topic": "backups-k3v9",
    ///   "message": "The backup is done"}
    ///   ```
    @Method(.reads, ru: "Подписаться", calls: "GET <topic>/json")
    public func subscribe(topic: Topics, filter: MessageFilter? = nil) throws(UsageError) -> Events {
        let filter = filter ?? MessageFilter()
        guard filter.limit == nil else {
            throw UsageError("the filter of a subscription has no limit: give --limit for so many messages")
        }
        let service = service
        return Events { Subscription(service, topic, filter) }
    }
}
