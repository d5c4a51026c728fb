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
    /// One page of a listing, which may have more.
    case page(Pages.Page)
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

    /// The JSON value of an answer that is one, or the reply of one page; nil for any other.
    package var reply: JSON? {
        switch self {
        case .json(let value): value
        case .page(let page): page.reply
        default: nil
        }
    }

    /// Wraps a listing: all of it, or the page asked for.
    /// - Parameters:
    ///   - pages: The listing.
    ///   - all: Whether to walk through all pages.
    /// - Throws: What fetching the page throws.
    public init(_ pages: Pages, all: Bool) async throws {
        self = all ? .rows(pages) : .page(try await pages.page())
    }
}

/// A type that a method may return.
public protocol OutputConvertible: Sendable {
    /// What kind of answer it is; JSON unless a type says otherwise.
    static var outputKind: OutputKind { get }
    /// The value as output.
    var output: Output { get }
    /// The value as output, where it is a listing all of it or the page asked for.
    /// - Parameter all: Whether to walk through all pages.
    func output(all: Bool) async throws -> Output
}

/// What kind of answer a method gives.
public enum OutputKind: Sendable, Hashable, CaseIterable {
    /// Nothing.
    case none
    /// A JSON value.
    case json
    /// A text.
    case text
    /// Bytes of a file.
    case bytes
    /// Rows, page by page.
    case pages
    /// Rows of a table.
    case records
    /// Events that are shown as they happen.
    case events
    /// An object that stays open between calls.
    case object
}

extension OutputConvertible {
    /// A JSON value.
    public static var outputKind: OutputKind { .json }

    /// The value as output: only listings have pages.
    public func output(all: Bool) async throws -> Output { output }
}

/// The answer of a method that returns nothing.
public struct NoAnswer: OutputConvertible {
    /// Nothing.
    public static var outputKind: OutputKind { .none }
    /// Nothing.
    public var output: Output { .none }

    /// Creates the answer.
    public init() {}
}

extension Pages: OutputConvertible {
    /// Rows, page by page.
    public static var outputKind: OutputKind { .pages }
    /// All rows.
    public var output: Output { .rows(self) }

    /// All rows, or the first page as the service sent it.
    public func output(all: Bool) async throws -> Output { try await Output(self, all: all) }
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
    /// A text.
    public static var outputKind: OutputKind { .text }
    /// The text as it stands.
    public var output: Output { .text(self) }
}

extension ByteStream: OutputConvertible {
    /// Bytes of a file.
    public static var outputKind: OutputKind { .bytes }
    /// The bytes as they come.
    public var output: Output { .bytes(self) }
}
