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
            "clientsecret": OptionExample("not-a-real-secret", shown: "CLIENT_SECRET"),
            "taskto": "43",
            "GetUserBusy.to": "2026-02-28",
            "GetTasksList.filter": #"{">DEADLINE": "2026-01-31"}"#,
            "GetLeadsList.filter": #"{">DATE_CREATE": "2026-01-31"}"#,
            "GetDealsList.filter": #"{"CATEGORY_ID": 1}"#,
            "CreateChat.fields": #"{"TYPE": "CHAT", "TITLE": "Planning", "USERS": [1, 2]}"#,
            "CreateCalendar.fields": #"{"type": "user", "ownerId": 1, "name": "Holidays"}"#,
            "UpdateCalendar.fields": #"{"type": "user", "ownerId": 1, "name": "Days off"}"#,
            "CreateCalendarEvent.fields": event(#""from": "2026-01-31T10:00:00", "to": "2026-01-31T11:00:00""#),
            "UpdateCalendarEvent.fields": event(#""importance": "high""#),
            "UpdatePost.text": "Good morning",
            "EditMessage.text": "Good morning",
            "UpdateKanbanStage.title": "Ready",
            "AddKanbanStage.title": "In review",
            "CreateDepartment.title": "Sales",
            "UpdateDepartment.title": "Sales and support",
            "ChangeChatTitle.title": "Planning",
            "UpdateCustomTaskField.title": "Budget",
            "RenameStorage.title": "Archive",
            "CreateStorageFolder.title": "Reports",
            "CreateSubfolder.title": "January",
            "RenameFolder.title": "February",
            "RenameFile.title": "february.pdf",
            "UploadFileToStorage.title": "january.pdf",
            "UploadFileToFolder.title": "january.pdf",
            "file": OptionExample("data:,content", shown: "january.pdf"),
            "picture": OptionExample("data:,content", shown: "picture.png"),
            "amount": "3600",
            "GetPictureBlock.url": "https://example.com/report.png",
            "GetFileBlock.url": "https://example.com/report.pdf",
            "GetDialog.chat": "chat42",
            "GetChatMessagesList.chat": "chat42",
            "SendMessage.chat": "chat42",
            "SendWritingNotification.chat": "chat42",
            "MarkMessageAsRead.chat": "chat42",
            "MarkMessageAsUnread.chat": "chat42",
            "Call.fields": #"{"entityTypeId": 1}"#,
        ]
    }

    private static func event(_ members: String) -> OptionExample {
        OptionExample(#"{"type": "user", "ownerId": 1, "name": "Planning", "# + members + "}")
    }
}
