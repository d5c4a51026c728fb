import OIntCore
import OIntRegistry
import Testing

@testable import OIntSearch

@Suite("Searching")
struct SearchTests {
    @Test(
        "A name that is typed whole comes first, in either language, and as the vendor has it",
        arguments: [
            ("GetTasksList", "bitrix24.GetTasksList"), ("получитьсписокзадач", "bitrix24.GetTasksList"),
            ("tasks.task.get", "bitrix24.GetTask"), ("sendPhoto", "telegram.SendImage"),
            ("ListObjectsV2", "s3.ListObjects"), ("crm.deal.list", "bitrix24.GetDealsList"),
            ("what is crm.deal.list", "bitrix24.GetDealsList"),
        ])
    func names(query: String, method: String) throws { #expect(try Finder().best(query, 1) == [method]) }

    @Test(
        "Forms of a word, slips of the pen and words that were broken off find what was meant",
        arguments: [
            ("created buckets in s3", "s3.CreateBucket"), ("созданием бакетов s3", "s3.CreateBucket"),
            ("telegram send lokation", "telegram.SendLocation"), ("bitrix24 create departm", "bitrix24.CreateDepartment"),
            ("битрикс создать подразделенеи", "bitrix24.CreateDepartment"),
        ])
    func forms(query: String, method: String) throws { #expect(try Finder().best(query).contains(method)) }

    @Test("Whatever is typed is no syntax, and words that stand nowhere find nothing")
    func syntax() throws {
        let finder = try Finder()
        for query in ["\"", "' OR 1=1 --", "NEAR(a b)", "*", "a AND NOT", "^x", "col:x", "", "   ", "\u{0}", "🙂"] {
            _ = try finder.best(query)
        }
        #expect(try finder.best("zzzyx qqqq").isEmpty)
        #expect(try finder.best("").isEmpty)
    }

    @Test("Names in camel case are words")
    func words() {
        #expect(Vocabulary.words(in: "GetHTTPList, ПолучитьСписок-2") == ["get", "http", "list", "получить", "список", "2"])
        #expect(Vocabulary.words(in: "Base64ToBinary") == ["base64", "to", "binary"])
    }

    @Test(
        "Forms of a word have the same term",
        arguments: [
            ["message", "messages", "сообщение", "сообщения", "сообщений", "сообщением"],
            ["delete", "deleted", "deleting", "удалить", "удаление", "удалите"],
            ["task", "tasks", "задача", "задачи", "задачу", "задач", "задачами"],
            ["file", "файл", "файла", "файлы", "файлов"], ["bucket", "бакет", "бакета", "бакетов"],
            ["telegram", "телеграм", "телеграме", "телеграмм"],
        ])
    func terms(words: [String]) {
        #expect(Set(words.map { Vocabulary.shared.term(of: $0) }).count == 1)
    }
}
