import OIntCore

@Methods("Document management")
extension MongoDB {
    /// Finds documents.
    ///
    /// All that match are given: with --all one after the other as they come, in little memory, else as one answer.
    /// - Parameters:
    ///   - coll: Name of the collection.
    ///   - db: Database; without one that of the connection string, else admin.
    ///   - query: What documents have to match; all of them without it.
    ///   - sort: Fields to sort by, with 1 or -1.
    ///   - params: Further members of the command, such as {"projection": {"name": 1}, "limit": 10}.
    /// - Returns: The documents, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": [{"_id": "6790f1d2a4b5c6d7e8f90123", "name": "Ann", "total": 12.5}]}
    ///   ```
    /// - Throws: `ServiceError` when the server refuses, `ReplyError` when the cursor breaks off.
    @Method(.reads, ru: "ПолучитьДокументы", calls: "find")
    public func getDocuments(
        coll: String, db: String? = nil, query: JSONObject = [:], sort: JSONObject = [:], params: JSONObject = [:]
    ) async throws -> DocumentList {
        let (base, command) = (base(db), Self.find(coll, query, sort))
        let pages = Pages(of: string.place, pagesMayBeAlike: true) { marker in
            guard let cursor = marker?["cursor"] else {
                return page(
                    try await self.reply(command, adding: params, on: base, .reads, usesCursor: true), "firstBatch", 1)
            }
            var more: JSONObject = ["getMore": cursor, "collection": .string(coll)]
            if let size = params["batchSize"] { more.append("batchSize", size) }
            let number = (marker?["page"]?.int ?? 1) + 1
            return page(try await self.reply(more, on: base, .other, usesCursor: true), "nextBatch", number)
        }
        return DocumentList(pages: pages)
    }

    /// A page; a cursor keeps its id, so that the number of the page belongs to the marker.
    private func page(_ reply: JSONObject, _ batch: String, _ number: Int) -> Pages.Page {
        let cursor = reply["cursor"] ?? .null
        let rows = cursor[batch]?.array ?? []
        return Pages.Page(
            reply: ["result": true, "data": .array(rows)], rows: rows,
            next: Self.cursor(cursor["id"]).map { ["cursor": $0, "page": JSON(number)] })
    }

    private static func find(_ coll: String, _ query: JSONObject, _ sort: JSONObject) -> JSONObject {
        var command: JSONObject = ["find": .string(coll)]
        if !query.isEmpty { command.append("filter", .object(query)) }
        if !sort.isEmpty { command.append("sort", .object(sort)) }
        return command
    }

    /// Begins to find documents, and gives the first of them with the cursor.
    /// - Parameters:
    ///   - coll: Name of the collection.
    ///   - db: Database; without one that of the connection string, else admin.
    ///   - query: What documents have to match; all of them without it.
    ///   - sort: Fields to sort by, with 1 or -1.
    ///   - params: Further members of the command, such as {"batchSize": 100}.
    /// - Returns: The server's reply, under `data`; the cursor's id is 0 where there are no more.
    ///
    ///   ```json
    ///   {"result": true, "data": {"cursor": {"id": 7261, "ns": "shop.orders", "firstBatch": [{"_id": 1}]}, "ok": 1.0}}
    ///   ```
    @Method(.reads, ru: "ПолучитьКурсор", calls: "find", in: .session)
    public func getCursor(
        coll: String, db: String? = nil, query: JSONObject = [:], sort: JSONObject = [:], params: JSONObject = [:]
    ) async throws -> JSON {
        let reply = try await reply(
            Self.find(coll, query, sort), adding: params, on: base(db), .reads, usesCursor: true)
        return ["result": true, "data": .object(reply)]
    }

