import OIntCore
import OIntDrivers

/// Rows that travel between the calls that read them; the cursor stays on the thread of its connection.
final class CursorStream<Session: SQLSession>: @unchecked Sendable {
    let columns: [String]
    /// The rows that came when the statement was run: with few rows all of them, so that no call is needed for more.
    let first: RecordBatch?
    private let link: DriverLink<Session>
    private let cursor: OpenCursor
    /// Whether rows are still to come behind the first ones.
    let hasMore: Bool
    /// Whether the statement only reads.
    let onlyReads: Bool

    /// Reads the first rows.
    /// - Parameters:
    ///   - cursor: The rows.
    ///   - link: The connection, on whose thread this is done.
    /// - Throws: What reading throws.
    init(_ cursor: any SQLCursor, on link: DriverLink<Session>) throws {
        columns = Self.distinct(cursor.columns)
        self.link = link
        self.cursor = OpenCursor(cursor)
        onlyReads = cursor.onlyReads
        do {
            first = try cursor.next()
        } catch {
            self.cursor.close()
            throw error
        }
        hasMore = !cursor.isAtEnd
        if hasMore { link.openItems += 1 } else { self.cursor.close() }
    }

    /// The names of columns, where one that stands already gets a number behind it: in most forms of output two members
    /// of one name are one.
    private static func distinct(_ names: [String]) -> [String] {
        var taken: Set<[UInt8]> = []
        guard names.contains(where: { !taken.insert(Array($0.utf8)).inserted }) else { return names }
        var used: Set<[UInt8]> = []
        return names.map { name in
            var result = name
            var number = 2
            while used.contains(Array(result.utf8)) || result != name && taken.contains(Array(result.utf8)) {
                result = "\(name)_\(number)"
                number += 1
            }
            used.insert(Array(result.utf8))
            return result
        }
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

    private static func close(_ cursor: OpenCursor, of link: DriverLink<Session>) {
        if cursor.close() { link.openItems -= 1 }
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
