import OIntCore
import OIntTelegram
import PreparedAnswers
import Testing

@Suite struct AttachmentTests {
    private func read(_ typed: String) throws(OptionError) -> Telegram.Attachment {
        try Telegram.Attachment(option: [OptionInput(typed, source: .commandLine)])
    }

    @Test(arguments: ["https://e.example/a.jpg?x=1&y=%20", "http://e.example", "HTTPS://E.example/A"])
    func `An address is for Telegram to fetch`(_ address: String) async throws {
        #expect(try read(address) == .address(address))
        let bot = Bot()
        _ = try await bot.call("SendImage", ["chat": "5", "picture": address])
        #expect(bot.json == ["photo": .string(address), "chat_id": 5])
    }

    @Test(arguments: ["AgACAgIAAxkBAAIBY2Y-_x1234", "BQACAgIAAxkBAAMCZYx_"])
    func `An id goes as it is`(_ id: String) async throws {
        #expect(try read(id) == .id(id))
        let bot = Bot()
        _ = try await bot.call("SendDocument", ["chat": "5", "doc": id, "text": "T"])
        #expect(bot.json == ["document": .string(id), "chat_id": 5, "caption": "T", "parse_mode": "Markdown"])
    }

    @Test func `A file comes before an id`() async throws {
        try await withFiles(["AgACAgIAAxkBAAIBY2Yx1234": "x"]) { directory in
            let path = directory + "/AgACAgIAAxkBAAIBY2Yx1234"
            let attachment = try read(path)
            #expect(attachment == .path(path))
        }
    }

    @Test func `Content and standard input are uploaded`() throws {
        #expect(try read("data:;base64,SGVsbG8=") == .upload(.bytes(Array("Hello".utf8))))
        guard case .upload(let file) = try read("-").content else {
            Issue.record("standard input is no upload")
            return
        }
        #expect(file.content == .standardInput)
    }

    @Test(arguments: [
        "photo.jpg", "AgACAgIAAxkB", "/no/such/file/AgACAgIAAxkBAAIBY2Yx", "AgACAgIAAxkBAAIBY2Y.jpg", "/tmp",
    ])
    func `Anything else is refused with the choices`(_ typed: String) throws {
        let error = #expect(throws: OptionError.self) { try read(typed) }
        for choice in ["path", "standard input", "data:;base64,", "http(s) address", "id of a"] {
            #expect(error?.description.contains(choice) == true)
        }
    }

    @Test func `A file that Telegram has can't be given a name`() async {
        let bot = Bot()
        await #expect(throws: UsageError.self) {
            try await bot.client().sendDocument(chat: 5, doc: .id("AgACAgIAAxkBAAIBY2Yx"), fileName: "a.pdf")
        }
        #expect(bot.requests.isEmpty)
    }
}
