import Foundation
import OIntConfiguration
import OIntCore
import Testing

@Suite("The file of settings")
struct SettingsFileTests {
    private static let text = """
        # my settings
        default-profile = "work"   # at the office

        [profile.work.shop] # the big one
        count  =  1 # few
        note = 'x'

        # the end

        """

    @Test("Comments, order and blanks survive a change; only the value is another")
    func comments() async throws {
        let home = try Home()
        try home.writeSettings(Self.text)
        try await home.configuration().set("count", "12", in: try ProfileName("work"))
        #expect(try home.settings == Self.text.replacing("count  =  1 # few", with: "count  =  12 # few"))
        try await home.configuration().set("urgent", "true", in: try ProfileName("work"))
        for line in Self.text.split(separator: "\n") where !line.hasPrefix("count") {
            #expect(try home.settings.split(separator: "\n").contains(line))
        }
        #expect(try await home.configuration().found(profile: "work")["urgent"] == ["true"])
    }

    @Test(
        "Values get the type that fits the option",
        arguments: [
            ("count", "7", "count = 7"), ("price", "1,50", "price = 1.50"), ("price", "2", "price = 2"),
            ("urgent", "TRUE", "urgent = true"), ("note", "12", #"note = "12""#), ("note", #"a\nb"#, #"note = "a\nb""#),
            ("tags", "a", #"tags = "a""#), ("tags", #"["a", "b"]"#, #"tags = ["a", "b"]"#), ("tags", "[]", "tags = []"),
            ("fields", #"{"a": null}"#, #"fields = "{\"a\": null}""#), ("count", "many", #"count = "many""#),
        ])
    func types(option: String, value: String, line: String) async throws {
        let home = try Home()
        try await home.configuration().set(option, value)
        #expect(try home.settings == "[profile.default.shop]\n\(line)\n")
    }

    @Test("What no method can read is refused, and nothing is written")
    func unreadable() async throws {
        let home = try Home()
        await #expect {
            try await home.configuration().set("urgent", "perhaps")
        } throws: {
            "\($0)" == "shop.urgent takes true or false, not 'perhaps'"
        }
        await #expect {
            try await home.configuration().set("tgas", "a")
        } throws: {
            "\($0)" == "no method of shop has an option 'tgas', did you mean shop.tags?"
        }
        #expect(try home.names(in: ".").contains(".config") == false)
    }

    @Test("The content of a JSON file is kept, not its path")
    func jsonFile() async throws {
        let home = try Home()
        try home.write(#"{"a": 1}"#, to: "fields.json")
        try await home.configuration().set("fields", home.path("fields.json"))
        #expect(try await home.configuration().found()["fields"] == [#"{"a": 1}"#])
    }

    @Test("A key in other letters, or under its old name, is changed in its place")
    func otherNames() async throws {
        let home = try Home()
        try home.writeSettings("[profile.default.shop]\nCuont = 1\nNOTE = 'x'\n")
        try await home.configuration().set("count", "2")
        try await home.configuration().set("note", "y")
        #expect(try home.settings == "[profile.default.shop]\nCuont = 2\nNOTE = \"y\"\n")
        #expect(
            try await home.configuration().unset(try LibraryOption(named: "count", of: Shop.library), in: .fallback))
        #expect(try home.settings == "[profile.default.shop]\nNOTE = \"y\"\n")
    }

    @Test("Two hundred changes at the same time lose nothing")
    func concurrent() async throws {
        let home = try Home()
        try home.writeSettings("# kept\n")
        try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    let profile = try ProfileName("p\(number % 40)")
                    let options = ["count", "note", "price", "tags", "fields"]
                    let values = ["\(number)", "n\(number)", "\(number)", "t\(number)", "{\"n\":\(number)}"]
                    try await home.configuration().set(options[number / 40], values[number / 40], in: profile)
                }
            }
            try await group.waitForAll()
        }
        #expect(try home.settings.hasPrefix("# kept\n"))
        for number in 0..<40 {
            let found = try await home.configuration().found(profile: "p\(number)")
            #expect(
                found == [
                    "count": ["\(number)"], "note": ["n\(number + 40)"], "price": ["\(number + 80)"],
                    "tags": ["t\(number + 120)"], "fields": ["{\"n\":\(number + 160)}"],
                ])
        }
        #expect(try home.names(in: ".config/oint").allSatisfy { !$0.hasSuffix(".part") })
    }

    @Test("A link to the file is followed, and stays; so does the file's mode")
    func link() async throws {
        let home = try Home()
        try home.write("# mine\n", to: "dotfiles/oint.toml", mode: 0o640)
        try home.makeFolder(".config/oint")
        try FileManager.default.createSymbolicLink(
            atPath: home.path(".config/oint/config.toml"), withDestinationPath: "../../dotfiles/oint.toml")
        try await home.configuration().set("count", "1")
        #expect(try home.read("dotfiles/oint.toml") == "# mine\n\n[profile.default.shop]\ncount = 1\n")
        #expect(try home.mode(of: "dotfiles/oint.toml") == 0o640)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: home.path(".config/oint/config.toml"))
                == "../../dotfiles/oint.toml")
        #expect(try home.names(in: "dotfiles") == ["oint.toml"])
    }

    @Test("A new file is for its owner alone")
    func newFile() async throws {
        let home = try Home()
        try await home.configuration().set("count", "1")
        #expect(try home.mode(of: ".config/oint/config.toml") == 0o600)
        #expect(try home.mode(of: ".config/oint") == 0o700)
    }

    @Test("A file that anybody may change is not believed")
    func worldWritable() async throws {
        let home = try Home()
        try home.writeSettings("[profile.default.shop]\nurl = 'evil.example'\n")
        try home.setMode(0o666, of: ".config/oint/config.toml")
        #expect(
            await home.refusal().contains("anybody may change it (its mode is 666): run chmod 600 \(home.path)/.config")
        )
    }

    @Test("Nor is one of another user", .enabled(if: geteuid() == 0, "only the administrator can give files away"))
    func foreign() async throws {
        let home = try Home()
        try home.writeSettings("[profile.default.shop]\nurl = 'evil.example'\n")
        #expect(chown(home.path(".config/oint/config.toml"), 12345, 12345) == 0)
        #expect(await home.refusal().contains("it belongs to another user"))
    }

    @Test("A mistake is told with line and column, and without what stands there")
    func mistake() async throws {
        let home = try Home()
        try home.writeSettings("[profile.default.shop]\nnote = 's3cr3t\n")
        let refusal = await home.refusal()
        #expect(refusal.hasPrefix("\(home.path)/.config/oint/config.toml: line 2, column "))
        #expect(!refusal.contains("s3cr3t"))
        await #expect(throws: LocalError.self) { try await home.configuration().set("count", "1") }
        #expect(try home.settings == "[profile.default.shop]\nnote = 's3cr3t\n")
    }

    @Test("Settings that were changed meanwhile are not replaced")
    func replaced() async throws {
        let home = try Home()
        try home.writeSettings("# a\n")
        let before = try home.configuration().settingsBytes()
        try home.writeSettings("# b\n")
        #expect(try await !home.configuration().replaceSettings(with: Array("# c\n".utf8), expecting: before))
        #expect(try home.settings == "# b\n")
        let present = try home.configuration().settingsBytes()
        #expect(try await home.configuration().replaceSettings(with: Array("# c\n".utf8), expecting: present))
        #expect(try home.settings == "# c\n")
    }
}
