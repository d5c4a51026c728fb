import Foundation

/// Measures how much memory a program takes at most.
///
/// The measuring program stands between: what the system counts for a child includes the size of its parent at the
/// time it was started, and the tests are large.
struct PeakMemory {
    /// Where the figure goes.
    let file: String

    /// The command to put before the one that is measured.
    var launcher: [String] { ["python3", "-c", Self.script, self.file] }

    /// What the program took at most, in bytes.
    func bytes() throws -> Int {
        let kibibytes = Int(String(decoding: try Data(contentsOf: URL(fileURLWithPath: self.file)), as: UTF8.self))
        return (kibibytes ?? .max >> 10) << 10
    }

    private static let script = """
        import resource, subprocess, sys
        code = subprocess.call(sys.argv[2:])
        with open(sys.argv[1], "w") as file:
            file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
        sys.exit(code)
        """
}
