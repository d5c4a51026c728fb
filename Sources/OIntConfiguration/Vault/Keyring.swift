import CLibSecret
import OIntCore
import OIntDrivers

/// The desktop's keyring: whatever offers the Secret Service, such as gnome-keyring and KWallet, through libsecret.
///
/// Items have the schema `org.oint.Key` and are told apart by their purpose.
/// Source: https://specifications.freedesktop.org/secret-service/latest/, https://gnome.pages.gitlab.gnome.org/libsecret/
package struct Keyring: Sendable {
    private let library: LoadedDriver<oint_libsecret>

    /// Loads libsecret.
    /// - Throws: `LocalError` when it is not installed, and what to install.
    package init() throws(LocalError) { library = try LibSecret.driver.loaded() }

    /// Stores a secret, in place of one that is there.
    /// - Parameters:
    ///   - secret: The secret.
    ///   - purpose: What tells it from others.
    ///   - label: What people see in the keyring.
    /// - Throws: `LocalError` when no keyring answers, or it refuses; `CancellationError` when the task is cancelled.
    package func store(_ secret: Secret, purpose: String, label: String) async throws {
        let isStored = try await call { functions, error in
            oint_libsecret_store(functions, purpose, label, secret.exposed, error) != 0
        }
        guard isStored else { throw Self.failure("no reason given") }
    }

    /// Looks a secret up.
    /// - Parameter purpose: What tells it from others.
    /// - Returns: The secret, or nil when there is none.
    /// - Throws: `LocalError` when no keyring answers, or it refuses; `CancellationError` when the task is cancelled.
    package func secret(purpose: String) async throws -> Secret? {
        try await call { functions, error in
            guard let text = oint_libsecret_look_up(functions, purpose, error) else { return nil }
            defer { functions.pointee.secret_password_free(text) }
            return Secret(String(cString: text))
        }
    }

    /// Removes a secret; it is no error when there is none.
    /// - Parameter purpose: What tells it from others.
    /// - Throws: `LocalError` when no keyring answers, or it refuses; `CancellationError` when the task is cancelled.
    package func remove(purpose: String) async throws {
        _ = try await call { functions, error in oint_libsecret_remove(functions, purpose, error) }
    }

    /// Calls libsecret where waiting holds up nothing: the keyring may ask its user to unlock it.
    private func call<Value: Sendable>(
        _ body:
            @escaping @Sendable (
                UnsafePointer<oint_libsecret>, UnsafeMutablePointer<UnsafeMutablePointer<oint_g_error>?>
            ) -> Value
    ) async throws -> Value {
        try await BlockingWork.run { [library] in
            var error: UnsafeMutablePointer<oint_g_error>?
            let value = withUnsafePointer(to: library.f) { body($0, &error) }
            guard let error else { return value }
            defer { library.f.g_error_free(error) }
            throw Self.failure(String(cString: error.pointee.message))
        }
    }

    private static func failure(_ reason: String) -> LocalError {
        LocalError(
            "keyring",
            "the Secret Service of the desktop does not do it (\(reason)). Start and unlock a keyring such as "
                + "gnome-keyring or KWallet, or protect secrets by a passphrase instead")
    }
}

/// libsecret, the client of the Secret Service.
private enum LibSecret {
    static let driver = Driver<oint_libsecret>(
        "libsecret", ["libsecret-1.so.0", "libsecret-1.so", "libsecret-1.0.dylib"], find: oint_libsecret_find,
        packages: "Install libsecret-1-0 (Debian, Ubuntu) or libsecret (Fedora, Arch, Alpine)")
}
