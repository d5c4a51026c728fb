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
        let found = try records(text, in: size, CSVSplitter())
        #expect(found.map(\.line) == [1, 2, 5, 6])
        #expect(
            try found.map { try CSVFields.split($0.bytes, separator: UInt8(ascii: ",")).map(\.text) } == [
                ["a", "b"], ["x\r\ny", "1\"2"], ["q\"r", ""], ["last", "a\nb"],
            ])
    }

    /// What stands in the cells of a table, its header included.
    private func cells(_ bytes: [UInt8], _ format: CSVFormat = CSVFormat(), in size: Int = 3) throws -> [[String]] {
        var splitter = CSVSplitter(format)
        for start in stride(from: 0, to: bytes.count, by: size) {
            splitter.append(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        splitter.end()
        var rows: [[String]] = []
        while let record = try splitter.next() {
            rows.append(try CSVFields.split(record.bytes, separator: try #require(splitter.separator)).map(\.text))
        }
        return rows
    }

    @Test("Lines end with CR, LF or CRLF, mixed as they may be", arguments: ["\n", "\r", "\r\n"], 1...6)
    func lineBreaks(ending: String, size: Int) throws {
        let text = ["a,b", "1,\"x\(ending)y\"", "", "2,z"].joined(separator: ending)
        #expect(try cells(Array(text.utf8), in: size) == [["a", "b"], ["1", "x\(ending)y"], ["2", "z"]])
        let found = try records(Array((text + ending).utf8), in: size, CSVSplitter())
        #expect(found.map(\.line) == [1, 2, 5])
        #expect(try cells(Array("a\r1\n2\r\n3".utf8), in: size) == [["a"], ["1"], ["2"], ["3"]])
    }

    @Test(
        "The separator is the one that the first line names or suggests",
        arguments: [
            ("a;b\n1,5;2\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a,b\n1,2\n", ","), ("one\n1\n", ","),
            ("sep=;\r\na,x;b\r\n1;2\r\n", ";"), ("SEP=|\na|b\n", "|"), ("\"x;y;z\",b\n1,2\n", ","),
            ("\u{FEFF}sep=\t\na\tb\n", "\t"),
        ])
    func detected(text: String, separator: Character) throws {
        var splitter = CSVSplitter()
        splitter.append(Array(text.utf8))
        splitter.end()
        let header = try #require(try splitter.next())
        #expect(splitter.separator == separator.asciiValue)
        #expect(!String(decoding: header.bytes, as: UTF8.self).lowercased().contains("sep="))
    }

    @Test("A first line that suggests two separators alike is told, unless one is given")
    func ambiguous() throws {
        let text = Array("a;b,c\n1;2,3\n".utf8)
        #expect { try cells(text) } throws: { "\($0)".contains("give --separator") }
        #expect(try cells(text, CSVFormat(separator: UInt8(ascii: ";"))) == [["a", "b,c"], ["1", "2,3"]])
    }

    @Test("UTF-16 is recognized, and other charsets are read when they are named", arguments: 1...7)
    func charsets(size: Int) throws {
        let text = "имя;😀\r\nАнна;\"«x»\"\r\n"
        let rows = [["имя", "😀"], ["Анна", "«x»"]]
        func utf16(_ isLittle: Bool, mark: Bool) -> [UInt8] {
            ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
                let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
                return isLittle ? bytes : bytes.reversed()
            }
        }
        #expect(try cells(utf16(true, mark: true), in: size) == rows)
        #expect(try cells(utf16(false, mark: true), in: size) == rows)
        let named = try CSVFormat(separator: nil, encoding: "utf-16")
        #expect(try cells(utf16(true, mark: false), named, in: size) == rows)
        let windows = try CSVFormat(separator: nil, encoding: "windows-1251")
        let bytes: [UInt8] = [0xE8, 0xEC, 0xFF, 0x3B, 0x62, 0x0A, 0xC0, 0xED, 0xED, 0xE0, 0x3B, 0x32]
        #expect(try cells(bytes, windows, in: size) == [["имя", "b"], ["Анна", "2"]])
        #expect(throws: UsageError.self) { try CSVFormat(separator: ";;", encoding: "klingon") }
        #expect(throws: UsageError.self) { try cells(utf16(true, mark: true).dropLast(), in: size) }
    }

    @Test("A table has names of its own for its columns, and as many fields in each row")
    func table() throws {
        var table = try CSVTable(Array("id; name\n1;\"\"\n2;\n".utf8))
        #expect(table.columns == ["id", "name"])
        #expect(try table.next()?.fields == [CSVField("1"), CSVField("", isQuoted: true)])
        #expect(try table.next()?.fields == [CSVField("2"), CSVField("")])
        #expect(try table.next() == nil)
        #expect { try CSVTable(Array("a,b,a\n".utf8)) } throws: {
            "\($0)".contains("columns 1 and 3 are both called 'a'")
        }
        #expect(throws: UsageError.self) { try CSVTable([]) }
        var short = try CSVTable(Array("a,b\n1,2\n3\n".utf8))
        _ = try short.next()
        #expect { try short.next() } throws: { "\($0)".contains("line 3 has 1 fields") }
    }

    @Test("Another separator leaves commas alone")
    func separator() throws {
        #expect(
            try CSVFields.split(Array("1,5;\"a;b\";".utf8), separator: UInt8(ascii: ";")).map(\.text) == [
                "1,5", "a;b", "",
            ])
    }

    @Test("A quotation mark that is not closed is told with its line")
    func unclosed() {
        #expect {
            try records(Array("a,b\n1,\"2\n3,4\n".utf8), in: 3, CSVSplitter())
        } throws: { "\($0)".contains("line 2") && "\($0)".contains("never closed") }
        #expect {
            try records(
                Array("a\n\"bcdefghijkl\nmnop".utf8), in: 3, CSVSplitter(limit: 8))
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
        } throws: { "\($0)".contains("field 2 is no UTF-8 text") && "\($0)".contains("--encoding windows-1251") }
    }
}
