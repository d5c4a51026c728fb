import Foundation
import OIntCore
import OIntSQL
import OIntSQLite

/// A database in a file of its own, removed with its folder.
final class TemporaryDatabase: Sendable {
    let folder: URL
    /// The database's path.
    var path: String { folder.appending(path: "data.db").path }

    /// Makes the folder; the database comes with its first use.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "oint-sqlite-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of another file beside the database.
    func path(of name: String) -> String { folder.appending(path: name).path }

    /// Writes a file beside the database.
    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path(of: name), atomically: true, encoding: .utf8)
    }

    /// A client with a connection of its own.
    func client(_ context: CallContext = .shared) -> SQLite {
        SQLite(db: path, create: true, context: context)
    }
}

extension SQLite {
    /// The rows of a query, as compact JSON.
    @discardableResult
    func rows(_ sql: String, _ params: [JSON] = []) async throws -> [String] {
        try await executeSQLQuery(sql: .init(sql), params: SQLParameters(params.map { SQLParameter($0) })).collected()
            .map(\.description)
    }
}

/// What a command would print for an output.
func shown(_ output: Output) async throws -> JSON {
    switch output {
    case .json(let json): json
    case .text(let text): .string(text)
    case .object: "{oint-3f9a1c}"
    case .records(let records): ["result": true, "data": .array(try await records.collected().map { .object($0) })]
    default: .null
    }
}
