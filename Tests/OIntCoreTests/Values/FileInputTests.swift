import OIntCore
import TestFiles
import Testing

@Suite("Files as values")
struct FileInputTests {
    @Test("a path is taken, and the file goes by its last part")
    func path() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("hello", to: "отчёт 1.pdf")
        for source in [OptionInput.Source.commandLine, .program] {
            let file = try read(" \(path)\n", as: FileInput.self, from: source)
            #expect(file.content == .path(path))
            #expect(file.name == "отчёт 1.pdf")
            #expect(file.optionText == path)
        }
        #expect(FileInput.path("/").name == nil)
        #expect(FileInput.path("a.txt").name == "a.txt")
    }

    @Test("a file that is not there is told before anything is sent")
    func missing() {
        #expect(
            throws: OptionError(
                """
                names the file '/nowhere/a.txt', but it does not exist; give a path, - for standard input, an http(s) \
                address, or data:;base64,… for the content itself
                """)
        ) {
            try read("/nowhere/a.txt", as: FileInput.self)
        }
    }

    @Test("a directory is no file")
    func directory() throws {
        let directory = try TemporaryDirectory()
        #expect {
            try read(directory.path, as: FileInput.self)
        } throws: { "\($0)".contains(", but it is a directory; give a path") }
    }

    @Test("a dash is standard input")
    func standardInput() throws {
        let file = try read("-", as: FileInput.self)
        #expect(file.content == .standardInput)
        #expect(file.name == nil)
        #expect(file.optionText == "-")
    }

    @Test(
        "an http or https address is kept for later, and goes by the last part of its path",
        arguments: [
            ("https://example.com/a/b.pdf", "b.pdf"), ("HTTP://example.com/b.pdf?x=/y.png#z/w", "b.pdf"),
            ("https://example.com/b.pdf#page/2", "b.pdf"), ("https://example.com/a/", "a"),
            ("https://example.com", nil), ("http://example.com/", nil),
            ("https://example.com?file=/a.pdf", nil),
        ])
    func address(_ address: String, _ name: String?) throws {
        let file = try read(address, as: FileInput.self)
        #expect(file.content == .address(address))
        #expect(file.name == name)
        #expect(file.optionText == address)
    }

    @Test(
        "another scheme is a path, which is not there",
        arguments: ["ftp://example.com/a", "file:///etc/hosts", "httpx"])
    func otherSchemes(_ text: String) {
        #expect {
            try read(text, as: FileInput.self)
        } throws: { "\($0)".hasPrefix("names the file '\(text)', but it does not exist") }
    }

    @Test(
        "a data: address holds the bytes themselves",
        arguments: [
            ("data:;base64,SGVsbG8=", "Hello"), ("DATA:text/plain;charset=utf-8;BASE64,0L/RgNC40LLQtdGC", "привет"),
            ("data:;base64,", ""), ("data:;base64,SGVs\nbG8 =", "Hello"),
            ("data:,Hello%2C%20world%21", "Hello, world!"),
            ("data:text/plain,a,b;base64,c", "a,b;base64,c"), ("data:,", ""), ("data:,100%25", "100%"),
        ])
    func data(_ address: String, _ expected: String) throws {
        let file = try read(address, as: FileInput.self)
        #expect(file.content == .bytes(Array(expected.utf8)))
        #expect(file.name == nil)
        #expect(file.optionText == "\(expected.utf8.count) bytes")
    }

    @Test(
        "a data: address that can't be read says why",
        arguments: [
            ("data:;base64", "begins with data: but has no comma before its content, as in data:;base64,SGVsbG8="),
            ("data:;base64,SGVsbG8", "begins with data:…;base64, but its content is not base64"),
            ("data:;base64,приве=", "begins with data:…;base64, but its content is not base64"),
            ("data:,100%", "begins with data: but its content is not percent-encoded text"),
            ("data:,%GG", "begins with data: but its content is not percent-encoded text"),
        ])
    func brokenData(_ address: String, _ problem: String) {
        #expect(throws: OptionError(problem)) { try read(address, as: FileInput.self) }
    }

    @Test(
        "what was read from a file, a variable or standard input is the content, whatever it looks like",
        arguments: [.file("/tmp/x"), .environment("X"), .standardInput] as [OptionInput.Source],
        ["/etc/hostname", "-", "https://example.com", " data:,x\n"])
    func content(_ source: OptionInput.Source, _ text: String) throws {
        #expect(try read(text, as: FileInput.self, from: source).content == .bytes(Array(text.utf8)))
    }
}

@Suite("Files by name")
struct FilesByNameTests {
    @Test("an object names files, in its order")
    func reads() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("hello", to: "r.txt")
        let files = try read(
            "{'z.pdf': '\(path)', 'a.png': 'https://example.com/b.png', 'c.txt': 'data:,x'}", as: FilesByName.self)
        #expect(
            files == ["z.pdf": .path(path), "a.png": .address("https://example.com/b.png"), "c.txt": .bytes([0x78])])
        #expect(files.entries.map(\.name) == ["z.pdf", "a.png", "c.txt"])
        #expect(files.optionText == #"{"z.pdf":"\#(path)","a.png":"https://example.com/b.png","c.txt":"1 bytes"}"#)
    }

    @Test("the object may be in a file")
    func fromFile() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(#"{"a.txt": "data:,x"}"#, to: "files.json")
        #expect(try read(path, as: FilesByName.self) == ["a.txt": .bytes([0x78])])
        #expect(try read("{}", as: FilesByName.self) == [:])
    }

    @Test("what can't be read is named")
    func problems() {
        #expect(throws: OptionError("wants the path of a file under 'a.txt'")) {
            try read("{'a.txt': 5}", as: FilesByName.self)
        }
        #expect(
            throws: OptionError(
                """
                has a file under 'a.txt' that names the file '/nowhere', but it does not exist; give a path, \
                - for standard input, an http(s) address, or data:;base64,… for the content itself
                """)
        ) {
            try read("{'a.txt': '/nowhere'}", as: FilesByName.self)
        }
        #expect(throws: OptionError(#"takes a JSON object, as in '{"KEY": "value"}'"#)) {
            try read("['/nowhere']", as: FilesByName.self)
        }
    }
}
