import OIntCore
import Testing

@testable import OIntXML

@Suite("XML")
struct XMLElementTests {
    private func parse(_ text: String) throws -> XMLElement { try XMLElement(parsing: Array(text.utf8)) }

    @Test(
        "Elements become objects, neighbours of one name a list",
        arguments: [
            ("<a>text</a>", ["a": "text"]),
            ("<a/>", ["a": ""]),
            ("<?xml version='1.0'?><a><b>1</b></a>", ["a": ["b": "1"]]),
            ("<a><b>1</b><c/><b>2</b></a>", ["a": ["b": ["1", "2"], "c": ""]]),
            ("<a x='1' xmlns='urn:x'><b y='2'>z</b></a>", ["a": ["b": "z"]]),
            ("<a>\n  <b>1</b>\n</a>", ["a": ["b": "1"]]),
            ("<a>&lt;&amp;&#xE9;&#x1F600;]]&gt;</a>", ["a": "<&é😀]]>"]),
            ("<a><![CDATA[<b>]]> &quot;</a>", ["a": "<b> \""]),
            ("<a> b </a>", ["a": " b "]),
            ("<!-- c --><a><!-- d -->1<?e f?>2</a>", ["a": "12"]),
            ("<x:a><y:b>1</y:b></x:a>", ["x:a": ["y:b": "1"]]),
        ] as [(String, JSON)])
    func json(text: String, expected: JSON) throws {
        #expect(try parse(text).json == expected)
    }

    @Test func `Attributes and order are in the tree`() throws {
        let element = try parse("<a p='1' q='&lt;'>x<b/>y<c/></a>")
        #expect(element.attributes == [.init("p", "1"), .init("q", "<")])
        #expect(
            element.content == [.text("x"), .element(XMLElement("b", [])), .text("y"), .element(XMLElement("c", []))])
        #expect(element.text == "xy")
        #expect(element["c"]?.name == "c")
        #expect(element["d"] == nil)
    }

    @Test(
        "What is no document is refused with its place",
        arguments: [
            ("", 1, 1), ("text", 1, 1), ("<a>", 1, 4), ("<a>\n <b></a>", 2, 7), ("<a/><b/>", 1, 5),
            ("<a>&nbsp;</a>", 1, 4),
            ("<a>\u{1}</a>", 1, 4), ("<a b=1/>", 1, 6),
        ])
    func malformed(text: String, line: Int, column: Int) {
        let error = #expect(throws: XMLParsingError.self) { try parse(text) }
        #expect(error?.line == line)
        #expect(error?.column == column)
    }

    @Test(
        "A document type is refused, and with it every entity",
        arguments: [
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
            "<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>",
        ])
    func documentType(text: String) {
        let error = #expect(throws: XMLParsingError.self) { try parse(text) }
        #expect(error?.reason == "document type declarations are not accepted")
    }

    @Test func `Depth has a limit`() throws {
        let document = { (depth: Int) in
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        _ = try parse(document(XMLElement.maximumDepth))
        let error = #expect(throws: XMLParsingError.self) { try parse(document(XMLElement.maximumDepth + 1)) }
        #expect(error?.reason == "elements stand inside each other more than 256 deep")
    }

    @Test func `Other encodings are read`() throws {
        let latin: [UInt8] = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9] + Array("</a>".utf8)
        #expect(try XMLElement(parsing: latin).text == "é")
        let wide: [UInt8] = "\u{FEFF}<a>é</a>".utf16.reduce(into: []) { $0 += [UInt8($1 >> 8), UInt8($1 & 0xFF)] }
        #expect(try XMLElement(parsing: wide).text == "é")
        #expect(throws: XMLParsingError.self) { try XMLElement(parsing: [0x3C, 0x61, 0x3E, 0xFF, 0x3C]) }
    }

    @Test func `A large document is read whole`() throws {
        let row = "<Contents><Key>some/key</Key><Size>1</Size></Contents>"
        let text = "<List>" + String(repeating: row, count: 20_000) + "</List>"
        #expect(try parse(text).elements.count == 20_000)
    }

    @Test func `What is written is read back as it was`() throws {
        let text = "<&>\"'\r\n\té😀 ]]>"
        let element = XMLElement(
            "a", attributes: [.init("b", text)], [XMLElement("c", text), XMLElement("d", ""), XMLElement("e", [])])
        #expect(try XMLElement(parsing: element.document) == element)
        #expect(
            String(decoding: XMLElement("a", "<\"&\n").document, as: UTF8.self)
                == "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>&lt;&quot;&amp;&#10;</a>")
    }

    @Test func `Characters that no document can hold are replaced`() throws {
        #expect(
            try XMLElement(parsing: XMLElement("a", "x\u{0}\u{1B}\u{FFFE}y").document).text
                == "x\u{FFFD}\u{FFFD}\u{FFFD}y")
    }
}
