import Foundation

/// A directory that is there while a closure runs.
func withTemporaryDirectory<T>(_ body: (URL) async throws -> T) async throws -> T {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory)
}

extension URL {
    /// Writes a file into the directory, and gives its path.
    func file(_ name: String, _ content: some Sequence<UInt8>) throws -> String {
        let file = appendingPathComponent(name)
        try Data(content).write(to: file)
        return file.path
    }

    /// The names of the files in the directory, hidden ones included.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}
