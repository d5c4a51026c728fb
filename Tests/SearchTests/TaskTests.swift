import OIntCore
import OIntRegistry
import Testing

@testable import OIntSearch

/// Finds methods among all there are.
struct Finder {
    private let search: MethodSearch

    init() throws { search = try MethodSearch(Registry.libraries) }

    /// The best methods for some words.
    func best(_ query: String, _ count: Int = 2) throws -> [String] {
        try search.find(query).prefix(count).map { hit in
            let entry = search.entries[hit.index]
            return "\(entry.library.name).\(entry.method.name)"
        }
    }
}

@Suite("Plain tasks find their methods")
struct TaskTests {
    /// What people want to do, with the methods that do it.
    private static let english: [(task: String, methods: String)] = [
            ("send a text message to a telegram chat", "telegram.SendTextMessage"),
            ("post a photo to a telegram channel", "telegram.SendImage"),
            ("send a video by telegram bot", "telegram.SendVideo"),
            ("share my location in telegram", "telegram.SendLocation"),
            ("create a poll in telegram", "telegram.SendPoll"),
            ("forward a message to another telegram chat", "telegram.ForwardMessage"),
            ("ban a user in a telegram group", "telegram.Ban"),
            ("pin a message in telegram", "telegram.PinMessage"),
            ("how many members does the telegram chat have", "telegram.GetParticipantCount"),
            ("set a webhook for my telegram bot", "telegram.SetWebhook"),
            ("download a file that was sent to the bot in telegram", "telegram.DownloadFile"),
            ("create an invite link for telegram", "telegram.CreateInvitationLink"),
            ("close a forum topic in telegram", "telegram.CloseForumTopic"),
            ("send an album of photos telegram", "telegram.SendMediaGroup"),
            ("remove the buttons under a telegram message", "telegram.ReplaceMessageKeyboard"),
            ("get updates of a telegram bot", "telegram.GetUpdates"),
            ("create a bucket in s3", "s3.CreateBucket"),
            ("upload a file to s3", "s3.PutObject|s3.UploadFullObject"),
            ("download an object from s3 bucket", "s3.GetObject"),
            ("list all files in an s3 bucket", "s3.ListObjects"),
            ("make a temporary download link for s3 object", "s3.GetObjectDownloadLink"),
            ("delete an object from the bucket", "s3.DeleteObject"),
            ("copy s3 object to another bucket", "s3.CopyObject"),
            ("turn on versioning for bucket", "s3.PutBucketVersioning"),
            ("set tags of a bucket", "s3.PutBucketTagging"),
            ("encrypt a bucket s3", "s3.PutBucketEncryption"),
            ("list buckets", "s3.ListBuckets"),
            ("create a table in sqlite", "sqlite.CreateTable"),
            ("insert rows into a postgres table", "postgres.AddRecords|postgres.EnsureRecords"),
            ("run a sql query on postgres", "postgres.ExecuteSQLQuery"),
            ("delete records from sqlite table", "sqlite.DeleteRecords"),
            ("drop a database in postgres", "postgres.DeleteDatabase"),
            ("add a column to a table in sqlite", "sqlite.AddTableColumn"),
            ("load sqlite extension", "sqlite.ConnectExtension"),
            ("update rows in postgres", "postgres.UpdateRecords"),
            ("truncate postgres table", "postgres.ClearTable"),
            ("create a task in bitrix24", "bitrix24.CreateTask"),
            ("complete task bitrix", "bitrix24.CompleteTask"),
            ("add a comment to a task", "bitrix24.AddTaskComment"),
            ("list my deals in bitrix24", "bitrix24.GetDealsList"),
            ("create a new lead in bitrix24 crm", "bitrix24.CreateLead"),
            ("send a message to a bitrix24 chat", "bitrix24.SendMessage"),
            ("create a calendar event in bitrix24", "bitrix24.CreateCalendarEvent"),
            ("upload file to bitrix disk", "bitrix24.UploadFileToFolder|bitrix24.UploadFileToStorage"),
            ("start my working day", "bitrix24.StartTimekeeping"),
            ("who am I in bitrix24", "bitrix24.GetCurrentUser"),
            ("find a user by phone or name in bitrix24", "bitrix24.FindUsers"),
            ("delete a department bitrix24", "bitrix24.DeleteDepartment"),
            ("add checklist item to task", "bitrix24.AddTasksChecklistElement"),
            ("restore a file from trash bitrix24", "bitrix24.RestoreFile"),
    ]

