import Foundation

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
    private let bus: Process

    init() throws {
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
        let output = Pipe()
        bus = try Self.start(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"], environment, output: output)
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        address = line.trimmingCharacters(in: .newlines)
        guard !address.isEmpty else {
            throw Failure(description: "dbus-daemon gave no address: Scripts/setup.sh installs it")
        }
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        // The keyring goes on in the background once it answers, and ends with the bus.
        let ready = Pipe()
        _ = try Self.start(
            [
                "sh", "-c",
                "printf password | gnome-keyring-daemon --unlock --components=secrets > /dev/null && echo ready",
            ],
            environment, output: ready)
        guard !ready.fileHandleForReading.availableData.isEmpty else {
            throw Failure(description: "gnome-keyring-daemon did not start: Scripts/setup.sh installs it")
        }
    }

    deinit {
        // Threads of tests hold signals back, and so do processes that they start: all but this one.
        kill(bus.processIdentifier, SIGKILL)
    }

    private static func start(
        _ command: [String], _ environment: [String: String], output: Pipe
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
