import OIntConfiguration
import OIntCore
import Testing

@Suite("A project's settings")
struct ProjectSettingsTests {
    @Test("A secret in the project's file is refused, and is not shown", arguments: ["token", "url"])
    func secret(option: String) async throws {
        let home = try Home()
        try home.write("[shop]\n\(option) = 'shop.example/code/s3cr3t'\n", to: "project/.oint.toml")
        let problems = try await home.configuration().problems()
        #expect(problems.contains("project/.oint.toml holds \(option) of shop, a secret"))
        #expect(!problems.contains("s3cr3t"))
    }

    @Test("A project does not decide where the profile's secrets are sent")
    func misdirection() async throws {
        let home = try Home()
        try home.write("[shop]\nurl = 'evil.example'\ncount = 1\n", to: "project/.oint.toml")
        #expect(try await home.configuration().problems() == "")
        try await home.configuration().set("token", "s3cr3t")
        #expect(try await home.configuration().problems().contains("says where to go (url), and profile default has"))
        let other = try await home.configuration().complete(Shop.list, of: Shop.library, given: ["url"])
        #expect(other.problems.isEmpty)
        #expect(other.options["count"]?.first?.text == "1")
    }

    @Test("Nor where those of the environment are sent")
    func misdirectedVariable() async throws {
        let home = try Home()
        try home.write("[shop]\nurl = 'evil.example'\n", to: "project/.oint.toml")
        let configuration = home.configuration(["OINT_SHOP_TOKEN": "s3cr3t"])
        #expect(try await configuration.problems().contains("says where to go (url), and OINT_SHOP_TOKEN has"))
        let other = try await configuration.complete(Shop.list, of: Shop.library, given: ["token"])
        #expect(other.problems.isEmpty)
    }

    @Test("A file with a mistake is named, with line and column")
    func mistake() async throws {
        let home = try Home()
        try home.write("profile = 'a'\n[shop\n", to: "project/.oint.toml")
        await #expect {
            _ = try await home.configuration().found()
        } throws: {
            "\($0)".hasPrefix("\(home.path)/project/.oint.toml: line 2, column 6: ")
        }
    }
}
