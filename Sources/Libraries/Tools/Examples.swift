import OIntCore

extension Tools {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "json": #"{"order": {"id": 42, "total": 12.5}}"#,
            "in": OptionExample("data:,SGVsbG8=", shown: "letter.b64"),
        ]
    }
}
