import OIntCore
import OIntHTTP

@Methods("Record management")
extension Airtable {
    /// Lists the records of a table.
    ///
    /// Source: https://airtable.com/developers/web/api/list-records
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - offset: Where to begin: the marker of a page read before.
    ///   - filter: Formula that records have to meet, such as {Price} > 10.
    ///   - conditions: Values that fields have to have, by their names; quotes in them are no danger.
    ///   - fields: Names of the fields that are given; all when not given.
    ///   - order: Names of fields to sort by, with - before those that go down.
    ///   - view: Id or name of a view, whose filter and order count.
    ///   - most: How many records at most.
    /// - Returns: The records, under `records`.
    ///
    ///   ```json
    ///   {"records": [{"id": "rec560UJdUtocSouk", "createdTime": "2026-01-15T09:00:00.000Z",
    ///   "fields": {"Name": "Tea", "Price": 4.5}}], "offset": "itrNQmU3hhxOYyXQV/rec560UJdUtocSouk"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокЗаписей", calls: "GET <base>/<table>", rows: "records")
    public func getListOfRecords(
        base: ID, table: String, offset: String? = nil, filter: String? = nil, where conditions: JSONObject = [:],
        fields: [String] = [], sort order: [String] = [], view: String? = nil, max most: Int? = nil
    ) throws(UsageError) -> Pages {
        let formula = try Formula.all(filter, conditions)
        let isLong = (formula?.utf8.count ?? 0) > Self.longestFormula
        return service.pages(rows: "records", next: "offset", rate: Self.rate) { next in
            let offset = next ?? offset?.fieldValue
            if isLong {
                let sort = order.map { name -> JSON in
                    ["field": .string(Self.name(name)), "direction": .string(Self.direction(name))]
                }
                return .post(
                    "\(base)/\(table)/listRecords",
                    body: .json([
                        "filterByFormula": formula,
                        "fields": fields.isEmpty ? nil : JSON.array(fields.map { .string($0) }),
                        "sort": sort.isEmpty ? nil : JSON.array(sort), "view": view, "maxRecords": most,
                        "offset": offset,
                    ]), isRepeatable: true)
            }
            var query: Query = ["filterByFormula": formula]
            for name in fields { query.append("fields[]", name) }
            for (index, name) in order.enumerated() {
                query.append("sort[\(index)][field]", Self.name(name))
                query.append("sort[\(index)][direction]", Self.direction(name))
            }
            query.append("view", view)
            query.append("maxRecords", most)
            query.append("offset", offset)
            return .get("\(base)/\(table)", query: query)
        }
    }

    /// How long a formula may be in an address, which may have 16,000 characters in all.
    private static let longestFormula = 3000

    private static func name(_ order: String) -> String { order.hasPrefix("-") ? String(order.dropFirst()) : order }

    private static func direction(_ order: String) -> String { order.hasPrefix("-") ? "desc" : "asc" }

    /// Reads a record.
    ///
    /// Source: https://airtable.com/developers/web/api/get-record
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - record: Id of the record.
    /// - Returns: The record.
    ///
    ///   ```json
    ///   {"id": "rec560UJdUtocSouk", "createdTime": "2026-01-15T09:00:00.000Z", "fields": {"Name": "Tea", "Price": 4.5}}
    ///   ```
    @Method(.reads, ru: "ПолучитьЗапись")
    public func getRecord(base: ID, table: String, record: ID) async throws -> JSON {
        try await service.json(.get("\(base)/\(table)/\(record)"))
    }

    /// Adds records, ten with each request.
    ///
    /// Source: https://airtable.com/developers/web/api/create-records
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - data: Values by the names of fields; or a list of such objects.
    ///   - isCast: Whether texts become what the fields want; a misspelt choice becomes a new one.
    /// - Returns: The record, or the records under `records`.
    ///
    ///   ```json
    ///   {"records": [{"id": "rec560UJdUtocSouk", "createdTime": "2026-01-15T09:00:00.000Z", "fields": {"Name": "Tea"}}]}
    ///   ```
    /// - Throws: `ServiceError` that names the records that were refused, and tells what was added before.
    @Method(.writes, ru: "СоздатьЗаписи", calls: "POST <base>/<table>")
    public func createPosts(base: ID, table: String, data: JSON, typecast isCast: Bool = false) async throws -> JSON {
        let cast: Bool? = isCast ? true : nil
        if let fields = data.object {
            return try await service.json(
                .post("\(base)/\(table)", body: .json(["fields": JSON.object(fields), "typecast": cast])))
        }
        let records = try Self.objects(data, "data").map { fields -> JSON in ["fields": .object(fields)] }
        let answers = try await service.inParts(records, of: Self.partSize, "records") { part in
            try await service.json(
                .post("\(base)/\(table)", body: .json(["records": JSON.array(Array(part)), "typecast": cast])))
        }
        return Self.joined(answers, "records")
    }

