import Foundation
import OIntCore
import OIntSQL
import OIntSQLite
import Testing

@Suite("Files may be used below the allowed directories only")
struct FileAccessTests {
    /// A directory that is allowed, `in`, with a file in it, and one beside it that is not, `out`.
    private func withPlaces(_ body: (String, FileAccess) async throws -> Void) async throws {
        try await withDirectory { root in
            for name in ["in", "in/deep", "out", "inside"] {
                try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: true)
            }
            for name in ["in/a.txt", "out/secret.txt", "inside/secret.txt"] {
                try Data("content".utf8).write(to: URL(fileURLWithPath: "\(root)/\(name)"))
            }
            for (link, target) in [
                ("in/link.txt", "../out/secret.txt"), ("in/folder", "../out"), ("in/nowhere", "../out/new.txt"),
                ("in/own.txt", "a.txt"), ("door", "in"),
            ] {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(root)/\(link)", withDestinationPath: target)
            }
            try await body(root, FileAccess(directories: ["\(root)/door"]))
        }
    }

    @Test("What lies below is read, also through links that stay below")
    func allowed() async throws {
        try await withPlaces { root, access in
            try FileAccess.$current.withValue(access) { () throws in
                for name in ["in/a.txt", "in/own.txt", "door/a.txt", "in/deep/../a.txt"] {
                    let content = try LocalFile.read("\(root)/\(name)")
                    #expect(content == Array("content".utf8), "\(name)")
                }
            }
        }
    }

    @Test(
        "What lies elsewhere is not, whatever the way to it looks like",
        arguments: [
            "out/secret.txt", "in/../out/secret.txt", "in/link.txt", "in/folder/secret.txt", "inside/secret.txt",
        ])
    func forbidden(_ name: String) async throws {
        try await withPlaces { root, access in
            let path = "\(root)/\(name)"
            let content = try LocalFile.read(path)
            #expect(content == Array("content".utf8))
            FileAccess.$current.withValue(access) {
                #expect { try LocalFile.read(path) } throws: { "\($0)".contains("--files") }
                #expect(throws: LocalError.self) { try LocalFile.checkReadable(path) }
                #expect(throws: LocalError.self) { try LocalFile.size(path) }
                #expect(throws: OptionError.self) { try FileInput(option: [OptionInput(path)]) }
                #expect(throws: OptionError.self) { try JSON(option: [OptionInput(path, source: .commandLine)]) }
            }
        }
    }

    @Test(
        "New files are written below only",
        arguments: ["out/new.txt", "in/../out/new.txt", "in/folder/new.txt", "in/nowhere", "in/no/../../out/new.txt"])
    func writing(_ name: String) async throws {
        try await withPlaces { root, access in
            try FileAccess.$current.withValue(access) {
                #expect(throws: LocalError.self) { try AtomicFile("\(root)/\(name)") }
                let file = try AtomicFile("\(root)/in/deep/new.txt")
                try file.finish()
            }
            #expect(FileManager.default.fileExists(atPath: "\(root)/in/deep/new.txt"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/out") == ["secret.txt"])
        }
    }

    @Test("Without a directory nothing is allowed, and standard input belongs to the server")
    func nothing() async throws {
        try await withPlaces { root, _ in
            let none = try FileAccess(directories: [])
            FileAccess.$current.withValue(none) {
                #expect(throws: LocalError.self) { try LocalFile.read("\(root)/in/a.txt") }
                #expect(throws: OptionError.self) { try FileInput(option: [OptionInput("-")]) }
            }
            #expect(throws: LocalError.self) { try FileAccess(directories: ["\(root)/missing"]) }
            #expect(throws: LocalError.self) { try FileAccess(directories: ["\(root)/in/a.txt"]) }
        }
    }

    @Test("A database is opened below only, and in memory")
    func databases() async throws {
        try await withPlaces { root, access in
            try await FileAccess.$current.withValue(access) {
                _ = try await SQLite(db: "\(root)/in/new.db", create: true).executeSQLQuery(sql: "CREATE TABLE t (a)")
                _ = try await SQLite().executeSQLQuery(sql: "CREATE TABLE t (a)")
                for name in ["out/new.db", "in/folder/new.db", "in/nowhere"] {
                    await #expect(throws: LocalError.self) {
                        _ = try await SQLite(db: "\(root)/\(name)", create: true).executeSQLQuery(
                            sql: "CREATE TABLE t (a)")
                    }
                }
                await #expect(throws: LocalError.self) {
                    _ = try await SQLite(db: "file:\(root)/in/new.db", create: true).executeSQLQuery(sql: "SELECT 1")
                }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/out") == ["secret.txt"])
        }
    }

    @Test(
        "SQL reaches no file elsewhere",
        arguments: [
            "ATTACH 'ROOT/out/x.db' AS x", "ATTACH 'file:ROOT/out/x.db' AS x", "ATTACH 'ROOT/out/' || 'x.db' AS x",
            "VACUUM INTO 'ROOT/out/x.db'", "PRAGMA temp_store_directory = 'ROOT/out'",
            "SELECT load_extension('ROOT/out/secret.txt')",
        ])
    func statements(_ sql: String) async throws {
        try await withPlaces { root, access in
            try await FileAccess.$current.withValue(access) {
                let database = SQLite(db: "\(root)/in/new.db", create: true)
                _ = try await database.executeSQLQuery(sql: "CREATE TABLE t (a)")
                let statement = SQLText(sql.replacingOccurrences(of: "ROOT", with: root))
                await #expect(throws: ServiceError.self) { _ = try await database.executeSQLQuery(sql: statement) }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/out") == ["secret.txt"])
        }
    }

    @Test("SQL uses files below, and extensions are not loaded at all")
    func ownStatements() async throws {
        try await withPlaces { root, access in
            try await FileAccess.$current.withValue(access) {
                let database = SQLite(db: "\(root)/in/new.db", create: true)
                _ = try await database.executeSQLQuery(sql: "CREATE TABLE t (a); VACUUM")
                _ = try await database.executeSQLQuery(sql: SQLText("ATTACH '\(root)/in/b.db' AS b"))
                _ = try await database.executeSQLQuery(sql: SQLText("VACUUM INTO '\(root)/in/c.db'"))
                await #expect(throws: LocalError.self) {
                    _ = try await database.connectExtension(ext: .path("\(root)/in/a.txt"))
                }
            }
            #expect(FileManager.default.fileExists(atPath: "\(root)/in/c.db"))
        }
    }
}
