import Foundation

/// Writes files to a directory that is there while a closure runs.
/// - Parameters:
///   - files: The content by name.
///   - body: Gets the path of the directory.
/// - Returns: What `body` returns.
func withFiles<Result>(_ files: [String: String], _ body: (String) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    for (name, content) in files {
        try Data(content.utf8).write(to: directory.appendingPathComponent(name))
    }
    return try await body(directory.path)
}
