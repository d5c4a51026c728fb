import OIntCore

/// A value to type in place of the usual one.
struct ValueRule: Sendable {
    /// The methods it concerns; empty for all.
    let methods: [String]
    let option: String
    /// The round it concerns; nil for every one.
    let round: String?
    /// The value as it is typed.
    let typed: JSON
    /// The text that goes over the wire, where it is another one.
    let sent: String?

    init(_ record: Record) throws {
        try record.allow("methods", "option", "round", "typed", "sent")
        methods = try record.texts("methods")
        option = try record.text("option")
        round = record.optionalText("round")
        guard let typed = record.object["typed"] else { throw FactsError("\(record.place): typed is missing") }
        self.typed = typed
        sent = record.optionalText("sent")
    }
}

/// A call with all options but some, for methods whose options exclude each other.
struct RoundRule: Sendable {
    let methods: [String]
    let without: [String]

    init(_ record: Record) throws {
        try record.allow("methods", "without")
        methods = try record.texts("methods")
        without = try record.texts("without")
    }
}

/// What the service answers to the requests of a method, in their order.
struct ReplyRule: Sendable {
    let methods: [String]
    let replies: [JSON]

    init(_ record: Record) throws {
        try record.allow("methods", "replies")
        methods = try record.texts("methods")
        replies = try record.list("replies")
    }
}

/// What a method answers in a round.
struct AnswerRule: Sendable {
    let methods: [String]
    let round: String
    let answer: JSON

    init(_ record: Record) throws {
        try record.allow("methods", "round", "answer")
        methods = try record.texts("methods")
        round = try record.text("round")
        answer = record.object["answer"] ?? .null
    }
}

/// How a listing is walked through: answers of the service, and what is asked for after each but the last.
struct PagingRule: Sendable {
    /// The methods it concerns; empty for all others.
    let methods: [String]
    let replies: [JSON]
    /// The fields that lead from one answer to the next, each with its value.
    let asks: JSONObject
    /// The rows that come out in the end.
    let rows: [JSON]
    /// Whether the marker stands alone, since it holds what the first page was asked for.
    let isAlone: Bool

    init(_ record: Record) throws {
        try record.allow("methods", "replies", "asks", "rows", "alone")
        isAlone = record.object["alone"]?.bool ?? false
        methods = try record.texts("methods")
        replies = try record.list("replies")
        asks = try record.record("asks").object
        rows = try record.list("rows")
    }
}
