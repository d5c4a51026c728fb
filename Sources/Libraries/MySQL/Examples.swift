import OIntCore

extension MySQL {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "dbc": OptionExample("mysql://ann@db.example.com/shop", shown: "DATABASE_URL"),
            "table": "orders",
            "name": "total",
            "type": "DECIMAL(10, 2)",
            "sql": "SELECT * FROM orders",
            "values": #"{"total": 12.5}"#,
            "unique": "id",
            "GetRecords.filter": above100,
            "UpdateRecords.filter": above100,
            "DeleteRecords.filter": above100,
            "base": "shop",
            "db": "shop",
            "addr": "db.example.com",
            "GenerateConnectionString.login": "ann",
            "GenerateConnectionString.db": "shop",
            "login": "ann",
        ]
    }

    private static let above100: OptionExample = #"{"field": "total", "type": ">", "value": 100}"#
}
