import CLibSecret
import OIntCore
import OIntDrivers

/// The desktop's keyring: whatever offers the Secret Service, such as gnome-keyring and KWallet, through libsecret.
///
/// Items have the schema `org.oint.Key` and are told apart by their purpose.
/// Source: https://specifications.freedesktop.org/secret-service/latest/, https://gnome.pages.gitlab.gnome.org/libsecret/
package struct Keyring: Sendable {
    private let library: LibSecret

    /// Loads libsecret.
    /// - Throws: `LocalError` when it is not installed, and what to install.
    package init() throws(LocalError) { library = try LibSecret.loaded() }

    /// Stores a secret, in place of one that is there.
    /// - Parameters:
    ///   - secret: The secret.
    ///   - purpose: What tells it from others.
    ///   - label: What people see in the keyring.
    /// - Throws: `LocalError` when no keyring answers, or it refuses; `CancellationError` when the task is cancelled.
    package func store(_ secret: Secret, purpose: String, label: String) async throws {
        try await call { functions, problem in
            oint_libsecret_store(functions, purpose, label, secret.exposed, problem)
        }
    }

    /// Looks a secret up.
    /// - Parameter purpose: What tells it from others.
    /// - Returns: The secret, or nil when there is none.
    /// - Throws: `LocalError` when no keyring answers, or it refuses; `CancellationError` when the task is cancelled.
    package func secret(purpose: String) async throws -> Secret? {
        try await call { functions, problem in
            guard let text = oint_libsecret_look_up(functions, purpose, problem) else { return nil }
            defer { oint_libsecret_free(functions, text) }
            return Secret(String(cString: text))
        }
    }

    /// Removes a secret; it is no error when there is none.
    /// - Parameter purpose: What tells it from others.
    /// - Throws: `LocalError` when no keyring answers, or it refuses; `CancellationError` when the task is cancelled.
    package func remove(purpose: String) async throws {
        try await call { functions, problem in oint_libsecret_remove(functions, purpose, problem) }
    }

    /// Calls libsecret where waiting holds up nobody: the keyring may ask its user to unlock it.
    private func call<Value: Sendable>(
        _ body:
            @escaping @Sendable (
                UnsafePointer<oint_libsecret>, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
            ) -> Value
    ) async throws -> Value {
        try await BlockingWork.run { [library] in
            var problem: UnsafeMutablePointer<CChar>?
            let value = withUnsafePointer(to: library.functions) { body($0, &problem) }
            guard let problem else { return value }
            defer { oint_libsecret_free_problem(problem) }
            throw LocalError(
                "keyring",
                "the Secret Service of the desktop does not do it (\(String(cString: problem))). Start and unlock a "
                    + "keyring such as gnome-keyring or KWallet, or protect secrets by a passphrase instead")
        }
    }
}

/// libsecret, loaded when it is first needed.
private final class LibSecret: @unchecked Sendable {
    /// The library's functions; they never change.
    let functions: oint_libsecret

    private static let candidates = ["libsecret-1.so.0", "libsecret-1.so", "libsecret-1.0.dylib"]
    private static let packages = "Install libsecret-1-0 (Debian, Ubuntu) or libsecret (Fedora, Arch, Alpine)"
    private static let shared = Result<LibSecret, LocalError> { () throws(LocalError) in try LibSecret() }

    static func loaded() throws(LocalError) -> LibSecret { try shared.get() }

    private init() throws(LocalError) {
        let library = try DriverLibrary(
            "libsecret", candidates: Self.candidates, variable: "OINT_LIBSECRET", packages: Self.packages)
        let found = UnsafeMutablePointer<oint_libsecret>.allocate(capacity: 1)
        defer { found.deallocate() }
        if let missing = oint_libsecret_find(library.handle, found) {
            throw LocalError("libsecret", "it lacks \(String(cString: missing)), so it is something else of that name")
        }
        functions = found.move()
    }
}
