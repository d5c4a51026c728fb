import OIntCore
import TestRandomness
import Testing

@testable import OIntCLI

@Suite("Tables")
struct TableTests {
    private func table(_ value: JSON, width: Int? = nil) -> String {
        OutputFormat.table.text(value, layout: TableLayout(width: width))
    }

    @Test("Columns are aligned, numbers to the right, without blanks at the end of lines")
    func alignment() {
        let reply: JSON = [
            "result": [
                ["id": 1, "title": "First", "price": 1.5, "mixed": 1], ["id": 100, "title": "Второй", "mixed": "a"],
                ["id": .null, "title": "日本", "price": 12.25, "mixed": true],
            ], "time": [:],
        ]
        #expect(
            table(reply)
                == lines(
                    " id  title   price  mixed",
                    "---  ------  -----  -----",
                    "  1  First     1.5  1",
                    "100  Второй         a",
                    "     日本    12.25  true"))
    }

    @Test("A single object is a line a member")
    func object() {
        #expect(
            table(["ok": true, "result": ["message_id": 7, "text": "Hi", "from": ["id": 1], "reply": .null]])
                == lines(
                    "key         value",
                    "----------  --------",
                    "message_id  7",
                    "text        Hi",
                    "from        {\"id\":1}",
                    "reply"))
    }

    @Test("Scalars and lists of them")
    func scalars() {
        #expect(table(true) == lines("value", "-----", "true"))
        #expect(table([1, 20, 300]) == lines("value", "-----", "    1", "   20", "  300"))
        #expect(table([["id": 1], "x", [2]]) == lines("id  value", "--  -----", " 1", "    x", "    [2]"))
    }

    @Test("Nothing to show is no line at all", arguments: [[], [:], [[:]], ["result": []]] as [JSON])
    func nothing(value: JSON) {
        #expect(table(value) == "")
    }

    @Test("Control characters and line breaks are shown, not obeyed")
    func controls() {
        let row: JSON = ["a\u{1B}": "x\ny\u{1B}[31m", "b": ["t": "\u{202E}\n"]]
        #expect(
            table([row])
                == lines(
                    #"a\u001B         b"#,
                    #"--------------  ----------------"#,
                    #"x\ny\u001B[31m  {"t":"\u202E\n"}"#))
    }

    @Test("Long cells are cut to fit the terminal, the longest first")
    func cutting() {
        let rows: JSON = [
            ["id": 1, "text": "a long text that goes on", "state": "new"], ["id": 2, "text": "short", "state": "done"],
        ]
        #expect(
            table(rows, width: 24)
                == lines(
                    "id  text           state",
                    "--  -------------  -----",
                    " 1  a long text …  new",
                    " 2  short          done"))
        #expect(table(rows, width: 35) == table(rows))
        #expect(table(rows, width: 34) != table(rows))
    }

    @Test("No line is wider than the terminal, whatever is in it", arguments: [1, 2, 3, 7, 20, 80, 200])
    func narrowTerminals(width: Int) {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<100 {
            let batches = (0..<2).map { _ in
                (0..<4).map { _ in Nasty.object(depth: 2, using: &generator) }
            }
            let text = OutputFormat.table.streamed(batches, layout: TableLayout(width: width)).text
            for line in text.split(separator: "\n") { #expect(String(line).displayWidth <= width) }
        }
    }

    @Test("A terminal without a width has one column", arguments: [0, -1, Int.min])
    func absurdWidths(width: Int) {
        let rows: JSON = [["a": "xy", "b": 1]]
        #expect(table(rows, width: width) == table(rows, width: 1))
        #expect(table(rows, width: 1) == lines("a", "-", "…"))
    }

    @Test("Columns for which there is no room are named in a warning")
    func tooManyColumns() {
        let row = JSON.object(JSONObject((1...100).map { ("column\($0)", "some text") }))
        let rendered = OutputFormat.table.render([row], layout: TableLayout(width: 30))
        #expect(
            String(decoding: rendered.bytes, as: UTF8.self)
                == lines(
                    "column1   column2    column3", "--------  ---------  ---------", "some te…  some text  some text"))
        #expect(rendered.warnings.count == 1)
        #expect(rendered.warnings.first?.contains("column4, column5") == true)
        #expect(rendered.warnings.first?.contains("column13 and 87 more;") == true)
        #expect(OutputFormat.table.render([row]).warnings.isEmpty)
    }

    @Test("Later rows keep to the widths of the first batch, and take what the terminal has left")
    func streaming() {
        let batches: [[JSON]] = [
            [["a": "x", "b": 1]], [["a": "longer", "b": 22], ["c": 3]], [["a": "y", "b": "z"]],
        ]
        let unlimited = OutputFormat.table.streamed(batches)
        #expect(unlimited.text == lines("a  b", "-  -", "x  1", "longer  22", "", "y  z"))
        #expect(unlimited.warnings.count == 1)
        #expect(
            OutputFormat.table.streamed(batches, layout: TableLayout(width: 7)).text
                == lines("a  b", "-  -", "x  1", "lon…  …", "", "y  z"))
    }

    @Test("One very long text does not blow up the other rows when there is no limit")
    func veryLongCells() {
        let long = String(repeating: "x", count: 100_000)
        let text = table([["a": .string(long), "b": 1], ["a": "y", "b": 2]])
        #expect(text.contains(long))
        #expect(text.utf8.count < 102_000)
    }

    @Test("Styles wrap the header and the rule only")
    func styles() {
        let text = OutputFormat.table.text([["a": 1, "b": "x"]], layout: TableLayout(isStyled: true))
        #expect(text == "\u{1B}[1ma  b\u{1B}[0m\n\u{1B}[2m-  -\u{1B}[0m\n1  x\n")
    }
}
