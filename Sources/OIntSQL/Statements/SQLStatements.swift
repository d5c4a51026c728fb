import OIntCore

/// Makes the statements that all databases have methods for.
public struct SQLStatements: Sendable {
    let dialect: SQLDialect

    /// Makes statements in a dialect.
    /// - Parameter dialect: How the database writes them.
    public init(_ dialect: SQLDialect) { self.dialect = dialect }

    /// Reads the name of a table.
    /// - Parameter text: The name as a person writes it.
    /// - Returns: The name.
    /// - Throws: `UsageError` when it is none.
    public func table(_ text: String) throws(UsageError) -> SQLIdentifier {
        try SQLIdentifier(text, "table name", in: dialect)
    }

    func column(_ text: String) throws(UsageError) -> SQLIdentifier {
        try SQLIdentifier(text, "column name", in: dialect)
    }

    func addColumn(_ name: String, type: String, to table: String) throws(UsageError) -> SQLStatement {
        SQLStatement("ALTER TABLE \(try self.table(table).sql) ADD COLUMN \(try definition(name, type))")
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
        _ fields: [String], from table: String, where filters: [SQLFilter], order: JSONObject, limit: Int?
    ) throws(UsageError) -> SQLStatement {
        var writer = SQLWriter(dialect)
        var columns: [String] = []
        for field in fields { columns.append(try selected(field)) }
        writer.write(
            "SELECT \(columns.isEmpty ? "*" : columns.joined(separator: ", ")) FROM \(try self.table(table).sql)")
        try writer.write(where: filters)
        for (index, member) in order.enumerated() {
            writer.write((index == 0 ? " ORDER BY " : ", ") + (try sorting(member)))
        }
        if let limit, limit != 0 {
            guard limit > 0 else { throw UsageError("--limit is \(limit); give a number above 0, or 0 for all rows") }
            writer.write(" LIMIT \(limit)")
        }
        return writer.statement
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
        try writer.write(where: filters)
        return writer.statement
    }

    func delete(from table: String, where filters: [SQLFilter]) throws(UsageError) -> SQLStatement {
        var writer = SQLWriter(dialect)
        writer.write("DELETE FROM \(try self.table(table).sql)")
        try writer.write(where: filters)
        return writer.statement
    }

    /// The statement that stores a row of the given columns.
    /// - Parameters:
    ///   - table: The table.
    ///   - columns: The columns that get values, as a person writes them.
    ///   - conflict: What to do with a row whose key is there already.
    /// - Returns: The statement's text, with a placeholder for each column.
    /// - Throws: `UsageError` when a name is none.
    public func insert(
        into table: SQLIdentifier, columns: [String], conflict: SQLInsertion.Conflict
    ) throws(UsageError) -> String {
        var names: [String] = []
        for name in columns { names.append(try column(name).sql) }
        let places = names.indices.map { "\(dialect.placeholder)\($0 + 1)" }.joined(separator: ", ")
        var text = "INSERT INTO \(table.sql) "
        text += names.isEmpty ? "DEFAULT VALUES" : "(\(names.joined(separator: ", "))) VALUES (\(places))"
        if case .update(let keys) = conflict, !names.isEmpty {
            var target: [String] = []
            for key in keys { target.append(try column(key).sql) }
            let updates = names.map { "\($0) = EXCLUDED.\($0)" }.joined(separator: ", ")
            text +=
                " ON CONFLICT \(target.isEmpty ? "" : "(\(target.joined(separator: ", "))) ")DO UPDATE SET \(updates)"
        }
        return text
    }

    private func definition(_ name: String, _ type: String) throws(UsageError) -> String {
        "\(try column(name).sql) \(try SQLFragment(type, at: .columnType).sql)"
    }

    private func columnType(_ member: JSONObject.Member) throws(UsageError) -> String {
        guard let type = member.value.string else {
            throw UsageError("--cols gives the column \(Quote.short(member.key)) no type: write it as a text")
        }
        return type
    }

    /// A column by its name, or an expression.
    private func selected(_ field: String) throws(UsageError) -> String {
        if field.trimmed == "*" { return "*" }
        if SQLIdentifier.isName(field) { return try column(field).sql }
        return try SQLFragment(field, at: .expression).sql
    }

    private func sorting(_ member: JSONObject.Member) throws(UsageError) -> String {
        let words = (member.value.string ?? "").uppercased().split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        let known = ["ASC", "DESC", "ASC NULLS FIRST", "ASC NULLS LAST", "DESC NULLS FIRST", "DESC NULLS LAST"]
        guard known.contains(words) else {
            throw UsageError(
                "--order sorts \(Quote.short(member.key)) by \(member.value.text(.compact)); write ASC or DESC, with NULLS FIRST or NULLS LAST behind it if need be"
            )
        }
        return "\(try column(member.key).sql) \(words)"
    }
}