    /// Gives the next documents of a cursor.
    /// - Parameters:
    ///   - coll: Name of the collection.
    ///   - cursor: Id of the cursor, as GetCursor gives it.
    ///   - db: Database; without one that of the connection string, else admin.
    ///   - limit: How many documents to give at most.
    ///   - time: How long to wait for them, in milliseconds.
    /// - Returns: The server's reply, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"cursor": {"id": 0, "ns": "shop.orders", "nextBatch": [{"_id": 2}]}, "ok": 1.0}}
    ///   ```
    @Method(.reads, ru: "ПолучитьПакетДокументов", calls: "getMore", in: .session)
    public func getDocumentBatch(
        coll: String, cursor: Int, db: String? = nil, limit: Int? = nil, time: Int? = nil
    ) async throws -> JSON {
        var command: JSONObject = ["getMore": JSON(cursor), "collection": .string(coll)]
        if let limit { command.append("batchSize", JSON(limit)) }
        if let time { command.append("maxTimeMS", JSON(time)) }
        return ["result": true, "data": .object(try await reply(command, on: base(db), .other, usesCursor: true))]
    }

    /// Inserts documents.
    ///
    /// Those without an `_id` get one, so that none is stored twice. Many documents go in several messages, in their order;
    /// a document that is refused ends that, unless params have {"ordered": false}.
    /// - Parameters:
    ///   - coll: Name of the collection.
    ///   - docs: Documents: a JSON list, or a file of JSON, JSON lines or CSV; - for standard input.
    ///   - db: Database; without one that of the connection string.
    ///   - params: Further members of the command.
    /// - Returns: How many were inserted, under `data`, with the ids that were made up.
    ///
    ///   ```json
    ///   {"result": true, "data": {"n": 2, "ok": 1.0, "insertedIds": ["6790f1d2a4b5c6d7e8f90123", "6790f1d2a4b5c6d7e8f90124"]}}
    ///   ```
    /// - Throws: `ServiceError` that names the first document that was not inserted.
    @Method(.writes, ru: "ВставитьДокументы", calls: "insert")
    public func insertDocuments(
        coll: String, docs: JSONRows, db: String? = nil, params: JSONObject = [:]
    ) async throws -> JSON {
        let base = try namedBase(db)
        var outcome = WriteOutcome(isOrdered: params["ordered"] != false)
        var batch: [JSON] = []
        var size = 0
        var number = 0
        var rows = docs.makeIterator()
        while let row = try rows.next() {
            number += 1
            guard var document = row.object else { throw UsageError("document \(number) is no object") }
            if document["_id"] == nil {
                let id = ObjectID.next()
                document = JSONObject([("_id", ["$oid": .string(id)])] + document.map { ($0.key, $0.value) })
                outcome.ids.append(.string(id))
            }
            let bytes = try BSONWriter.document(document, "document \(number)").count
            guard bytes <= BSONLimit.document else {
                throw UsageError(
                    "document \(number) has \(bytes) bytes, more than the \(BSONLimit.document) that a document may have; \(number - 1 - batch.count) before it were inserted"
                )
            }
            if batch.count == BSONLimit.batch || size + bytes > BSONLimit.message {
                try await insert(&batch, into: coll, on: base, params, &outcome)
                if outcome.isOver { break }
                size = 0
            }
            batch.append(.object(document))
            size += bytes
        }
        guard number > 0 else { throw UsageError("--docs has no documents") }
        if !outcome.isOver { try await insert(&batch, into: coll, on: base, params, &outcome) }
        return try outcome.answer(sent: number)
    }

    private func insert(
        _ batch: inout [JSON], into coll: String, on base: String, _ params: JSONObject, _ outcome: inout WriteOutcome
    ) async throws {
        guard !batch.isEmpty else { return }
        outcome.add(
            try await reply(
                ["insert": .string(coll), "documents": .array(batch)], adding: params, on: base, .writes),
            of: batch.count)
        batch = []
    }

