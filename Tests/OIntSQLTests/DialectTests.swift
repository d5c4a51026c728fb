import OIntCore
@testable import OIntSQL
import Testing

/// The same call in the words of each database, text to text.
@Suite struct DialectTests {
    /// The dialects in the order of the expected texts.
    private static let dialects: [SQLDialect] = [.postgreSQL, .sqlite, .mySQL, .sqlServer, .clickHouse]

    private func texts(_ make: (SQLStatements) throws -> String) -> [String] {
        Self.dialects.map { dialect in (try? make(SQLStatements(dialect))) ?? "refused" }
    }

    @Test func rowsAreRead() throws {
        let filters = [
            try SQLFilter(field: "total", comparison: ">", value: 5),
            try SQLFilter(field: "city", comparison: "IN", value: ["a", "b"]),
        ]
        let selection = SQLSelection(fields: ["id", "Full Name"], expressions: [])
        let texts = texts {
            try $0.select(selection, from: "shop.orders", where: filters, order: ["id": "DESC"], limit: 10).text
        }
        #expect(
            texts == [
                #"SELECT "id", "Full Name" FROM "shop"."orders" WHERE "total" > $1 AND "city" IN ($2, $3) ORDER BY "id" DESC LIMIT 10"#,
                "SELECT `id`, `Full Name` FROM `shop`.`orders` WHERE `total` > ?1 AND `city` IN (?2, ?3) ORDER BY `id` DESC LIMIT 10",
                "SELECT `id`, `Full Name` FROM `shop`.`orders` WHERE `total` > ? AND `city` IN (?, ?) ORDER BY `id` DESC LIMIT 10",
                "SELECT TOP (10) [id], [Full Name] FROM [shop].[orders] WHERE [total] > @P1 AND [city] IN (@P2, @P3) ORDER BY [id] DESC",
                "SELECT `id`, `Full Name` FROM `shop`.`orders` WHERE `total` > {p1:Int64} AND `city` IN ({p2:String}, {p3:String}) ORDER BY `id` DESC LIMIT 10",
            ])
    }

    @Test func rowsAreLimitedByOffsetAndFetch() throws {
        var dialect = SQLDialect.sqlServer
        dialect.limit = .offsetFetch
        let statements = SQLStatements(dialect)
        let selection = SQLSelection(fields: [], expressions: ["count(*) AS n"])
        #expect(
            try statements.select(selection, from: "t", where: [], order: [:], limit: 3).text
                == "SELECT count(*) AS n FROM [t] ORDER BY (SELECT NULL) OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY")
        #expect(
            try statements.select(
                SQLSelection(fields: ["*"], expressions: []), from: "t", where: [], order: ["a": "asc"], limit: 3
            ).text
                == "SELECT * FROM [t] ORDER BY [a] ASC OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY")
    }

    @Test func rowsAreStored() {
        let texts = texts { try $0.insert(into: $0.table("t"), columns: ["id", "A b"], conflict: .fail) }
        #expect(
            texts == [
                #"INSERT INTO "t" ("id", "A b") VALUES ($1, $2)"#,
                "INSERT INTO `t` (`id`, `A b`) VALUES (?1, ?2)",
                "INSERT INTO `t` (`id`, `A b`) VALUES (?, ?)",
                "INSERT INTO [t] ([id], [A b]) VALUES (@P1, @P2)",
                "INSERT INTO `t` (`id`, `A b`) VALUES ({p1:String}, {p2:String})",
            ])
        let empty = self.texts { try $0.insert(into: $0.table("t"), columns: [], conflict: .fail) }
        #expect(
            empty == [
                #"INSERT INTO "t" DEFAULT VALUES"#, "INSERT INTO `t` DEFAULT VALUES", "INSERT INTO `t` () VALUES ()",
                "INSERT INTO [t] DEFAULT VALUES", "refused",
            ])
    }

    @Test func rowsAreStoredOrChanged() {
        let texts = texts { try $0.insert(into: $0.table("t"), columns: ["id", "a"], conflict: .update(keys: ["id"])) }
        #expect(
            texts == [
                #"INSERT INTO "t" ("id", "a") VALUES ($1, $2) ON CONFLICT ("id") DO UPDATE SET "id" = EXCLUDED."id", "a" = EXCLUDED."a""#,
                "INSERT INTO `t` (`id`, `a`) VALUES (?1, ?2) ON CONFLICT (`id`) DO UPDATE SET `id` = EXCLUDED.`id`, `a` = EXCLUDED.`a`",
                "INSERT INTO `t` (`id`, `a`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `id` = VALUES(`id`), `a` = VALUES(`a`)",
                "MERGE INTO [t] WITH (HOLDLOCK) AS target USING (VALUES (@P1, @P2)) AS source ([id], [a]) ON target.[id] = source.[id] WHEN MATCHED THEN UPDATE SET [a] = source.[a] WHEN NOT MATCHED THEN INSERT ([id], [a]) VALUES (source.[id], source.[a]);",
                "refused",
            ])
        let keyless = self.texts { try $0.insert(into: $0.table("t"), columns: ["a"], conflict: .update(keys: [])) }
        #expect(
            keyless == [
                "refused", "INSERT INTO `t` (`a`) VALUES (?1) ON CONFLICT DO UPDATE SET `a` = EXCLUDED.`a`",
                "INSERT INTO `t` (`a`) VALUES (?) ON DUPLICATE KEY UPDATE `a` = VALUES(`a`)", "refused", "refused",
            ])
    }

    @Test func tablesAreMadeAndChanged() {
        let columns: JSONObject = ["id": "BIGINT", "n]`\"x": "VARCHAR(10) NOT NULL"]
        #expect(
            texts { try $0.create("Orders", columns: columns).text } == [
                #"CREATE TABLE "orders" ("id" BIGINT, "n]`""x" VARCHAR(10) NOT NULL)"#,
                "CREATE TABLE `Orders` (`id` BIGINT, `n]``\"x` VARCHAR(10) NOT NULL)",
                "CREATE TABLE `Orders` (`id` BIGINT, `n]``\"x` VARCHAR(10) NOT NULL)",
                "CREATE TABLE [Orders] ([id] BIGINT, [n]]`\"x] VARCHAR(10) NOT NULL)",
                "CREATE TABLE `Orders` (`id` BIGINT, `n]``\"x` VARCHAR(10) NOT NULL)",
            ])
        #expect(
            texts { try $0.addColumn("a", type: "INT", to: "t").text } == [
                #"ALTER TABLE "t" ADD COLUMN "a" INT"#, "ALTER TABLE `t` ADD COLUMN `a` INT",
                "ALTER TABLE `t` ADD COLUMN `a` INT", "ALTER TABLE [t] ADD [a] INT",
                "ALTER TABLE `t` ADD COLUMN `a` INT",
            ])
        #expect(texts { try $0.dropColumn("a", from: "t").text }.last == "ALTER TABLE `t` DROP COLUMN `a`")
    }

    @Test func rowsAreChangedAndDeleted() throws {
        let filter = [
            try SQLFilter(field: "a", value: .null), try SQLFilter(field: "b", comparison: "between", value: [1, 2]),
        ]
        #expect(
            texts { try $0.update("t", set: ["x": true, "y": 1.5], where: filter).text } == [
                #"UPDATE "t" SET "x" = $1, "y" = $2 WHERE "a" IS NULL AND "b" BETWEEN $3 AND $4"#,
                "UPDATE `t` SET `x` = ?1, `y` = ?2 WHERE `a` IS NULL AND `b` BETWEEN ?3 AND ?4",
                "UPDATE `t` SET `x` = ?, `y` = ? WHERE `a` IS NULL AND `b` BETWEEN ? AND ?",
                "UPDATE [t] SET [x] = @P1, [y] = @P2 WHERE [a] IS NULL AND [b] BETWEEN @P3 AND @P4",
                "UPDATE `t` SET `x` = {p1:Bool}, `y` = {p2:Float64} WHERE `a` IS NULL AND `b` BETWEEN {p3:Int64} AND {p4:Int64}",
            ])
        #expect(texts { try $0.clear("t").text }[3] == "DELETE FROM [t]")
    }

    @Test func whatSortsNullsIsRefusedWhereItIsUnknown() {
        let selection = SQLSelection(fields: ["*"], expressions: [])
        let texts = texts {
            try $0.select(selection, from: "t", where: [], order: ["a": "desc nulls last"], limit: nil).text
        }
        #expect(texts[0].hasSuffix("DESC NULLS LAST") && texts[2] == "refused" && texts[3] == "refused")
    }

    @Test func aColumnOfTheTableIsTakenAsItIs() throws {
        let statements = SQLStatements(.postgreSQL, columns: ["userName", "a.b", "e\u{301}", "plain"])
        #expect(try statements.column("userName").sql == #""userName""#)
        #expect(try statements.column("USERNAME").sql == #""username""#)
        #expect(try statements.column("a.b").sql == #""a.b""#)
        #expect(try Array(statements.column("e\u{301}").sql.utf8) == Array("\"e\u{301}\"".utf8))
        // The same letter in other bytes is another name.
        #expect(try Array(statements.column("\u{E9}").sql.utf8) == Array("\"\u{E9}\"".utf8))
    }

    @Test func tablesAreDescribedInTheirSchema() throws {
        let mysql = SQLDialect.mySQL.describe(try SQLStatements(.mySQL).table("shop.orders")).statement
        #expect(
            mysql.text.contains("table_schema = ? AND table_name = ?")
                && mysql.parameters.map(\.value) == ["shop", "orders"])
        let server = SQLDialect.sqlServer.describe(try SQLStatements(.sqlServer).table("orders")).statement
        #expect(server.text.contains("table_schema = SCHEMA_NAME() AND table_name = @P1"))
        let primaryKey = try #require(SQLDialect.sqlServer.primaryKey)
        let key = primaryKey(try SQLStatements(.sqlServer).table("dbo.orders"))
        #expect(
            key.text.contains("c.table_schema = @P1 AND c.table_name = @P2")
                && key.parameters.map(\.value) == ["dbo", "orders"])
    }

    @Test func aTableIsGuessedFromRows() throws {
        let rows: JSONRows = [
            ["id": 1, "total": 2, "ok": true, "Name": "x", "doc": ["a": 1]],
            ["id": .null, "total": 2.5, "ok": .null, "late": [1]],
            ["id": "x7"],
        ]
        #expect(
            try Self.dialects.map { try GuessedTable(rows, $0).creation(of: "t").text } == [
                #"CREATE TABLE "t" ("id" text, "total" numeric, "ok" boolean, "Name" text, "doc" jsonb, "late" jsonb)"#,
                "CREATE TABLE `t` (`id` TEXT, `total` REAL, `ok` BOOLEAN, `Name` TEXT, `doc` TEXT, `late` TEXT)",
                "CREATE TABLE `t` (`id` LONGTEXT, `total` DOUBLE, `ok` BOOLEAN, `Name` LONGTEXT, `doc` JSON, `late` JSON)",
                "CREATE TABLE [t] ([id] NVARCHAR(MAX), [total] FLOAT, [ok] BIT, [Name] NVARCHAR(MAX), [doc] NVARCHAR(MAX), [late] NVARCHAR(MAX))",
                "CREATE TABLE `t` (`id` Nullable(String), `total` Nullable(Float64), `ok` Nullable(Bool), `Name` Nullable(String), `doc` Nullable(String), `late` Nullable(String))",
            ])
    }
}

