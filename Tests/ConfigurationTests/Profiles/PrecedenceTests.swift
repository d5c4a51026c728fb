import OIntConfiguration
import OIntCore
import Testing

@Suite("What is found for a call")
struct PrecedenceTests {
    @Test("The first place that has a value gives it: the environment, the project, the settings, the secrets")
    func order() async throws {
        let home = try Home()
        let variable = ["OINT_SHOP_NOTE": "from the environment"]
        #expect(try await home.configuration().found().isEmpty)
        try await home.configuration().secrets.change("shop", in: .fallback) { $0.options["note"] = "from the secrets" }
        #expect(try await home.configuration().found()["note"] == ["from the secrets"])
        try home.writeSettings("[profile.default.shop]\nnote = 'from the settings'\n")
        #expect(try await home.configuration().found()["note"] == ["from the settings"])
        try await home.writeProject("[shop]\nnote = 'from the project'\n")
        #expect(try await home.configuration().found()["note"] == ["from the project"])
        #expect(try await home.configuration(variable).found()["note"] == ["from the environment"])
        #expect(try await home.configuration(variable).found(given: ["note"])["note"] == nil)
    }

    @Test("An empty variable is no value")
    func emptyVariable() async throws {
        let home = try Home()
        try home.writeSettings("[profile.default.shop]\nnote = 'kept'\n")
        #expect(try await home.configuration(["OINT_SHOP_NOTE": ""]).found()["note"] == ["kept"])
    }

    @Test("Values are taken as they would be typed, lists as several")
    func kinds() async throws {
        let home = try Home()
        try home.writeSettings(
            """
            [profile.default.shop]
            cuont = 12
            Price = 1.50
            urgent = true
            tags = ["a", 'b c']
            fields = { a = 1 }
            """)
        #expect(
            try await home.configuration().found() == [
                "count": ["12"], "price": ["1.50"], "urgent": ["true"], "tags": ["a", "b c"], "fields": [#"{"a":1}"#],
            ])
    }

    @Test("Profiles are not mixed")
    func profiles() async throws {
        let home = try Home()
        try home.writeSettings("[profile.default.shop]\nnote = 'home'\n[profile.work.shop]\ncount = 2\n")
        #expect(try await home.configuration().found() == ["note": ["home"]])
        #expect(try await home.configuration().found(profile: "work") == ["count": ["2"]])
    }

    @Test("A value tells where it is from, for the error that it may cause")
    func origin() async throws {
        let home = try Home()
        try home.writeSettings("[profile.work.shop]\ncount = 'many'\n")
        let call = try await home.configuration().complete(
            Shop.list, of: Shop.library, given: [], profile: "work")
        #expect(call.options["count"]?.first?.origin == "\(home.path)/.config/oint/config.toml, profile work")
    }

    @Test("A secret among plain settings is refused, and is not shown", arguments: ["token", "url"])
    func plainSecret(option: String) async throws {
        let home = try Home()
        try home.writeSettings("[profile.work.shop]\n\(option) = 'shop.example/code/s3cr3t'\n")
        let problems = try await home.configuration().problems(profile: "work")
        #expect(problems.contains("config.toml holds \(option) of shop, a secret"))
        #expect(problems.contains("oint config set shop.\(option) --profile work"))
        #expect(!problems.contains("s3cr3t"))
    }
}