    /// Changes records, ten with each request: fields that are not given stay as they are.
    ///
    /// Source: https://airtable.com/developers/web/api/update-multiple-records
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - data: Records with `id` and `fields`.
    ///   - isReplacing: Whether fields that are not given are emptied.
    ///   - isCast: Whether texts become what the fields want; a misspelt choice becomes a new one.
    /// - Returns: The records, under `records`.
    ///
    ///   ```json
    ///   {"records": [{"id": "rec560UJdUtocSouk", "createdTime": "2026-01-15T09:00:00.000Z", "fields": {"Name": "Tea"}}]}
    ///   ```
    /// - Throws: `ServiceError` that names the records that were refused, and tells what was changed before.
    @Method(.writes, ru: "ИзменитьЗаписи", calls: "PATCH <base>/<table>")
    public func updateRecords(
        base: ID, table: String, data: [JSONObject], replace isReplacing: Bool = false, typecast isCast: Bool = false
    ) async throws -> JSON {
        for (index, record) in data.enumerated() {
            guard record["id"]?.string != nil, record["fields"]?.object != nil else {
                throw UsageError("--data: record \(index + 1) needs id and fields")
            }
        }
        let answers = try await service.inParts(data, of: Self.partSize, "records") { part in
            let body: Fields = [
                "records": JSON.array(part.map { .object($0) }), "typecast": isCast ? true : nil,
            ]
            let request: ServiceRequest =
                isReplacing
                ? .put("\(base)/\(table)", body: .json(body)) : .patch("\(base)/\(table)", body: .json(body))
            return try await service.json(request)
        }
        return Self.joined(answers, "records")
    }

    /// Changes the records that are there already, and adds the others, ten with each request.
    ///
    /// Source: https://airtable.com/developers/web/api/update-multiple-records
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - data: Values by the names of fields, a list of such objects.
    ///   - keys: Names of the fields that tell which records are the same, three at most.
    ///   - isCast: Whether texts become what the fields want; a misspelt choice becomes a new one.
    /// - Returns: The records under `records`, and the ids under `createdRecords` and `updatedRecords`.
    ///
    ///   ```json
    ///   {"records": [{"id": "rec560UJdUtocSouk", "fields": {"Name": "Tea"}}], "createdRecords": [],
    ///   "updatedRecords": ["rec560UJdUtocSouk"]}
    ///   ```
    /// - Throws: `ServiceError` that names the records that were refused, and tells what was done before.
    @Method(.writes, ru: "СоздатьИлиИзменитьЗаписи", calls: "PATCH <base>/<table>")
    public func upsertRecords(
        base: ID, table: String, data: [JSONObject], keys: [String], typecast isCast: Bool = false
    ) async throws -> JSON {
        guard (1...3).contains(keys.count) else { throw UsageError("--keys takes one to three names of fields") }
        for (index, record) in data.enumerated() {
            for key in keys where record[key].map({ $0.isNull }) ?? true {
                throw UsageError("--data: record \(index + 1) has no \(Quote.short(key)), which tells which one it is")
            }
        }
        let records = data.map { fields -> JSON in ["fields": .object(fields)] }
        let answers = try await service.inParts(records, of: Self.partSize, "records") { part in
            let merge: JSON = ["fieldsToMergeOn": .array(keys.map { .string($0) })]
            return try await service.json(
                .patch(
                    "\(base)/\(table)",
                    body: .json([
                        "performUpsert": merge, "records": JSON.array(Array(part)), "typecast": isCast ? true : nil,
                    ])))
        }
        return Self.joined(answers, "records", "createdRecords", "updatedRecords")
    }

