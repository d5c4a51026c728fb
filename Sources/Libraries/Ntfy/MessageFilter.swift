import OIntCore
import OIntHTTP

extension Ntfy {
    /// Which messages are read.
    ///
    /// Source: https://docs.ntfy.sh/subscribe/api/#list-of-all-parameters
    public struct MessageFilter: Sendable, Hashable {
        /// From when on: a span of time, a date, a Unix time, the id of a message, `all` or `latest`.
        public var since: String?
        /// How many of the newest messages at most; counted here, since the service has no such limit.
        public var limit: Int?
        /// Whether messages that are not delivered yet are given, too.
        public var scheduled: Bool?
        /// The id that messages have.
        public var id: String?
        /// The text that messages have.
        public var message: String?
        /// The title that messages have.
        public var title: String?
        /// Levels of urgency of which messages have one.
        public var priority: [Priority]?
        /// Tags that messages have all of.
        public var tags: [String]?

        /// Creates a filter that lets everything pass.
        public init() {}
    }
}

extension Ntfy.MessageFilter: StructuredValue {
    /// The members are named like the items of the query.
    public static let structure = Structure<Ntfy.MessageFilter>(
        "GetFilterParametersStructure shows what there is",
        .member("since", "from when on: 12h, a date, a Unix time, the id of a message, all or latest", \.since),
        .member("limit", "how many of the newest at most", \.limit),
        .member("scheduled", "true to see what is not delivered yet, too", \.scheduled),
        .member("id", "id of a message", \.id),
        .member("message", "text that messages have", \.message),
        .member("title", "title that messages have", \.title),
        .member("priority", "levels of which messages have one", \.priority),
        .member("tags", "tags that messages have all of", \.tags)
    ) {
        (
            since: String?, limit: Int?, scheduled: Bool?, id: String?, message: String?, title: String?,
            priority: [Ntfy.Priority]?, tags: [String]?
        ) throws(OptionError) in
        if let limit, limit < 1 { throw OptionError("has the limit \(limit); give a number above 0") }
        var filter = Ntfy.MessageFilter()
        (filter.since, filter.limit, filter.scheduled, filter.id) = (since?.trimmed, limit, scheduled, id)
        (filter.message, filter.title, filter.priority, filter.tags) = (message, title, priority, tags)
        return filter
    }

    /// The filter stays with the server.
    public static var optionRoles: OptionRoles { .data }
}

extension Ntfy.MessageFilter {
    /// The moment or id after which messages are given; dates as the Unix time that the server wants.
    var beginning: String? {
        guard let since, since.contains("-"), let date = DateTime(since) else { return since }
        return String(date.unixTime)
    }

    /// The items of the query besides `since`.
    var conditions: Query {
        [
            "scheduled": scheduled == true ? 1 : nil, "id": id, "message": message, "title": title,
            "priority": .commas((priority ?? []).map(\.level)), "tags": .commas(tags ?? []),
        ]
    }
}
