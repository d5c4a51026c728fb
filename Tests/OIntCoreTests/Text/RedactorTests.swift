import OIntCore
import Testing

@Suite("Masking secrets")
struct RedactorTests {
    private let redactor = Redactor(["p/q \"5\"+é"])

    @Test("a secret is masked in every spelling a request gives it")
    func spellings() {
        #expect(redactor.masked("raw p/q \"5\"+é.") == "raw ***.")
        #expect(redactor.masked("?t=p%2Fq%20%225%22%2B%C3%A9&x=1") == "?t=***&x=1")
        #expect(redactor.masked("t=p%2Fq+%225%22%2B%C3%A9&x=1") == "t=***&x=1")
        #expect(redactor.masked(#"{"t":"p/q \"5\"+é"}"#) == #"{"t":"***"}"#)
        #expect(redactor.masked("one p/q \"5\"+é, two p/q \"5\"+é") == "one ***, two ***")
    }

    @Test("other texts stay as they are")
    func untouched() {
        #expect(redactor.masked("p/q and 5") == "p/q and 5")
        #expect(redactor.masked("") == "")
        #expect(Redactor([]).masked("anything") == "anything")
        #expect(Redactor([""]).masked("anything") == "anything")
    }

    @Test("a key of several lines is masked as it stands and as JSON")
    func lines() {
        let redactor = Redactor(["-----BEGIN\nabc\n-----END"])
        #expect(redactor.masked("<-----BEGIN\nabc\n-----END>") == "<***>")
        #expect(redactor.masked(#""-----BEGIN\nabc\n-----END""#) == #""***""#)
    }

    @Test("a secret that is part of another, or overlaps it, leaves no rest")
    func overlaps() {
        #expect(Redactor(["abcdef", "abcdefghi"]).masked("<abcdefghi> <abcdef>") == "<***> <***>")
        #expect(Redactor(["cdefgh", "abcdefghi"]).masked("<abcdefghi>") == "<***>")
        #expect(Redactor(["abcdef", "defghi"]).masked("<abcdefghi>") == "<***>")
        #expect(Redactor(["abcdef"]).masked("abcdefabcdef") == "******")
        #expect(Redactor(["***", "abcdef"]).masked("abcdef ***") == "*** ***")
    }

    @Test("an accent, a joiner or a line feed behind a secret does not show it")
    func graphemes() {
        #expect(Redactor(["abcdef"]).masked("abcdef\u{301}") == "***\u{301}")
        #expect(Redactor(["abcdef"]).masked("abcdef\u{200D}g") == "***\u{200D}g")
        #expect(Redactor(["abcdef\r"]).masked("abcdef\r\n") == "***\n")
    }

    @Test("a very short secret is masked where it stands alone, and not inside words and numbers")
    func short() {
        let redactor = Redactor(["abc", "17"])
        #expect(redactor.masked("abc, \"abc\" x=abc&y=17 /abc/ abc") == "***, \"***\" x=***&y=*** /***/ ***")
        #expect(redactor.masked("abcd xabc яabcя 2017 170") == "abcd xabc яabcя 2017 170")
        #expect(redactor.masked(["a": 17, "b": 175, "c": "abcd"] as JSON) == ["a": "***", "b": 175, "c": "abcd"])
        #expect(Redactor(["abcde"]).masked("xabcde") == "xabcde")
        #expect(Redactor(["abcdef"]).masked("xabcdef") == "x***")
        #expect(Redactor(["яяя"]).masked("хяяя") == "х***")
    }

    @Test("a value is masked wherever it stands in JSON")
    func json() {
        let redactor = Redactor(["hunter2", "1234567"])
        let reply: JSON = [
            "user": "kate", "note": "it is hunter2!", "list": ["hunter2", ["deep": "a hunter2 b"]], "hunter2": 1,
            "count": 1234567, "other": 123456, "none": .null, "flag": true,
        ]
        #expect(
            redactor.masked(reply) == [
                "user": "kate", "note": "it is ***!", "list": ["***", ["deep": "a *** b"]], "***": 1, "count": "***",
                "other": 123456, "none": .null, "flag": true,
            ])
    }

    @Test("what stands under a key for secrets is masked, unless it is an object to look into")
    func keys() {
        let reply: JSON = [
            "access_token": "abc", "refresh_token": .null, "expires": 3600, "password": 12345, "secret": ["a", "b"],
            "auth": ["user": "kate", "apiKey": "abc"], "list": [["client-secret": "abc"]],
        ]
        #expect(
            Redactor([]).masked(reply) == [
                "access_token": "***", "refresh_token": .null, "expires": 3600, "password": "***", "secret": "***",
                "auth": ["user": "kate", "apiKey": "***"], "list": [["client-secret": "***"]],
            ])
    }

    @Test(
        "keys that hold secrets are known by their names",
        arguments: [
            "token", "access_token", "refreshToken", "BOT-TOKEN", "client_secret", "Password", "db.passwd",
            "passphrase",
            "X-Api-Key", "apikey", "private_key", "aws_secret_access_key", "secretKey", "Authorization",
            "Proxy-Authorization", "Cookie", "Set-Cookie", "auth", "code", "sid",
        ])
    func secretKeys(_ key: String) {
        #expect(Redactor.holdsSecret(key))
    }

    @Test(
        "other keys are not",
        arguments: ["", "id", "name", "tokens_used", "author", "postcode", "key", "keyboard", "inside"])
    func plainKeys(_ key: String) {
        #expect(!Redactor.holdsSecret(key))
    }
}