    /// Deletes records, ten with each request.
    ///
    /// Source: https://airtable.com/developers/web/api/delete-multiple-records
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - table: Id or name of the table.
    ///   - records: Ids of the records.
    /// - Returns: What was deleted, under `records`.
    ///
    ///   ```json
    ///   {"records": [{"id": "rec560UJdUtocSouk", "deleted": true}]}
    ///   ```
    /// - Throws: `ServiceError` that names the records that were refused, and tells what was deleted before.
    @Method(.destroys, ru: "УдалитьЗаписи", calls: "DELETE <base>/<table>")
    public func deleteRecords(base: ID, table: String, records: [ID]) async throws -> JSON {
        guard !records.isEmpty else { throw UsageError("--records names no record") }
        let answers = try await service.inParts(records, of: Self.partSize, "records") { part in
            var query: Query = [:]
            for id in part { query.append("records[]", id.text) }
            return try await service.json(.delete("\(base)/\(table)", query: query))
        }
        return Self.joined(answers, "records")
    }

    /// Puts a file into a field of a record: 5 MB at most.
    ///
    /// Source: https://airtable.com/developers/web/api/upload-attachment
    /// - Parameters:
    ///   - base: Id of the base.
    ///   - record: Id of the record.
    ///   - field: Id or name of the field for files.
    ///   - file: The file.
    ///   - name: Name that it gets; its own when not given.
    /// - Returns: The record, with the files of the field.
    ///
    ///   ```json
    ///   {"id": "rec560UJdUtocSouk", "fields": {"fldkX6OVpvxm6Ewst": [{"id": "attRkhuPXI2xDMaqu", "filename": "a.pdf"}]}}
    ///   ```
    @Method(.writes, ru: "ЗагрузитьВложение")
    public func uploadAttachment(
        base: ID, record: ID, field: String, file: FileInput, filename name: String? = nil
    ) async throws -> JSON {
        let source = try UploadSource(file, service.http)
        if let size = source.size, size > Self.largestFile { throw Self.tooLarge }
        var bytes: [UInt8] = []
        for try await piece in try service.http.bytes(of: .file(file, type: nil)) {
            piece.withBytes { bytes.append(contentsOf: $0) }
            guard bytes.count <= Self.largestFile else { throw Self.tooLarge }
        }
        let name = name ?? file.name ?? "attachment"
        return try await content.json(
            .post(
                "\(base)/\(record)/\(field)/uploadAttachment",
                body: .json([
                    "contentType": MediaType.ofFile(named: name) ?? "application/octet-stream",
                    "filename": name, "file": Base64.encoded(bytes),
                ])))
    }

    private static let largestFile = 5_000_000
    private static let tooLarge = UsageError("the file is larger than 5 MB, the most that Airtable takes this way")

    /// A list of objects.
    private static func objects(_ data: JSON, _ option: String) throws(UsageError) -> [JSONObject] {
        guard let list = data.array, !list.isEmpty else {
            throw UsageError("--\(option) takes an object, or a list of objects with one at least")
        }
        var objects: [JSONObject] = []
        for (index, element) in list.enumerated() {
            guard let object = element.object else { throw UsageError("--\(option): record \(index + 1) is no object") }
            objects.append(object)
        }
        return objects
    }

    /// The answers to the parts of a list as one.
    private static func joined(_ answers: [JSON], _ keys: String...) -> JSON {
        if answers.count == 1 { return answers[0] }
        return .object(
            JSONObject(keys.map { key in (key, .array(answers.flatMap { $0[key]?.array ?? [] })) }))
    }
}

/// Formulas of Airtable.
///
/// Source: https://support.airtable.com/docs/formula-field-reference
enum Formula {
    /// A formula that is true where all conditions are met.
    /// - Parameters:
    ///   - filter: A formula.
    ///   - values: Values by the names of fields.
    /// - Throws: `UsageError` when a value is none that a formula can hold.
    static func all(_ filter: String?, _ values: JSONObject) throws(UsageError) -> String? {
        var parts = filter.map { [$0] } ?? []
        for member in values {
            parts.append("{\(escaped(member.key, "}"))}=\(try literal(member.value, member.key))")
        }
        return parts.count < 2 ? parts.first : "AND(\(parts.joined(separator: ",")))"
    }

    private static func literal(_ value: JSON, _ name: String) throws(UsageError) -> String {
        switch value {
        case .string(let text): return "\"\(escaped(text, "\""))\""
        case .number(let number): return number.text
        case .bool(let flag): return flag ? "TRUE()" : "FALSE()"
        case .null: return "BLANK()"
        case .array, .object:
            throw UsageError("--where: \(Quote.short(name)) takes a text, a number, true, false or null")
        }
    }

    /// A text in which a mark and backslashes mean themselves.
    private static func escaped(_ text: String, _ mark: Character) -> String {
        var result = ""
        for character in text {
            if character == mark || character == "\\" { result.append("\\") }
            switch character {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.append(character)
            }
        }
        return result
    }
}
