import OIntCore

/// Makes the statements that all databases have methods for.
public struct SQLStatements: Sendable {
    let dialect: SQLDialect
    /// The names of the table's columns as the database tells them; nil where it was not asked.
    let columns: [String]?

    /// Makes statements in a dialect.
    /// - Parameters:
    ///   - dialect: How the database writes them.
    ///   - columns: The names of the table's columns: a name that is just one of them is taken as it is, whatever is in it.
    public init(_ dialect: SQLDialect, columns: [String]? = nil) {
        self.dialect = dialect
        self.columns = columns
    }

    /// Reads the name of a table.
    /// - Parameter text: The name as a person writes it.
    /// - Returns: The name.
    /// - Throws: `UsageError` when it is none.
    public func table(_ text: String) throws(UsageError) -> SQLIdentifier {
        try SQLIdentifier(text, "table name", in: dialect)
    }

    func column(_ text: String) throws(UsageError) -> SQLIdentifier {
        if let columns, columns.contains(where: { $0.utf8.elementsEqual(text.utf8) }) {
            return SQLIdentifier(exactly: text, in: dialect)
        }
        return try SQLIdentifier(text, "column name", in: dialect)
    }

    func addColumn(_ name: String, type: String, to table: String) throws(UsageError) -> SQLStatement {
        SQLStatement(
            "ALTER TABLE \(try self.table(table).sql) \(dialect.addColumn) \(try definition(name, type))")
    }

    func dropColumn(_ name: String, from table: String) throws(UsageError) -> SQLStatement {
        drop(try column(name), from: try self.table(table))
    }

    func drop(_ column: SQLIdentifier, from table: SQLIdentifier) -> SQLStatement {
        SQLStatement("ALTER TABLE \(table.sql) DROP COLUMN \(column.sql)")
    }

    func clear(_ table: String) throws(UsageError) -> SQLStatement {
        SQLStatement("DELETE FROM \(try self.table(table).sql)")
    }

    func drop(_ table: String) throws(UsageError) -> SQLStatement {
        SQLStatement("DROP TABLE \(try self.table(table).sql)")
    }

    func create(_ table: String, columns: JSONObject) throws(UsageError) -> SQLStatement {
        guard !columns.isEmpty else { throw UsageError("a table needs at least one column; --cols is empty") }
        var definitions: [String] = []
        for member in columns { definitions.append(try definition(member.key, columnType(member))) }
        return SQLStatement("CREATE TABLE \(try self.table(table).sql) (\(definitions.joined(separator: ", ")))")
    }

    func select(
        _ selection: SQLSelection, from table: String, where filters: [SQLFilter], order: JSONObject, limit: Int?
    ) throws(UsageError) -> SQLStatement {
        var writer = SQLWriter(dialect)
        var columns: [String] = []
        for field in selection.fields { columns.append(try selected(field)) }
        for expression in selection.expressions {
            columns.append(try SQLFragment(expression, at: .expression, in: dialect).sql)
        }
        let limit = try Self.limit(limit)
        let top = dialect.limit == .top ? limit.map { "TOP (\($0)) " } ?? "" : ""
        writer.write(
            "SELECT \(top)\(columns.isEmpty ? "*" : columns.joined(separator: ", ")) FROM \(try self.table(table).sql)")
        try writer.write(where: filters, in: self)
        for (index, member) in order.enumerated() {
            writer.write((index == 0 ? " ORDER BY " : ", ") + (try sorting(member)))
        }
        if let limit {
            switch dialect.limit {
            case .limit: writer.write(" LIMIT \(limit)")
            case .top: break
            case .offsetFetch:
                if order.isEmpty { writer.write(" ORDER BY (SELECT NULL)") }
                writer.write(" OFFSET 0 ROWS FETCH NEXT \(limit) ROWS ONLY")
            }
        }
        return writer.statement
    }

    /// The number of rows that are wanted; nil for all.
    private static func limit(_ limit: Int?) throws(UsageError) -> Int? {
        guard let limit, limit != 0 else { return nil }
        guard limit > 0 else { throw UsageError("--limit is \(limit); give a number above 0, or 0 for all rows") }
        return limit
    }

    func update(
        _ table: String, set values: JSONObject, where filters: [SQLFilter]
    ) throws(UsageError) -> SQLStatement {
        guard !values.isEmpty else { throw UsageError("--values is empty: there is nothing to set") }
        var writer = SQLWriter(dialect)
        writer.write("UPDATE \(try self.table(table).sql) SET ")
        for (index, member) in values.enumerated() {
            writer.write((index == 0 ? "" : ", ") + (try column(member.key).sql) + " = ")
            writer.bind(SQLParameter(member.value))
        }
        try writer.write(where: filters, in: self)
        return writer.statement
    }

    func delete(from table: String, where filters: [SQLFilter]) throws(UsageError) -> SQLStatement {
        var writer = SQLWriter(dialect)
        writer.write("DELETE FROM \(try self.table(table).sql)")
        try writer.write(where: filters, in: self)
        return writer.statement
    }

