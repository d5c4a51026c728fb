import OIntCore

/// How a database writes what others write differently.
///
/// ``postgreSQL``, ``sqlite``, ``mySQL``, ``sqlServer`` and ``clickHouse`` are ready-made; each is a value that its library
/// may change where a server is older or set up otherwise.
public struct SQLDialect: Sendable {
    /// The marks around a name; a closing one inside is doubled.
    public struct Quotes: Sendable, Hashable {
        /// The mark before a name.
        public var open: Character
        /// The mark behind a name.
        public var close: Character

        /// Creates marks.
        /// - Parameters:
        ///   - open: The mark before a name.
        ///   - close: The mark behind a name; nil for the same.
        public init(_ open: Character, _ close: Character? = nil) {
            self.open = open
            self.close = close ?? open
        }

        /// A name between the marks.
        func quoted(_ name: String) -> String {
            // By scalars: a mark may have combined with what follows it into one character.
            var result = String(open)
            for scalar in name.unicodeScalars {
                result.unicodeScalars.append(scalar)
                if Character(scalar) == close { result.unicodeScalars.append(scalar) }
            }
            result.append(close)
            return result
        }
    }

    /// What a database makes of the letters of a name that is not quoted.
    public enum Folding: Sendable, Hashable {
        /// They stay.
        case none
        /// They become small letters.
        case lower
    }

    /// What stands in a statement for a value.
    public enum Placeholder: Sendable, Hashable {
        /// A mark and the number of the parameter, from 1: `$1`, `?1`, `@p1`.
        case numbered(String)
        /// A question mark; values come in their order.
        case positional
        /// The name of the parameter with its type: `{p1:String}`.
        case typed
    }

    /// How rows of a query are limited.
    public enum Limit: Sendable, Hashable {
        /// `LIMIT 10` at the end.
        case limit
        /// `SELECT TOP (10)`.
        case top
        /// `OFFSET 0 ROWS FETCH NEXT 10 ROWS ONLY` behind what sorts the rows.
        case offsetFetch
    }

    /// How a row is stored, or the one that is there already changed.
    public enum Upsert: Sendable, Hashable {
        /// `INSERT … ON CONFLICT (key) DO UPDATE SET`.
        case onConflict
        /// `INSERT … ON DUPLICATE KEY UPDATE`; every key of the table counts.
        case onDuplicateKey
        /// `MERGE INTO … USING`.
        case merge
        /// Not at all.
        case none
    }

    /// How a row is stored that gives no column a value.
    public enum EmptyRow: String, Sendable, Hashable {
        /// `DEFAULT VALUES`.
        case defaultValues = "DEFAULT VALUES"
        /// `() VALUES ()`.
        case emptyLists = "() VALUES ()"
        /// Not at all.
        case none = ""
    }

    /// What a description of a table is, and how it is read.
    public struct Description: Sendable {
        /// The statement that gives a row for each column; none for a table that is not there.
        public var statement: SQLStatement
        /// The column of the description with the names of the table's columns.
        public var nameColumn: String
        /// The column of the description with the types of the table's columns.
        public var typeColumn: String

        /// Creates a description.
        /// - Parameters:
        ///   - statement: The statement that gives a row for each column.
        ///   - nameColumn: The column with the names.
        ///   - typeColumn: The column with the types.
        public init(_ statement: SQLStatement, nameColumn: String, typeColumn: String) {
            self.statement = statement
            self.nameColumn = nameColumn
            self.typeColumn = typeColumn
        }
    }

