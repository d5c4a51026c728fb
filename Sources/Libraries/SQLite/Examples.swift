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
            "ext": OptionExample("data:,content", shown: "spellfix.so"),
        ]
    }
}
