import Foundation
import OIntConfiguration
import OIntCore
import Testing

@Suite("Encrypted secrets", .timeLimit(.minutes(3)))
struct SecretProtectionTests {
    private static let file = ".config/oint/secrets/default.shop.json"
    private static let passphrase = ["OINT_PASSPHRASE": "open sesame"]

    private func protectedHome() async throws -> Home {
        let home = try Home()
        try await home.configuration().set("token", "s3cr3t")
        try await home.configuration(Self.passphrase).secrets.protect(passphrase: "open sesame", cost: .cheap)
        return home
    }

    @Test("They open with the passphrase, and with nothing else")
    func opens() async throws {
        let home = try await protectedHome()
        #expect(try !home.read(Self.file).contains("s3cr3t"))
        #expect(try await home.configuration(Self.passphrase).found() == ["token": ["s3cr3t"]])
        await #expect {
            _ = try await home.configuration(["OINT_PASSPHRASE": "open barley"]).found()
        } throws: {
            "\($0)" == "passphrase: it is wrong"
        }
    }

    @Test("New secrets are encrypted too")
    func newSecrets() async throws {
        let home = try await protectedHome()
        try await home.configuration(Self.passphrase).set("token", "n3w", in: try ProfileName("work"))
        #expect(try !home.read(".config/oint/secrets/work.shop.json").contains("n3w"))
        #expect(try await home.configuration(Self.passphrase).found(profile: "work") == ["token": ["n3w"]])
    }

    @Test("Another passphrase takes the place of the first")
    func changed() async throws {
        let home = try await protectedHome()
        try await home.configuration(Self.passphrase).secrets.protect(passphrase: "second", cost: .cheap)
        #expect(try await home.configuration(["OINT_PASSPHRASE": "second"]).found() == ["token": ["s3cr3t"]])
        await #expect(throws: LocalError.self) { _ = try await home.configuration(Self.passphrase).found() }
    }

    @Test("Without protection they are plain again")
    func ended() async throws {
        let home = try await protectedHome()
        try await home.configuration(Self.passphrase).secrets.endProtection()
        #expect(try home.read(Self.file).contains("s3cr3t"))
        #expect(!FileManager.default.fileExists(atPath: home.path(".config/oint/secrets/key.json")))
        #expect(try await home.configuration().found() == ["token": ["s3cr3t"]])
    }

    @Test("A process that runs meanwhile writes nothing with a key that is gone")
    func runningMeanwhile() async throws {
        let home = try await protectedHome()
        let running = home.configuration(Self.passphrase)
        _ = try await running.found()
        try await home.configuration(Self.passphrase).secrets.endProtection()
        try await running.set("token", "n3w")
        #expect(try await home.configuration().found() == ["token": ["n3w"]])
        try await home.configuration().secrets.protect(passphrase: "open sesame", cost: .cheap)
        try await running.set("token", "n3wer")
        #expect(try !home.read(Self.file).contains("n3wer"))
    }

    @Test("A first secret that is written while protection ends opens afterwards")
    func firstMeanwhile() async throws {
        let home = try await protectedHome()
        let (asked, answer) = (try NamedPipe(home.path("asked")), try NamedPipe(home.path("answer")))
        let command = "echo x > '\(asked.path)'; cat '\(answer.path)'"
        let writing = Task {
            try await home.configuration(["OINT_PASSWORD_COMMAND": command]).set(
                "token", "n3w", in: try ProfileName("work"))
        }
        // The key is about to be had for the file that is to come.
        _ = try await asked.read()

        let (waits, waiter) = AsyncStream<Void>.makeStream()
        let ending = Task {
            defer { waiter.finish() }
            try await home.secrets(Self.passphrase, clock: AnnouncingClock(waiter)).endProtection()
        }
        for await _ in waits { break }
        try await answer.write("open sesame\n")
        try await writing.value
        try await ending.value
        #expect(try await home.configuration().found(profile: "work") == ["token": ["n3w"]])
    }

    @Test("A key that was handed over counts as long as the protection it belongs to")
    func handedOver() async throws {
        let home = try await protectedHome()
        let key = try #require(try await home.configuration(Self.passphrase).secrets.protection.exportedKey())
        let (early, late) = (home.configuration(), home.configuration())
        await early.secrets.protection.importKey(key)
        #expect(try await early.found() == ["token": ["s3cr3t"]])
        try await home.configuration(Self.passphrase).secrets.endProtection()
        await late.secrets.protection.importKey(key)
        for configuration in [early, late] {
            try await configuration.set("token", "n3w")
            #expect(try await home.configuration().found() == ["token": ["n3w"]])
        }
    }

    @Test("Calls at the same time ask for the passphrase once")
    func askedOnce() async throws {
        let home = try await protectedHome()
        let log = home.path("asked")
        let configuration = home.configuration(["OINT_PASSWORD_COMMAND": "echo x >> '\(log)'; echo open sesame"])
        try await withThrowingTaskGroup(of: [String: [String]].self) { group in
            for _ in 0..<10 {
                group.addTask { try await configuration.found() }
            }
            for try await found in group { #expect(found == ["token": ["s3cr3t"]]) }
        }
        #expect(try home.read("asked") == "x\n")
    }

    @Test("The command of the settings gives the passphrase")
    func settingsCommand() async throws {
        let home = try await protectedHome()
        try home.writeSettings("[secrets]\npassword-command = \"echo open sesame\"\n")
        #expect(try await home.configuration().found() == ["token": ["s3cr3t"]])
    }

    @Test("A file that encrypting has not reached yet is read as it is, and encrypted the next time")
    func brokenOff() async throws {
        let home = try await protectedHome()
        try home.write(#"{"options":{"token":"plain"}}"#, to: ".config/oint/secrets/work.shop.json")
        #expect(try await home.configuration(Self.passphrase).found(profile: "work") == ["token": ["plain"]])
        try await home.configuration(Self.passphrase).secrets.protect(passphrase: "open sesame", cost: .cheap)
        #expect(try !home.read(".config/oint/secrets/work.shop.json").contains("plain"))
        #expect(try await home.configuration(Self.passphrase).found(profile: "work") == ["token": ["plain"]])
    }

    @Test("Two who begin to encrypt at the same time leave secrets that open")
    func bothAtOnce() async throws {
        let home = try Home()
        try await home.configuration().set("token", "s3cr3t")
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 {
                group.addTask {
                    try await home.configuration(Self.passphrase).secrets
                        .protect(passphrase: "open sesame", cost: .cheap)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await home.configuration(Self.passphrase).found() == ["token": ["s3cr3t"]])
    }
}
