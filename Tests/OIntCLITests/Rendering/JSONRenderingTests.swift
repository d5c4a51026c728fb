import OIntCLI
import OIntCore
import TestRandomness
import Testing

@Suite("JSON in lines, on a line, and a row a line")
struct JSONRenderingTests {
    private let reply: JSON = ["result": [["id": 1, "tags": []], ["id": 2, "tags": ["a\nb"]]], "total": 2]

    private static let manyRows: [JSON] = (0..<100_000).map { index in
        ["ID": .string(String(index)), "TITLE": "Task №, \"new\"", "TAGS": [1, ["a": .null]]]
    }

    @Test("json and compact show the whole reply")
    func wholeReply() {
        #expect(
            OutputFormat.json.text(["result": [["id": 1, "tags": []]], "total": 1])
                == """
                {
                  "result": [
                    {
                      "id": 1,
                      "tags": []
                    }
                  ],
                  "total": 1
                }

                """)
        #expect(
            OutputFormat.compact.text(reply)
                == #"{"result":[{"id":1,"tags":[]},{"id":2,"tags":["a\nb"]}],"total":2}"# + "\n")
    }

    @Test("ndjson shows the rows, each on one line")
    func rowsOnly() {
        #expect(
            OutputFormat.ndjson.text(reply)
                == lines(#"{"id":1,"tags":[]}"#, #"{"id":2,"tags":["a\nb"]}"#))
        #expect(
            OutputFormat.ndjson.text(["ok": true, "result": ["id": 1, "text": "a"]]) == lines(#"{"id":1,"text":"a"}"#))
        #expect(OutputFormat.ndjson.text(["a": ["b": 1]], payload: ["a", "b"]) == "1\n")
        #expect(OutputFormat.ndjson.text(["result": []]) == "")
    }

    @Test(
        "Whole values end with one line break",
        arguments: [OutputFormat.json, .compact, .yaml],
        [.null, true, 1, "", "a", "a\nb", [], [:], [[]], [[:]], ["a": []]] as [JSON])
    func lineBreak(format: OutputFormat, value: JSON) {
        let text = format.text(value)
        #expect(text.hasSuffix("\n"))
        #expect(!text.hasSuffix("\n\n"))
    }

    @Test(
        "Rows in batches give what the complete list gives", arguments: [OutputFormat.json, .compact, .ndjson, .yaml])
    func streaming(format: OutputFormat) {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let batches = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                (0..<Int.random(in: 0...3, using: &generator)).map { _ in Nasty.value(depth: 3, using: &generator) }
            }
            let streamed = format.streamed(batches)
            #expect(streamed.text == format.text(.array(batches.flatMap(\.self))))
            #expect(streamed.warnings.isEmpty)
        }
    }

    @Test(
        "100 000 rows in pages of 50 give what the complete list gives",
        arguments: [OutputFormat.json, .compact, .ndjson, .csv])
    func manyRows(format: OutputFormat) {
        let rows = Self.manyRows
        let whole = format.render(.array(rows)).bytes
        var writer = format.makeRowWriter()
        var streamed: [UInt8] = []
        for start in stride(from: 0, to: rows.count, by: 50) {
            var page: [UInt8] = []
            writer.append(Array(rows[start..<start + 50]), to: &page)
            streamed += page
        }
        writer.finish(to: &streamed)
        #expect(streamed == whole)
        #expect(writer.warnings.isEmpty)
    }

    @Test("A batch is appended to what is there")
    func appending() {
        for format in OutputFormat.allCases {
            var writer = format.makeRowWriter()
            var bytes = Array("before".utf8)
            writer.append([["a": 1]], to: &bytes)
            writer.append([["a": 2]], to: &bytes)
            writer.finish(to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == "before" + format.text([["a": 1], ["a": 2]]))
        }
    }

    @Test("Formats are named on the command line as in the help")
    func names() {
        #expect(OutputFormat.allCases.map(\.rawValue) == ["json", "compact", "ndjson", "yaml", "csv", "table"])
    }
}
