import OIntCore

/// Documents of a collection, which a cursor gives batch by batch.
public struct DocumentList: Sendable {
    /// The batches.
    public let pages: Pages

    /// Takes all documents into memory.
    /// - Returns: The documents.
    /// - Throws: What reading them throws.
    public func collected() async throws -> [JSON] {
        var rows: [JSON] = []
        try await pages.forEachPage { rows += $0.rows }
        return rows
    }
}

extension DocumentList: OutputConvertible {
    /// Rows that come batch by batch.
    public static var outputKind: OutputKind { .pages }

    /// The rows, as they come.
    public var output: Output { .rows(pages) }

    /// All documents: one list of rows that is written as they come, or the answer as published, put together in memory.
    public func output(all: Bool) async throws -> Output {
        if all { return .rows(pages) }
        return .json(["result": true, "data": .array(try await collected())])
    }
}
