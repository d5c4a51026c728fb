import OIntCore
import Testing

@Suite("Quoting what somebody gave")
struct QuoteTests {
    @Test("A secret is masked before a text is cut")
    func cut() {
        let secret = Secret(String(repeating: "s3cr3t", count: 10))
        let text = "beginning of a text, then \(secret.exposed)"
        #expect(Quote.short(text).contains("s3cr3t"))
        Quote.$secrets.withValue({ [secret] }) {
            #expect(Quote.short(text) == "'beginning of a text, then ***'")
            #expect(Quote.short(secret.exposed) == "'***'")
        }
    }

    @Test("Working out what is secret may quote something itself")
    func recursion() {
        Quote.$secrets.withValue({ [Secret(Quote.short("inner"))] }) { #expect(Quote.short("outer") == "'outer'") }
    }

    @Test(
        "What looks like a password in an address is masked",
        arguments: [
            ("user:pw@host/x", "***@host/x"), ("https://user:p@w@host:80/x", "https://***@host:80/x"),
            ("https://key@host", "https://***@host"), ("http://u:p/w@h", "http://***@h"),
            ("see user:pw@host and a:b@c", "see ***@host and ***@c"),
            ("https://h/x?token=abc&limit=1&API_KEY=d#f", "https://h/x?token=***&limit=1&API_KEY=***#f"),
            ("https://u:p@h/x?password=a", "https://***@h/x?password=***"), ("ann@example.com", "ann@example.com"),
            ("@news", "@news"), ("a=b", "a=b"), ("https://h/x?limit=1", "https://h/x?limit=1"),
        ])
    func addresses(text: String, shown: String) {
        #expect(Redactor.withoutCredentials(text) == shown)
        #expect(Quote.short(text) == "'\(shown)'")
        for secret in Redactor.credentials(in: text) { #expect(text.contains(secret.exposed)) }
    }

    @Test("Texts under keys that say so are secret, in JSON of any depth")
    func json() throws {
        let json = try JSON(
            parsing: #"{"a": [{"Access_Token": "x", "code": "RU", "token": 5, "password": ""}], "b": "c"}"#)
        #expect(Redactor.secrets(in: json) == ["x"])
    }
}
