import OIntCore
import OIntDrivers

@Methods("Common methods")
extension MongoDB {
    /// Runs any command of the database.
    /// - Parameters:
    ///   - comm: Name of the command, such as ping or aggregate.
    ///   - arg: Value of the command itself, often the name of a collection.
    ///   - db: Database; without one that of the connection string, else admin.
    ///   - data: Further members of the command.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.general, ru: "ВыполнитьКоманду")
    public func executeCommand(
        comm: String, arg: CommandValue = 1, db: String? = nil, data: JSONObject = [:]
    ) async throws -> JSON {
        let effect = CommandEffect.of(comm, JSON.object(data).text(.compact))
        guard !context.isReadOnly || effect == .reads else {
            throw UsageError("\(comm) may change something, and nothing may be changed here")
        }
        return try await answer(
            [comm: arg.json], adding: data, on: base(db), effect == .reads ? .reads : .other)
    }

    /// Gives the connection string of a database.
    /// - Parameters:
    ///   - addr: Host and port of the server, several with commas; mongodb+srv:// before a name that DNS has servers of.
    ///   - db: Name of the database.
    ///   - usr: Name of the user.
    ///   - pwd: Password of the user.
    ///   - params: Options by name, such as {"tls": true, "authSource": "admin"}.
    /// - Returns: The connection string, with everything percent-encoded that has to be.
    ///
    ///   ```text
    ///   mongodb://db.example.com:27017
    ///   ```
    @Method(.reads, ru: "СформироватьСтрокуПодключения", roles: ["addr": .destination, "params": .protection])
    public static func generateConnectionString(
        addr: String, db: String? = nil, usr: String? = nil, pwd: Secret? = nil, params: JSONObject = [:]
    ) -> String {
        let isSRV = addr.lowercased().hasPrefix("mongodb+srv://")
        let hosts = addr.firstRange(of: "://").map { String(addr[$0.upperBound...]) } ?? addr
        var text = isSRV ? "mongodb+srv://" : "mongodb://"
        if let usr, !usr.isEmpty {
            text += PercentEncoding.encoded(usr) + (pwd.map { ":" + PercentEncoding.encoded($0.exposed) } ?? "") + "@"
        }
        text += hosts.hasPrefix("/") ? PercentEncoding.encoded(hosts) : hosts
        if let db, !db.isEmpty { text += "/" + PercentEncoding.encoded(db) }
        guard !params.isEmpty else { return text }
        let pairs = params.map { member in
            "\(PercentEncoding.encoded(member.key))=\(PercentEncoding.encoded(member.value.string ?? member.value.text(.compact)))"
        }
        return text + (db?.isEmpty ?? true ? "/" : "") + "?" + pairs.joined(separator: "&")
    }

    /// Opens a connection, and keeps it open for later calls where there is a place for it.
    ///
    /// As a command it tells whether the server can be reached.
    /// - Parameters:
    ///   - string: Connection string, mongodb://login:password@host:port/base?authSource=admin&tls=true.
    ///   - log: Settings of a log, as GetLoggingSettings gives them.
    ///   - context: How calls are made.
    /// - Returns: The connection; its handle where it is kept.
    ///
    ///   ```json
    ///   "{oint-3f9a1c}"
    ///   ```
    /// - Throws: `ConnectionError` when the server can't be reached; `ServiceError` when it refuses.
    @Method(.reads, ru: "ОткрытьСоединение", roles: ["log": .writesFiles])
    public static func createConnection(
        string: ConnectionString, log: JSONObject = [:], context: CallContext = .shared
    ) async throws -> MongoDB {
        var context = context
        // It belongs to the caller alone, and one that is open already would tell nothing.
        context.connections = nil
        let client = MongoDB(dbc: string, context: context)
        if !log.isEmpty { try client.log.start(log) }
        // Unlike ping, it asks for a login where there is one.
        _ = try await client.reply(["connectionStatus": 1], on: client.base(nil), .other)
        return client
    }

    /// Closes a connection.
    /// - Parameter dbc: The connection, as CreateConnection gives it.
    /// - Returns: That it was done.
    ///
    ///   ```json
    ///   {"result": true}
    ///   ```
    @Method(.writes, ru: "ЗакрытьСоединение", in: .session)
    public static func closeConnection(dbc: Kept<MongoDB>) async -> JSON {
        await dbc.object.close()
        return ["result": true]
    }

    /// Gives what the log of a connection holds in memory.
    /// - Parameters:
    ///   - conn: The connection, as CreateConnection gives it.
    ///   - str: Give one text, a line each, in place of the list.
    ///   - count: How many of the last lines; 0 for all.
    /// - Returns: The lines under `logs`, with how many there have been and how many are given.
    ///
    ///   ```json
    ///   {"result": true, "logs": ["[2026-01-31T10:00:00Z] db.example.com:27017/shop: find"], "total": 1, "returned": 1}
    ///   ```
    /// - Throws: `UsageError` when the connection was opened without a log in memory.
    @Method(.reads, ru: "ПолучитьЛог", in: .session)
    public static func getLog(conn: Kept<MongoDB>, str: Bool = false, count: Int = 100) throws
        -> ConnectionLog.Content
    {
        try conn.object.log.content(last: count, isJoined: str)
    }

