import OIntCLI
import OIntCore
import OIntRunning
import OIntHTTP

/// A small library, declared as the real ones are.
@Client(roles: ["url": .destination])
public struct Desk: Sendable {
    private let url: String
    private let key: Secret?
    private let http: HTTP

    /// Creates a client.
    /// - Parameters:
    ///   - url: Address of the desk.
    ///   - key: Key that opens it.
    ///   - http: What makes the requests.
    public init(url: String, key: Secret? = nil, http: HTTP = .shared) {
        self.url = url
        self.key = key
        self.http = http
    }

    static let library = LibraryDescriptor(
        name: "desk", title: "The desk", summary: "Notes and drawers, for tests.", payload: ["result"]
    ) {
        [notes, drawers, faults]
    }
}

/// How urgent a note is.
public enum Urgency: String, OptionChoice {
    case low = "Low"
    case high = "High"

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
}

@Methods("Notes")
extension Desk {
    /// Gives back what it is told.
    ///
    /// Nothing is sent anywhere. This second paragraph is what a page has to say besides the options.
    /// - Parameters:
    ///   - text: What to write down.
    ///   - count: How often.
    ///   - amount: How much, with decimals.
    ///   - urgent: Whether it can't wait.
    ///   - urgency: How urgent it is.
    ///   - date: When it is due.
    ///   - tags: Words to find it by.
    ///   - fields: Whatever else belongs to it.
    ///   - key: Key that opens it.
    ///   - file: A file to go with it.
    ///   - copy: Another file.
    /// - Returns: The options, as they were read.
    @Method(.reads, ru: "Повторить", aliases: ["Ecco"], optionAliases: ["count": ["cuont"]])
    public static func echo(
        text: String, count: Int = 1, amount: JSONNumber? = nil, urgent: Bool = false, urgency: Urgency? = nil,
        date: DateTime? = nil, tags: [String] = [], fields: JSONObject? = nil, key: Secret? = nil,
        file: FileInput? = nil, copy: FileInput? = nil
    ) -> JSON {
        var object: JSONObject = ["text": .string(text), "count": JSON(count), "urgent": .bool(urgent)]
        object["amount"] = amount.map { .number($0) }
        object["urgency"] = urgency.map { .string($0.rawValue) }
        object["date"] = date.map { .string($0.optionText) }
        object["tags"] = tags.isEmpty ? nil : .array(tags.map { .string($0) })
        object["fields"] = fields.map { .object($0) }
        object["key"] = key.map { .string($0.exposed) }
        object["file"] = file.map { .string($0.optionText) }
        object["copy"] = copy.map { .string($0.optionText) }
        return .object(object)
    }

    /// Sends a note to the desk.
    /// - Parameter text: What to write down.
    @Method(.writes, ru: "ОтправитьЗаметку")
    public func sendNote(text: String) async throws -> JSON {
        let body: JSON = ["key": .string(key?.exposed ?? ""), "text": .string(text)]
        return try await http.fetch(Request(.post, url, body: .json(body), secrets: key.map { [$0] } ?? [])).json()
    }
}

@Methods("Drawers")
extension Desk {
    /// Lists what lies in a drawer, three things on three pages.
    /// - Parameters:
    ///   - stopAt: Page that the desk does not give.
    ///   - columns: Whether the things have columns that a table must cut.
    @Method(.reads, ru: "Перечислить")
    public static func list(stopAt: Int? = nil, columns: Bool = false) -> Pages {
        Pages { mark in
            let number = mark?.int ?? 1
            if number == stopAt {
                throw ServiceError(service: "The desk", code: "locked", reply: .json(["error": "locked"]))
            }
            var row: JSON = ["id": JSON(number), "name": .string("thing \(number)")]
            if columns { row = ["id": JSON(number), "note": .string(String(repeating: "long ", count: 60))] }
            return Pages.Page(
                reply: ["result": [row], "next": JSON(number + 1)], rows: [row],
                next: number < 3 ? JSON(number + 1) : nil)
        }
    }

    /// Takes bytes out of a drawer, in pieces.
    /// - Parameters:
    ///   - sizes: How long the pieces are.
    ///   - breaks: Whether the last piece never comes.
    @Method(.reads, ru: "Достать")
    public static func take(sizes: [Int] = [], breaks: Bool = false) -> ByteStream {
        var next: UInt8 = 0
        let pieces = sizes.map { size in
            (0..<size).map { _ in
                defer { next &+= 1 }
                return next
            }
        }
        return ByteStream(
            length: sizes.reduce(0, +),
            AsyncThrowingStream<[UInt8], any Error> { continuation in
                for piece in pieces { continuation.yield(piece) }
                continuation.finish(
                    throwing: breaks ? ConnectionError(peer: "desk:1", step: .receiving, reason: "it broke") : nil)
            })
    }

    /// Reads what is written on a drawer.
    @Method(.reads, ru: "Прочитать")
    public static func label() -> String { "Жёлтая папка" }

    /// Empties a drawer for good.
    @Method(.destroys, ru: "Опустошить")
    public static func empty() {}
}

/// What can go wrong.
public enum Fault: String, OptionChoice {
    case usage, service, page, connection, reply, local, cancelled, pipe, other

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
}

@Methods("Faults")
extension Desk {
    /// Fails.
    /// - Parameter how: In what way.
    @Method(.writes, ru: "Сломать")
    public static func fail(how: Fault) throws -> JSON { throw how.error }
}

extension Fault {
    /// An error that no front-end knows.
    struct Unknown: Error, CustomStringConvertible {
        let description = "the drawer is stuck"
    }

    var error: any Error {
        switch self {
        case .usage: UsageError([.missing(option: "a"), .unreadable(option: "b", reason: "is no number")])
        case .service:
            ServiceError(
                service: "The desk", status: 403, code: "locked", message: "Locked", remedy: "Bring the key",
                reply: .json(["error": "locked", "a": 1]))
        case .page: ServiceError(service: "The desk", status: 502, reply: .bytes(Array("<html>".utf8)))
        case .connection: ConnectionError(peer: "desk:1", step: .tls, reason: "it is bolted", remedy: "Knock")
        case .reply: ReplyError(peer: "desk:1", reason: "the answer is a knock", remedy: "Listen")
        case .local: LocalError("/drawer", "it does not exist")
        case .cancelled: CancellationError()
        case .pipe: BrokenPipe()
        case .other: Unknown()
        }
    }
}
