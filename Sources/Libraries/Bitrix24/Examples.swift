import OIntCore

extension Bitrix24 {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "url": "example.bitrix24.com",
            "token": OptionExample("not-a-real-secret", shown: "TOKEN"),
            "fields": #"{"TITLE": "Weekly report"}"#,
            "CreateTask.fields": #"{"TITLE": "Weekly report", "RESPONSIBLE_ID": 1}"#,
            "CreateUser.fields": #"{"EMAIL": "ann@example.com", "UF_DEPARTMENT": [1]}"#,
            "UpdateUser.fields": #"{"WORK_POSITION": "Editor"}"#,
            "FindUsers.filter": #"{"FIND": "Ann"}"#,
            "settings": #"{"work_time_start": 9, "work_time_end": 18}"#,
            "AddCustomTaskField.type": "string",
            "fieldname": "BUDGET",
            "type": "user",
            "vision": "UA",
            "owner": "1",
            "user": "1",
            "userid": "1",
            "users": "1",
            "clientid": "local.example",
            "file": OptionExample("data:,content", shown: "report.pdf"),
            "picture": OptionExample("data:,content", shown: "picture.png"),
            "amount": "3600",
        ]
    }
}
