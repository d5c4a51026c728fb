import Foundation
import OIntConfiguration
import OIntCore
import Testing

@Suite("Where secrets are kept")
struct SecretStorageTests {
    private static let file = ".config/oint/secrets/default.shop.json"

    @Test(
        "Secrets lie apart from settings, in files for their owner alone",
        arguments: [("token", "s3cr3t"), ("url", "https://shop.example/code/s3cr3t")])
    func apart(option: String, value: String) async throws {
        let home = try Home()
        try await home.configuration().set(option, value)
        #expect(try home.names(in: ".config/oint") == ["secrets"])
        #expect(try home.mode(of: Self.file) == 0o600)
        #expect(try home.mode(of: ".config/oint/secrets") == 0o700)
        for name in try home.names(in: ".config/oint/secrets") {
            #expect(try home.mode(of: ".config/oint/secrets/\(name)") == 0o600)
        }
        #expect(try await home.configuration().found() == [option: [value]])
    }

    @Test("A secret takes the place of a setting, and a setting that of a secret")
    func moves() async throws {
        let home = try Home()
        try await home.configuration().set("url", "shop.example")
        try await home.configuration().set("url", "shop.example/code/s3cr3t")
        #expect(try home.settings == "")
        #expect(try await home.configuration().found()["url"] == ["shop.example/code/s3cr3t"])
        try await home.configuration().set("url", "other.example")
        #expect(!FileManager.default.fileExists(atPath: home.path(Self.file)))
        #expect(try await home.configuration().found()["url"] == ["other.example"])
    }

    @Test("A secret is not stored while the settings can't be changed")
    func brokenSettings() async throws {
        let home = try Home()
        try home.writeSettings("[oops\n")
        await #expect(throws: LocalError.self) { try await home.configuration().set("token", "s3cr3t") }
        #expect(!FileManager.default.fileExists(atPath: home.path(Self.file)))
    }

    @Test("A hundred changes at the same time lose no secret")
    func concurrent() async throws {
        let home = try Home()
        try await withThrowingTaskGroup { group in
            for number in 0..<100 {
                group.addTask {
                    try await home.configuration().secrets.change("shop", in: .fallback) {
                        $0.options["o\(number)"] = Secret("v\(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let stored = try await home.configuration().secrets.secrets(of: "shop", in: .fallback)
        #expect(stored?.options.count == 100)
    }

    @Test("A wider mode is refused with the remedy", arguments: [0o640, 0o604, 0o620, 0o666])
    func wideMode(mode: Int) async throws {
        let home = try Home()
        try await home.configuration().set("token", "s3cr3t")
        try home.setMode(mode, of: Self.file)
        #expect(await home.refusal().contains("run chmod 600 \(home.path(Self.file))"))
    }

    @Test("A symbolic link is refused")
    func link() async throws {
        let home = try Home()
        try home.write(#"{"options":{"token":"s3cr3t"}}"#, to: "elsewhere.json")
        try home.makeFolder(".config/oint/secrets")
        try FileManager.default.createSymbolicLink(
            atPath: home.path(Self.file), withDestinationPath: home.path("elsewhere.json"))
        for change in [true, false] {
            await #expect {
                if change {
                    try await home.configuration().set("token", "other")
                } else {
                    _ = try await home.configuration().found()
                }
            } throws: {
                "\($0)".contains("it is a symbolic link")
            }
        }
        #expect(try home.read("elsewhere.json").contains("s3cr3t"))
    }

    @Test(
        "A file of another user is refused", .enabled(if: geteuid() == 0, "only the administrator can give files away"))
    func foreign() async throws {
        let home = try Home()
        try await home.configuration().set("token", "s3cr3t")
        #expect(chown(home.path(Self.file), 12345, 12345) == 0)
        #expect(await home.refusal().contains("it belongs to the user with the number 12345"))
    }

    @Test("A damaged file is named, and not shown")
    func damaged() async throws {
        let home = try Home()
        try home.write(#"{"options": {"token": "s3cr3t""#, to: Self.file)
        let refusal = await home.refusal()
        #expect(refusal.contains("default.shop.json: it is damaged"))
        #expect(!refusal.contains("s3cr3t"))
    }

    @Test("What logging in gave stays when the options of a library are removed")
    func unsetAll() async throws {
        let home = try Home()
        let tokens = OAuthTokens(
            access: "a", refresh: "r", expiresAt: 1, obtainedAt: 0, clientID: "c", clientSecret: nil)
        let configuration = home.configuration()
        try await configuration.set("token", "s3cr3t")
        try await configuration.set("count", "1")
        try await configuration.secrets.change("shop", in: .fallback) { $0.tokens = tokens }
        #expect(try await configuration.unsetAll(of: "shop", in: .fallback))
        #expect(try await !configuration.unsetAll(of: "shop", in: .fallback))
        let call = try await configuration.complete(Shop.list, of: Shop.library, given: [])
        #expect(call.options.isEmpty)
        let kept = try await configuration.secrets.secrets(of: "shop", in: .fallback)?.tokens
        #expect(kept == tokens)
    }
}
