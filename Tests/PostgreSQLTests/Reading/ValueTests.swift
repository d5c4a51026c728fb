import OIntCore
import OIntSQL
import Testing

@testable import OIntPostgreSQL

@Suite struct ValueTests {
    private func value(_ text: String, _ form: ValueForm) -> JSON {
        Array(text.utf8).withUnsafeBufferPointer { ValueText.json($0, as: form) }
    }

    /// The value on the way that rows take.
    private func cell(_ text: String, _ form: ValueForm) -> JSON? {
        var batch = RecordBatch(columnCount: 1)
        Array(text.utf8).withUnsafeBufferPointer { batch.append($0, as: form) }
        return batch.row(0, columns: ["c"])["c"]
    }

    private func array(_ text: String, _ element: ValueForm = .text) -> JSON {
        value(text, .array(of: element, delimiter: UInt8(ascii: ",")))
    }

    @Test func `Arrays become lists`() {
        #expect(array("{}") == [])
        #expect(array("{1,NULL,-3}", .integer) == [1, .null, -3])
        #expect(array(#"{a,"NULL","b \"c\" \\ {d}, e",""}"#) == ["a", "NULL", #"b "c" \ {d}, e"#, ""])
        #expect(array("{{1,2},{3,4}}", .integer) == [[1, 2], [3, 4]])
        #expect(array("[2:3]={5,6}", .integer) == [5, 6])
        #expect(array("[0:0][1:2]={{7,8}}", .integer) == [[7, 8]])
        #expect(array("{t,f}", .bool) == [true, false])
        #expect(array(#"{"{\"a\": [1]}",null}"#, .json) == [["a": [1]], .null])
        #expect(array(#"{"\\x00ff"}"#, .bytes) == [["BYTEA": "AP8="]])
        #expect(array(#"{"\"a\"=>\"1\""}"#, .hstore) == [["a": "1"]])
        #expect(array(#"{"2024-01-02 03:04:05"}"#, .timestamp) == ["2024-01-02T03:04:05"])
        #expect(array("{NaN,1.5,-Infinity}", .float) == ["NaN", 1.5, "-Infinity"])
        #expect(value("{(1,2);(3,4)}", .array(of: .text, delimiter: UInt8(ascii: ";"))) == ["(1,2)", "(3,4)"])
    }

    @Test func `An hstore becomes an object`() {
        #expect(value("", .hstore) == [:])
        #expect(
            value(#""a"=>"1", "b \"c\""=>NULL, ""=>"NULL", "d"=>"x\\y, \"z\"=>""#, .hstore).object?.keys
                == ["a", "b \"c\"", "", "d"])
        #expect(value(#""a"=>NULL, "b"=>"NULL""#, .hstore) == ["a": .null, "b": "NULL"])
    }

    @Test(arguments: [
        ("2024-01-02 03:04:05", "2024-01-02T03:04:05"), ("2024-01-02 03:04:05.123456", "2024-01-02T03:04:05.123456"),
        ("infinity", "infinity"), ("-infinity", "-infinity"), ("0044-03-15 12:00:00 BC", "0044-03-15 12:00:00 BC"),
    ])
    func `Points in time without a zone`(_ text: String, _ expected: String) {
        #expect(cell(text, .timestamp) == .string(expected))
        #expect(value(text, .timestamp) == .string(expected))
    }

    @Test(arguments: [
        ("2024-01-02 03:04:05+00", "2024-01-02T03:04:05+00:00"),
        ("2024-01-02 03:04:05.5-03", "2024-01-02T03:04:05.5-03:00"),
        ("2024-01-02 03:04:05+05:45", "2024-01-02T03:04:05+05:45"),
        ("1850-01-01 00:00:00+00:53:28", "1850-01-01T00:00:00+00:53:28"), ("infinity", "infinity"),
        ("0044-03-15 12:00:00+00 BC", "0044-03-15 12:00:00+00 BC"),
    ])
    func `Points in time with a zone`(_ text: String, _ expected: String) {
        #expect(cell(text, .timestampWithZone) == .string(expected))
    }

