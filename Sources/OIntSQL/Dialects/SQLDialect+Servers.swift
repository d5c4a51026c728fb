import OIntCore

extension SQLDialect {
    /// How PostgreSQL writes SQL.
    public static let postgreSQL: SQLDialect = {
        var lexis = SQLLexis()
        lexis.hasDollarQuotes = true
        lexis.escapes = .marked
        lexis.nestsComments = true
        var dialect = SQLDialect(
            lexis: lexis, quotes: Quotes("\""), placeholder: .numbered("$"), parameterLimit: 65535,
            typeNames: PostgreSQLTypes.names,
            columnTypes: ColumnTypes(
                integer: "bigint", number: "numeric", bool: "boolean", text: "text", json: "jsonb")
        ) { table in
            Description(
                SQLStatement(PostgreSQLTypes.description, [SQLParameter(.string(table.sql))]),
                nameColumn: "column_name", typeColumn: "data_type")
        }
        dialect.folding = .lower
        dialect.primaryKey = { table in
            SQLStatement(
                """
                SELECT a.attname AS column_name FROM pg_catalog.pg_index i \
                CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place) \
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number \
                WHERE i.indisprimary AND i.indrelid = pg_catalog.to_regclass($1) ORDER BY k.place
                """, [SQLParameter(.string(table.sql))])
        }
        return dialect
    }()

    /// How SQLite writes SQL.
    ///
    /// Names stand between grave accents: in double quotes a name that is no column would be taken for a text.
    ///
    /// Source: https://www.sqlite.org/quirks.html#dblquote
    public static let sqlite: SQLDialect = {
        var lexis = SQLLexis()
        lexis.hasBackticks = true
        lexis.hasBrackets = true
        lexis.hasQuestionMarks = true
        lexis.hasAtPlaceholders = true
        var dialect = SQLDialect(
            lexis: lexis, quotes: Quotes("`"), placeholder: .numbered("?"), parameterLimit: 32766,
            typeNames: ["BLOB", "BYTEA", "BYTES", "INTEGER", "INT", "REAL", "TEXT", "BOOL", "BOOLEAN"],
            columnTypes: ColumnTypes(
                integer: "INTEGER", number: "REAL", bool: "BOOLEAN", text: "TEXT", json: "TEXT")
        ) { table in
            let place = table.parts.count > 1 ? ", ?2" : ""
            let names = table.parts.suffix(2).reversed().map { SQLParameter(.string($0)) }
            return Description(
                SQLStatement(
                    """
                    SELECT cid, name, type, `notnull`, dflt_value, pk, hidden FROM pragma_table_xinfo(?1\(place)) \
                    WHERE hidden <> 1
                    """, names), nameColumn: "name", typeColumn: "type")
        }
        dialect.upsertsByAnyKey = true
        dialect.booleans = ("1", "0")
        return dialect
    }()

    /// How MySQL and MariaDB write SQL.
    ///
    /// Source: https://dev.mysql.com/doc/refman/8.4/en/sql-statements.html
    public static let mySQL: SQLDialect = {
        var lexis = SQLLexis()
        lexis.doubleQuotes = .text
        lexis.hasBackticks = true
        lexis.escapes = .always
        lexis.hasHashComments = true
        lexis.needsBlankBehindDashes = true
        lexis.hasQuestionMarks = true
        var dialect = SQLDialect(
            lexis: lexis, quotes: Quotes("`"), placeholder: .positional, parameterLimit: 65535,
            typeNames: [
                "BYTES", "BLOB", "BYTEA", "UINT", "INT", "FLOAT", "DOUBLE", "DATE", "TIME", "TEXT", "DECIMAL", "JSON",
            ],
            columnTypes: ColumnTypes(
                integer: "BIGINT", number: "DOUBLE", bool: "BOOLEAN", text: "LONGTEXT", json: "JSON")
        ) { table in
            InformationSchema.describe(table, schema: "DATABASE()", type: "column_type", placeholder: .positional)
        }
        dialect.upsert = .onDuplicateKey
        dialect.upsertsByAnyKey = true
        dialect.emptyRow = .emptyLists
        dialect.undoesDefinitions = false
        dialect.sortsNulls = false
        dialect.primaryKey = { InformationSchema.primaryKey(of: $0, schema: "DATABASE()", placeholder: .positional) }
        return dialect
    }()

    /// How Microsoft SQL Server writes SQL.
    ///
    /// Source: https://learn.microsoft.com/en-us/sql/t-sql/language-reference
    public static let sqlServer: SQLDialect = {
        var lexis = SQLLexis()
        lexis.hasBrackets = true
        lexis.doublesBrackets = true
        lexis.nestsComments = true
        lexis.hasAtPlaceholders = true
        var dialect = SQLDialect(
            lexis: lexis, quotes: Quotes("[", "]"), placeholder: .numbered("@P"), parameterLimit: 2100,
            typeNames: [
                "TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT24", "FLOAT53", "BIT", "NVARCHAR", "VARCHAR", "BYTES",
                "BLOB", "BYTEA", "UUID", "NUMERIC", "DECIMAL", "XML", "DATE", "TIME", "DATETIME", "DATETIME2",
                "DATETIMEOFFSET",
            ],
            columnTypes: ColumnTypes(
                integer: "BIGINT", number: "FLOAT", bool: "BIT", text: "NVARCHAR(MAX)", json: "NVARCHAR(MAX)")
        ) { table in
            InformationSchema.describe(table, schema: "SCHEMA_NAME()", placeholder: .numbered("@P"))
        }
        dialect.limit = .top
        dialect.upsert = .merge
        dialect.addColumn = "ADD"
        dialect.begin = "BEGIN TRANSACTION"
        dialect.sortsNulls = false
        dialect.booleans = ("1", "0")
        dialect.primaryKey = {
            InformationSchema.primaryKey(of: $0, schema: "SCHEMA_NAME()", placeholder: .numbered("@P"))
        }
        return dialect
    }()

    /// How ClickHouse writes SQL.
    ///
    /// Source: https://clickhouse.com/docs/sql-reference/syntax
    public static let clickHouse: SQLDialect = {
        var lexis = SQLLexis()
        lexis.hasBackticks = true
        lexis.escapes = .always
        lexis.hasHashComments = true
        lexis.hasQuestionMarks = false
        var dialect = SQLDialect(
            lexis: lexis, quotes: Quotes("`"), placeholder: .typed, parameterLimit: 65535,
            typeNames: [],
            columnTypes: ColumnTypes(
                integer: "Nullable(Int64)", number: "Nullable(Float64)", bool: "Nullable(Bool)",
                text: "Nullable(String)", json: "Nullable(String)")
        ) { table in
            InformationSchema.describe(table, schema: "currentDatabase()", placeholder: .typed)
        }
        dialect.upsert = .none
        dialect.emptyRow = .none
        dialect.undoesDefinitions = false
        return dialect
    }()
}
