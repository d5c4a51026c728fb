import OIntConfiguration
import OIntCore
import Testing

@Suite("Reading TOML")
struct TOMLReadingTests {
    private static let text = """
        # Settings.
        zeta = "é\\t\\"x\\""
        alpha = 'C:\\temp'
        count = 1_000
        hex = 0xff
        ratio = +1.50
        huge = inf
        isOn = true
        since = 1979-05-27 07:32:00Z # a comment
        day = 1979-05-27
        list = [ 1,
          "two", # with a comment
        ]
        "quoted key" . sub = 1
        point = { x = 1, y.z = 2 }

        [profile.work.bitrix24]
        url = \"""
        first
        second\"""

        [profile.work]
        name = "w"

        [[server]]
        host = "a"
        [[server]]
        host = "b"
        """

    private let document: TOMLDocument

    init() throws { document = try TOMLDocument(text: Self.text, name: "config.toml") }

    @Test("Values keep their type, and numbers their digits")
    func values() {
        #expect(document.value(at: ["zeta"]) == .string("é\t\"x\""))
        #expect(document.value(at: ["alpha"]) == .string("C:\\temp"))
        #expect(document.value(at: ["count"]) == .integer(1000))
        #expect(document.value(at: ["hex"]) == .integer(255))
        #expect(document.value(at: ["ratio"]) == .float("1.50"))
        #expect(document.value(at: ["isOn"]) == .boolean(true))
        #expect(document.value(at: ["since"]) == .dateTime("1979-05-27 07:32:00Z"))
        #expect(document.value(at: ["day"]) == .dateTime("1979-05-27"))
        #expect(document.value(at: ["list"]) == .array([.integer(1), .string("two")]))
        #expect(document.value(at: ["quoted key", "sub"]) == .integer(1))
        #expect(document.value(at: ["point", "y", "z"]) == .integer(2))
        #expect(document.value(at: ["profile", "work", "bitrix24", "url"]) == .string("first\nsecond"))
        #expect(document.value(at: ["profile", "home"]) == nil)
        #expect(document.value(at: ["count", "below"]) == nil)
    }

    @Test("Keys stand in the order of the file")
    func order() {
        #expect(
            document.table.keys == [
                "zeta", "alpha", "count", "hex", "ratio", "huge", "isOn", "since", "day", "list", "quoted key", "point",
                "profile", "server",
            ])
        #expect(document.value(at: ["profile", "work"])?.table?.keys == ["bitrix24", "name"])
    }

    @Test("A value tells its line")
    func lines() {
        #expect(document.line(of: ["zeta"]) == 2)
        #expect(document.line(of: ["profile", "work", "name"]) == 23)
        #expect(document.line(of: ["profile", "work"]) == nil)
        #expect(document.line(of: ["nothing"]) == nil)
    }

    @Test(
        "A value becomes what an option takes",
        arguments: [
            ("zeta", "é\t\"x\""), ("count", "1000"), ("ratio", "1.50"), ("huge", "inf"), ("isOn", "true"),
            ("since", "1979-05-27 07:32:00Z"), ("list", #"[1,"two"]"#), ("point", #"{"x":1,"y":{"z":2}}"#),
            ("server", #"[{"host":"a"},{"host":"b"}]"#),
        ])
    func optionText(key: String, expected: String) {
        #expect(document.value(at: [key])?.optionText == expected)
    }

    @Test("Numbers that JSON lacks become texts")
    func json() {
        #expect(document.value(at: ["huge"])?.json == "inf")
        #expect(document.value(at: ["ratio"])?.json.number?.text == "1.50")
    }

    @Test("A text with Windows line ends and a byte order mark is read, and given back as it was")
    func marks() throws {
        let text = "\u{FEFF}a = 1\r\n\r\n[b]\r\nc = \"d\"\r\n"
        let document = try TOMLDocument(text: text, name: "config.toml")
        #expect(document.value(at: ["b", "c"]) == .string("d"))
        #expect(document.bytes == Array(text.utf8))
    }

    @Test("An empty text is an empty document", arguments: ["", "\n", "# nothing", "\u{FEFF}"])
    func empty(text: String) throws {
        #expect(try TOMLDocument(text: text, name: "config.toml").table.entries.isEmpty)
    }
}
