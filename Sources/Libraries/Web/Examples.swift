import OIntCore

extension Web {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        let order: OptionExample = #"{"item": "tea", "count": 2}"#
        return [
            "url": "https://api.example.com/orders",
            "Put.url": "https://api.example.com/orders/42",
            "Patch.url": "https://api.example.com/orders/42",
            "Delete.url": "https://api.example.com/orders/42",
            "Get.query": #"{"status": "open"}"#,
            "Post.json": order,
            "Put.json": order,
            "Patch.json": #"{"count": 3}"#,
            "Request.method": "REPORT",
            "Get.bearer": OptionExample("not-a-real-secret", shown: "TOKEN"),
            "Post.bearer": OptionExample("not-a-real-secret", shown: "TOKEN"),
        ]
    }
}
