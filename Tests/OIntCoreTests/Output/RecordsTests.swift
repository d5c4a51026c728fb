import OIntCore
import Testing

/// Rows of tables, batch by batch.
@Suite struct RecordsTests {
    private func batch(_ rows: [[JSON]]) -> RecordBatch {
        var batch = RecordBatch(columnCount: rows.first?.count ?? 0)
        for row in rows { for cell in row { batch.append(cell) } }
        return batch
    }

    /// A stream of the given batches.
    private func records(_ columns: [String], _ batches: [RecordBatch]) -> Records {
        let rest = Batches(batches)
        return Records(columns: columns) { await rest.next() }
    }

    private actor Batches {
        private var rest: ArraySlice<RecordBatch>
        init(_ batches: [RecordBatch]) { rest = batches[...] }
        func next() -> RecordBatch? { rest.popFirst() }
    }

    @Test func aRowHasItsCellsInTheirOrder() async throws {
        let cells: [JSON] = [.null, true, false, 12.50, "a\"b", [1, ["k": "v"]], "😀"]
        let rows = try await records(["n", "t", "f", "x", "s", "j", "s"], [batch([cells])]).collected()
        #expect(
            rows.map(\.description) == [#"{"n":null,"t":true,"f":false,"x":12.5,"s":"a\"b","j":[1,{"k":"v"}],"s":"😀"}"#]
        )
    }

    @Test(arguments: [0, 7, -1, .max, .min] as [Int64])
    func wholeNumbersAreWrittenOut(_ number: Int64) {
        var batch = RecordBatch(columnCount: 1)
        batch.append(number)
        #expect(batch.row(0, columns: ["n"])["n"] == .number(JSONNumber(number)))
    }

    @Test func bytesThatAreNoTextAreReplaced() {
        var batch = RecordBatch(columnCount: 1)
        [UInt8]([0x61, 0xFF, 0x62]).withUnsafeBufferPointer { batch.append(text: $0) }
        #expect(batch.row(0, columns: ["t"])["t"] == "a\u{FFFD}b")
    }

    @Test func rowsOfAllBatchesCome() async throws {
        let batches = [batch([["1"], ["2"]]), batch([["3"]])]
        var seen: [JSON?] = []
        for try await row in records(["n"], batches) { seen.append(row["n"]) }
        #expect(seen == ["1", "2", "3"])
        var sizes: [Int] = []
        try await records(["n"], batches).forEachBatch { sizes.append($0.rowCount) }
        #expect(sizes == [2, 1])
    }

    @Test(arguments: [true, false])
    func rowsThatMustBeReadAreReadThoughTheirReaderFails(_ mustBeRead: Bool) async {
        struct Full: Error {}
        let rest = Batches([batch([["1"]]), batch([["2"]]), batch([["3"]]), batch([["4"]])])
        let records = Records(columns: ["n"], mustBeRead: mustBeRead) { await rest.next() }
        await #expect(throws: Full.self) { try await records.forEachBatch { _ in throw Full() } }
        #expect(await (rest.next() == nil) == mustBeRead)
    }

    @Test func aFailureOnTheWayIsThrown() async {
        struct Broken: Error {}
        let records = Records(columns: ["n"]) { throw Broken() }
        await #expect(throws: Broken.self) { try await records.forEachBatch { _ in } }
        await #expect(throws: Broken.self) { try await records.collected() }
    }
}
