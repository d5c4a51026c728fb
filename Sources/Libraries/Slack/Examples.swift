import OIntCore

extension Slack {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "token": OptionExample("xoxb-not-a-real-secret", shown: "BOT_TOKEN"),
            "channel": "C0123456789",
            "channels": #"["C0123456789"]"#,
            "user": "U0123456789",
            "users": #"["U0123456789", "U0987654321"]"#,
            "stamp": "1712345678.000100",
            "thread": "1712345678.000100",
            "SendMessage.text": "hello",
            "SendEphemeralMessage.text": "hello",
            "EditMessage.text": "hello",
            "AddExternalFile.externalid": "plan-2026",
            "text": "hello",
            "title": "Report",
            "CreateChannel.title": "news",
            "RenameChannel.title": "news",
            "theme": "What is new",
            "purpose": "Announcements",
            "conv": "D0123456789",
            "file": OptionExample("data:,content", shown: "report.pdf"),
            "filename": "report.pdf",
            "fileid": "F0123456789",
            "url": "https://example.com/plan.pdf",
            "picture": "https://example.com/office.jpg",
            "alt": "The office",
            "blocks": #"[{"type": "divider"}]"#,
            "path": "reactions.list",
        ]
    }
}
