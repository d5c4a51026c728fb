import OIntCore
import Testing

@Suite("Secrets")
struct SecretTests {
    private struct Account: Sendable {
        let user = "kate"
        let token: Secret = "hunter2"
        let others: [String: Secret?] = ["a": "hunter2", "b": nil]
    }

    private struct Failure: Error {
        let token: Secret
    }

    @Test("nothing that shows a value shows a secret")
    func masked() {
        let secret = Secret("hunter2")
        #expect("\(secret)" == "***")
        #expect(String(describing: secret) == "***")
        #expect(String(reflecting: secret) == "***")
        #expect("\(Optional(secret) as Any)" == "Optional(***)")
        #expect("\([secret])" == "[***]")
        #expect(secret.optionText == "***")
        #expect(Mirror(reflecting: secret).children.isEmpty)
        var text = ""
        dump(secret, to: &text)
        #expect(text.contains("***"))
        #expect(!text.contains("hunter2"))
    }

    @Test("nor does a value that holds one")
    func nested() {
        let account = Account()
        var text = "\(account) \(String(reflecting: account)) \(Failure(token: account.token))"
        dump(account, to: &text)
        print(account, to: &text)
        #expect(text.contains("kate"))
        #expect(!text.contains("hunter2"))
    }

    @Test("the text is there for whoever asks by name")
    func exposed() {
        #expect(Secret("hunter2").exposed == "hunter2")
        #expect(Secret("a") == "a")
        #expect(Secret("a") != "b")
        #expect(Secret("hunter2").secrets == ["hunter2"])
    }

    @Test("a secret is read as it stands, without white space around it", arguments: allSources)
    func reading(_ source: OptionInput.Source) throws {
        #expect(try read(" a\\nb\\\\ \"c\"\r\n", as: Secret.self, from: source).exposed == #"a\nb\\ "c""#)
        #expect(try read("line 1\nline 2\n", as: Secret.self, from: source).exposed == "line 1\nline 2")
    }

    @Test("a secret that is given twice is not shown")
    func error() {
        #expect {
            try read("hunter2", "hunter3", as: Secret.self)
        } throws: { !"\($0)".contains("hunter") }
    }
}