    @Test func `Numbers that JSON has no words for become texts`() {
        #expect(cell("1e+20", .float)?.number?.text == "1e+20")
        #expect(cell("-0", .float)?.number?.text == "-0")
        for text in ["NaN", "Infinity", "-Infinity"] { #expect(cell(text, .float) == .string(text)) }
    }

    @Test func `JSON stays as it is, but in one line`() {
        #expect(cell(#"{"b": 1.10, "a": 1e5}"#, .json)?.text(.compact) == #"{"b":1.10,"a":1e5}"#)
        #expect(
            cell("{\n  \"a b\" : \"c  \\n\\\" d\",\r\n \"e\": [1, 2]\n}", .json) == ["a b": "c  \n\" d", "e": [1, 2]])
        let compact = Array("{\n \"a \\\" b\": [1,\t2] }".utf8).withUnsafeBufferPointer { JSONText.compact($0) }
        #expect(String(decoding: compact, as: UTF8.self) == #"{"a \" b":[1,2]}"#)
    }

    @Test func `Bytes are read in both of the server's forms`() {
        #expect(value(#"\x"#, .bytes) == ["BYTEA": ""])
        #expect(value(#"\x00aBfF"#, .bytes) == ["BYTEA": "AKv/"])
        #expect(value(#"a\\\000\377z"#, .bytes) == ["BYTEA": .string(Base64.encoded([97, 92, 0, 255, 122]))])
    }

    @Test func `The type char is a number`() {
        #expect(value("", .byte) == 0)
        #expect(value("A", .byte) == 65)
        #expect(value(#"\377"#, .byte) == -1)
    }
}

@Suite struct ParameterTypeTests {
    private func text(_ type: String, _ value: JSON) throws -> String? {
        let encoded = try ParameterType.named(type).encoded(SQLParameter(value, type: type))
        return if case .text(let text) = encoded { text } else { nil }
    }

    @Test func `Values are written as their types want them`() throws {
        #expect(try text("BOOL", true) == "true")
        #expect(try text("BIGINT", .number(JSONNumber(Int64.min))) == "-9223372036854775808")
        #expect(try text("INT", "42") == "42")
        #expect(try text("NUMERIC", "123456789012345678901234567890.5") == "123456789012345678901234567890.5")
        #expect(try text("DOUBLE_PRECISION", "NaN") == "NaN")
        #expect(try text("TIMESTAMP_WITH_TIME_ZONE", "2024-01-01") == "2024-01-01")
        #expect(try text("JSONB", ["a": [1]]) == #"{"a":[1]}"#)
        #expect(try text("JSON", #"{"a": 1.0}"#) == #""{\"a\": 1.0}""#)
        #expect(try text("HSTORE", ["a\"b": "c\\d", "n": .null, "i": 5]) == #""a\"b"=>"c\\d", "n"=>NULL, "i"=>"5""#)
        #expect(try text("INT[]", [1, .null, [2]]) == #"{"1",NULL,{"2"}}"#)
        #expect(try text("JSONB[]", [[1, 2], "a"]) == #"{"[1,2]","\"a\""}"#)
        #expect(try ParameterType.named("BYTEA").encoded(SQLParameter("AP8=", type: "BYTEA")) == .binary([0, 255]))
        #expect(try ParameterType.named("\"CHAR\"").encoded(SQLParameter(-1, type: "\"CHAR\"")) == .binary([255]))
    }

    @Test(arguments: [
        ("SMALLINT", "40000"), ("INT", "1.5"), ("BIGINT", "9223372036854775808"), ("OID", "-1"), ("BOOL", "\"maybe\""),
        ("NUMERIC", "\"x\""), ("REAL", "true"), ("TEXT", "true"), ("BYTEA", "\"no base64!\""), ("BYTEA", "5"),
        ("UUID", "\"123\""), ("HSTORE", "{\"a\": [1]}"), ("OLDCHAR", "200"), ("INT[]", "5"),
    ])
    func `What does not fit names the type`(_ type: String, _ value: String) throws {
        let error = try #require(
            #expect(throws: UsageError.self) { try text(type, JSON(parsing: value)) })
        #expect(error.description.contains(type))
    }

