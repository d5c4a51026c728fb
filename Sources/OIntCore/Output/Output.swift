/// What a method answers, for front-ends to show.
///
/// A front-end does not switch over the cases: it is an ``OutputConsumer``, so that the compiler names every place that a
/// new case has to be shown in.
public enum Output: Sendable {
    /// Nothing.
    case none
    /// A JSON value.
    case json(JSON)
    /// A text, to be shown as it stands.
    case text(String)
    /// Bytes that are still to come.
    case bytes(ByteStream)
    /// Rows that are still to come, page by page.
    case rows(Pages)
    /// Rows of a table that are still to come, batch by batch.
    case records(Records)
    /// Events that are shown as they happen.
    case events(Events)
    /// An object that stays open between calls.
    case object(KeptObject)

    /// Wraps whatever a method returns.
    /// - Parameter value: The method's result.
    public init(_ value: some OutputConvertible) { self = value.output }

    /// Wraps the result of a method that returns nothing.
    /// - Parameter value: Nothing.
    public init(_ value: Void) { self = .none }

    /// Wraps a listing: all of it, or the page asked for.
    /// - Parameters:
    ///   - pages: The listing.
    ///   - all: Whether to walk through all pages.
    /// - Throws: What fetching the page throws.
    public init(_ pages: Pages, all: Bool) async throws {
        self = all ? .rows(pages) : .json(try await pages.page().reply)
    }
}

/// A type that a method may return.
public protocol OutputConvertible: Sendable {
    /// The value as output.
    var output: Output { get }
}

extension JSON: OutputConvertible {
    /// The value itself.
    public var output: Output { .json(self) }
}

extension JSONObject: OutputConvertible {
    /// The object as a JSON value.
    public var output: Output { .json(.object(self)) }
}

extension Bool: OutputConvertible {
    /// The JSON value `true` or `false`.
    public var output: Output { .json(.bool(self)) }
}

extension String: OutputConvertible {
    /// The text as it stands.
    public var output: Output { .text(self) }
}

extension ByteStream: OutputConvertible {
    /// The bytes as they come.
    public var output: Output { .bytes(self) }
}
