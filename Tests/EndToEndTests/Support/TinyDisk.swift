import Programs

/// A disk of 64 KiB, for one command: it lies in a name space of the command's own, so that nothing has to be unmounted.
enum TinyDisk {
    /// Whether this machine lets us mount one.
    static func isPossible() async -> Bool {
        let launch = Launch(Self.unshare + ["sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"])
        return (try? await Program.run(launch).successful()) != nil
    }

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
