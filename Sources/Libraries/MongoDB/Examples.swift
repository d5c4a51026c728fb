import OIntCore

extension MongoDB {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "dbc": OptionExample("mongodb://ann@db.example.com:27017/shop?authSource=admin", shown: "MONGODB"),
            "string": OptionExample("mongodb://ann@db.example.com:27017/shop?authSource=admin", shown: "MONGODB"),
            "coll": "orders",
            "CreateCollection.name": "orders",
            "addr": "db.example.com:27017",
            "comm": "ping",
            "ExecuteCommand.data": #"{"comment": "a check"}"#,
            "docs": #"[{"_id": 1, "name": "Ann", "total": 12.5}]"#,
            "updates": #"[{"q": {"name": "Ann"}, "u": {"$set": {"total": 13.5}}, "multi": true}]"#,
            "deletes": #"[{"q": {"name": "Ann"}, "limit": 1}]"#,
            "query": #"{"name": "Ann"}"#,
            "GetDocumentUpdateStructure.data": #"{"$set": {"total": 13.5}}"#,
            "sort": #"{"total": -1}"#,
            "cursor": "7261",
            "user": "ann",
            "usrs": "ann",
            "CreateUser.name": "ann",
            "DeleteUser.name": "ann",
            "UpdateUser.name": "ann",
            "roles": "readWrite",
            "CreateRole.name": "clerk",
            "DeleteRole.name": "clerk",
            "UpdateRole.name": "clerk",
            "prvl": #"[{"resource": {"db": "shop", "collection": "orders"}, "actions": ["find"]}]"#,
            "res": #"{"db": "shop", "collection": "orders"}"#,
            "act": "find",
        ]
    }
}
