import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Addresses of services") struct BaseURLTests {
    @Test(arguments: [
        ("example.com", "https://example.com"), (" http://localhost:8081/ ", "http://localhost:8081"),
        ("HTTPS://Example.com:443/api//v1/", "https://example.com/api/v1"), ("https://[::1]:81", "https://[::1]:81"),
        (
            "https://a.example/t/0f8fad5b-d9cb-469f-a165-70867728950e",
            "https://a.example/t/0f8fad5b-d9cb-469f-a165-70867728950e"
        ),
        ("https://example.com/a b".replacing(" ", with: "%20"), "https://example.com/a%20b"),
    ])
    func `An address is read leniently`(_ typed: String, _ text: String) throws {
        #expect(try BaseURL(typed).text == text)
    }

    @Test(arguments: [
        "", "a b", "ftp://example.com", "https://user:pw@example.com", "example.com?x=1", "example.com#x",
        "https://example.com:",
        "https://api.telegram.org/bot123456:AAsecret", "https://h.example/0123456789abcdef0123456789abcdef",
        "https://example.com/../etc",
    ])
    func `What is more or less than the address of a server is refused, and not told`(_ typed: String) {
        let error = #expect(throws: OptionError.self) { try BaseURL(typed) }
        for secret in ["pw", "AAsecret", "0123456789"] { #expect(error?.description.contains(secret) == false) }
    }

    @Test func `Segments are appended encoded, and counted from the front`() throws {
        let url = try BaseURL("https://example.com/a/b/c", allowsSecrets: true)
        #expect(url.appending("d e", "f/g").text == "https://example.com/a/b/c/d%20e/f%2Fg")
        #expect(url.keeping(1).text == "https://example.com/a")
        #expect(url.segments == ["a", "b", "c"])
    }

    @Test func `JSON in ASCII has escapes for everything else`() throws {
        let value: JSON = ["path": "/é😀\n\u{7F}"]
        let text = value.text(.ascii)
        #expect(text == #"{"path":"/\u00E9\uD83D\uDE00\n\u007F"}"#)
        #expect(try JSON(parsing: text) == value)
    }
}
