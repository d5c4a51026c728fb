import OIntCore
import OIntSQL
import Testing

/// Names in statements: whatever is written, it stays a name.
@Suite struct IdentifierTests {
    private func sql(_ text: String, _ dialect: SQLDialect = .postgreSQL) throws -> String {
        try SQLIdentifier(text, "table name", in: dialect).sql
    }

    @Test(arguments: [
        ("orders", "\"orders\""),
        ("Orders", "\"orders\""),
        ("\"Orders\"", "\"Orders\""),
        ("public.Orders", "\"public\".\"orders\""),
        ("public.\"a.b\"", "\"public\".\"a.b\""),
        ("\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\""),
        ("Заказы Ü", "\"Заказы Ü\""),
        ("ЗаказыABC", "\"Заказыabc\""),
        ("Order Lines", "\"Order Lines\""),
        ("  orders ", "\"orders\""),
        ("orders; DROP TABLE users", "\"orders; DROP TABLE users\""),
        ("orders\"; --", "\"orders\"\"; --\""),
        ("order", "\"order\""),
    ])
    func aNameIsReadAsInSQLAndQuoted(_ text: String, _ expected: String) throws {
        #expect(try sql(text) == expected)
    }

    @Test func namesKeepTheirLettersWhereTheDatabaseKeepsThem() throws {
        #expect(try sql("Orders", .mySQL) == "`Orders`")
        #expect(try sql("a`b", .mySQL) == "`a``b`")
    }

    @Test(arguments: ["", "  ", "a..b", ".a", "a.", "\"a", "\"a\"b", "a\0b"])
    func whatIsNoNameIsRefused(_ text: String) {
        #expect(throws: UsageError.self) { try sql(text) }
    }
}

/// Pieces of SQL that a caller writes out: they can't leave their place.
@Suite struct FragmentTests {
    @Test(arguments: [
        "count(*)", "price * 2 AS total", "coalesce(a, 'x; -- y')", "\"a;b\"", "$$;$$ || 'x'",
        "(SELECT max(x) FROM t)", "5 - -3", "'it''s'",
    ])
    func anExpressionIsTakenAsItStands(_ text: String) throws {
        #expect(try SQLFragment(text, at: .expression, in: .postgreSQL).sql == text)
    }

    @Test(arguments: [
        "", "1; DROP TABLE t", "1 -- x", "1 /* x */", "a FROM t", "1 UNION SELECT 2", "count(*", "a)", ") (", "a, b",
        "'open", "$x$ open", "x WHERE 1", "1 a$b$c$; DELETE FROM t; --$b$", #"'a\' OR 1 --'"#,
        "E'a\\'; DROP TABLE t; --'",
        "$1", "a /* /* */ ; */",
    ])
    func whatWouldLeaveItsPlaceIsRefused(_ text: String) {
        #expect(throws: UsageError.self) { try SQLFragment(text, at: .expression, in: .postgreSQL) }
    }

    @Test(arguments: [
        ("1 AS [x'], 2 FROM t; DROP TABLE t; SELECT 1 --'", SQLDialect.sqlite),
        ("1 AS [x'], 2 FROM t; DROP TABLE t; SELECT 1 --'", .sqlServer),
        ("1 AS `x', 2 FROM t; DROP TABLE t; SELECT 1 --'`, 2", .mySQL),
        ("1 # '\n; DROP TABLE t", .mySQL), (#"'\' ; DROP TABLE t; -- '"#, .mySQL), (#"'\' OR 1 '"#, .clickHouse),
        ("@x", .sqlServer), ("?", .sqlite), (":x", .sqlite),
    ])
    func theQuotesOfEachDatabaseCount(_ text: String, _ dialect: SQLDialect) {
        #expect(throws: UsageError.self) { try SQLFragment(text, at: .expression, in: dialect) }
    }

    @Test func aTypeMayHoldConstraintsButNoSecondColumn() throws {
        let type = "NUMERIC(10, 2) NOT NULL DEFAULT 0 CHECK (a > 0) REFERENCES t (id) ON DELETE SET NULL"
        #expect(try SQLFragment(type, at: .columnType, in: .postgreSQL).sql == type)
        #expect(throws: UsageError.self) { try SQLFragment("INT, b INT", at: .columnType, in: .postgreSQL) }
        #expect(throws: UsageError.self) { try SQLFragment("INT); DROP TABLE t; --", at: .columnType, in: .postgreSQL) }
    }
}

/// Conditions as options.
@Suite struct FilterTests {
    private func filters(_ text: String) throws -> [SQLFilter] {
        try [SQLFilter](option: [OptionInput(text, source: .commandLine)])
    }

    @Test func aFilterIsReadFromJSON() throws {
        let filters = try filters(
            #"[{"field": "a", "type": "not  like", "value": "x%", "union": "or"}, {"field": "b", "value": 1}]"#)
        #expect(filters.map(\.comparison) == ["NOT LIKE", "="])
        #expect(filters.map(\.union) == [.or, .and])
        #expect(filters[0].value == "x%")
    }

    @Test func aTemplateWithBlanksMeansTheUsual() throws {
        let filter = try filters(#"{"field": "a", "type": "", "value": 5, "union": "", "raw": ""}"#)[0]
        #expect(filter.comparison == "=" && !filter.isRaw && filter.union == .and)
    }

    @Test(arguments: [
        (#"{"field": "a"}"#, "no value"),
        (#"{"value": 1}"#, "without a field"),
        (#"{"field": "a", "type": "= 1 OR 1", "value": 1}"#, "not known"),
        (#"{"field": "a", "type": "LIKES", "value": 1}"#, "did you mean LIKE?"),
        (#"{"field": "a", "value": 1, "union": "OR 1=1 --"}"#, "AND or OR"),
        (#"{"field": "a", "value": 1, "unoin": "OR"}"#, "unoin"),
    ])
    func whatIsNoFilterIsRefused(_ text: String, _ reason: String) {
        let error = #expect(throws: OptionError.self) { try filters(text) }
        #expect(error?.description.contains(reason) == true)
    }
}
