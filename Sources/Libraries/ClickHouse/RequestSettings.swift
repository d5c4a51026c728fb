import OIntCore
import OIntHTTP
import OIntSQL

/// A query with everything that goes with it, as GetRequestSettings gives it.
public struct RequestSettings: Sendable, Hashable {
    /// The query.
    public var query: SQLText
    /// The database that names without one are in.
    public var database: String?
    /// The name of the query, by which it can be found and stopped.
    public var id: String?
    /// What an INSERT stores, in the format that the query names.
    public var data: DataText?
    /// The format of the result, where the query names none.
    public var format: String
    /// Tables that exist for this query alone.
    public var externalTables: [ExternalTable]
    /// The server's settings for this query.
    public var settings: JSONObject
    /// Values for the query's parameters, which stand in it with their types: `{id:UInt64}`.
    public var params: JSONObject
    /// Roles of the user that count for this query; all of them where none is named.
    public var roles: [String]

    /// Creates a query.
    /// - Parameters:
    ///   - query: The query.
    ///   - database: The database that names without one are in.
    ///   - id: The name of the query.
    ///   - data: What an INSERT stores, in the format that the query names.
    ///   - format: The format of the result, where the query names none.
    ///   - externalTables: Tables that exist for this query alone.
    ///   - settings: The server's settings for this query.
    ///   - params: Values for the query's parameters.
    ///   - roles: Roles of the user that count for this query.
    public init(
        query: SQLText, database: String? = nil, id: String? = nil, data: DataText? = nil, format: String = "JSON",
        externalTables: [ExternalTable] = [], settings: JSONObject = [:], params: JSONObject = [:], roles: [String] = []
    ) {
        self.query = query
        self.database = database
        self.id = id
        self.data = data
        self.format = format
        self.externalTables = externalTables
        self.settings = settings
        self.params = params
        self.roles = roles
    }

    /// The query as JSON.
    public var json: JSON {
        var object: JSONObject = ["query": .string(query.text)]
        if let database { object.append("database", .string(database)) }
        if let id { object.append("id", .string(id)) }
        if let data { object.append("data", .string(data.text)) }
        object.append("format", .string(format))
        if !externalTables.isEmpty { object.append("external_tables", .array(externalTables.map(\.json))) }
        if !settings.isEmpty { object.append("settings", .object(settings)) }
        if !params.isEmpty { object.append("params", .object(params)) }
        if !roles.isEmpty { object.append("roles", .array(roles.map { .string($0) })) }
        return .object(object)
    }
}

extension RequestSettings: StructuredValue {
    /// `query`, `database`, `id`, `data`, `format`, `external_tables`, `settings`, `params` and `roles`.
    public static let structure = Structure<RequestSettings>(
        "GetRequestSettings puts them together",
        .member("query", "SQL", \.query),
        .member("database", "database", \.database),
        .member("id", "name of the query", \.id),
        .member("data", "what an INSERT stores", \.data),
        .member("format", "format of the result", \.format, default: "JSON"),
        .member("external_tables", "tables for this query alone", \.externalTables, default: []),
        .member("settings", "settings of the server", \.settings, default: JSONObject()),
        .member("params", "values of the query's parameters", \.params, default: JSONObject()),
        .member("roles", "roles that count", \.roles, default: [])
    ) {
        (
            query: SQLText, database: String?, id: String?, data: DataText?, format: String, tables: [ExternalTable],
            settings: JSONObject, params: JSONObject, roles: [String]
        ) throws(OptionError) in
        RequestSettings(
            query: query, database: database, id: id, data: data, format: format, externalTables: tables,
            settings: settings, params: params, roles: roles)
    }

    /// A query is code.
    public static var optionRoles: OptionRoles { .runsCode }
}

/// Rows in one of the server's formats; JSON is taken as the text that it is.
public struct DataText: Sendable, Hashable, JSONOptionValue {
    /// The rows.
    public let text: String

    /// Takes rows.
    /// - Parameter text: The rows.
    public init(_ text: String) { self.text = text }

