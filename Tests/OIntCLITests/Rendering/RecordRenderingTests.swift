import OIntCLI
import OIntCore
import Testing

/// Rows of tables in all forms: however they are divided into batches, the text is the same.
@Suite struct RecordRenderingTests {
    private let columns = ["id", "name", "id", "data"]
    private let rows: [[JSON]] = [
        [1, "Ann", 2, .null], [-20, "a,b \"c\"\nd", 3.50, ["k": [1, "x"]]], [.null, "", true, "😀\u{7F}"],
    ]

    private func text(_ format: OutputFormat, _ sizes: [Int], columns: [String]? = nil) -> String {
        let columns = columns ?? self.columns
        var writer = format.makeRecordWriter(columns: columns, layout: TableLayout())
        var bytes: [UInt8] = []
        var rest = rows[...]
        for size in sizes {
            var batch = RecordBatch(columnCount: columns.count)
            for row in rest.prefix(size) { for cell in row { batch.append(cell) } }
            rest = rest.dropFirst(size)
            writer.append(batch, to: &bytes)
        }
        writer.finish(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The envelope with all rows in it.
    private var whole: JSON {
        ["result": true, "data": .array(rows.map { .object(JSONObject(zip(columns, $0).map { ($0, $1) })) })]
    }

    @Test(arguments: [OutputFormat.json, .compact, .yaml], [[3], [1, 1, 1], [2, 1], [1, 2]])
    func theEnvelopeIsTheSameAsOfTheWholeValue(_ format: OutputFormat, _ sizes: [Int]) {
        #expect(text(format, sizes) == String(decoding: format.render(whole).bytes, as: UTF8.self))
    }

    @Test(arguments: [OutputFormat.json, .compact, .yaml])
    func anEmptyTableHasAnEmptyList(_ format: OutputFormat) {
        let empty: JSON = ["result": true, "data": []]
        #expect(text(format, []) == String(decoding: format.render(empty).bytes, as: UTF8.self))
    }

    @Test(arguments: [[3], [1, 1, 1]])
    func linesHoldARowEach(_ sizes: [Int]) {
        #expect(
            text(.ndjson, sizes) == """
                {"id":1,"name":"Ann","id":2,"data":null}
                {"id":-20,"name":"a,b \\"c\\"\\nd","id":3.5,"data":{"k":[1,"x"]}}
                {"id":null,"name":"","id":true,"data":"😀\\u007F"}

                """)
        #expect(text(.ndjson, []) == "")
    }

    @Test(arguments: [[3], [1, 1, 1]])
    func commaSeparatedValuesHaveAllColumns(_ sizes: [Int]) {
        #expect(
            text(.csv, sizes) == """
                id,name,id,data
                1,Ann,2,
                -20,"a,b ""c""
                d",3.5,"{""k"":[1,""x""]}"
                ,,true,😀\u{7F}

                """)
        #expect(text(.csv, []) == "id,name,id,data\n")
        #expect(text(.csv, [], columns: ["one"]) == "one\n")
    }

    @Test func aTableHasAllColumns() {
        let lines = text(.table, [2, 1]).split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines.first?.split(separator: " ") == ["id", "name", "id", "data"])
        #expect(text(.table, []).split(separator: "\n").count == 2)
    }
}
