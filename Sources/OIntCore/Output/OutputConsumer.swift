/// A front-end's way to show what a method answers: a function for each kind of answer.
public protocol OutputConsumer {
    /// What consuming gives; `Void` where the answer goes to an output.
    associatedtype Consumed

    /// Takes an answer that is nothing.
    mutating func consumeNothing() async throws -> Consumed

    /// Takes a JSON value.
    /// - Parameter value: The value.
    mutating func consume(_ value: JSON) async throws -> Consumed

    /// Takes a text.
    /// - Parameter text: The text, to be shown as it stands.
    mutating func consume(text: String) async throws -> Consumed

    /// Takes bytes.
    /// - Parameter bytes: The bytes, which are still to come.
    mutating func consume(_ bytes: ByteStream) async throws -> Consumed

    /// Takes the rows of a listing.
    /// - Parameter rows: The rows, which are still to come.
    mutating func consume(_ rows: Pages) async throws -> Consumed

    /// Takes one page of a listing; as its reply where a consumer does nothing else.
    /// - Parameter page: The page, which ``Pages/Page/hasMore`` tells whether it is all.
    mutating func consume(_ page: Pages.Page) async throws -> Consumed

    /// Takes the rows of a table.
    /// - Parameter records: The rows, which are still to come.
    mutating func consume(_ records: Records) async throws -> Consumed

    /// Takes events.
    ///
    /// ``Events/forEach(_:)`` acknowledges each event behind the closure, and so after it was shown.
    /// - Parameter events: The events, which are still to happen.
    mutating func consume(_ events: Events) async throws -> Consumed

    /// Takes an object that stays open between calls: keeps it in an ``ObjectStore``, or closes it.
    /// - Parameter object: The object.
    mutating func consume(_ object: KeptObject) async throws -> Consumed
}

extension Output {
    /// Hands the answer to a consumer.
    /// - Parameter consumer: The consumer.
    /// - Returns: What the consumer makes of it.
    /// - Throws: What the consumer throws, and what an answer throws that is still to come.
    public func consumed<Consumer: OutputConsumer>(by consumer: inout Consumer) async throws -> Consumer.Consumed {
        switch self {
        case .none: try await consumer.consumeNothing()
        case .json(let value): try await consumer.consume(value)
        case .text(let text): try await consumer.consume(text: text)
        case .bytes(let stream): try await consumer.consume(stream)
        case .rows(let pages): try await consumer.consume(pages)
        case .page(let page): try await consumer.consume(page)
        case .records(let records): try await consumer.consume(records)
        case .events(let events): try await consumer.consume(events)
        case .object(let object): try await consumer.consume(object)
        }
    }
}

extension OutputConsumer {
    /// Takes a page as its reply.
    public mutating func consume(_ page: Pages.Page) async throws -> Consumed { try await consume(page.reply) }
}
