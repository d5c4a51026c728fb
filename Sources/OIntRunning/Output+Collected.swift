import OIntCore

/// A result is larger than whoever asked for it can hold.
package struct ResultTooLarge: Error, Sendable, CustomStringConvertible {
    /// How many bytes would have fitted.
    package let limit: Int

    /// One line that says so.
    package var description: String { "the result is larger than \(limit) bytes" }
}

extension Output {
    /// The whole result as one JSON value.
    ///
    /// Rows become a list, with the envelope around them that the command line shows, and events a list; a text stays a
    /// text; bytes become a text where they are UTF-8, and `{"base64": "…"}` where they are not. An object becomes its
    /// handle where it is kept; otherwise it is closed.
    /// - Parameters:
    ///   - limit: How many bytes the result may have, roughly, before collecting it is given up.
    ///   - keep: Keeps an object, and gives its handle; nil where objects are closed.
    /// - Returns: The value.
    /// - Throws: ``ResultTooLarge``; `UsageError` for events without end; what fetching throws.
    package func collected(
        upTo limit: Int, keep: ((KeptObject) async throws -> ObjectHandle)? = nil
    ) async throws -> JSON {
        var collector = JSONCollector(limit: limit, keep: keep)
        return try await consumed(by: &collector)
    }
}

/// Makes one JSON value of whatever a method answers.
private struct JSONCollector: OutputConsumer {
    let limit: Int
    let keep: ((KeptObject) async throws -> ObjectHandle)?
    private var size = 0

    init(limit: Int, keep: ((KeptObject) async throws -> ObjectHandle)?) {
        self.limit = limit
        self.keep = keep
    }

    func consumeNothing() -> JSON { [:] }

    func consume(_ value: JSON) -> JSON { value }

    func consume(text: String) -> JSON { .string(text) }

    func consume(_ stream: ByteStream) async throws -> JSON {
        var bytes: [UInt8] = []
        for try await chunk in stream {
            guard bytes.count + chunk.byteCount <= limit else { throw ResultTooLarge(limit: limit) }
            chunk.withBytes { bytes.append(contentsOf: $0) }
        }
        if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
        return ["base64": .string(Base64.encoded(bytes))]
    }

    mutating func consume(_ pages: Pages) async throws -> JSON {
        var rows: [JSON] = []
        for try await row in pages { rows.append(try measured(row)) }
        return .array(rows)
    }

    mutating func consume(_ records: Records) async throws -> JSON {
        var rows: [JSON] = []
        for try await row in records { rows.append(try measured(.object(row))) }
        var envelope = Records.envelope.head
        envelope.append(Records.envelope.key, .array(rows))
        return .object(envelope)
    }

    mutating func consume(_ events: Events) async throws -> JSON {
        guard events.isBounded else { throw UsageError.endlessEvents }
        var list: [JSON] = []
        try await events.forEach { list.append(try measured($0)) }
        return .array(list)
    }

    func consume(_ object: KeptObject) async throws -> JSON {
        if let keep { return .string(try await keep(object).description) }
        await object.close()
        return KeptObject.closedAnswer
    }

    /// A part of the result, where it still fits.
    private mutating func measured(_ part: JSON) throws(ResultTooLarge) -> JSON {
        size += part.text(.compact).utf8.count
        guard size <= limit else { throw ResultTooLarge(limit: limit) }
        return part
    }
}

extension UsageError {
    /// Events were asked for where only what ends can be given.
    package static let endlessEvents = UsageError(
        "the events go on without end: say when to stop, with limit (a number of events) or for (a span of time, such as 30s)"
    )
}

extension KeptObject {
    /// What is answered in place of an object that is closed at once, since nothing keeps it.
    package static let closedAnswer: JSON = ["result": true]
}
