import Foundation
import OIntConfiguration
import OIntCore
import Testing

@Suite("What the doctor finds", .timeLimit(.minutes(3)))
struct DoctorTests {
    private func findings(
        _ home: Home, _ environment: [String: String] = [:], profile: String? = nil, now: Int = 1000
    ) async throws -> [Finding] {
        try await ConfigurationCheck(
            home.configuration(environment), libraries: [Shop.library], environment: environment, now: now
        ).findings(profile: profile)
    }

    private func problems(
        _ home: Home, _ environment: [String: String] = [:], profile: String? = nil
    ) async throws -> [Finding] {
        try await findings(home, environment, profile: profile).filter { $0.severity == .problem }
    }

    @Test("Nothing where nothing is wrong")
    func healthy() async throws {
        let home = try Home()
        #expect(try await problems(home) == [])
        #expect(try home.names(in: ".").contains(".config") == false)
        try await home.configuration().set("count", "1")
        try await home.configuration().set("token", "s3cr3t")
        let found = try await findings(home)
        #expect(found.allSatisfy { $0.severity == .ok })
        #expect(!found.map(\.description).joined().contains("s3cr3t"))
        #expect(try home.names(in: ".config/oint") == ["config.lock", "config.toml", "secrets"])
    }

    @Test(
        "Mistakes in the settings, each with its line",
        arguments: [
            ("[profile.a.shop]\ncount = 'x'\ntgas = 1\n", "line 3, profile.a.shop.tgas", "did you mean shop.tags?"),
            ("[profile.a.shop]\nurgent = 'perhaps'\n", "line 2, profile.a.shop.urgent", "takes true or false"),
            (
                "[profile.a.shop]\ntoken = 's3cr3t'\n", "line 2, profile.a.shop.token",
                "oint config set shop.token --profile a"
            ),
            ("[profile.a.shop]\nurl = 'a.b/code/s3cr3t'\n", "line 2, profile.a.shop.url", "it is a secret"),
            ("[profile.a.shpo]\ncount = 1\n", "profile.a.shpo", "did you mean shop?"),
            ("[profile.a]\nshop = 1\n", "line 2, profile.a.shop", "a table of options"),
            ("[profile.'a b'.shop]\ncount = 1\n", "profile.a b", "can't be the name of a profile"),
            ("default-profil = 'a'\n", "line 1, default-profil", "did you mean default-profile?"),
            ("[secrets]\npassword-comand = 'a'\n", "line 2, secrets.password-comand", "password-command"),
            ("default-profile = 'gone'\n", "config.toml", "there is no profile 'gone'"),
            ("a = 's3cr3t\n", "config.toml", "line 1, column "),
        ])
    func settings(text: String, place: String, words: String) async throws {
        let home = try Home()
        try home.writeSettings(text)
        let problems = try await problems(home).map(\.description)
        #expect(problems.contains { $0.contains(place) && $0.contains(words) }, "\(problems)")
        #expect(!problems.joined().contains("s3cr3t"))
    }

    @Test("Modes and links, each with its remedy")
    func modes() async throws {
        let home = try Home()
        try await home.configuration().set("token", "s3cr3t")
        try await home.configuration().set("count", "1")
        let folder = home.path(".config/oint")
        for (name, mode, usual) in [
            ("", 0o777, 0o700), ("/secrets", 0o755, 0o700), ("/secrets/default.shop.json", 0o644, 0o600),
            ("/config.toml", 0o666, 0o600),
        ] {
            try home.setMode(mode, of: ".config/oint" + name)
            let found = try await problems(home)
            let remedy = "chmod \(String(usual, radix: 8)) \(folder)\(name)"
            #expect(found.contains { $0.description.contains(remedy) }, "\(found)")
            try home.setMode(usual, of: ".config/oint" + name)
        }
        #expect(try await problems(home) == [])
        try FileManager.default.moveItem(atPath: folder + "/config.toml", toPath: home.path("gone.toml"))
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/config.toml", withDestinationPath: home.path("nowhere.toml"))
        #expect(try await problems(home).contains { $0.text.contains("leads nowhere") })
    }

    @Test("What a crash left behind")
    func leftovers() async throws {
        let home = try Home()
        try await home.configuration().set("token", "s3cr3t")
        try home.write("x", to: ".config/oint/secrets/.oint-1a2b.part")
        try home.write("", to: ".config/oint/secrets/default.shop.answer")
        let found = try await findings(home).filter { $0.severity == .warning }
        #expect(found.count == 2)
        #expect(found.contains { $0.subject.hasSuffix(".oint-1a2b.part") })
        #expect(found.contains { $0.text.contains("a refresh is under way, or was broken off") })
    }

    @Test("A folder that can't be made")
    func readOnly() async throws {
        let home = try Home()
        // A file in the place of a folder can't hold files, whoever asks.
        try home.write("", to: ".config")
        #expect(try await problems(home).contains { $0.subject == home.path(".config/oint") })
    }

