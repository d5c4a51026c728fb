import OIntCore
import OIntSQL
import OIntSQLite

/// The code of "Working with a database".
enum Database {
    static func make(_ path: String) async throws -> SQLite {
        let shop = SQLite(db: path)
        _ = try await shop.createTable(table: "orders", cols: ["id": "INTEGER PRIMARY KEY", "total": "REAL"])
        _ = try await shop.addRecords(table: "orders", rows: [["id": 1, "total": 9.5], ["id": 2, "total": 120]])
        return shop
    }

    static func largeOrders(_ shop: SQLite) async throws -> [Int] {
        let large = try SQLFilter(field: "total", comparison: ">", value: 100)
        var ids: [Int] = []
        if case .rows(let orders) = try await shop.getRecords(table: "orders", filter: [large]) {
            for try await order in orders { ids.append(order["id"]?.int ?? 0) }
        }
        return ids
    }

    static func sum(_ shop: SQLite) async throws -> String? {
        let result = try await shop.executeSQLQuery(
            sql: "SELECT sum(total) AS sum FROM orders WHERE id < ?1", params: [SQLParameter(3)])
        let sum = try await result.collected().first?["sum"]?.number?.text
        return sum
    }
}
