import OIntBitrix24
import OIntCore
import OIntOAuth
import OIntSQL
import OIntSQLite

/// The code of the README.
enum ReadMe {
    static func firstCall(_ webhook: String) async throws -> JSON {
        let portal = try Bitrix24(url: PortalAddress(webhook))
        let task = try await portal.getTask(task: 42)
        return task
    }

    static func deals(_ accessToken: String, print: (String...) -> Void) async throws {
        let portal = try Bitrix24(url: PortalAddress("https://example.bitrix24.com"), token: Secret(accessToken))

        for try await deal in portal.getDealsList(filter: ["CATEGORY_ID": 1]) {
            print(deal["TITLE"]?.string ?? "")
        }

        do {
            _ = try await portal.completeTask(task: 42)
        } catch let refusal as ServiceError {
            print(refusal.code ?? "", refusal.message ?? "")
        }
    }

    static func credentials() throws -> Bitrix24 {
        let credentials = Credentials(CredentialChain([
            EnvironmentCredentials("PORTAL_TOKEN"),
            try ProfileCredentials(Bitrix24.library, profile: "work"),
        ]))
        let portal = try Bitrix24(url: PortalAddress("example.bitrix24.com"), credentials: credentials)
        return portal
    }

    static func orders(print: (Int) -> Void) async throws {
        let shop = SQLite(db: "shop.db")
        _ = try await shop.addRecords(table: "orders", rows: [["id": 1, "total": 9.5]])
        if case .rows(let orders) = try await shop.getRecords(table: "orders", order: ["total": "DESC"]) {
            for try await order in orders { print(order["id"]?.int ?? 0) }
        }
    }
}