/// What a statement does, by its words.
@Suite struct VerbTests {
    @Test(arguments: [
        ("INSERT INTO t VALUES (1)", SQLChanges.Kind.added, "t"),
        ("-- update\ninsert into \"a\".\"T x\" select * from b", .added, "T x"),
        ("WITH x AS (DELETE FROM a RETURNING *) INSERT INTO t SELECT * FROM x", .added, "t"),
        ("INSERT INTO t (a) VALUES ('update') ON CONFLICT DO UPDATE SET a = 1", .touched, "t"),
        ("REPLACE INTO t VALUES (1)", .touched, "t"), ("INSERT OR REPLACE INTO t VALUES (1)", .touched, "t"),
        ("UPDATE t SET a = 1", .changed, nil), ("DELETE FROM t", .deleted, nil), ("SELECT 'insert into x'", nil, nil),
        ("CREATE TABLE t AS SELECT 1", nil, nil), ("SELECT 1 FROM insert_log", nil, nil),
    ])
    func aStatementIsKnownByItsWords(_ text: String, _ kind: SQLChanges.Kind?, _ table: String?) {
        let verb = SQLVerb(text, in: .sqlite)
        #expect(verb.kind == kind && verb.table == table)
    }
}

/// Values by name.
@Suite struct NamedParameterTests {
    private func statement(_ text: String, _ values: JSONObject, _ dialect: SQLDialect) throws -> SQLStatement {
        try SQLParameters(named: values).statement(text, in: dialect)
    }

