import Foundation

/// A disk of 64 KiB, for one command: it lies in a name space of the command's own, so that nothing has to be unmounted.
enum TinyDisk {
    /// Whether this machine lets us mount one.
    static let isPossible: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = Self.unshare + ["sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// The command to put before one that writes to the disk; what is left there is listed at the end of its output.
    static func launcher(mountingOn directory: String) -> [String] {
        let script = """
            mount -t tmpfs -o size=64k tmpfs \(directory) || exit 99
            "$0" "$@"
            code=$?
            echo 'left on the disk:'
            ls -A \(directory)
            exit $code
            """
        return Self.unshare + ["sh", "-c", script]
    }

    private static let unshare = ["unshare", "--user", "--map-root-user", "--mount"]
}
