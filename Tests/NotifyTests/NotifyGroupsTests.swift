import OIntCore
import TestFiles
import Testing

@testable import OIntConfiguration

@Suite("Groups of targets in the settings")
struct NotifyGroupsTests {
    private func groups(_ text: String, profile: String = "default") throws -> NotifyGroups {
        let directory = try TemporaryDirectory()
        let path = try directory.write(text, to: "config.toml", mode: 0o600)
        return NotifyGroups(try UserSettings(path: path), profile: try ProfileName(profile))
    }

    private let text = """
        [notify]
        ops = ["telegram:@alerts", "slack/work:C1"]
        all = ["ops", "ntfy:https://ntfy.test/x", "ops", {to = ["bitrix24:chat7", "slack:C2"], optional = true}]
        [profile.night.notify]
        ops = ["ntfy:night"]
        """

    @Test("Groups of groups, substitutes, and each entry once")
    func reading() throws {
        let all = try groups(text).routes(for: ["all", "telegram:@alerts"])
        #expect(
            all.map { $0.targets.map(\.description) } == [
                ["telegram:@alerts"], ["slack/work:C1"], ["ntfy:https://ntfy.test/x"], ["bitrix24:chat7", "slack:C2"],
            ])
        #expect(all.map(\.isOptional) == [false, false, false, true])
        #expect(try groups(text, profile: "night").routes(for: ["ops"]).map(\.targets[0].address) == ["night"])
    }

    @Test(
        "What can't be read is told with its place, and nothing of the group is used",
        arguments: [
            ("[notify]\nops = []", "ops", "has to be a list"),
            ("[notify]\nops = [\"opps\"]", "ops", "no group 'opps'"),
            ("[notify]\na = [\"b\"]\nb = [\"a\"]", "a", "holds itself"), ("[notify]\nops = [3]", "ops", "entry 1"),
            ("[notify]\nops = [\"a:b\", {to = [\"a:b\", \"x\"]}]", "ops", "entry 2"),
            ("[notify]\nops = [{to = \"a:b\", optional = 1}]", "ops", "true or false"),
            ("[notify]\nops = [\"a:b\"]", "opz", "did you mean ops"), ("", "ops", "has no groups"),
            ("[notify]\nops = [{to = [\"a:b\"], until = 3}]", "ops", "knows to and optional"),
        ])
    func problems(text: String, group: String, words: String) throws {
        let groups = try groups(text)
        let error = try #require(#expect(throws: UsageError.self) { try groups.routes(for: [group]) })
        #expect(error.description.contains(words), "\(error)")
    }
}