    /// Changes documents.
    ///
    /// An update without operators such as $set puts a whole new document in the place of the old one, which --replace true
    /// allows.
    /// - Parameters:
    ///   - coll: Name of the collection.
    ///   - updates: Updates, as GetDocumentUpdateStructure gives them.
    ///   - db: Database; without one that of the connection string.
    ///   - params: Further members of the command.
    ///   - replace: Whether whole documents may be replaced.
    /// - Returns: How many documents matched and were changed, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"n": 1, "nModified": 1, "ok": 1.0}}
    ///   ```
    /// - Throws: `ServiceError` that names the first update that was refused.
    @Method(.writes, ru: "ОбновитьДокументы", calls: "update")
    public func updateDocuments(
        coll: String, updates: [JSONObject], db: String? = nil, params: JSONObject = [:], replace: Bool = false
    ) async throws -> JSON {
        guard !updates.isEmpty else { throw UsageError("--updates has no updates") }
        for (index, update) in updates.enumerated() {
            guard update["q"]?.object != nil, let change = update["u"] else {
                throw UsageError(
                    "update \(index + 1) needs q, what documents have to match ({} for all), and u, the change, as GetDocumentUpdateStructure gives them"
                )
            }
            let isReplacement = change.object.map { !$0.contains { $0.key.hasPrefix("$") || $0.key.hasPrefix("__4") } }
            guard isReplacement != true || replace else {
                throw UsageError(
                    "update \(index + 1) has no operators such as $set, and would put its u in the place of whole documents: add --replace true if that is meant"
                )
            }
        }
        return try await written(
            ["update": .string(coll), "updates": .array(updates.map { .object($0) })], params, db, updates.count)
    }

    /// Deletes documents.
    /// - Parameters:
    ///   - coll: Name of the collection.
    ///   - deletes: Deletions, as GetDocumentDeletionStructure gives them.
    ///   - db: Database; without one that of the connection string.
    ///   - params: Further members of the command.
    /// - Returns: How many were deleted, under `data`.
    ///
    ///   ```json
    ///   {"result": true, "data": {"n": 3, "ok": 1.0}}
    ///   ```
    /// - Throws: `ServiceError` that names the first deletion that was refused.
    @Method(.destroys, ru: "УдалитьДокументы", calls: "delete")
    public func deleteDocuments(
        coll: String, deletes: [JSONObject], db: String? = nil, params: JSONObject = [:]
    ) async throws -> JSON {
        guard !deletes.isEmpty else { throw UsageError("--deletes has no deletions") }
        for (index, deletion) in deletes.enumerated() {
            guard deletion["q"]?.object != nil, deletion["limit"] != nil else {
                throw UsageError(
                    "deletion \(index + 1) needs q, what documents have to match ({} for all), and limit, 1 for the first match or 0 for all, as GetDocumentDeletionStructure gives them"
                )
            }
        }
        return try await written(
            ["delete": .string(coll), "deletes": .array(deletes.map { .object($0) })], params, db, deletes.count)
    }

    private func written(
        _ command: JSONObject, _ params: JSONObject, _ db: String?, _ count: Int
    ) async throws -> JSON {
        let reply = try await reply(command, adding: params, on: namedBase(db), .writes)
        if let refusal = Refusal.hidden(in: reply, sent: count) { throw refusal }
        return ["result": true, "data": .object(reply)]
    }

    /// Gives a deletion for DeleteDocuments.
    /// - Parameters:
    ///   - query: What documents have to match; {} for all.
    ///   - limit: 1 for the first match, 0 for all.
    ///   - cltn: How texts are compared, as {"locale": "ru"}.
    /// - Returns: `q`, `collation` and `limit`.
    ///
    ///   ```json
    ///   {"q": {"state": "old"}, "limit": 0}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруУдаленияДокументов")
    public static func getDocumentDeletionStructure(
        query: JSONObject, limit: Int = 0, cltn: JSONObject = [:]
    ) throws -> JSON {
        guard [0, 1].contains(limit) else {
            throw UsageError("--limit is \(limit); give 1 for the first match, 0 for all")
        }
        var object: JSONObject = ["q": .object(query)]
        if !cltn.isEmpty { object.append("collation", .object(cltn)) }
        object.append("limit", JSON(limit))
        return .object(object)
    }

