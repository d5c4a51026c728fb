import Foundation
import OIntReference
import Programs
import Testing

/// A site on the disk, looked at with Chromium.
final class Browser {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString)")

    /// Writes the pages of a site.
    init(_ pages: [Page]) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for page in pages { try add(page.name, page.text) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Adds a file.
    func add(_ name: String, _ text: String) throws {
        try text.write(to: folder.appending(path: name), atomically: false, encoding: .utf8)
    }

    /// Loads a page, lets its scripts run, and gives the elements that came of it.
    func load(_ address: String) async throws -> String {
        let names = ["chromium", "chromium-browser", "google-chrome"]
        let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let program = places.flatMap { place in names.map { "\(place)/\($0)" } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        let arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-extensions", "--disable-background-networking", "--virtual-time-budget=5000",
            "--user-data-dir=\(folder.path)/profile", "--dump-dom", "file://\(folder.path)/\(address)",
        ]
        return try await Program.run(
            Launch(
                [try #require(program, "Chromium is missing: Scripts/setup.sh installs it")] + arguments,
                environment: ProcessInfo.processInfo.environment)
        ).output
    }
}
