import Foundation
import Programs

/// A session bus with an unlocked keyring on it, in folders of its own; both end with it.
///
/// To be made within the process of an exit test: what waits for such processes does not get along with other children.
final class TestKeyring {
    /// Why it can't be had.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The address of the bus.
    let address: String
    private let folder: TemporaryFolder
    private let bus: Program

    init() async throws {
        folder = try TemporaryFolder()
        var environment = ProcessInfo.processInfo.environment
        for (variable, name) in [
            ("HOME", "home"), ("XDG_DATA_HOME", "data"), ("XDG_RUNTIME_DIR", "run"), ("XDG_CACHE_HOME", "cache"),
            ("XDG_CONFIG_HOME", "config"),
        ] {
            let path = folder.path(name)
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            environment[variable] = path
        }
        bus = try await Program.start(
            Launch(
                ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"], environment: environment))
        guard let address = await bus.output.line() else {
            throw Failure(description: "dbus-daemon gave no address: Scripts/setup.sh installs it")
        }
        self.address = address
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        // The keyring goes on in the background once it answers, and ends with the bus.
        let start = "printf password | gnome-keyring-daemon --unlock --components=secrets"
        guard try await Program.run(Launch(["sh", "-c", start], environment: environment)).exitCode == 0 else {
            throw Failure(description: "gnome-keyring-daemon did not start: Scripts/setup.sh installs it")
        }
    }
}
