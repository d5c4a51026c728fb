import Foundation
import OIntConfiguration
import OIntCore
import OIntHTTP
import OIntRunning
import Testing

@Suite("Calls are completed by what is configured")
struct CallerTests {
    /// A home directory that is there as long as the value is.
    private final class Home {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path(percentEncoded: false)

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func configuration(_ environment: [String: String] = [:]) throws -> Configuration {
            try FileManager.default.createDirectory(
                atPath: path + "/oint", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let environment = environment.merging(["XDG_CONFIG_HOME": path]) { $1 }
            return Configuration(
                environment: environment, places: ConfigurationPlaces(environment: environment, workingDirectory: path))
        }

        func write(_ text: String, to name: String) throws {
            _ = try configuration()
            try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
        }
    }

    private func caller(_ configuration: Configuration) -> Caller {
        Caller(libraries: [Store.library], http: .shared, configuration: configuration)
    }

    private func call(_ options: [String: String] = [:], profile: String? = nil) -> Call {
        Call(
            library: Store.library, method: Store.tell,
            options: options.mapValues { [OptionInput($0, source: .commandLine)] }, profile: profile)
    }

    private func answer(_ configuration: Configuration, _ call: Call) async throws -> JSON {
        try await caller(configuration).run(call).collected(upTo: 1 << 20)
    }

    private static let tokens = OAuthTokens(
        access: "acc3ss", refresh: "r3fresh", expiresAt: nil, obtainedAt: 0, clientID: "c", clientSecret: "cl13nt",
        options: ["url": "https://ann.store.example/x"])

    @Test("The call itself comes first, then the environment, the project, the settings")
    func precedence() async throws {
        let home = Home()
        try home.write("[profile.default.store]\ncount = 2\n", to: "oint/config.toml")
        #expect(try await answer(home.configuration(), call()) == ["count": 2])
        try home.write("[store]\ncount = 3\n", to: ".oint.toml")
        _ = try await home.configuration().trustProject(at: nil)
        #expect(try await answer(home.configuration(), call()) == ["count": 3])
        let variable = ["OINT_STORE_COUNT": "4"]
        #expect(try await answer(home.configuration(variable), call()) == ["count": 4])
        #expect(try await answer(home.configuration(variable), call(["count": "5"])) == ["count": 5])
    }

    @Test("A blank value is none, and nothing that is configured takes its place")
    func blank() async throws {
        let home = Home()
        try home.write("[profile.default.store]\ncount = 2\n", to: "oint/config.toml")
        #expect(try await answer(home.configuration(), call(["count": " "])) == ["count": 1])
    }

    @Test("A value that can't be read is told with the file it stands in")
    func unreadable() async throws {
        let home = Home()
        try home.write("[profile.work.store]\ncount = 'many'\n", to: "oint/config.toml")
        await #expect {
            _ = try await answer(home.configuration(), call(profile: "work"))
        } throws: {
            "\($0)"
                == "--count (set in \(home.path)/oint/config.toml, profile work) takes a whole number, not 'many'"
        }
        await #expect {
            _ = try await answer(home.configuration(["OINT_STORE_COUNT": "few"]), call())
        } throws: {
            "\($0)" == "--count (set in OINT_STORE_COUNT) takes a whole number, not 'few'"
        }
    }

    @Test("A value that could not be fetched is not replaced by a configured one")
    func reported() async throws {
        let home = Home()
        try home.write("[profile.default.store]\ncount = 2\n", to: "oint/config.toml")
        var call = call()
        call.problems = [.unreadable(option: "count", reason: "(--count-env) is not set")]
        await #expect {
            _ = try await answer(home.configuration(), call)
        } throws: {
            "\($0)" == "--count (--count-env) is not set"
        }
    }

    @Test("Stored tokens are credentials, and give the account they belong to")
    func tokens() async throws {
        let home = Home()
        let configuration = try home.configuration()
        try await configuration.secrets.change("store", in: .fallback) { $0.tokens = Self.tokens }
        #expect(
            try await answer(configuration, call())
                == ["count": 1, "url": "https://ann.store.example/x", "credentials": "acc3ss"])
        #expect(
            try await answer(configuration, call(["url": "ANN.store.example"]))
                == ["count": 1, "url": "ANN.store.example", "credentials": "acc3ss"])
    }

    @Test("Stored tokens do not go to another account, and give way to a token that is given")
    func otherAccount() async throws {
        let home = Home()
        let configuration = try home.configuration()
        try await configuration.secrets.change("store", in: .fallback) { $0.tokens = Self.tokens }
        await #expect {
            _ = try await answer(configuration, call(["url": "evil.example/ann.store.example"]))
        } throws: {
            "\($0)".hasPrefix("--token of profile default is not sent: it belongs to ann.store.example")
        }
        #expect(
            try await answer(configuration, call(["token": "mine", "url": "ann.store.example"]))
                == ["count": 1, "url": "ann.store.example", "token": "mine"])
    }

    @Test("What must be masked is known: options, stored secrets, tokens")
    func secrets() async throws {
        let home = Home()
        let configuration = try home.configuration()
        try await configuration.secrets.change("store", in: .fallback) {
            $0.options["token"] = "st0red"
            $0.tokens = Self.tokens
        }
        let prepared = try await caller(configuration).prepare(call())
        #expect(Set(prepared.secrets.map(\.exposed)) == ["st0red", "acc3ss", "r3fresh", "cl13nt"])
    }

    @Test("Without a configuration nothing is looked up")
    func none() async throws {
        let caller = Caller(libraries: [Store.library], http: .shared)
        #expect(try await caller.run(call()).collected(upTo: 1 << 20) == ["count": 1])
        #expect(try caller.profileNames() == [])
    }

    @Test("The profiles there are")
    func profileNames() throws {
        let home = Home()
        try home.write("[profile.work.store]\n[profile.home.store]\n", to: "oint/config.toml")
        #expect(try caller(home.configuration()).profileNames() == ["home", "work"])
    }
}
