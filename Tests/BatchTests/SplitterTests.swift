import OIntCore
import Testing

@testable import OIntBatch

/// Everything a splitter finds in a text that comes in pieces of a size.
private func records(_ text: [UInt8], in size: Int, _ splitter: some RecordSplitter) throws -> [Record] {
    var splitter = splitter
    var found: [Record] = []
    for start in stride(from: 0, to: text.count, by: size) {
        splitter.append(Array(text[start..<min(start + size, text.count)]))
        while let record = try splitter.next() { found.append(record) }
    }
    splitter.end()
    while let record = try splitter.next() { found.append(record) }
    return found
}

extension Record {
    fileprivate init(_ line: Int, _ text: String) { self.init(line: line, bytes: Array(text.utf8)) }
}

@Suite("Lines")
struct LineSplitterTests {
    @Test("Lines are the same in whatever pieces they come", arguments: 1...12)
    func pieces(size: Int) throws {
        let text = Array("\u{FEFF}one\n\n  \r\ntwo\r\nthrée".utf8)
        #expect(
            try records(text, in: size, LineSplitter()) == [Record(1, "one"), Record(4, "two\r"), Record(5, "thrée")])
    }

    @Test("A line beyond the limit is told, and the next ones are as they should be", arguments: 1...30)
    func limit(size: Int) throws {
        let text = Array("1234\n123456789\n1234\n12345".utf8)
        let long = Record(line: 2, bytes: [], problem: .tooLong(limit: 4))
        let last = Record(line: 4, bytes: [], problem: .tooLong(limit: 4))
        #expect(
            try records(text, in: size, LineSplitter(limit: 4)) == [Record(1, "1234"), long, Record(3, "1234"), last])
    }

    @Test("Nothing has no lines", arguments: ["", "\n", "\u{FEFF}", " \r\n\t\n"])
    func nothing(text: String) throws {
        #expect(try records(Array(text.utf8), in: 2, LineSplitter()) == [])
    }
}

@Suite("Comma-separated values")
struct CSVTests {
    @Test(
        "Records are the same in whatever pieces they come, and line breaks in quotes belong to them", arguments: 1...9)
    func pieces(size: Int) throws {
        let text = Array("\u{FEFF}a,b\r\n\"x\r\ny\",\"1\"\"2\"\n\nq\"r,\"\"\r\nlast,\"a\nb\"".utf8)
        let found = try records(text, in: size, CSVSplitter(separator: UInt8(ascii: ",")))
        #expect(found.map(\.line) == [1, 2, 5, 6])
        #expect(
            try found.map { try CSVFields.split($0.bytes, separator: UInt8(ascii: ",")) } == [
                ["a", "b"], ["x\r\ny", "1\"2"], ["q\"r", ""], ["last", "a\nb"],
            ])
    }

    @Test("Another separator leaves commas alone")
    func separator() throws {
        #expect(
            try CSVFields.split(Array("1,5;\"a;b\";".utf8), separator: UInt8(ascii: ";")) == ["1,5", "a;b", ""])
    }

    @Test("A quotation mark that is not closed is told with its line")
    func unclosed() {
        #expect {
            try records(Array("a,b\n1,\"2\n3,4\n".utf8), in: 3, CSVSplitter(separator: UInt8(ascii: ",")))
        } throws: { "\($0)".contains("line 2") && "\($0)".contains("never closed") }
        #expect {
            try records(
                Array("a\n\"bcdefghijkl\nmnop".utf8), in: 3, CSVSplitter(separator: UInt8(ascii: ","), limit: 8))
        } throws: { "\($0)".contains("line 2") && "\($0)".contains("longer") }
    }

    @Test("Fields that are not right are told", arguments: ["\"a\"b,c", "\"a"])
    func fields(text: String) {
        #expect(throws: UsageError.self) { try CSVFields.split(Array(text.utf8), separator: UInt8(ascii: ",")) }
    }

    @Test("Bytes that are no UTF-8 are told")
    func encoding() {
        #expect {
            try CSVFields.split([0x61, UInt8(ascii: ","), 0xFF], separator: UInt8(ascii: ","))
        } throws: { "\($0)" == "field 2 is no UTF-8 text" }
    }
}
