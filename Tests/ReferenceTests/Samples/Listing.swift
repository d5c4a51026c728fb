import OIntBitrix24
import OIntCore

/// The code of "Listing everything, page by page".
enum Listing {
    static func sum(_ portal: Bitrix24) async throws -> Int {
        var total = 0
        for try await deal in portal.getDealsList(filter: ["CATEGORY_ID": 1]) {
            total += deal["OPPORTUNITY"]?.int ?? 0
        }
        return total
    }

    static func first(_ portal: Bitrix24) async throws -> (Int?, [JSON]) {
        let page = try await portal.getDealsList().page()
        let count = page.reply["total"]?.int
        let rows = page.rows
        return (count, rows)
    }
}
