import OIntCore

extension PostgreSQL {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "dbc": OptionExample("postgresql://ann@db.example.com/shop", shown: "DATABASE_URL"),
            "table": "orders",
            "name": "total",
            "type": "numeric",
            "sql": "SELECT * FROM orders",
            "values": #"{"total": 12.5}"#,
            "unique": "id",
            "base": "shop",
            "db": "shop",
            "addr": "db.example.com",
            "login": "ann",
        ]
    }
}
