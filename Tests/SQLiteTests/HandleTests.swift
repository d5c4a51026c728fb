import OIntCore
import OIntSQLite
import Testing

/// What a front-end does that keeps connections open between calls.
@Suite struct HandleTests {
    private let store = ObjectStore()

    /// Calls a method as a front-end would, and keeps what it opens.
    private func call(_ name: String, _ options: [String: String] = [:]) async throws -> JSON {
        var invocation = Invocation(options: options.mapValues { [OptionInput($0)] })
        invocation.provide(store)
        let method = try #require(SQLite.library.method(named: name))
        let output = try await method.run(invocation)
        if case .object(let object) = output { return .string(try await store.keep(object).description) }
        return try await shown(output)
    }

    private func opened(_ options: [String: String] = [:]) async throws -> String {
        try #require(try await call("CreateConnection", options).string)
    }

    @Test func aConnectionIsKeptWithWhatWasDoneInIt() async throws {
        let db = try await opened()
        _ = try await call("ExecuteSQLQuery", ["db": db, "sql": "BEGIN; CREATE TEMP TABLE t (a)"])
        _ = try await call("AddRecords", ["db": db, "table": "temp.t", "rows": #"[{"a": 1}]"#, "trn": "false"])
        #expect(
            try await call("ExecuteSQLQuery", ["db": db, "sql": "SELECT a FROM t"])
                == ["result": true, "data": [["a": 1]]])
        #expect(try await call("CreateConnection", ["db": db]).string == db)
    }

    @Test func aClosedConnectionIsToldFromNone() async throws {
        let db = try await opened()
        #expect(try await call("IsConnector", ["value": db]) == true)
        #expect(try await call("IsConnector", ["value": "shop.db"]) == false)
        #expect(try await call("CloseConnection", ["db": db]) == ["result": true])
        #expect(try await call("IsConnector", ["value": db]) == false)
        for method in ["CloseConnection", "ExecuteSQLQuery"] {
            let error = await #expect(throws: UsageError.self) {
                try await call(method, method == "ExecuteSQLQuery" ? ["db": db, "sql": "SELECT 1"] : ["db": db])
            }
            #expect(error?.description == "--db names \(db), a SQLite connection that is closed: open another one")
        }
        let error = await #expect(throws: UsageError.self) { try await call("CloseConnection", ["db": "shop.db"]) }
        #expect(error?.description == "--db takes a handle such as {oint-3f9a1c}, not 'shop.db'")
    }

    @Test func theLogOfAConnectionCanBeRead() async throws {
        let db = try await opened(["log": #"{"mode": "memory", "max_entries": 9}"#])
        _ = try await call("ExecuteSQLQuery", ["db": db, "sql": "SELECT ?1", "params": #"["a secret"]"#])
        let log = try await call("GetLog", ["conn": db, "count": "1"])
        #expect([log["result"], log["total"], log["returned"]] == [true, 2, 1])
        #expect(log["logs"]?.array?.first?.string?.hasSuffix("SELECT ?1 [1 parameters]") == true)
        #expect(!log.text(.compact).contains("a secret"))
        await #expect(throws: UsageError.self) { try await call("GetLog", ["conn": try await opened()]) }
    }

    @Test func methodsThatNeedAKeptConnectionSaySo() {
        let methods = SQLite.library.groups.flatMap(\.methods).filter { $0.scope == .session }
        #expect(methods.map(\.name).sorted() == ["CloseConnection", "GetLog", "IsConnector"])
    }
}