    /// The same in Russian.
    private static let russian: [(task: String, methods: String)] = [
            ("отправить сообщение в телеграм", "telegram.SendTextMessage"),
            ("послать картинку в чат телеграм", "telegram.SendImage"),
            ("отправить голосовое или аудио в телеграм", "telegram.SendAudio"),
            ("забанить пользователя в телеграме", "telegram.Ban"),
            ("разбанить пользователя telegram", "telegram.Unban"),
            ("закрепить сообщение telegram", "telegram.PinMessage"),
            ("удалить сообщение телеграм", "telegram.DeleteMessage"),
            ("узнать число подписчиков канала телеграм", "telegram.GetParticipantCount"),
            ("создать опрос в телеграм", "telegram.SendPoll"),
            ("скачать файл телеграм", "telegram.DownloadFile"),
            ("отправить документ боту telegram", "telegram.SendDocument"),
            ("создать тему форума telegram", "telegram.CreateForumTopic"),
            ("отправить геолокацию telegram", "telegram.SendLocation"),
            ("установить вебхук telegram", "telegram.SetWebhook"),
            ("изменить текст сообщения telegram", "telegram.ReplaceMessageText"),
            ("создать бакет s3", "s3.CreateBucket"),
            ("загрузить файл в s3", "s3.PutObject|s3.UploadFullObject"),
            ("скачать объект из бакета", "s3.GetObject"),
            ("список бакетов", "s3.ListBuckets"),
            ("удалить файл из s3", "s3.DeleteObject"),
            ("получить ссылку на скачивание объекта s3", "s3.GetObjectDownloadLink"),
            ("скопировать объект s3", "s3.CopyObject"),
            ("включить версионирование бакета", "s3.PutBucketVersioning"),
            ("список версий объекта s3", "s3.ListObjectVersions"),
            ("создать таблицу в sqlite", "sqlite.CreateTable"),
            ("добавить строки в таблицу postgres", "postgres.AddRecords|postgres.EnsureRecords"),
            ("выполнить sql запрос в postgres", "postgres.ExecuteSQLQuery"),
            ("удалить таблицу sqlite", "sqlite.DeleteTable"),
            ("очистить таблицу postgres", "postgres.ClearTable"),
            ("получить записи из таблицы sqlite", "sqlite.GetRecords"),
            ("обновить записи postgres", "postgres.UpdateRecords"),
            ("создать базу данных postgres", "postgres.CreateDatabase"),
            ("добавить столбец в таблицу postgres", "postgres.AddTableColumn"),
            ("отключить всех от базы postgres", "postgres.DisableAllDatabaseConnections"),
            ("создать задачу в битрикс24", "bitrix24.CreateTask"),
            ("завершить задачу битрикс", "bitrix24.CompleteTask"),
            ("список сделок битрикс24", "bitrix24.GetDealsList"),
            ("создать лид в битрикс24", "bitrix24.CreateLead"),
            ("добавить комментарий к задаче битрикс24", "bitrix24.AddTaskComment"),
            ("написать сотруднику в чат битрикс24", "bitrix24.SendMessage"),
            ("создать событие в календаре битрикс24", "bitrix24.CreateCalendarEvent"),
            ("загрузить файл на диск битрикс24", "bitrix24.UploadFileToFolder|bitrix24.UploadFileToStorage"),
            ("начать рабочий день битрикс24", "bitrix24.StartTimekeeping"),
            ("найти пользователей битрикс24", "bitrix24.FindUsers"),
            ("удалить подразделение битрикс24", "bitrix24.DeleteDepartment"),
            ("создать чат битрикс24", "bitrix24.CreateChat"),
            ("переместить файл в корзину битрикс24", "bitrix24.MarkFileAsDeleted"),
            ("продолжить учёт времени битрикс24", "bitrix24.StartTimekeeping"),
            ("изменить сделку битрикс24", "bitrix24.UpdateDeal"),
            ("делегировать задачу битрикс24", "bitrix24.DelegateTask"),
    ]

    @Test("Nine tasks of ten find the right method first or second", arguments: [english, russian])
    func tasks(tasks: [(task: String, methods: String)]) throws {
        let finder = try Finder()
        var missed: [String] = []
        for (task, methods) in tasks {
            let best = try finder.best(task)
            if Set(best).isDisjoint(with: methods.split(separator: "|").map(String.init)) {
                missed.append("\(task): \(best), not \(methods)")
            }
        }
        #expect(tasks.count == 50)
        #expect(missed.count <= tasks.count / 10, "\(missed.joined(separator: "\n"))")
    }
}
