import CLibPQ
import OIntCore
import OIntDrivers
import OIntSQL

/// What a database's own types are, as far as it was asked.
struct TypeCatalog {
    fileprivate var forms: [Oid: ValueForm] = [:]
    fileprivate var ids: [String: Oid] = [:]
    /// Types by name that only this database has; nil for what is no type.
    fileprivate var types: [String: ParameterType?] = [:]

    /// How a type's values are read; as texts where the server was not asked.
    func form(of id: Oid) -> ValueForm { ValueForm.builtIn(id) ?? forms[id] ?? .text }

    /// The types among some that the server has to be asked about.
    fileprivate func unknown(_ types: [Oid]) -> [Oid] {
        types.filter { $0 != 0 && ValueForm.builtIn($0) == nil && forms[$0] == nil }
    }
}

extension PostgreSQLSession {
    /// Asks about the types that are not known yet.
    func learn(_ types: [Oid]) throws {
        let unknown = catalog.unknown(types)
        guard !unknown.isEmpty else { return }
        // The type behind a domain counts for the elements of arrays; elsewhere the server tells it by itself.
        let text = """
            SELECT t.oid, t.typname, t.typcategory = 'A' AND t.typelem <> 0, \
            CASE e.typtype WHEN 'd' THEN e.typbasetype ELSE e.oid END, e.typname, e.typdelim \
            FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem \
            WHERE t.oid IN (\(unknown.map { String($0) }.joined(separator: ",")))
            """
        for id in unknown { catalog.forms[id] = .text }
        try query(text) { row in
            guard let id = row(0).flatMap({ Oid($0) }) else { return }
            if row(2) == "t" {
                let element = row(3).flatMap { Oid($0) }.flatMap { ValueForm.builtIn($0) }
                let form = row(4) == "hstore" ? .hstore : element ?? .text
                catalog.forms[id] = .array(of: form, delimiter: row(5)?.utf8.first ?? UInt8(ascii: ","))
            } else if row(1) == "hstore" {
                catalog.forms[id] = .hstore
            }
        }
    }

    /// The id of a type that belongs to an extension.
    /// - Parameter name: Its name in small letters, perhaps with `[]` behind it.
    /// - Throws: `UsageError` when the database has no such type.
    func typeID(_ name: String) throws -> Oid {
        if let id = catalog.ids[name] { return id }
        var found: Oid?
        try query("SELECT pg_catalog.to_regtype('\(name)')::oid") { row in found = row(0).flatMap { Oid($0) } }
        guard let found else {
            throw UsageError(
                "the database has no type \(name): CREATE EXTENSION adds it, and search_path has to hold the extension's schema"
            )
        }
        catalog.ids[name] = found
        return found
    }

    /// The type that a name stands for.
    /// - Parameters:
    ///   - name: The name in capital letters.
    ///   - key: The name as it was given.
    /// - Returns: The type; nil where it is none, so that what has the name is a document.
    /// - Throws: `UsageError` when the name is that of a type which this database lacks.
    func parameterType(_ name: String, key: String) throws -> ParameterType? {
        if let type = try ParameterType.wellKnown(name) { return type }
        if let type = catalog.types[key] { return type }
        let found = try lookUpType(key.trimmed)
        if found == nil, SQLDialect.postgreSQL.isType(name) {
            throw UsageError("the server has no type \(name.lowercased())")
        }
        catalog.types[key] = .some(found)
        return found
    }

    /// Looks for a type by name: enumerations, ranges, domains and all that are no rows of tables.
    private func lookUpType(_ key: String) throws -> ParameterType? {
        let isArray = key.hasSuffix("[]")
        var name = isArray ? String(key.dropLast(2)).trimmed : key
        // The standard's names of types that the catalogue has under others.
        name = Self.catalogNames[name.uppercased()] ?? name
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ part in !part.isEmpty && part.utf8.allSatisfy(Self.isNameByte) })
        else { return nil }
        // A name that is no type of its own letters may be one in small ones.
        let spelt = parts[parts.count - 1]
        let schema =
            parts.count == 2 ? "n.nspname = '\(parts[0].lowercased())'" : "pg_catalog.pg_type_is_visible(t.oid)"
        let text = """
            SELECT t.oid, t.typarray FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
            WHERE t.typname IN ('\(spelt)', '\(spelt.lowercased())') AND \(schema) AND t.typtype <> 'c' \
            AND t.typtype <> 'p' ORDER BY t.typname = '\(spelt)' DESC LIMIT 1
            """
        var found: ParameterType?
        try query(text) { row in
            guard let id = row(0).flatMap({ Oid($0) }), let arrayID = row(1).flatMap({ Oid($0) }) else { return }
            found = ParameterType(kind: .text, identity: .id(id, arrayID: arrayID), isArray: isArray)
        }
        return found
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static let catalogNames = [
        "BIT VARYING": "varbit", "CHARACTER VARYING": "varchar", "CHARACTER": "bpchar",
        "TIME WITH TIME ZONE": "timetz", "TIME_WITH_TIME_ZONE": "timetz",
    ]

    /// Runs a statement of our own that gives few rows.
    private func query(_ text: String, _ take: ((Int32) -> String?) -> Void) throws {
        let pq = connection.pq
        try connection.send { pq.f.PQsendQueryParams($0, text, 0, nil, nil, nil, nil, 0) }
        var refusal: (any Error)?
        while let result = try connection.nextResult() {
            if result.status == PGRES_FATAL_ERROR { refusal = Refusal.error(result, statement: nil) }
            for row in 0..<result.rowCount {
                var cells: [String?] = []
                for column in 0..<result.columnCount { cells.append(result.text(row, column)) }
                take { cells[Int($0)] }
            }
        }
        if let refusal { throw refusal }
    }
}