    /// Gives an update for UpdateDocuments.
    /// - Parameters:
    ///   - query: What documents have to match; {} for all.
    ///   - data: The change, such as {"$set": {"state": "new"}}; $ may be written as __4.
    ///   - multi: Whether all matches are changed, and not the first one only.
    ///   - upsert: Whether a document is inserted where none matches.
    ///   - cltn: How texts are compared, as {"locale": "ru"}.
    /// - Returns: `q`, `u`, `multi`, `upsert` and `collation`.
    ///
    ///   ```json
    ///   {"q": {"_id": 1}, "u": {"$set": {"state": "new"}}, "multi": true, "upsert": false}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруОбновленияДокументов")
    public static func getDocumentUpdateStructure(
        query: JSONObject, data: JSONObject, multi: Bool = true, upsert: Bool = false, cltn: JSONObject = [:]
    ) -> JSON {
        var object: JSONObject = [
            "q": .object(query), "u": .object(data), "multi": .bool(multi), "upsert": .bool(upsert),
        ]
        if !cltn.isEmpty { object.append("collation", .object(cltn)) }
        return .object(object)
    }
}

/// How inserting went, message by message.
private struct WriteOutcome {
    /// Whether what comes after a refused document is left out.
    let isOrdered: Bool
    /// The ids that were made up.
    var ids: [JSON] = []
    private var count = 0
    private var tried = 0
    private var errors: [JSON] = []
    private var concern: JSON?

    init(isOrdered: Bool) { self.isOrdered = isOrdered }

    /// Whether nothing more is to be sent.
    var isOver: Bool { isOrdered && !errors.isEmpty }

    /// Adds the reply to a message.
    mutating func add(_ reply: JSONObject, of sent: Int) {
        count += Self.number(reply["n"]) ?? 0
        for error in reply["writeErrors"]?.array ?? [] {
            var object = error.object ?? [:]
            object["index"] = JSON((Self.number(object["index"]) ?? 0) + tried)
            errors.append(.object(object))
        }
        concern = concern ?? reply["writeConcernError"]
        tried += sent
    }

    private static func number(_ value: JSON?) -> Int? {
        value?.int ?? value?["$numberInt"]?.string.flatMap { Int($0) }
    }

    /// The answer to all messages.
    func answer(sent: Int) throws(ServiceError) -> JSON {
        var reply: JSONObject = ["n": JSON(count), "ok": .number(JSONNumber("1.0") ?? JSONNumber(1))]
        if !errors.isEmpty { reply.append("writeErrors", .array(errors)) }
        if let concern { reply.append("writeConcernError", concern) }
        if let refusal = Refusal.hidden(in: reply, sent: sent) { throw refusal }
        if !ids.isEmpty { reply.append("insertedIds", .array(ids)) }
        return ["result": true, "data": .object(reply)]
    }
}

/// Ids of documents, as clients make them up: the time, a number of the process, a counter.
///
/// Source: https://github.com/mongodb/specifications/blob/master/source/bson-objectid/objectid.md
enum ObjectID {
    private static let process = (0..<5).map { _ in UInt8.random(in: .min ... .max) }
    private static let counter = Counter()

    /// An id that nobody else has.
    static func next() -> String {
        let seconds = UInt32(truncatingIfNeeded: DateTime.now.unixTime)
        let number = counter.next()
        let bytes =
            (0..<4).map { UInt8(truncatingIfNeeded: seconds >> (24 - 8 * $0)) } + process
            + (0..<3).map { UInt8(truncatingIfNeeded: number >> (16 - 8 * $0)) }
        return Hexadecimal.encoded(bytes)
    }
}