    @Test func `An unknown type is told with the nearest one`() throws {
        let error = try #require(#expect(throws: UsageError.self) { try ParameterType.named("BIGIN") })
        #expect(error.description.contains("did you mean BIGINT?"))
    }
}

@Suite struct CopyTextTests {
    @Test func `Values are escaped`() {
        var bytes: [UInt8] = []
        let row: JSON = ["a": "x\ty\nz\r\\N", "b": .null, "c": true, "d": -1.5, "e": ""]
        #expect(CopyText.append(row, columns: ["a", "b", "c", "d", "e"], to: &bytes, plain))
        #expect(String(decoding: bytes, as: UTF8.self) == "x\\ty\\nz\\r\\\\N\t\\N\ttrue\t-1.5\t\n")
    }

    private func plain(_ value: JSON, _ column: Int) -> EncodedValue? {
        switch value {
        case .null: .null
        case .bool, .number: .text(value.text(.compact))
        case .string(let text): .text(text)
        case .array, .object: nil
        }
    }

    @Test func `Only rows of values that can go, and of the same columns, go by COPY`() {
        var bytes: [UInt8] = []
        let others: [JSON] = [
            ["b": 1], ["a": 1, "b": 2], ["a": ["INT": 1]], ["a": [1]], ["a": "nul\0"], 5, [:],
        ]
        for row in others { #expect(!CopyText.append(row, columns: ["a"], to: &bytes, plain)) }
        #expect(!CopyText.append(["b": 2, "a": 1], columns: ["a", "b"], to: &bytes, plain))
    }

    @Test(arguments: [
        ("COPY t, line 3, column id: \"x\"", "t", 3), ("PL/pgSQL function f() line 9 at RAISE\nCOPY t, line 5", "t", 5),
        ("COPY a, 1, строка 12", "a, 1", 12), ("COPY t2, 行 7", "t2", 7),
    ])
    func `The row that failed is found in any language`(_ context: String, _ table: String, _ row: Int) {
        #expect(CopyText.row(in: context, table: table) == row)
    }

    @Test func `A failure of no row is none`() {
        #expect(CopyText.row(in: "SQL statement \"SELECT 1\"", table: "t") == nil)
    }
}

@Suite struct StatementTextTests {
    @Test(arguments: [
        ("select 1", true), ("  (VALUES (1))", true), ("WITH a AS (SELECT 1) DELETE FROM b", true),
        ("-- x\nSELECT 1", true),
        ("insert into t values (1)", false), ("INSERT INTO t VALUES (1) RETURNING id", true), ("BEGIN", false),
        ("create table t (i int)", false), ("SHOW x", false),
    ])
    func `Statements that may give rows are known`(_ text: String, _ gives: Bool) {
        #expect(StatementText(text).mayGiveRows == gives)
    }

    @Test(arguments: [
        ("SELECT 1", true), ("WITH x AS (SELECT 1) SELECT * FROM x", true),
        ("INSERT INTO t VALUES (1) RETURNING i", false),
        ("WITH x AS (DELETE FROM t RETURNING i) SELECT * FROM x", false),
    ])
    func `Statements whose rows may be left are known`(_ text: String, _ onlyReads: Bool) {
        #expect(StatementText(text).onlyReads == onlyReads)
    }

    @Test func `A semicolon at the end is no second command`() {
        #expect(!StatementText("SELECT 1 ; ").mayBeScript)
        #expect(StatementText("SELECT 1; SELECT 2").mayBeScript)
    }

    @Test func `A position is told as line and column`() {
        #expect(Refusal.place(1, in: "x") == "line 1, column 1")
        #expect(Refusal.place(9, in: "select\n selec") == "line 2, column 2")
        #expect(Refusal.place(4, in: "ä\r\nb") == "line 2, column 1")
    }
}
