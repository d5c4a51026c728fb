import Foundation
import OIntCLI
import OIntCore
import TestRandomness
import Testing

@Suite("CSV")
struct CSVTests {
    private func csv(_ value: JSON) -> String { OutputFormat.csv.text(value) }

    @Test("Columns are the keys of all rows in the order of first appearance")
    func columns() {
        #expect(csv([["b": 1, "a": 2], ["a": 3, "c": 4], [:]]) == lines("b,a,c", "1,2,", ",3,4", ",,"))
        #expect(csv(["result": ["tasks": [["id": "1"], ["id": "2"]]], "time": [:]]) == lines("id", "1", "2"))
    }

    @Test("One object is one line")
    func object() {
        #expect(csv(["ok": true, "result": ["id": 1, "from": ["id": 2]]]) == lines("id,from", #"1,"{""id"":2}""#))
    }

    @Test("Cells of every kind")
    func cells() throws {
        let rows = try JSON(
            parsing: #"[{"a":null,"b":true,"c":false,"d":-1.50e+3,"e":"x y","f":[],"g":{},"h":[1,"a"]}]"#)
        #expect(csv(rows) == lines("a,b,c,d,e,f,g,h", #",true,false,-1.50e+3,x y,[],{},"[1,""a""]""#))
    }

    @Test("Quotes stand only where they are needed")
    func quotes() {
        #expect(
            csv([["a,b": "x\"y", "c": "1\n2", "d": "1\r\n2", "e": " a;b ", "f": "'"]])
                == "\"a,b\",c,d,e,f\n\"x\"\"y\",\"1\n2\",\"1\r\n2\", a;b ,'\n")
    }

    @Test("Texts that look like formulas stay as they are")
    func formulas() {
        #expect(csv([["a": "=1+1", "b": "-5", "c": "+7999", "d": "@name"]]) == lines("a,b,c,d", "=1+1,-5,+7999,@name"))
    }

    @Test("Rows that are no objects stand in the column value")
    func scalars() {
        #expect(csv([1, "a", .null, [2, 3]]) == lines("value", "1", "a", "\"\"", "\"[2,3]\""))
        #expect(csv([["id": 1], 5, ["value": 6]]) == lines("id,value", "1,", ",5", ",6"))
        #expect(csv(true) == lines("value", "true"))
    }

    @Test("Nothing to show is no line at all", arguments: [[], [:], [[:], [:]], ["result": []]] as [JSON])
    func nothing(value: JSON) {
        #expect(csv(value) == "")
    }

    @Test("An empty cell alone on its line is no blank line")
    func emptyLines() {
        #expect(csv([["a": .null], ["a": ""], [:]]) == lines("a", "\"\"", "\"\"", "\"\""))
        #expect(csv([["": 1]]) == lines("\"\"", "1"))
    }

    @Test("Of equal keys the last counts; keys that only look equal are two")
    func equalKeys() {
        #expect(csv([["a": 1, "b": 2, "a": 3]]) == lines("a,b", "3,2"))
        #expect(csv([["e\u{301}": 1, "\u{E9}": 2]]) == lines("e\u{301},\u{E9}", "1,2"))
    }

    @Test("The first batch settles the columns, and one warning names what later ones lose")
    func laterColumns() {
        let (text, warnings) = OutputFormat.csv.streamed([
            [], [["a": 1]], [["b": 2, "a": 3], ["c\u{1B}": 4]], [["b": 5], 6],
        ])
        #expect(text == lines("a", "1", "3", "\"\"", "\"\"", "\"\""))
        #expect(
            warnings == [
                "columns that the first rows did not have are not shown: b, c\\u001B, value; --format json or ndjson shows everything"
            ])
    }

    @Test("The warning stays short when very many columns are lost")
    func manyLaterColumns() {
        let wide = JSON.object(JSONObject((0..<1000).map { ("k\($0)", 1) }))
        let warnings = OutputFormat.csv.streamed([[["a": 1]], [wide]]).warnings
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("k9 and 990 more;") == true)
    }

    @Test("Empty objects before the first column keep their lines")
    func heldRows() {
        #expect(
            OutputFormat.csv.streamed([[[:], [:]], [[:], ["a": 1, "b": 2]]]).text == lines("a,b", ",", ",", ",", "1,2"))
    }

    @Test(
        "Python reads the cells that were written",
        .enabled("python3 is not installed", { await Python.canRun("import csv") }))
    func python() async throws {
        var generator = SeededGenerator(seed: 3)
        var tables: [[JSON]] = [Nasty.texts.map { ["a": .string($0), $0: 1, "b": [.string($0)]] }]
        for _ in 0..<300 {
            tables.append(
                (0..<Int.random(in: 1...5, using: &generator)).map { _ in Nasty.value(depth: 2, using: &generator) })
        }
        let documents = JSON.array(tables.map { ["rows": .array($0), "csv": .string(csv(.array($0)))] })
        try await Python.run(
            """
            import csv, io, json, sys

            class Number(str): pass

            def cell(value):
                if value is None: return ""
                if isinstance(value, bool): return "true" if value else "false"
                return value if isinstance(value, str) else None

            documents = json.load(sys.stdin, parse_int=Number, parse_float=Number)
            for document in documents:
                rows = [row if isinstance(row, dict) else {"value": row} for row in document["rows"]]
                names = list(dict.fromkeys(name for row in rows for name in row))
                lines = list(csv.reader(io.StringIO(document["csv"], newline="")))
                if not names:
                    assert lines == [], document
                    continue
                assert lines[0] == names, (document, lines)
                assert len(lines) == len(rows) + 1, (document, lines)
                for row, line in zip(rows, lines[1:]):
                    assert len(line) == len(names), (document, line)
                    for name, text in zip(names, line):
                        value = row.get(name)
                        if isinstance(value, (list, dict)):
                            read = json.loads(text, parse_int=Number, parse_float=Number)
                            assert read == value, (value, text)
                        else:
                            assert text == cell(value), (value, text)
            """, input: documents.text(.compact))
    }
}
