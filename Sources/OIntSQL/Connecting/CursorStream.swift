import OIntCore

/// Rows that travel between the calls that read them; the cursor stays on the thread of its connection.
final class CursorStream<Session: SQLSession>: @unchecked Sendable {
    let columns: [String]
    /// The rows that came when the statement was run: with few rows all of them, so that no call is needed for more.
    let first: RecordBatch?
    private let link: SQLLink<Session>
    private let cursor: OpenCursor
    /// Whether rows are still to come behind the first ones.
    let hasMore: Bool

    /// Reads the first rows.
    /// - Parameters:
    ///   - cursor: The rows.
    ///   - link: The connection, on whose thread this is done.
    /// - Throws: What reading throws.
    init(_ cursor: any SQLCursor, on link: SQLLink<Session>) throws {
        columns = cursor.columns
        self.link = link
        self.cursor = OpenCursor(cursor)
        do {
            first = try cursor.next()
        } catch {
            self.cursor.close()
            throw error
        }
        hasMore = !cursor.isAtEnd
        if hasMore { link.openCursors += 1 } else { self.cursor.close() }
    }

    deinit {
        guard hasMore else { return }
        link.executor.run { [link, cursor] in Self.close(cursor, of: link) }
    }

    /// The rows behind the first ones; on the thread of the connection.
    func next() throws -> RecordBatch? {
        let batch = try cursor.next()
        if cursor.isAtEnd { Self.close(cursor, of: link) }
        return batch
    }

    private static func close(_ cursor: OpenCursor, of link: SQLLink<Session>) {
        if cursor.close() { link.openCursors -= 1 }
    }
}

/// A cursor on its way to the thread that it belongs to.
private final class OpenCursor: @unchecked Sendable {
    private var cursor: (any SQLCursor)?

    init(_ cursor: any SQLCursor) { self.cursor = cursor }

    var isAtEnd: Bool { cursor?.isAtEnd ?? true }

    func next() throws -> RecordBatch? { try cursor?.next() }

    /// Closes the cursor.
    /// - Returns: Whether it was still open.
    @discardableResult
    func close() -> Bool {
        defer { cursor = nil }
        cursor?.close()
        return cursor != nil
    }
}
