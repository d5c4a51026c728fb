import OIntCore

/// Descriptions of tables by the standard's INFORMATION_SCHEMA.
enum InformationSchema {
    /// Describes the columns of a table.
    /// - Parameters:
    ///   - table: The table; what it is in is looked for in its schema.
    ///   - schema: The expression for the schema of a name without one.
    ///   - type: The expression for a column's type.
    ///   - dialect: How the database writes SQL, as far as placeholders go.
    static func describe(
        _ table: SQLIdentifier, schema: String, type: String = "data_type", placeholder: SQLDialect.Placeholder
    ) -> SQLDialect.Description {
        var parameters = [SQLParameter(.string(table.name))]
        var place = schema
        if table.parts.count > 1 {
            parameters.insert(SQLParameter(.string(table.parts[table.parts.count - 2])), at: 0)
            place = mark(1, placeholder)
        }
        // Some servers give the names of these columns in capital letters unless told otherwise.
        let text = """
            SELECT column_name AS column_name, \(type) AS data_type, is_nullable AS is_nullable, \
            column_default AS column_default, character_maximum_length AS character_maximum_length \
            FROM information_schema.columns WHERE table_schema = \(place) \
            AND table_name = \(mark(parameters.count, placeholder)) ORDER BY ordinal_position
            """
        return SQLDialect.Description(
            SQLStatement(text, parameters), nameColumn: "column_name", typeColumn: "data_type")
    }

    /// Lists the columns of a table's primary key.
    static func primaryKey(
        of table: SQLIdentifier, schema: String, placeholder: SQLDialect.Placeholder
    ) -> SQLStatement {
        var parameters = [SQLParameter(.string(table.name))]
        var place = schema
        if table.parts.count > 1 {
            parameters.insert(SQLParameter(.string(table.parts[table.parts.count - 2])), at: 0)
            place = mark(1, placeholder)
        }
        return SQLStatement(
            """
            SELECT k.column_name AS column_name FROM information_schema.table_constraints c \
            JOIN information_schema.key_column_usage k ON k.constraint_name = c.constraint_name \
            AND k.table_schema = c.table_schema AND k.table_name = c.table_name \
            WHERE c.constraint_type = 'PRIMARY KEY' AND c.table_schema = \(place) \
            AND c.table_name = \(mark(parameters.count, placeholder)) ORDER BY k.ordinal_position
            """, parameters)
    }

    private static func mark(_ number: Int, _ placeholder: SQLDialect.Placeholder) -> String {
        switch placeholder {
        case .numbered(let mark): "\(mark)\(number)"
        case .positional: "?"
        case .typed: "{p\(number):String}"
        }
    }
}
