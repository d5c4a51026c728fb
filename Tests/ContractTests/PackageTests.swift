import Foundation
import OIntCore
import OIntRegistry
import Testing

/// A library stands in several places, which have to agree: the table of Package.swift, the registry, the README.
@Suite struct PackageTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    /// The names in the table of Package.swift: those of targets, without OInt.
    private func targets() throws -> [String] {
        try text("Package.swift").matches(of: #/(?m)^ {4}Library\(\s*"(\w+)"/#).map { String($0.output.1) }
    }

    @Test func theTableIsInOrder() throws {
        let targets = try targets()
        #expect(targets.count >= Registry.libraries.count || Contract.isPartial)
        #expect(targets == targets.sorted { $0.lowercased() < $1.lowercased() })
    }

    @Test func theTableIsTheFolders() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appending(path: "Sources/Libraries").path)
        #expect(try Set(folders) == Set(targets()))
    }

    @Test func theRegistryHasEveryTarget() throws {
        let registry = try text("Sources/OIntRegistry/Registry.swift")
        for target in try targets() {
            let condition = "#if LIBRARY_\(target.uppercased())\n"
            #expect(
                registry.contains("\(condition)    import OInt\(target)\n"), "the registry does not import \(target)")
            #expect(registry.contains("        \(condition)            libraries.append("), "no library of \(target)")
        }
    }

    @Test func theREADMEHasARowForEveryLibrary() throws {
        let rows = try text("README.md").matches(of: #/(?m)^\| `([a-z0-9]+)` \|/#).map { String($0.output.1) }
        #expect(rows == rows.sorted())
        #expect(Set(rows).isSuperset(of: Registry.libraries.map(\.name)))
        if !Contract.isPartial { #expect(rows == Registry.libraries.map(\.name)) }
    }
}
