import OIntCore

extension Airtable {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "token": OptionExample("pat-not-a-real-token", shown: "ACCESS_TOKEN"),
            "base": "appLkNDICXNqxSDhG",
            "table": "Orders",
            "ws": "wspmhESAta6clCCwF",
            "title": "Orders",
            "tablesdata": #"{"Orders": [{"name": "Name", "type": "singleLineText"}]}"#,
            "fieldsdata": #"[{"name": "Name", "type": "singleLineText"}]"#,
            "fielddata": #"{"name": "Price", "type": "number", "options": {"precision": 2}}"#,
            "field": "fldkX6OVpvxm6Ewst",
            "description": "What was ordered",
            "record": "rec560UJdUtocSouk",
            "records": #"["rec560UJdUtocSouk"]"#,
            "data": #"[{"Name": "Tea", "Price": 4.5}]"#,
            "UpdateRecords.data": #"[{"id": "rec560UJdUtocSouk", "fields": {"Price": 5}}]"#,
            "keys": #"["Name"]"#,
            "comment": "comB5z37Mg9zaEPw6",
            "text": "Sold out",
            "ModifyTable.title": "Orders",
            "ModifyField.title": "Price",
            "file": OptionExample("data:,content", shown: "report.pdf"),
            "path": "meta/whoami",
        ]
    }
}
