import Foundation
import OIntCore
import Testing

@testable import OIntConfiguration

/// Against gnome-keyring on a bus of the test's own.
///
/// What finds the bus is the environment of the whole process, hence
/// processes of their own.
@Suite("The keyring of the desktop", .timeLimit(.minutes(2)))
struct KeyringTests {
    @Test("A secret is stored, found by its purpose, replaced and removed")
    func roundTrip() async throws {
        await #expect(processExitsWith: .success) {
            let service = try await TestKeyring()
            defer { withExtendedLifetime(service) {} }
            setenv("DBUS_SESSION_BUS_ADDRESS", service.address, 1)
            let keyring = try Keyring()
            #expect(try await keyring.secret(purpose: "one") == nil)
            try await keyring.store("s3cr3t é", purpose: "one", label: "Secrets of oint")
            try await keyring.store("other", purpose: "two", label: "Secrets of oint")
            #expect(try await keyring.secret(purpose: "one") == "s3cr3t é")
            try await keyring.store("new", purpose: "one", label: "Secrets of oint")
            #expect(try await keyring.secret(purpose: "one") == "new")
            try await keyring.remove(purpose: "one")
            try await keyring.remove(purpose: "one")
            #expect(try await keyring.secret(purpose: "one") == nil)
            #expect(try await keyring.secret(purpose: "two") == "other")
        }
    }

    @Test("Without a keyring the error says what to start, and without libsecret what to install")
    func missing() async throws {
        await #expect(processExitsWith: .success) {
            setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", 1)
            let keyring = try Keyring()
            let error = try await #require(throws: LocalError.self) { try await keyring.secret(purpose: "one") }
            #expect(error.reason.contains("gnome-keyring"))
            await #expect(throws: LocalError.self) { try await keyring.store("hunter2", purpose: "x", label: "x") }
            await #expect(throws: LocalError.self) { try await keyring.remove(purpose: "x") }
        }
        await #expect(processExitsWith: .success) {
            setenv("OINT_LIBSECRET", "/nowhere/libsecret.so", 1)
            #expect(throws: LocalError.self) { try Keyring() }
        }
    }
}
