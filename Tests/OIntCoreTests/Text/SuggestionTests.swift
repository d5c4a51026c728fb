import Testing

@testable import OIntCore

@Suite("Suggestions")
struct SuggestionTests {
    private let methods = ["GetTask", "GetTasksList", "AddTask", "SendTextMessage", "ПолучитьЗадачу", "ПолучитьЧат"]

    @Test(
        "a slip of the pen leads to what was meant",
        arguments: [
            ("GetTaks", "GetTask"), ("gettask", "GetTask"), ("etTask", "GetTask"), ("GetTaskk", "GetTask"),
            ("GetTsk", "GetTask"), ("ЫендTextMessage", "SendTextMessage"), ("SendTxetMesage", "SendTextMessage"),
            ("ПолучитьЗадчау", "ПолучитьЗадачу"), ("получитьзадачи", "ПолучитьЗадачу"), ("ПолучитьЧта", "ПолучитьЧат"),
        ])
    func finds(_ word: String, _ expected: String) {
        #expect(Suggestion.nearest(to: word, among: methods) == expected)
    }

    @Test(
        "nothing is proposed where too much is wrong",
        arguments: ["RemoveChat", "x", "GetXxxx", "УдалитьЗадачу", "ЗадачуПолучить", "tasks.task.get"])
    func tooFar(_ word: String) {
        #expect(Suggestion.nearest(to: word, among: methods) == nil)
    }

    @Test("a third of the word may be wrong, and one letter always")
    func limit() {
        #expect(Suggestion.nearest(to: "abcdef", among: ["abcdxy"]) == "abcdxy")
        #expect(Suggestion.nearest(to: "abcde", among: ["abcxy"]) == nil)
        #expect(Suggestion.nearest(to: "ab", among: ["ax"]) == "ax")
        #expect(Suggestion.nearest(to: "ab", among: ["xy"]) == nil)
    }

    @Test("of equally near words the first is proposed, of others the nearer")
    func nearest() {
        #expect(Suggestion.nearest(to: "users", among: ["user", "uses"]) == "user")
        #expect(Suggestion.nearest(to: "tokenn", among: ["taken", "tokens", "token"]) == "tokens")
        #expect(Suggestion.nearest(to: "tokenn", among: ["takennn", "token"]) == "token")
        #expect(Suggestion.nearest(to: "token", among: []) == nil)
    }

    @Test("a word broken off is completed where only one begins like it")
    func beginnings() {
        #expect(Suggestion.nearest(to: "Send", among: methods) == "SendTextMessage")
        #expect(Suggestion.nearest(to: "Получить", among: methods) == nil)
        #expect(Suggestion.nearest(to: "Se", among: methods) == nil)
    }

    @Test(
        "steps from word to word are counted",
        arguments: [
            ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1),
            ("abc", "xbc", 1), ("ab", "ba", 1), ("abcd", "badc", 2), ("ca", "abc", 3), ("kitten", "sitting", 3),
            ("задача", "здаача", 1), ("задача", "зaдача", 1),
        ])
    func distance(_ a: String, _ b: String, _ expected: Int) {
        #expect(Suggestion.distance(Array(a), Array(b)) == expected)
        #expect(Suggestion.distance(Array(b), Array(a)) == expected)
    }
}
