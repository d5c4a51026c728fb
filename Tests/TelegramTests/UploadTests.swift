import LoopbackServer
import OIntCore
import OIntTelegram
import PreparedAnswers
import Testing

@Suite struct UploadTests {
    /// What a server of Telegram's would read out of an upload.
    private func parts(
        _ files: [String: String] = [:], _ send: (Telegram, String) async throws -> JSON
    ) async throws -> [ServerRequest.MultipartPart] {
        try await withFiles(files) { directory in
            try await withLocalServer(replies: [.yes]) { client, server in
                _ = try await send(client, directory)
                let request = try #require(server.requests.first)
                #expect(server.requests.count == 1)
                #expect(request.path.hasPrefix("/prefix/bot\(Bot.token)/send"))
                return try request.multipartParts()
            }
        }
    }

    @Test func `A file goes as a part, and everything else as others`() async throws {
        let parts = try await parts(["фото «1».png": "\u{89}PNG\r\n--x"]) { client, directory in
            try await client.sendImage(
                chat: "-100*7", text: "R&D ¼ %41", picture: .path(directory + "/фото «1».png"),
                keyboard: ["inline_keyboard": []], parseMode: .html)
        }
        #expect(
            parts.map(\.name) == ["photo", "chat_id", "message_thread_id", "caption", "parse_mode", "reply_markup"])
        #expect(parts.map(\.filename) == ["photo", nil, nil, nil, nil, nil])
        #expect(parts[0].bytes == Array("\u{89}PNG\r\n--x".utf8))
        #expect(
            parts.dropFirst().map(\.text) == ["-100", "7", "R&amp;D ¼ %41", "HTML", #"{"inline_keyboard":[]}"#])
    }

    @Test func `What is not given is not sent, nor is a mode without a caption`() async throws {
        let parts = try await parts { client, _ in
            try await client.sendVideo(chat: 5, text: "", video: .upload(.bytes([0, 1, 2])))
        }
        #expect(parts.map(\.name) == ["video", "chat_id"])
        #expect(parts[0].filename == "video")
        #expect(parts[0].bytes == [0, 1, 2])
    }

    @Test(
        arguments: [
            (nil, "/a \"b\".txt", "a \"b\".txt"), ("отчёт.pdf", "/a \"b\".txt", "отчёт.pdf"), (nil, nil, "document"),
            ("x.bin", nil, "x.bin"),
        ] as [(String?, String?, String)])
    func `A document has the name given, or its own`(_ given: String?, _ file: String?, _ name: String) async throws {
        let parts = try await parts(["a \"b\".txt": "content"]) { client, directory in
            try await client.sendDocument(
                chat: 5, doc: file.map { .path(directory + $0) } ?? .upload(.bytes(Array("content".utf8))),
                fileName: given)
        }
        #expect(parts[0].name == "document")
        #expect(parts[0].text == "content")
        #expect(parts[0].filename == name || parts[0].filename == name.replacing("\"", with: "%22"))
    }

    @Test func `An animation and a piece of music have names of their own`() async throws {
        let gif = try await parts { client, _ in try await client.sendGif(chat: 5, gif: .upload(.bytes([1]))) }
        #expect(gif[0].name == "animation" && gif[0].filename == "animation.gif")
        let audio = try await parts { client, _ in try await client.sendAudio(chat: 5, audio: .upload(.bytes([1]))) }
        #expect(audio[0].name == "audio" && audio[0].filename == "audio")
    }

    @Test func `A large file arrives whole`() async throws {
        let content = String(repeating: "0123456789abcdef", count: 100_000)
        let parts = try await parts(["big.bin": content]) { client, directory in
            try await client.sendDocument(chat: 5, doc: .path(directory + "/big.bin"))
        }
        #expect(parts[0].bytes.count == 1_600_000)
        #expect(parts[0].text == content)
    }

    @Test func `A document that gets a name is fetched from its address first`() async throws {
        try await withLoopbackServer(handler: { _ in .bytes(Array("from afar".utf8)) }) { other in
            let parts = try await parts { client, _ in
                try await client.sendDocument(chat: 5, doc: .address(other.url + "/x.pdf"), fileName: "y.pdf")
            }
            #expect(parts[0].text == "from afar")
            #expect(parts[0].filename == "y.pdf")
        }
    }

    @Test func `An album keeps its order, and refers to its parts`() async throws {
        let parts = try await parts(["a.jpg": "A", "b.mp4": "B"]) { client, directory in
            try await client.sendMediaGroup(
                chat: "@news*7", text: "R&D",
                media: Telegram.MediaGroup([
                    .init(.path(directory + "/b.mp4"), .video), .init(.address("https://e.example/c.jpg"), .photo),
                    .init(.path(directory + "/a.jpg"), .photo), .init(.id("AgACAgIAAxkBAAIBY2"), .photo),
                ]), keyboard: ["a": 1], parseMode: .html)
        }
        #expect(parts.map(\.name) == ["chat_id", "message_thread_id", "media", "video0", "photo2"])
        #expect(
            try JSON(parsing: parts[2].text) == [
                ["type": "video", "media": "attach://video0", "caption": "R&amp;D", "parse_mode": "HTML"],
                ["type": "photo", "media": "https://e.example/c.jpg"], ["type": "photo", "media": "attach://photo2"],
                ["type": "photo", "media": "AgACAgIAAxkBAAIBY2"],
            ])
        #expect(parts.suffix(2).map(\.text) == ["B", "A"])
    }

    @Test func `Documents of an album keep their names, also equal ones`() async throws {
        let parts = try await parts(["r.pdf": "1"]) { client, directory in
            try await client.sendMediaGroup(
                chat: 5,
                media: Telegram.MediaGroup([
                    .init(.path(directory + "/r.pdf"), .document), .init(.path(directory + "/r.pdf"), .document),
                ]))
        }
        #expect(parts.suffix(2).map(\.name) == ["document0", "document1"])
        #expect(parts.suffix(2).map(\.filename) == ["r.pdf", "r.pdf"])
    }

    @Test func `An album without uploads is plain JSON`() async throws {
        let bot = Bot()
        _ = try await bot.call(
            "SendMediaGroup",
            ["chat": "5", "media": #"{"https://e.example/a.jpg": "PHOTO", "AgACAgIAAxkBAAIBY2Y-_x": "video"}"#])
        #expect(
            bot.json == [
                "chat_id": 5,
                "media": [
                    ["type": "photo", "media": "https://e.example/a.jpg"],
                    ["type": "video", "media": "AgACAgIAAxkBAAIBY2Y-_x"],
                ],
            ])
    }

    @Test(arguments: [
        (#"{"https://e.example/a.jpg": "photo"}"#, "from 2 to 10 files"), ("{}", "from 2 to 10 files"),
        (#"["a"]"#, "JSON object"), (#"{"https://e.example/a": "vidoe", "https://e.example/b": "photo"}"#, "video?"),
        (#"{"-": "photo", "https://e.example/b": "photo"}"#, "standard input"),
        (#"{"/no/such.jpg": "photo", "https://e.example/b": "photo"}"#, "/no/such.jpg"),
        (#"{"https://e.example/a": 1, "https://e.example/b": "photo"}"#, "photo, video, audio, document"),
        ("{" + (0...10).map { "\"https://e.example/\($0)\": \"photo\"" }.joined(separator: ",") + "}", "there are 11"),
    ])
    func `What is no album is refused`(_ media: String, _ words: String) async {
        let bot = Bot()
        let error = await #expect(throws: UsageError.self) {
            try await bot.call("SendMediaGroup", ["chat": "5", "media": media])
        }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(bot.requests.isEmpty)
    }
}
