import OIntCore
import OIntPostgreSQL
import OIntSQL
import Testing

/// Values on their way into a real server and back.
@Suite struct ValueRoundTripTests {
    /// A value for a column of a type, and what comes back where that is something else.
    struct Sample: Sendable, CustomTestStringConvertible {
        let type: String
        let value: JSON
        let expected: JSON
        var testDescription: String { "\(type) \(value)" }

        init(_ type: String, _ value: JSON, _ expected: JSON? = nil) {
            self.type = type
            self.value = value
            self.expected = expected ?? value
        }
    }

    /// A document whose digits and order are kept.
    private static let document = #"{"b":1.10,"a":1e5}"#

    static let samples: [Sample] = [
        Sample("bool", true), Sample("bool", false), Sample("bool", .null), Sample("bool", ["BOOL": "true"], true),
        Sample("smallint", -32768), Sample("int", 2_147_483_647), Sample("int", ["INT": "7"], 7),
        Sample("bigint", .number(JSONNumber(Int64.max))), Sample("bigint", .number(JSONNumber(Int64.min))),
        Sample("bigint", 5), Sample("numeric", 5, "5"), Sample("text", 5, "5"),
        Sample("oid", ["OID": 4_294_967_295], 4_294_967_295),
        Sample("bigint", ["BIGINT": .number(JSONNumber(Int64.max))], .number(JSONNumber(Int64.max))),
        Sample("real", 1.5), Sample("double precision", 0.1), Sample("double precision", "NaN"),
        Sample("double precision", "Infinity"), Sample("real", ["REAL": "-Infinity"], "-Infinity"),
        Sample("numeric", "123456789012345678901234567890.123456789012345678901234567890"),
        Sample("numeric", ["NUMERIC": "NaN"], "NaN"), Sample("numeric(10,2)", 1.5, "1.50"),
        Sample("text", "ü 🙂 \"quoted\" \\ \n\t end"), Sample("text", ""), Sample("text", "NULL"),
        Sample("varchar(5)", "abc"),
        Sample("char(5)", "ab", "ab   "), Sample("name", ["NAME": "n"], "n"), Sample("citext", ["CITEXT": "Ab"], "Ab"),
        Sample("ltree", ["LTREE": "a.b"], "a.b"), Sample("\"char\"", ["OLDCHAR": -7], -7),
        Sample("\"char\"", ["\"CHAR\"": 65], 65),
        Sample("\"char\"", ["OLDCHAR": 0], 0), Sample("bytea", ["BYTEA": "AP8AXA=="]), Sample("bytea", ["BYTEA": ""]),
        Sample("uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), Sample("inet", ["INET": "10.0.0.1/8"], "10.0.0.1/8"),
        Sample("date", "2024-02-29"), Sample("date", "infinity"), Sample("date", "0044-03-15 BC"),
        Sample("time", "23:59:59.5"), Sample("timetz", "12:00:00+02"), Sample("interval", "1 year 2 mons 03:04:05"),
        Sample("timestamp", "2024-01-02T03:04:05.123456"),
        Sample("timestamp", ["TIMESTAMP": "2024-01-02 03:04"], "2024-01-02T03:04:00"),
        Sample("timestamptz", "2024-01-02T03:04:05+02:00", "2024-01-02T01:04:05+00:00"),
        Sample("timestamptz", ["TIMESTAMP WITH TIME ZONE": "infinity"], "infinity"),
        Sample("jsonb", ["JSONB": ["a": [1, .null, "x"]]], ["a": [1, .null, "x"]]),
        Sample("json", (try? JSON(parsing: document)) ?? .null),
        Sample("jsonb", [1, ["a": 2]]), Sample("jsonb", ["JSONB": .null], .null), Sample("jsonb", 5),
        Sample("jsonb", "true"), Sample("jsonb", "hello"), Sample("jsonb", "null"),
        Sample("jsonb", ["JSONB": "42"], "42"),
        Sample("jsonb", ["text": "x"]), Sample("jsonb", ["JSONB": ["jsonb": 1]]),
        Sample("text", ["street": "Main", "no": 5], #"{"street":"Main","no":5}"#),
        Sample("\"char\"", 114), Sample("\"char\"", -7), Sample("\"char\"[]", [65, 114]),
        Sample("bytea[]", [["BYTEA": "AP8="]]),
        Sample("bytea", ["blob": "AP8="], ["BYTEA": "AP8="]), Sample("hstore", ["a": "1"]),
        Sample("hstore", ["a": "1", "b": .null]),
        Sample("bit(3)", ["BIT": "101"], "101"), Sample("xml", ["XML": "<a/>"], "<a/>"),
        Sample("money", ["MONEY": "1.5"], "$1.50"),
        Sample("timetz", ["TIME WITH TIME ZONE": "12:00+02"], "12:00:00+02"),
        Sample("int4range", ["INT4RANGE": "[1,5)"], "[1,5)"),
        Sample("varbit", ["BIT VARYING": "1011"], "1011"), Sample("tsvector", ["TSVECTOR": "a b"], "'a' 'b'"),
        Sample("hstore", ["HSTORE": ["a b": "c\"d", "n": .null]], ["n": .null, "a b": "c\"d"]),
        Sample("int[]", [1, .null, 3]), Sample("int[]", []), Sample("int[]", [[1, 2], [3, 4]]),
        Sample("bigint[]", ["BIGINT[]": [1, 2]], [1, 2]),
        Sample("text[]", ["a", "NULL", "b \"c\" \\ {d}, e", "", .null]), Sample("bool[]", [true, false]),
        Sample("jsonb[]", [["a": 1], [1, 2]]), Sample("bytea[]", ["BYTEA[]": ["AP8="]], [["BYTEA": "AP8="]]),
        Sample("hstore[]", ["HSTORE[]": [["a": "1"]]], [["a": "1"]]), Sample("numeric[]", [1.5, "2"], ["1.5", "2"]),
        Sample("int4range", "[1,5)"), Sample("money", "$1.50"), Sample("bit(3)", "101"), Sample("point", "(1,2)"),
        Sample("box[]", .null), Sample("xml", "<a/>"), Sample("macaddr", "08:00:2b:01:02:03"),
    ]

    @Test(arguments: samples)
    func `A value comes back as it went in`(_ sample: Sample) async throws {
        let client = try TestServer.client()
        let value = try await client.value("SELECT $1::\(sample.type)", [sample.value])
        #expect(value == sample.expected)
        // The same by INSERT, where the server finds out the type by itself.
        try await client.run("CREATE TEMPORARY TABLE t (c \(sample.type))")
        let stored = try await client.addRecords(table: "t", rows: [["c": sample.value]])
        #expect(stored.stored == 1)
        #expect(try await client.value("SELECT c FROM t") == sample.expected)
        #expect(try await client.value("SELECT c FROM t").text(.compact) == sample.expected.text(.compact))
    }

    @Test func `Types of the database's own are read too`() async throws {
        let client = try TestServer.client()
        try await client.run("CREATE TYPE pg_temp.mood AS ENUM ('sad', 'very happy')")
        try await client.run("CREATE TYPE pg_temp.pair AS (a int, b text)")
        try await client.run("CREATE DOMAIN pg_temp.positive AS int CHECK (VALUE > 0)")
        let row = try #require(
            try await client.run(
                """
                SELECT 'sad'::pg_temp.mood m, ARRAY['very happy']::pg_temp.mood[] ms, ROW(1, 'x y')::pg_temp.pair p, \
                5::pg_temp.positive d, ARRAY[5]::pg_temp.positive[] ds, 'a=>1'::hstore h, \
                ARRAY['a=>1']::hstore[] hs, '{(1,2),(3,4);(5,6),(7,8)}'::box[] b
                """
            ).first)
        #expect(
            row == [
                "m": "sad", "ms": ["very happy"], "p": "(1,\"x y\")", "d": 5, "ds": [5], "h": ["a": "1"],
                "hs": [["a": "1"]], "b": ["(3,4),(1,2)", "(7,8),(5,6)"],
            ])
    }

    @Test func `Other settings of the session don't spoil dates and numbers`() async throws {
        let client = try TestServer.client()
        try await client.run("SET DateStyle TO 'German'; SET bytea_output TO 'escape'")
        #expect(try await client.value("SELECT timestamp '2024-01-02 03:04:05'") == "02.01.2024 03:04:05")
        #expect(try await client.value("SELECT '\\x00ff41'::bytea") == ["BYTEA": "AP9B"])
    }

    @Test func `A value that does not fit is refused before anything is sent`() async throws {
        let client = try TestServer.client()
        let error = try await #require(
            #expect(throws: UsageError.self) { try await client.run("SELECT $1", [["SMALLINT": 99999]]) })
        #expect(error.description.contains("SMALLINT"))
        await #expect(throws: UsageError.self) { try await client.run("SELECT $1::text", ["nul \0 byte"]) }
        #expect(try await client.refusal("SELECT $1::int", ["x"]).code == "22P02")
    }
}