    /// Tells whether a value is an open connection to a MongoDB server.
    /// - Parameter value: Any value.
    /// - Returns: Whether it is.
    ///
    ///   ```json
    ///   true
    ///   ```
    @Method(.reads, ru: "ЭтоКоннектор", in: .session)
    public static func isConnector(value: KeptOrValue) -> Bool { value.isOpen(MongoDB.self) }
}

@Methods("Working with databases")
extension MongoDB {
    /// Deletes a database with all that is in it.
    /// - Parameter db: Database; without one that of the connection string.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"dropped": "shop", "ok": 1.0}}
    ///   ```
    @Method(.destroys, ru: "УдалитьБазуДанных", calls: "dropDatabase")
    public func deleteDatabase(db: String? = nil) async throws -> JSON {
        try await answer(["dropDatabase": 1], on: namedBase(db), .writes)
    }

    /// Gives the sizes of a database.
    /// - Parameter db: Database; without one that of the connection string, else admin.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"db": "shop", "collections": 3, "objects": 1200, "dataSize": 48213.0, "ok": 1.0}}
    ///   ```
    @Method(.reads, ru: "ПолучитьБазуДанных", calls: "dbStats")
    public func getDatabase(db: String? = nil) async throws -> JSON {
        try await answer(["dbStats": 1], on: base(db), .reads)
    }

    /// Lists the databases of the server.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"databases": [{"name": "shop", "sizeOnDisk": 40960, "empty": false}], "ok": 1.0}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокБаз", calls: "listDatabases")
    public func getListOfBases() async throws -> JSON {
        // The server knows it there only.
        try await answer(["listDatabases": 1], on: "admin", .reads)
    }
}

@Methods("Collection management")
extension MongoDB {
    /// Makes a collection.
    /// - Parameters:
    ///   - name: Name of the collection.
    ///   - db: Database; without one that of the connection string.
    ///   - params: Further members of the command, such as {"capped": true, "size": 1000000}.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"ok": 1.0}}
    ///   ```
    @Method(.writes, ru: "СоздатьКоллекцию", calls: "create")
    public func createCollection(name: String, db: String? = nil, params: JSONObject = [:]) async throws -> JSON {
        try await answer(["create": .string(name)], adding: params, on: namedBase(db), .writes)
    }

    /// Deletes a collection with all its documents.
    /// - Parameters:
    ///   - coll: Name of the collection.
    ///   - db: Database; without one that of the connection string.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"nIndexesWas": 1, "ns": "shop.orders", "ok": 1.0}}
    ///   ```
    @Method(.destroys, ru: "УдалитьКоллекцию", calls: "drop")
    public func deleteCollection(coll: String, db: String? = nil) async throws -> JSON {
        try await answer(["drop": .string(coll)], on: namedBase(db), .writes)
    }

    /// Lists the collections of a database.
    /// - Parameter db: Database; without one that of the connection string, else admin.
    /// - Returns: The server's reply, under `data`, with all collections in `cursor.firstBatch`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"cursor": {"id": 0, "ns": "shop.$cmd.listCollections", "firstBatch": [{"name": "orders",
    ///   "type": "collection"}]}, "ok": 1.0}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокКоллекций", calls: "listCollections", rows: "data.cursor.firstBatch")
    public func getCollectionList(db: String? = nil) async throws -> JSON {
        let base = base(db)
        var reply = try await reply(["listCollections": 1], on: base, .reads, usesCursor: true)
        var cursor = reply["cursor"]?.object ?? [:]
        var rows = cursor["firstBatch"]?.array ?? []
        while let next = Self.cursor(cursor["id"]) {
            let more = try await self.reply(
                ["getMore": next, "collection": "$cmd.listCollections"], on: base, .other, usesCursor: true)
            cursor = more["cursor"]?.object ?? [:]
            rows += cursor["nextBatch"]?.array ?? []
        }
        var first = reply["cursor"]?.object ?? [:]
        first["id"] = form == .plain ? 0 : ["$numberLong": "0"]
        first["firstBatch"] = .array(rows)
        reply["cursor"] = .object(first)
        return ["result": true, "data": .object(reply)]
    }

    /// The id of a cursor that goes on, as a command takes it; nil for one that is at its end.
    static func cursor(_ id: JSON?) -> JSON? {
        let text = id?["$numberLong"]?.string ?? id?.int.map { String($0) } ?? "0"
        return text == "0" ? nil : ["$numberLong": .string(text)]
    }
}
