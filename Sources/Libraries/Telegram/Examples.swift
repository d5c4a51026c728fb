import OIntCore

extension Telegram {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "token": OptionExample("123456:not-a-real-secret", shown: "BOT_TOKEN"),
            "chat": "@example",
            "from": "@example",
            "to": "@example_archive",
            "forum": "-1001234567890",
            "picture": OptionExample("data:,content", shown: "office.jpg"),
            "video": OptionExample("data:,content", shown: "tour.mp4"),
            "audio": OptionExample("data:,content", shown: "song.mp3"),
            "doc": OptionExample("data:,content", shown: "report.pdf"),
            "gif": OptionExample("data:,content", shown: "cat.gif"),
            "media": OptionExample(
                #"{"data:,a": "photo", "data:,b": "video"}"#, shown: #"{"office.jpg": "photo", "tour.mp4": "video"}"#),
            "options": #"["Tea", "Coffee"]"#,
            "buttons": #"["Yes", "No"]"#,
            "keyboard": #"{"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}"#,
            "lat": "52.52",
            "long": "13.405",
            "fileid": "FILE-ID",
            "SendContact.name": "Ann",
            "SetWebhook.url": "https://example.com/updates",
            "datastring": "query_id=1&user=2&hash=3",
        ]
    }
}
