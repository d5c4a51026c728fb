import OIntCore

extension Notion {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "token": OptionExample("ntn-not-a-real-token", shown: "ACCESS_TOKEN"),
            "page": "1429989fe8ac4effbc8f57f56486db54",
            "base": "248104cd477e80fdb757e945d38000bd",
            "MovePage.parent": "598337872cf94fdf8782e53db20768a5",
            "source": "248104cd477e80afbc30000bd28de8f9",
            "block": "c02fc1d3db8b45c5a22227595b15aea7",
            "CreateBlock.block": #"{"type": "paragraph", "paragraph": {"rich_text": [{"text": {"content": "Tea"}}]}}"#,
            "prev": "7face6fdc1fe42a99e7a2f2a4b6b6cba",
            "user": "d40e767cd7af4b18a86d55c61f1e39a4",
            "title": "Orders",
            "data": #"{"Name": "Tea", "Price": 4.5, "Done": false}"#,
            "EditPageProperties.icon": "🍵",
            "props": #"{"Name": "title", "Price": "number"}"#,
            "EditDatabaseProperties.props": #"{"Price": "number"}"#,
            "EditDatabaseProperties.title": "Orders of the year",
            "description": "What was ordered",
            "property": "Orders",
            "markdown": "# Plan",
            "ReplaceTextOnPage.old": "- [ ] Order tea",
            "ReplaceTextOnPage.new": "- [x] Order tea",
            "icon": "🍵",
            "cover": "https://example.com/cover.jpg",
            "file": OptionExample("data:,content", shown: "report.pdf"),
            "UploadFile.name": "report.pdf",
            "filter": #"{"property": "Done", "checkbox": {"equals": true}}"#,
            "sort": #"["-Price"]"#,
            "query": "Plan",
            "Call.query": "{}",
            "path": "users/me",
        ]
    }
}
