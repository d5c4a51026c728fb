import Foundation
import OIntCore
import Testing

@testable import OIntHTTP

extension Body {
    /// The body as it goes over the wire, and its announced length.
    func encoded(boundary: String = "BOUNDARY") async throws -> (text: String, type: String?, length: Int?) {
        let encoded = EncodedBody(self, boundary: boundary)
        let source = try BodySource(encoded) { _ in throw UsageError("nothing is to be fetched here") }
        let bytes = try await source.collected().bytes
        return (String(decoding: bytes, as: UTF8.self), encoded.type, source.length)
    }
}

/// Standard input as a file, which only the command line can name.
func standardInput() throws -> FileInput { try FileInput(option: [OptionInput("-", source: .commandLine)]) }

@Suite("Bodies on the wire")
struct EncodedBodyTests {
    @Test("No body has no type and no bytes, which is not the same as an empty one")
    func nothing() async throws {
        let none = try await Body.none.encoded()
        #expect(none == ("", nil, 0))
        #expect(EncodedBody(.none).segments.isEmpty)
        #expect(!EncodedBody(.form([])).segments.isEmpty)
        #expect(try await Body.form([]).encoded() == ("", "application/x-www-form-urlencoded", 0))
    }

    @Test("JSON is compact, in its order, and declared as UTF-8")
    func json() async throws {
        let body = try await Body.json(["b": 1, "a": ["я", .null], "b": 2]).encoded()
        #expect(body.text == #"{"b":1,"a":["я",null],"b":2}"#)
        #expect(body.type == "application/json; charset=utf-8")
        #expect(body.length == body.text.utf8.count)
    }

    @Test("Form fields are encoded fully, in their order, equal names included")
    func form() async throws {
        let fields = [("a b", "1 + 1 = 2"), ("ключ", "я\r\n"), ("a b", ""), ("~-._", "*'()!")]
        let body = try await Body.form(fields.map { (name: $0.0, value: $0.1) }).encoded()
        #expect(body.text == "a+b=1+%2B+1+%3D+2&%D0%BA%D0%BB%D1%8E%D1%87=%D1%8F%0D%0A&a+b=&~-._=%2A%27%28%29%21")
        #expect(body.type == "application/x-www-form-urlencoded")
        #expect(body.length == body.text.utf8.count)
    }

    @Test("Bytes and files go as they are, with the type that is given")
    func plain() async throws {
        #expect(try await Body.bytes(Array("abc".utf8), type: "text/x").encoded() == ("abc", "text/x", 3))
        let file = FileInput.bytes(Array("abcd".utf8))
        #expect(try await Body.file(file, type: "text/y").encoded() == ("abcd", "text/y", 4))
    }

    @Test("Multipart parts follow each other in their order, with every line break where it belongs")
    func multipart() async throws {
        let parts: [Body.Part] = [
            .field("title", "Hello\nthere"),
            .file("file", .bytes(Array("content".utf8)), fileName: "a.txt", type: "text/plain"),
            .file("raw", .bytes([]), fileName: "empty", type: nil),
        ]
        let body = try await Body.multipart(parts).encoded()
        let lines = [
            "--BOUNDARY", #"Content-Disposition: form-data; name="title""#, "", "Hello\nthere",
            "--BOUNDARY", #"Content-Disposition: form-data; name="file"; filename="a.txt""#,
            "Content-Type: text/plain", "", "content",
            "--BOUNDARY", #"Content-Disposition: form-data; name="raw"; filename="empty""#, "", "",
            "--BOUNDARY--", "",
        ]
        #expect(Array(body.text.utf8) == Array(lines.joined(separator: "\r\n").utf8))
        #expect(body.type == "multipart/form-data; boundary=BOUNDARY")
        #expect(body.length == body.text.utf8.count)
    }

    @Test("A multipart body without parts is closed all the same")
    func emptyMultipart() async throws {
        #expect(try await Body.multipart([]).encoded().text == "--BOUNDARY--\r\n")
    }

    @Test(
        "A name can't break out of its quotes",
        arguments: [
            (#"a"b"#, "a%22b"),
            ("a\r\nX-Evil: 1", "a%0D%0AX-Evil: 1"),
            ("a\nb\rc", "a%0Ab%0Dc"),
            // The quote and the accent behind it are one character to people, and two to a server.
            ("a\"\u{301}b", "a%22\u{301}b"),
            ("\r\n\u{301}", "%0D%0A\u{301}"),
            (#"C:\dir\file"#, #"C:\dir\file"#),
            ("отчёт 😀; filename=x", "отчёт 😀; filename=x"),
            ("100%22", "100%22"),
            ("", ""),
        ])
    func nastyNames(name: String, written: String) async throws {
        let body = try await Body.multipart([.file(name, .bytes([]), fileName: name, type: nil)]).encoded()
        let head = "--BOUNDARY\r\nContent-Disposition: form-data; name=\"\(written)\"; filename=\"\(written)\"\r\n\r\n"
        #expect(Array(body.text.utf8) == Array((head + "\r\n--BOUNDARY--\r\n").utf8))
    }

    @Test("Boundaries differ from body to body")
    func boundaries() throws {
        let types = (0..<20).compactMap { _ in EncodedBody(.multipart([])).type }
        #expect(Set(types).count == 20)
        #expect(types.allSatisfy { $0.count <= "multipart/form-data; boundary=".count + 70 })
    }

    @Test("Files in JSON become base64 where their marks stand, not in the order they were added")
    func embeddedFiles() async throws {
        var files = EmbeddedFiles()
        #expect(files.isEmpty)
        let first = files.add(.bytes(Array("first".utf8)))
        let second = files.add(.bytes(Array("second".utf8)))
        #expect(!files.isEmpty)
        let value: JSON = ["x": ["name.txt", second], "y": first, "z": [second, "end"]]
        let body = try await Body.jsonWithFiles(value, files: files).encoded()
        #expect(body.text == #"{"x":["name.txt","c2Vjb25k"],"y":"Zmlyc3Q=","z":["c2Vjb25k","end"]}"#)
        #expect(body.type == "application/json; charset=utf-8")
        #expect(body.length == body.text.utf8.count)
    }

    @Test("Texts around files are written as JSON, marks or not")
    func textsAroundFiles() async throws {
        var files = EmbeddedFiles()
        let file = files.add(.bytes([0]))
        let nasty = "\"\\\u{F0000}1\u{F0001}\n\u{301}"
        let body = try await Body.jsonWithFiles([.string(nasty), file, .string("\u{301}")], files: files).encoded()
        #expect(try JSON(parsing: body.text) == [.string(nasty), "AA==", "\u{301}"])
    }

    @Test("A value without files is plain JSON")
    func noFiles() async throws {
        #expect(try await Body.jsonWithFiles([1, 2], files: EmbeddedFiles()).encoded().text == "[1,2]")
    }

    @Test("A body can be sent again unless it comes from standard input")
    func repeatability() throws {
        let input = try standardInput()
        var files = EmbeddedFiles()
        let mark = files.add(input)
        let path = FileInput.path("/tmp/x")
        #expect(Body.none.isRepeatable)
        #expect(Body.json(1).isRepeatable)
        #expect(Body.file(path, type: "x").isRepeatable)
        #expect(Body.file(.address("https://h/x"), type: "x").isRepeatable)
        #expect(!Body.file(input, type: "x").isRepeatable)
        #expect(!Body.multipart([.field("a", "b"), .file("c", input, fileName: "d")]).isRepeatable)
        #expect(!Body.jsonWithFiles([mark], files: files).isRepeatable)
    }
}
