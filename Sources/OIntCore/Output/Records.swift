/// Rows of a table that are still to come, batch by batch; nobody has to hold all of them.
///
/// Iterating gives each row as an object, with its columns in the order of the query. It can be walked through once.
public struct Records: AsyncSequence, Sendable {
    /// A row.
    public typealias Element = JSONObject

    /// The names of the columns, in their order; a name may stand twice.
    public let columns: [String]
    /// Whether what gives the rows also changes something, which only lasts when it comes to its end.
    public let mustBeRead: Bool
    private let fetch: @Sendable () async throws -> RecordBatch?

    /// Creates a stream of rows.
    /// - Parameters:
    ///   - columns: The names of the columns, in their order.
    ///   - mustBeRead: Whether what gives the rows also changes something, which only lasts when it comes to its end.
    ///   - fetch: Gives the next rows, or nil at the end.
    public init(
        columns: [String], mustBeRead: Bool = false, fetch: @escaping @Sendable () async throws -> RecordBatch?
    ) {
        self.columns = columns
        self.mustBeRead = mustBeRead
        self.fetch = fetch
    }

    /// Walks through the batches, and fetches the next while one is looked at.
    ///
    /// Where `body` fails, rows that have to be read to their end still are, unless the task is cancelled.
    /// - Parameter body: Takes each batch.
    /// - Throws: What fetching or `body` throws.
    public func forEachBatch(_ body: (RecordBatch) async throws -> Void) async throws {
        var failure: (any Error)?
        try await forEachFetched { batch in
            guard failure == nil else { return }
            do {
                try await body(batch)
            } catch {
                guard mustBeRead, !(error is CancellationError) else { throw error }
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func forEachFetched(_ body: (RecordBatch) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: RecordBatch?.self) { group in
            group.addTask { try await fetch() }
            while let batch = try await group.next() ?? nil {
                group.addTask { try await fetch() }
                try await body(batch)
            }
        }
    }

    /// Takes all rows into memory.
    /// - Returns: The rows.
    /// - Throws: What fetching throws.
    public func collected() async throws -> [JSONObject] {
        var rows: [JSONObject] = []
        for try await row in self { rows.append(row) }
        return rows
    }

    /// Starts walking through the rows.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(columns: columns, fetch: fetch) }

    /// Walks through the rows.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let columns: [String]
        fileprivate let fetch: @Sendable () async throws -> RecordBatch?
        private var batch = RecordBatch(columnCount: 0)
        private var next = 0

        fileprivate init(columns: [String], fetch: @escaping @Sendable () async throws -> RecordBatch?) {
            self.columns = columns
            self.fetch = fetch
        }

        /// The next row, fetching its batch when needed.
        public mutating func next() async throws -> JSONObject? {
            while next >= batch.rowCount {
                guard let following = try await fetch() else { return nil }
                batch = following
                next = 0
            }
            defer { next += 1 }
            return batch.row(next, columns: columns)
        }
    }
}

extension Records {
    /// What stands around rows where they are shown as one value: `{"result": true, "data": [row, …]}`.
    package static let envelope: (head: JSONObject, key: String) = (["result": true], "data")
}

extension Records: OutputConvertible {
    /// Rows of a table.
    public static var outputKind: OutputKind { .records }
    /// The rows as they come.
    public var output: Output { .records(self) }
}
