import Testing

@testable import OIntCore

@Suite("One-letter options")
struct ShortFlagsTests {
    @Test(
        "options take turns: their first letter, or the next consonant that is free, or the next vowel",
        arguments: [
            (["url", "task"], "ut"), (["url", "user"], "us"), (["token", "title", "text", "tt"], "tlx-"),
            (["url", "uia"], "ui"), (["id", "icon", "io"], "ico"), (["all", "array"], "ar"), (["yes", "yoyo"], "yo"),
            (["to", "type"], "tp"),
            (["a", "a1", "2fa"], "a-f"), (["dry-run", "r-d"], "dr"), (["title", "token", "t"], "tk-"), (["42"], "-"),
            (["задача", "заголовок"], "за"),
        ])
    func rule(_ names: [String], _ letters: String) {
        let options = names.map { ParameterDescriptor.required($0, String.self, "About it.") }
        let short = ShortFlags.assign(to: options).map { $0.short ?? "-" }
        #expect(String(short) == letters)
    }

    @Test("an option without a letter of its own takes none from the others")
    func without() {
        let options = ShortFlags.assign(to: [.allPages, .required("archive", String.self, "About it.")])
        #expect(options.map(\.short) == [nil, "a"])
    }
}
