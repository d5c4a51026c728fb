import OIntCore
import Testing

@testable import OIntListener

@Suite("Forms with files are read")
struct MultipartFormTests {
    private let type = "multipart/form-data; boundary=\"b 1\""

    private func parts(_ text: String, _ type: String? = nil) throws -> [MultipartForm.Part] {
        try MultipartForm(Array(text.utf8), contentType: type ?? self.type).parts
    }

    @Test("Fields and files come in their order, byte by byte")
    func typical() throws {
        let text =
            "--b 1\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na\r\n--b\r\n\r\n--b 1\r\n"
            + "content-disposition: form-data; name=file; filename=\"x \\\"y\\\".bin\"\r\nContent-Type: image/png\r\n\r\n\u{0}\r\n--b 1--\r\n"
        #expect(
            try parts(text) == [
                MultipartForm.Part(name: "text", fileName: nil, content: Array("a\r\n--b\r\n".utf8)),
                MultipartForm.Part(name: "file", fileName: "x \"y\".bin", content: [0]),
            ])
    }

    @Test("An empty field is one, and so is a form without fields")
    func empty() throws {
        #expect(try parts("--b 1\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--b 1--").map(\.content) == [[]])
        #expect(try parts("--b 1--").isEmpty)
    }

    @Test(
        "What is broken is told",
        arguments: [
            "", "--b 2--", "--b 1\r\nContent-Disposition: form-data; name=a\r\n\r\nx", "--b 1\r\n\r\nx\r\n--b 1--",
            "--b 1\r\nContent-Disposition: form-data; name=a", "--b 1",
        ])
    func broken(_ text: String) {
        #expect(throws: UsageError.self) { try parts(text) }
        #expect(throws: UsageError.self) { try parts(text, "multipart/form-data") }
    }
}
