import Foundation

/// The built `oint`.
public enum BuiltProgram {
    /// Where it is: what `OINT_BINARY` says, or else next to the tests, where the package manager puts both.
    public static let path: String = {
        if let path = ProcessInfo.processInfo.environment["OINT_BINARY"], !path.isEmpty {
            return URL(fileURLWithPath: path).standardizedFileURL.path
        }
        let tests = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return tests.deletingLastPathComponent().appendingPathComponent("oint").path
    }()

    /// The folder in which it is.
    public static var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }
}