    @Test("Names of profiles that don't exist, wherever they stand")
    func profiles() async throws {
        let home = try Home()
        try home.writeSettings("[profile.work.shop]\ncount = 1\n")
        #expect(
            try await problems(home, ["OINT_PROFILE": "wrok"]).map(\.description).contains {
                $0.contains("OINT_PROFILE: there is no profile 'wrok', did you mean work?")
            })
        #expect(try await problems(home, profile: "wrok").contains { $0.subject == "--profile" })
        try await home.writeProject("profile = 'wrok'\n")
        #expect(try await problems(home).contains { $0.subject == home.path("project/.oint.toml") })
    }

    @Test("A project's file, and what it must not hold")
    func project() async throws {
        let home = try Home()
        try await home.writeProject("[shop]\ncount = 1\n")
        let found = try await findings(home)
        #expect(found.contains { $0.severity == .ok && $0.text == "it gives shop.count" })
        try await home.writeProject("[shop]\ntoken = 's3cr3t'\n")
        #expect(
            try await problems(home).map(\.description).contains { $0.contains("line 2, shop.token: it is a secret") })
        try await home.writeProject("[shop]\nurl = 'evil.example'\n")
        #expect(try await problems(home).contains { $0.text.contains("shop.url: it says where calls and secrets go") })
    }

    @Test("A project's file that is not trusted, or not to be trusted, and what it would set")
    func untrustedProject() async throws {
        let home = try Home()
        try home.write("[shop]\ncount = 1\n", to: "project/.oint.toml")
        let warning = try #require(try await findings(home).first { $0.severity == .warning })
        #expect(warning.text.contains("it would set shop.count = '1'"))
        #expect(warning.remedy?.contains("oint config trust") == true)
        try home.setMode(0o666, of: "project/.oint.toml")
        #expect(
            try await findings(home).contains { $0.severity == .warning && $0.text.contains("anybody may change it") })
        try home.setMode(0o600, of: "project/.oint.toml")
        _ = try await home.configuration().untrustProject(at: nil)
        #expect(try await findings(home).contains { $0.severity == .ok && $0.text == "it is not used, as you said" })
        try await home.writeProject("[shop]\ncount = 1\n")
        try home.write("[shop]\ncount = 2\n", to: "project/.oint.toml")
        #expect(try await problems(home).contains { $0.text.contains("it has changed since you trusted it") })
    }

    @Test("Variables: a slip of the pen, an empty one, one that can't be read, one of use")
    func variables() async throws {
        let home = try Home()
        let found = try await findings(
            home,
            [
                "OINT_SHOP_TOKN": "s3cr3t", "OINT_SHOP_NOTE": "", "OINT_SHOP_URGENT": "perhaps", "OINT_SHOP_TAGS": "a",
                "OINT_DEBUG": "YES",
            ])
        func severity(_ name: String) -> Finding.Severity? { found.first { $0.subject == name }?.severity }
        #expect(severity("OINT_SHOP_TOKN") == .warning)
        #expect(found.contains { $0.text.contains("did you mean OINT_SHOP_TOKEN?") })
        #expect(severity("OINT_SHOP_NOTE") == .warning)
        #expect(severity("OINT_SHOP_URGENT") == .problem)
        #expect(severity("OINT_SHOP_TAGS") == .ok)
        #expect(severity("OINT_DEBUG") == nil)
        #expect(!found.map(\.description).joined().contains("s3cr3t"))
    }

    @Test("A login that has expired and can't be refreshed")
    func expired() async throws {
        let home = try Home()
        func logIn(refresh: Secret?, until end: Int) async throws {
            try await home.configuration().secrets.change("shop", in: .fallback) {
                $0.tokens = OAuthTokens(
                    access: "s3cr3t", refresh: refresh, expiresAt: end, obtainedAt: 0, clientID: "c",
                    clientSecret: nil)
            }
        }
        try await logIn(refresh: nil, until: 999)
        #expect(
            try await problems(home).map(\.remedy) == ["Log in again: oint login shop --profile default"])
        try await logIn(refresh: "r", until: 999)
        #expect(try await problems(home) == [])
        try await logIn(refresh: nil, until: 1001)
        #expect(try await problems(home) == [])
    }

    @Test("Encryption: a passphrase that opens, a wrong one, a command that fails, a file that was missed, a lost key")
    func encryption() async throws {
        let home = try Home()
        try await home.configuration().set("token", "s3cr3t")
        try await home.configuration().secrets.protect(passphrase: "open sesame", cost: .cheap)
        let right = ["OINT_PASSPHRASE": "open sesame"]
        #expect(try await findings(home, right).allSatisfy { $0.severity == .ok })
        #expect(
            try await problems(home, ["OINT_PASSPHRASE": "wrong"]).map(\.text).contains { $0.contains("it is wrong") })
        #expect(
            try await problems(home, ["OINT_PASSWORD_COMMAND": "exit 3"]).map(\.text).contains {
                $0.contains("exit code 3")
            })
        try home.write(#"{"options":{"token":"plain"}}"#, to: ".config/oint/secrets/work.shop.json")
        #expect(
            try await problems(home, right).map(\.description).contains {
                $0.contains("work.shop.json: it is not encrypted") && $0.contains("oint config protect passphrase")
            })
        try FileManager.default.removeItem(atPath: home.path(".config/oint/secrets/key.json"))
        #expect(try await problems(home).map(\.text) == ["it is encrypted, and its key is gone"])
    }

    @Test("A secret that can't be read, and one that nothing takes")
    func unreadableSecrets() async throws {
        let home = try Home()
        try await home.configuration().secrets.change("shop", in: .fallback) {
            $0.options = ["url": "s3cr3t", "tokn": "s3cr3t"]
        }
        try home.write("{}", to: ".config/oint/secrets/default.shpo.json")
        let found = try await findings(home).map(\.description)
        #expect(found.contains { $0.contains("shop.url takes an address. Enter it again: oint config set shop.url") })
        #expect(found.contains { $0.contains("did you mean shop.token?. Remove it: oint config unset shop.tokn") })
        #expect(found.contains { $0.contains("there is no library shpo, did you mean shop?") })
        #expect(!found.joined().contains("s3cr3t"))
    }
}