    @Test func namesBecomeTheDatabasesPlaceholders() throws {
        let text = "SELECT :a::int, ':a', \"x:a\", b[1:n], :b, :a -- :b\n"
        let numbered = try statement(text, ["b": "x", "a": 5], .postgreSQL)
        #expect(numbered.text == "SELECT $1::int, ':a', \"x:a\", b[1:n], $2, $1 -- :b\n")
        #expect(numbered.parameters.map(\.value) == [5, "x"])
        let positional = try statement("SELECT :a, `:a`, :b, :a", ["b": "x", "a": 5], .mySQL)
        #expect(positional.text == "SELECT ?, `:a`, ?, ?" && positional.parameters.map(\.value) == [5, "x", 5])
        #expect(try statement("SELECT @a, $b", ["a": 1, "b": 2], .sqlite).text == "SELECT ?1, ?2")
    }

    @Test func aNameThatIsNotThereIsRefused() {
        let error = #expect(throws: UsageError.self) { try statement("SELECT :a", ["a": 1, "bb": 2], .sqlite) }
        #expect(error?.description.contains("bb") == true)
    }

    @Test func oneValueWithATypeIsOneValue() throws {
        let values = try SQLParameters(option: [OptionInput(#"{"blob": "AA=="}"#)])
        #expect(try values.statement("SELECT ?1", in: .sqlite).parameters.map(\.type) == ["BLOB"])
    }

    @Test func onlyOneMemberWithAKnownTypeNamesOne() {
        #expect(SQLParameter(["BLOB": "AA=="]).typed(in: .sqlite).type == "BLOB")
        #expect(SQLParameter(["street": "Main"]).typed(in: .sqlite) == SQLParameter(["street": "Main"]))
        #expect(SQLParameter(["TEXT": "a", "n": 1]).typed(in: .sqlite).type == nil)
    }

    @Test func twoDashesBeginACommentOfMySQLOnlyBeforeABlank() {
        func words(_ text: String, _ dialect: SQLDialect) -> [String] {
            let lexer = SQLLexer(text, dialect.lexis)
            return lexer.filter { $0.kind == .word }.map { lexer.text(of: $0) }
        }
        #expect(words("SELECT 1--1 INTO x", .mySQL) == ["SELECT", "INTO", "x"])
        #expect(words("SELECT 1-- 1 INTO x", .mySQL) == ["SELECT"])
        #expect(words("SELECT 1--1 INTO x", .postgreSQL) == ["SELECT"])
    }

    @Test func aByteOrderMarkIsNoPartOfAStatement() {
        #expect(SQLText("\u{FEFF}SELECT 1").text == "SELECT 1")
    }
}