    /// Any text.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Takes the text as it stands.
    public init(option inputs: [OptionInput]) throws(OptionError) { text = try inputs.single().unescaped }

    /// Takes a text; anything else as JSON.
    public init(optionJSON value: JSON) { text = value.string ?? value.text(.compact) }

    /// The rows.
    public var optionText: String { text }
}

/// A table that exists for one query alone, as GetExternalTableStructure gives it.
public struct ExternalTable: Sendable, Hashable {
    /// The name that the query knows it by.
    public var name: String
    /// The types of the columns by their names.
    public var cols: JSONObject
    /// The rows.
    public var data: DataText?
    /// The format of the rows; nil for values with tabs between them.
    public var format: String?

    /// Creates a table.
    /// - Parameters:
    ///   - name: The name that the query knows it by.
    ///   - cols: The types of the columns by their names.
    ///   - data: The rows.
    ///   - format: The format of the rows; nil for values with tabs between them.
    public init(name: String, cols: JSONObject, data: DataText? = nil, format: String? = nil) {
        self.name = name
        self.cols = cols
        self.data = data
        self.format = format
    }

    /// The table as JSON.
    public var json: JSON {
        var object: JSONObject = ["name": .string(name), "cols": .object(cols)]
        if let data { object.append("data", .string(data.text)) }
        if let format { object.append("format", .string(format)) }
        return .object(object)
    }

    /// The names and types of the columns, as the server wants them.
    var structureText: String {
        cols.map { "\(Self.quoted($0.key)) \($0.value.string ?? "")" }.joined(separator: ", ")
    }

    private static func quoted(_ name: String) -> String {
        let isPlain =
            name.utf8.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
            } && name.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
        return isPlain ? name : "`\(name.replacing("\\", with: "\\\\").replacing("`", with: "\\`"))`"
    }
}

extension ExternalTable: StructuredValue, JSONOptionValue {
    /// `name`, `cols`, `data` and `format`.
    public static let structure = Structure<ExternalTable>(
        "GetExternalTableStructure puts them together",
        .member("name", "name in the query", \.name),
        .member("cols", "types by names of columns", \.cols),
        .member("data", "the rows", \.data),
        .member("format", "format of the rows", \.format)
    ) { (name: String, cols: JSONObject, data: DataText?, format: String?) throws(OptionError) in
        guard !cols.isEmpty else { throw OptionError("has an external table without columns") }
        return ExternalTable(name: name, cols: cols, data: data, format: format)
    }

    /// Reads a JSON object.
    public init(optionJSON value: JSON) throws(OptionError) {
        self = try Self.structure.value(of: JSONObject(optionJSON: value))
    }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
}

/// A session, in which settings and temporary tables stay from query to query, as GetSessionSettings gives it.
public struct SessionSettings: Sendable, Hashable {
    /// The session's name.
    public var id: String?
    /// Whether it has to exist already.
    public var check: Bool
    /// For how many seconds it stays without a query.
    public var timeout: Int

    /// Creates a session.
    /// - Parameters:
    ///   - id: The session's name.
    ///   - check: Whether it has to exist already.
    ///   - timeout: For how many seconds it stays without a query.
    public init(id: String?, check: Bool = false, timeout: Int = 60) {
        self.id = id
        self.check = check
        self.timeout = timeout
    }
}

extension SessionSettings: StructuredValue {
    /// `id`, `check` and `timeout`.
    public static let structure = Structure<SessionSettings>(
        "GetSessionSettings puts them together",
        .member("id", "name of the session", \.id),
        .member("check", "whether it has to exist", \.check, default: false),
        .member("timeout", "seconds it stays", \.timeout, default: 60)
    ) { (id: String?, check: Bool, timeout: Int) throws(OptionError) in
        guard timeout > 0 else { throw OptionError("has the timeout \(timeout); give a number of seconds above 0") }
        return SessionSettings(id: id, check: check, timeout: timeout)
    }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
}
