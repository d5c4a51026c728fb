import Foundation

/// Python with packages that tests need.
public enum PythonEnvironment {
    /// Installs packages where they are missing.
    /// - Parameter requirements: A file with packages and their versions, as pip reads it.
    /// - Returns: The path of the interpreter that has them.
    /// - Throws: ``Outcome/Failure`` when they can't be installed.
    public static func interpreter(with requirements: URL) async throws -> String {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let script = root.appendingPathComponent("Scripts/python.sh").path
        let folder = try await Program.run(
            Launch([script, requirements.path], environment: ProcessInfo.processInfo.environment)
        ).successful().output
        return folder.trimmingCharacters(in: .newlines) + "/bin/python"
    }
}
