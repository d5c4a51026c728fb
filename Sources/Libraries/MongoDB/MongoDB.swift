import OIntCore
import OIntDrivers

/// Database of documents: databases, collections, documents, users and roles, any command.
///
/// A client holds one connection, which is opened with its first call and closed with the last copy of the client; calls
/// from several tasks take turns. What the methods throw is a `UsageError` when the call can't be made as it is, a
/// `ServiceError` when the server refuses, be it for some documents only, a `ConnectionError` when it can't be reached, and
/// a `LocalError` when libmongoc, its client library, is not installed.
///
/// Source: https://www.mongodb.com/docs/manual/reference/command/
@Client(dryRun: .announcements)
public struct MongoDB: LoggingClient, Sendable {
    /// The database's name for people.
    static let service = "MongoDB"

    /// The connection.
    let connection: DriverConnection<MongoSession>
    /// What was done with the connection, once CreateConnection was given settings of a log.
    let log = ConnectionLog()
    let string: ConnectionString
    let context: CallContext
    /// How values are shown that JSON does not have.
    let form: BSONReader.Form

    /// Creates a client.
    /// - Parameters:
    ///   - dbc: Connection string, mongodb://login:password@host:port/base?authSource=admin&tls=true.
    ///   - isExtended: Whether answers are in Extended JSON, which keeps the kind of each value, and can be stored again.
    ///   - context: How calls are made.
    public init(dbc: ConnectionString, ejson isExtended: Bool = false, context: CallContext = .shared) {
        string = dbc
        form = isExtended ? .extended : .plain
        self.context = context
        connection = DriverConnection(
            service: Self.service, place: dbc.place, parts: [dbc.text], context: context
        ) { interruption in
            context.debug?("connecting to \(dbc.place)")
            return try MongoSession(dbc, interruption: interruption, context: context)
        }
    }

    /// The database of a call.
    /// - Parameter given: The one that is given; else that of the connection string, else admin.
    func base(_ given: String?) -> String { given?.nonBlank ?? string.base ?? "admin" }

    /// The database of a call that changes something: it has to be named, lest it be that of the server itself.
    /// - Throws: `UsageError` when it is not.
    func namedBase(_ given: String?) throws(UsageError) -> String {
        guard let name = given?.nonBlank ?? string.base else {
            throw UsageError("name the database with --db, or behind the host in the connection string")
        }
        return name
    }

    /// Sends a command, and gives the server's reply as it came.
    /// - Parameters:
    ///   - members: The command; its name comes first.
    ///   - params: Further members; those that the command has already are left out.
    ///   - base: The database.
    ///   - kind: What goes along.
    ///   - secrets: What a preview must not show.
    func reply(
        _ members: JSONObject, adding params: JSONObject = [:], on base: String, _ kind: MongoCommand.Kind,
        secrets: [Secret] = [], usesCursor: Bool = false
    ) async throws -> JSONObject {
        var command = members
        for member in params where command[member.key] == nil { command.append(member.key, member.value) }
        if kind == .reads, let timeout = context.timeout, command["maxTimeMS"] == nil,
            Self.limited.contains(command.first?.key ?? "")
        {
            // The server stops, too, when nobody waits any more.
            command.append("maxTimeMS", JSON(Int64(clamping: Int64(min(timeout / .milliseconds(1), 1e12)))))
        }
        guard !context.isReadOnly || kind != .writes else { throw UsageError("nothing may be changed here") }
        let bytes = try BSONWriter.document(command, "the command")
        try announce(command, on: base, secrets: secrets)
        for destination in string.destinations { try await checkAddress(destination) }
        var order = MongoCommand(base: base, bytes: bytes, kind: kind)
        order.usesCursor = usesCursor
        let reply = try await connection.perform { [order] session in try session.run(order) }
        do throws(BSONReader.Damage) {
            return try BSONReader.object(reply, form)
        } catch {
            throw ReplyError(peer: string.place, reason: "the reply is no document that can be read")
        }
    }

    /// Sends a command, and gives the server's reply under `data`.
    func answer(
        _ members: JSONObject, adding params: JSONObject = [:], on base: String, _ kind: MongoCommand.Kind,
        secrets: [Secret] = []
    ) async throws -> JSON {
        ["result": true, "data": .object(try await reply(members, adding: params, on: base, kind, secrets: secrets))]
    }

    /// Checks where the connection would lead, where not all addresses are allowed.
    private func checkAddress(_ destination: Destination) async throws {
        guard let addresses = context.addresses, !destination.host.hasPrefix("/") else { return }
        do {
            try await addresses.check(host: destination.host)
        } catch {
            throw ConnectionError(peer: string.place, step: .connecting, reason: "\(error)")
        }
    }

    /// Notes what is about to be done, without values; in a dry run shows it instead.
    private func announce(_ command: JSONObject, on base: String, secrets: [Secret]) throws {
        let line = "\(string.place)/\(base): \(command.first?.key ?? "")"
        context.debug?(line)
        log.append(line)
        guard context.isDryRun else { return }
        throw Preview([
            "database": .string("\(string.place)/\(base)"),
            "command": Redactor(secrets).masked(.object(command)),
        ])
    }

    /// Commands that a server stops after a time that goes along.
    private static let limited: Set<String> = ["find", "aggregate", "count", "distinct"]
}

extension MongoDB: KeptClient {
    /// A connection.
    public static let keptKind = "a MongoDB connection"

    /// The option with the connection string.
    public static let handleOption = "dbc"

    /// The connection.
    public var keptIdentity: ObjectIdentifier { ObjectIdentifier(connection) }

    /// Whether the connection was not closed.
    public var isOpen: Bool { connection.isOpen }

    /// Ends the connection.
    public func close() async { await connection.close() }
}

extension MongoDB {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "mongodb", title: "MongoDB",
        summary: "Database of documents: databases, collections, documents, users, roles, any command.",
        discussion: """
            Whole numbers are stored with 64 bits, others as doubles. Values of other kinds are objects of one member, as \
            published, {"__OPI_OBJECTID__": "…"}, or in Extended JSON, {"$oid": "…"}, {"$date": "2026-01-31T10:00:00Z"}, \
            {"$numberDecimal": "0.10"}. Answers show them plainly; with --ejson true in Extended JSON, which can be stored \
            again without loss.
            """,
        payload: ["data"], clientOptions: .leading(["dbc"]), examples: examples,
        effect: { method, options in
            method == "ExecuteCommand" ? CommandEffect.of(options["comm"] ?? "", options["data"] ?? "") : nil
        }
    ) {
        [
            commonMethods.joined(with: loggingSettings), workingWithDatabases, collectionManagement, documentManagement,
            userManagement, roleManagement,
        ]
    }
}

extension String {
    /// The text without blanks around it; nil where nothing is left.
    fileprivate var nonBlank: String? { trimmed.isEmpty ? nil : trimmed }
}
