import Foundation

/// A file that is gone with the test.
final class TemporaryFile: Sendable {
    /// Where it is.
    let path: String

    /// Writes it.
    init(_ text: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "oint-postgres-\(UUID().uuidString)").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
