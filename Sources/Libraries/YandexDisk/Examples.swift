import OIntCore

extension YandexDisk {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "token": OptionExample("y0-not-a-real-token", shown: "ACCESS_TOKEN"),
            "id": "0123456789abcdef0123456789abcdef",
            "secret": OptionExample("not-a-real-secret", shown: "APP_SECRET"),
            "device": OptionExample("not-a-real-code", shown: "DEVICE_CODE"),
            "refresh": OptionExample("not-a-real-token", shown: "REFRESH_TOKEN"),
            "path": "/backups/db.tar",
            "CreateFolder.path": "/backups",
            "GetFolderFiles.path": "/backups",
            "RestoreFromTrash.path": "db.tar_1a2b",
            "Call.path": "resources/last-uploaded",
            "from": "/backups/db.tar",
            "to": "/archive/db.tar",
            "file": OptionExample("data:,content", shown: "db.tar"),
            "EmptyTrash.path": "db.tar_1a2b",
            "url": "https://disk.yandex.ru/d/EXAMPLE",
            "UploadFileByURL.url": "https://example.com/report.pdf",
            "operation": "33ca7d03ab21ct41b4a40182e78d828a",
        ]
    }
}
