import OIntCore

extension SQLite {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "db": "shop.db",
            "table": "orders",
            "name": "total",
            "type": "REAL",
            "sql": "SELECT * FROM orders",
            "values": #"{"total": 12.5}"#,
            "unique": "id",
            "GetRecords.filter": above100,
            "UpdateRecords.filter": above100,
            "DeleteRecords.filter": above100,
            "ext": OptionExample("/dev/null", shown: "spellfix.so"),
        ]
    }

    private static let above100: OptionExample = #"{"field": "total", "type": ">", "value": 100}"#
}
