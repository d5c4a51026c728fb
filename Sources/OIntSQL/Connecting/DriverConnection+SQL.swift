import OIntCore
import OIntDrivers
import Synchronization

extension DriverConnection where Session: SQLSession {
    /// Runs a statement up to its first rows.
    /// - Parameter statement: The statement.
    /// - Returns: What it answers.
    /// - Throws: What ``perform(_:)`` throws.
    public nonisolated func open(_ statement: SQLStatement) async throws -> SQLResult {
        let link = link
        let opened = try await perform { session -> Opened<Session> in
            switch try session.open(statement) {
            case .done(let changes): .done(changes)
            case .rows(let cursor): .rows(try CursorStream(cursor, on: link))
            }
        }
        switch opened {
        case .done(let changes): return .done(changes)
        case .rows(let stream): return .rows(records(of: stream))
        }
    }

    private nonisolated func records(of stream: CursorStream<Session>) -> Records {
        let first = Mutex(stream.first)
        // Rows that are all here leave the connection to others.
        guard stream.hasMore else {
            return Records(columns: stream.columns) { first.withLock { $0.take() } }
        }
        return Records(columns: stream.columns, mustBeRead: !stream.onlyReads) {
            if let batch = first.withLock({ $0.take() }) { return batch }
            return try await self.perform { _ in try stream.next() }
        }
    }
}

/// What a statement answers, on its way from the thread of its connection.
private enum Opened<Session: SQLSession>: Sendable {
    case done(SQLChanges?)
    case rows(CursorStream<Session>)
}
