import OIntCore
import OIntMySQL
import OIntSQL
import Testing

/// Values by way of a real server.
@Suite(.timeLimit(.minutes(2))) struct ValueTests {
    @Test(arguments: [
        ("SELECT CAST(18446744073709551615 AS UNSIGNED)", "18446744073709551615"),
        ("SELECT -9223372036854775808", "-9223372036854775808"),
        ("SELECT CAST(0.10 AS DECIMAL(30, 10))", #""0.1000000000""#),
        ("SELECT CAST('-838:59:59' AS TIME)", #""-838:59:59""#),
        ("SELECT CAST('26:00:00.5' AS TIME(3))", #""26:00:00.500""#),
        ("SELECT CAST('2026-01-31' AS DATE)", #""2026-01-31""#),
        ("SELECT CAST('2026-01-31 12:30:00.25' AS DATETIME(2))", #""2026-01-31T12:30:00.25""#),
        ("SELECT FROM_UNIXTIME(1.25)", #""1970-01-01T00:00:01.25""#),
        ("SELECT b'101'", #"{"BYTES":"BQ=="}"#),
        ("SELECT x'00ff'", #"{"BYTES":"AP8="}"#),
        ("SELECT '😀 ü'", #""😀 ü""#),
        ("SELECT 1.5e300", "1.5e+300"),
        ("SELECT NULL", "null"),
        ("SELECT repeat('ü', 5000) = '\(String(repeating: "ü", count: 5000))'", "1"),
    ])
    func `A value is shown with all that is in it`(_ sql: String, _ expected: String) async throws {
        let found = try await TestServer.client().value(sql).text(.compact)
        #expect(found.prefix(expected.count) == expected)
    }

    @Test func `Long values are whole, whatever room there is for them`() async throws {
        let text = String(repeating: "ä😀", count: 40_000)
        let client = try await TestServer.client(withTable: "id int, a longtext, b longblob")
        try await client.run("INSERT INTO t VALUES (1, ?, NULL), (2, 'x', NULL)", [.string(text)])
        #expect(try await client.run("SELECT a FROM t ORDER BY id").map { $0["a"] } == [.string(text), "x"])
    }

    @Test func `A FLOAT keeps its digits, which the server's own text form does not`() async throws {
        let client = try await TestServer.client(withTable: "f float, d double")
        try await client.run("INSERT INTO t VALUES (16777216, 0.1)")
        let row = try #require(try await client.run("SELECT f, d FROM t").first)
        #expect(row["f"]?.text(.compact) == "16777216.0")
        #expect(row["d"] == 0.1)
    }

    @Test func `What rows are read can be stored again`() async throws {
        let columns =
            "id bigint unsigned PRIMARY KEY, n decimal(30, 10), b bit(10), t time(6), d date, dt datetime(6), ts timestamp(3) NULL, j json, x varbinary(10), g geometry, e enum('a', 'b'), y year, s varchar(20) CHARACTER SET utf8mb4"
        let client = try await TestServer.client(withTable: columns)
        try await client.run("SET sql_mode = ''")
        try await client.run(
            """
            INSERT INTO t VALUES (18446744073709551615, 12345678901234567890.0123456789, b'1000000001', '-26:00:00.5', \
            '0000-00-00', '2026-01-31 12:30:00.000001', '2026-06-01 01:02:03.5', '{"b": 1, "a": 1.50}', x'00ff', \
            ST_GeomFromText('POINT(1 2)'), 'b', 2026, '😀'), (1, NULL, NULL, NULL, '2024-00-00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '')
            """)
        let rows = try await client.getRecords(table: "t", order: ["id": "DESC"]).collected()
        #expect(rows[0]["id"]?.text(.compact) == "18446744073709551615")
        #expect(rows[0]["n"] == "12345678901234567890.0123456789")
        #expect(rows[0]["b"] == 513)
        #expect(rows[0]["t"] == "-26:00:00.500000")
        #expect(rows[0]["d"] == "0000-00-00")
        #expect(rows[0]["dt"] == "2026-01-31T12:30:00.000001")
        #expect(rows[0]["ts"] == "2026-06-01T01:02:03.500+00:00")
        #expect(rows[0]["j"] == #"{"b": 1, "a": 1.50}"#)
        #expect(rows[0]["x"] == ["BYTES": "AP8="])
        #expect(rows[0]["y"] == 2026)
        try await client.run("CREATE TABLE IF NOT EXISTS kept_rows (\(columns))")
        try await client.run("DELETE FROM kept_rows")
        let result = try await client.addRecords(table: "kept_rows", rows: JSONRows(rows.map { .object($0) }))
        #expect(result.stored == 2)
        #expect(try await client.getRecords(table: "kept_rows", order: ["id": "DESC"]).collected() == rows)
        try await client.run("DROP TABLE kept_rows")
    }

    @Test(arguments: [
        ("2026-01-31T12:30:00+02:00", "2026-01-31T10:30:00+00:00"),
        ("2026-01-01T00:30:00.5+02:00", "2025-12-31T22:30:00+00:00"),
        ("2024-02-29T23:30:00-01:00", "2024-03-01T00:30:00+00:00"),
        ("2026-01-31T12:30:00Z", "2026-01-31T12:30:00+00:00"), ("2026-01-31 12:30", "2026-01-31T12:30:00+00:00"),
    ])
    func `A time with an offset is the same instant when it is stored`(_ given: String, _ found: String) async throws {
        let name = "instants_\(abs(given.hashValue))"
        let client = try TestServer.client()
        try await client.run("CREATE TABLE \(name) (ts timestamp NULL)")
        _ = try await client.addRecords(table: name, rows: JSONRows([["ts": .string(given)]]))
        let value = try await client.value("SELECT ts FROM \(name)").string ?? ""
        try await client.run("DROP TABLE \(name)")
        #expect(value.prefix(17) == found.prefix(17))
    }

    @Test func `Numbers of parameters keep their digits, and types are kept to`() async throws {
        let client = try TestServer.client()
        #expect(
            try await client.value("SELECT ? = 9007199254740993", [.number(JSONNumber(9_007_199_254_740_993))]) == 1)
        #expect(try await client.value("SELECT ? + 0.2", [0.1]) == "0.3")
        #expect(try await client.value("SELECT HEX(?)", [["BYTES": "AP8="]]) == "00FF")
        #expect(try await client.value("SELECT ?", [true]) == 1)
        #expect(
            try await client.value("SELECT ?", [["UINT": "18446744073709551615"]]).text(.compact)
                == "18446744073709551615")
        #expect(try await client.value("SELECT ?", [["a": 1]]) == #"{"a":1}"#)
        for bad: JSON in [["INT": "x"], ["UINT": -1], ["DOUBLE": [1]], ["BYTES": "%"]] {
            await #expect(throws: UsageError.self) { try await client.run("SELECT ?", [bad]) }
        }
        await #expect(throws: UsageError.self) { try await client.run("SELECT ?, ?", [1]) }
        #expect(try await client.value("SELECT ?", [#"a\' OR 1=1 -- "#]) == #"a\' OR 1=1 -- "#)
    }
}
