import OIntCore

extension Dropbox {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "token": OptionExample("sl.not-a-real-token", shown: "ACCESS_TOKEN"),
            "appkey": "k3yofanapp",
            "appsecret": OptionExample("not-a-real-secret", shown: "APP_SECRET"),
            "code": OptionExample("not-a-real-code", shown: "CODE"),
            "refresh": OptionExample("not-a-real-token", shown: "REFRESH_TOKEN"),
            "path": "/backups/db.tar",
            "GetListOfFolderFiles.path": "/backups",
            "DownloadFolder.path": "/backups",
            "CreateFolder.path": "/backups",
            "PublishFolder.path": "/team",
            "Call.path": "files/search_v2",
            "Call.body": #"{"query": "report"}"#,
            "paths": #"["/a.txt", "/b.txt"]"#,
            "from": "/backups/db.tar",
            "to": "/archive/db.tar",
            "job": "34g93hh34h04y384084",
            "rev": "a1c10ce0dd78",
            "tag": "urgent",
            "folder": "84528192421",
            "fileid": "id:a4ayc_80_OEAAAAAAAAAXw",
            "emails": #"["bob@example.com"]"#,
            "file": OptionExample("data:,content", shown: "db.tar"),
            "url": "https://example.com/report.pdf",
        ]
    }
}
