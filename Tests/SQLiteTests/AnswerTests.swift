import OIntCore
import OIntSQLite
import Testing

/// The answers that the documentation shows.
@Suite struct AnswerTests {
    private let database: TemporaryDatabase

    init() throws { database = try TemporaryDatabase() }

    /// Calls that lead from one to the next, as somebody would make them.
    private static let calls: [(method: String, options: [String: String])] = [
        ("CreateConnection", ["create": "true"]),
        ("CreateTable", ["table": "orders", "cols": #"{"id": "INTEGER PRIMARY KEY", "name": "TEXT"}"#]),
        ("AddTableColumn", ["table": "orders", "name": "total", "type": "REAL"]),
        ("AddRecords", ["table": "orders", "rows": #"[{"id": 1, "name": "Ann", "total": 120.5}]"#]),
        ("EnsureRecords", ["table": "orders", "rows": #"[{"id": 2, "name": "Bob"}]"#, "unique": "id"]),
        ("GetTableInformation", ["table": "orders"]),
        ("GetRecords", ["table": "orders", "filter": #"{"field": "total", "type": ">", "value": 100}"#]),
        ("ExecuteSQLQuery", ["sql": "SELECT * FROM orders"]),
        ("UpdateRecords", ["table": "orders", "values": #"{"total": 12.5}"#, "all-rows": "true"]),
        ("DeleteRecords", ["table": "orders", "filter": #"{"field": "id", "value": 1}"#]),
        ("ClearTable", ["table": "orders"]),
        ("DeleteTableColumn", ["table": "orders", "name": "total"]),
        ("EnsureTable", ["table": "orders", "cols": #"{"id": "INTEGER PRIMARY KEY", "note": "TEXT"}"#]),
        ("DeleteTable", ["table": "orders"]),
        ("GetLoggingSettings", [:]),
        ("GetRecordsFilterStructure", [:]),
    ]

    /// The members of a value and what kind of value each has; of a list, those of its first element.
    private static func shape(_ value: JSON) -> JSON {
        switch value {
        case .object(let object): .object(JSONObject(object.map { ($0.key, shape($0.value)) }))
        case .array(let elements): .array(elements.prefix(1).map { shape($0) })
        case .string: "text"
        case .number: "number"
        case .bool: "boolean"
        case .null: .null
        }
    }

    @Test func theDocumentationShowsWhatMethodsReallyAnswer() async throws {
        for (name, options) in Self.calls {
            let method = try #require(SQLite.library.method(named: name))
            var given = options
            if method.clientOptionNames.contains("db") { given["db"] = database.path }
            let output = try await method.run(
                Invocation(options: given.mapValues { [OptionInput($0, source: .commandLine)] }))
            let sample = try #require(method.answer, "\(name) shows no answer")
            #expect(Self.shape(sample.value) == Self.shape(try await shown(output)), "\(name)")
        }
    }

    @Test func everyMethodIsAmongThem() {
        // An extension would have to be built first, and the others need a connection that is kept.
        let others = Set(SQLite.library.groups.flatMap { $0.methods.map(\.name) }).subtracting(Self.calls.map(\.method))
        #expect(others == ["CloseConnection", "ConnectExtension", "GetLog", "IsConnector"])
    }
}
