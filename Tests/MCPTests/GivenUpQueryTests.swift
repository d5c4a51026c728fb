import OIntSQL
import OIntSQLite
import Testing

@Suite("A query that is given up ends")
struct GivenUpQueryTests {
    @Test("At whatever moment it is given up")
    func anyMoment() async {
        let endless: SQLText = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
        for moment in 0..<150 {
            let query = Task { try await SQLite().executeSQLQuery(sql: endless) }
            for _ in 0..<(moment * 8) { await Task.yield() }
            query.cancel()
            await #expect(throws: CancellationError.self) { _ = try await query.value }
        }
    }
}