    /// What the database takes for a name, a text or a comment.
    public var lexis: SQLLexis
    /// The marks around a name.
    public var quotes: Quotes
    /// What becomes of the letters of a name that is not quoted.
    public var folding = Folding.none
    /// What stands for a value.
    public var placeholder: Placeholder
    /// How rows of a query are limited.
    public var limit = Limit.limit
    /// How a row is stored, or the one that is there already changed.
    public var upsert = Upsert.onConflict
    /// Whether an upsert can do without the columns of the key: any key counts then.
    public var upsertsByAnyKey = false
    /// How a row is stored that gives no column a value.
    public var emptyRow = EmptyRow.defaultValues
    /// The words before the definition of a column that is added: `ADD COLUMN`, `ADD`.
    public var addColumn = "ADD COLUMN"
    /// The statement that begins a transaction.
    public var begin = "BEGIN"
    /// Whether what defines tables can be undone in a transaction; otherwise it ends the transaction.
    public var undoesDefinitions = true
    /// Whether `NULLS FIRST` and `NULLS LAST` are known.
    public var sortsNulls = true
    /// What truth values are in a statement.
    public var booleans = (true: "TRUE", false: "FALSE")
    /// How many parameters a statement may have at most.
    public var parameterLimit: Int
    /// The names of types that a value may be given, in capital letters: `{"BLOB": "…"}`.
    public var typeNames: Set<String>
    /// What a column is made that holds values of the given kind.
    public var columnTypes: ColumnTypes
    /// Describes the columns of a table.
    public var describe: @Sendable (SQLIdentifier) -> Description
    /// The statement that lists the columns of a table's primary key in their order, as its only column; nil where the
    /// key need not be known.
    public var primaryKey: (@Sendable (SQLIdentifier) -> SQLStatement)?

    /// Types of columns for values of a kind that was guessed from rows.
    public struct ColumnTypes: Sendable, Hashable {
        /// Whole numbers of 64 bits.
        public var integer: String
        /// Other numbers.
        public var number: String
        /// Truth values.
        public var bool: String
        /// Texts of any length.
        public var text: String
        /// JSON documents.
        public var json: String

        /// Names the types.
        public init(integer: String, number: String, bool: String, text: String, json: String) {
            self.integer = integer
            self.number = number
            self.bool = bool
            self.text = text
            self.json = json
        }
    }

    /// Creates a dialect with the commonest ways of writing.
    /// - Parameters:
    ///   - lexis: What the database takes for a name, a text or a comment.
    ///   - quotes: The marks around a name.
    ///   - placeholder: What stands for a value.
    ///   - parameterLimit: How many parameters a statement may have at most.
    ///   - typeNames: The names of types that a value may be given, in capital letters.
    ///   - columnTypes: Types of columns for values of a kind.
    ///   - describe: Describes the columns of a table.
    public init(
        lexis: SQLLexis, quotes: Quotes, placeholder: Placeholder, parameterLimit: Int, typeNames: Set<String>,
        columnTypes: ColumnTypes, describe: @escaping @Sendable (SQLIdentifier) -> Description
    ) {
        self.lexis = lexis
        self.quotes = quotes
        self.placeholder = placeholder
        self.parameterLimit = parameterLimit
        self.typeNames = typeNames
        self.columnTypes = columnTypes
        self.describe = describe
    }

    /// Whether a text names a type that a value may be given.
    /// - Parameter name: The name, in any case.
    public func isType(_ name: String) -> Bool { typeNames.contains(name.trimmed.uppercased()) }

    /// What stands for a value in a statement.
    /// - Parameters:
    ///   - number: The number of the parameter, from 1.
    ///   - parameter: The value.
    func placeholder(_ number: Int, for parameter: SQLParameter) -> String {
        switch placeholder {
        case .numbered(let mark): "\(mark)\(number)"
        case .positional: "?"
        case .typed: "{p\(number):\(parameter.typed(in: self).typeName)}"
        }
    }
}

extension SQLParameter {
    /// The name of a type for the value: the one that is given, or what such JSON is.
    fileprivate var typeName: String {
        if let type { return type }
        return switch value {
        case .bool: "Bool"
        case .number(let number): Int64(number.text) == nil ? "Float64" : "Int64"
        case .null: "Nullable(String)"
        case .string, .array, .object: "String"
        }
    }
}