    /// The statement that stores a row of the given columns.
    /// - Parameters:
    ///   - table: The table.
    ///   - columns: The columns that get values, as a person writes them.
    ///   - conflict: What to do with a row whose key is there already.
    /// - Returns: The statement's text, with a placeholder for each column.
    /// - Throws: `UsageError` when a name is none, or the database can't do it.
    public func insert(
        into table: SQLIdentifier, columns: [String], conflict: SQLInsertion.Conflict
    ) throws(UsageError) -> String {
        var names: [String] = []
        for name in columns { names.append(try column(name).sql) }
        let any = SQLParameter(.string(""))
        let places = names.indices.map { dialect.placeholder($0 + 1, for: any) }
        var keys: [String] = []
        if case .update(let columns) = conflict { for key in columns { keys.append(try column(key).sql) } }
        if case .update = conflict, dialect.upsert == .merge, !names.isEmpty {
            return try merge(into: table, names, places, keys: keys)
        }
        guard !names.isEmpty else {
            guard dialect.emptyRow != .none else {
                throw UsageError("a row is empty; the database stores no row without a value")
            }
            return "INSERT INTO \(table.sql) \(dialect.emptyRow.rawValue)"
        }
        let insert =
            "INSERT INTO \(table.sql) (\(names.joined(separator: ", "))) VALUES (\(places.joined(separator: ", ")))"
        guard case .update = conflict else { return insert }
        switch dialect.upsert {
        case .onConflict:
            guard !keys.isEmpty || dialect.upsertsByAnyKey else { throw Self.noKey }
            let target = keys.isEmpty ? "" : "(\(keys.joined(separator: ", "))) "
            return
                "\(insert) ON CONFLICT \(target)DO UPDATE SET \(names.map { "\($0) = EXCLUDED.\($0)" }.joined(separator: ", "))"
        case .onDuplicateKey:
            let updates = names.map { "\($0) = VALUES(\($0))" }.joined(separator: ", ")
            return "\(insert) ON DUPLICATE KEY UPDATE \(updates)"
        case .merge, .none:
            throw UsageError("the database has no statement that stores a row or changes the one that is there")
        }
    }

    /// A lock keeps the row from coming between the look for it and its storing.
    private func merge(
        into table: SQLIdentifier, _ names: [String], _ places: [String], keys: [String]
    ) throws(UsageError) -> String {
        guard !keys.isEmpty else { throw Self.noKey }
        let match = keys.map { "target.\($0) = source.\($0)" }.joined(separator: " AND ")
        // The columns of a key may be numbered by the server, which does not let them be set.
        let changed = names.filter { !keys.contains($0) }.map { "\($0) = source.\($0)" }.joined(separator: ", ")
        let update = changed.isEmpty ? "" : " WHEN MATCHED THEN UPDATE SET \(changed)"
        let list = names.joined(separator: ", ")
        return """
            MERGE INTO \(table.sql) WITH (HOLDLOCK) AS target USING (VALUES (\(places.joined(separator: ", ")))) \
            AS source (\(list)) ON \(match)\(update) WHEN NOT MATCHED THEN INSERT (\(list)) \
            VALUES (\(names.map { "source.\($0)" }.joined(separator: ", ")));
            """
    }

    private static var noKey: UsageError {
        UsageError("the table has no primary key: --unique has to name the columns that tell rows apart")
    }

    private func definition(_ name: String, _ type: String) throws(UsageError) -> String {
        "\(try column(name).sql) \(try SQLFragment(type, at: .columnType, in: dialect).sql)"
    }

    private func columnType(_ member: JSONObject.Member) throws(UsageError) -> String {
        guard let type = member.value.string else {
            throw UsageError("--cols gives the column \(Quote.short(member.key)) no type: write it as a text")
        }
        return type
    }

    /// A column by its name.
    private func selected(_ field: String) throws(UsageError) -> String {
        if field.trimmed == "*" { return "*" }
        let name = try column(field)
        let isKnown = columns?.contains { $0.utf8.elementsEqual(field.utf8) } ?? false
        guard isKnown || !field.contains("(") || field.trimmed.hasPrefix("\"") else {
            throw UsageError("--fields takes names of columns; \(Quote.short(field)) goes into --expressions")
        }
        return name.sql
    }

    private func sorting(_ member: JSONObject.Member) throws(UsageError) -> String {
        let words = (member.value.string ?? "").uppercased().split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        let plain = ["ASC", "DESC"]
        let known = plain + (dialect.sortsNulls ? plain.flatMap { ["\($0) NULLS FIRST", "\($0) NULLS LAST"] } : [])
        guard known.contains(words) else {
            let nulls = dialect.sortsNulls ? ", with NULLS FIRST or NULLS LAST behind it if need be" : ""
            throw UsageError(
                "--order sorts \(Quote.short(member.key)) by \(member.value.text(.compact)); write ASC or DESC\(nulls)")
        }
        return "\(try column(member.key).sql) \(words)"
    }
}

/// What a query gives of each row.
struct SQLSelection: Sendable {
    /// Names of columns; `*` for all of them.
    var fields: [String]
    /// Expressions, as SQL.
    var expressions: [String]

    /// - Parameters:
    ///   - fields: Names of columns; empty or `*` for all of them, or for none where there are expressions.
    ///   - expressions: Expressions, as SQL.
    init(fields: [String], expressions: [String]) {
        let isPlain = fields.isEmpty || fields.map(\.trimmed) == ["*"]
        self.fields = isPlain && !expressions.isEmpty ? [] : fields
        self.expressions = expressions
    }
}
