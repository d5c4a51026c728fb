import Foundation
import LoopbackServer
import OIntCore
import OIntTelegram
import PreparedAnswers
import Testing

@Suite struct DownloadTests {
    private static func named(_ path: String) -> ServerReply {
        .json(JSON.object(["ok": true, "result": ["file_id": "x", "file_path": .string(path)]]).text(.compact))
    }

    @Test(arguments: [
        ("documents/file_1.pdf", "/documents/file_1.pdf"), ("a b/100%#?.bin", "/a%20b/100%25%23%3F.bin"),
    ])
    func `The content comes from the place that is named`(_ path: String, _ target: String) async throws {
        let pattern = BytePattern.counting
        let content = ServerReply(steps: [.pattern(pattern, 0..<3_000_000)])
        try await withLocalServer(replies: [Self.named(path), content]) { client, server in
            let stream = try await client.downloadFile(fileID: "AgAC")
            #expect(stream.length == 3_000_000)
            #expect(try await stream.collected() == pattern.bytes(0..<3_000_000))
            #expect(
                server.requests.map(\.target) == [
                    "/prefix/bot\(Bot.token)/getFile", "/prefix/file/bot\(Bot.token)\(target)",
                ])
            #expect(server.requests[0].text == #"{"file_id":"AgAC"}"#)
            #expect(server.requests[1].method == "GET")
        }
    }

    @Test func `A file that is too big is refused, with a way out`() async throws {
        let refusal = ServerReply.json(
            #"{"ok":false,"error_code":400,"description":"Bad Request: file is too big"}"#, status: 400)
        try await withLocalServer(replies: [refusal]) { client, server in
            let error = await #expect(throws: ServiceError.self) { try await client.downloadFile(fileID: "AgAC") }
            #expect(error?.message == "Bad Request: file is too big")
            #expect(error?.remedy?.contains("20 MB") == true)
            #expect(server.requests.count == 1)
        }
    }

    @Test func `A content that is gone is a refusal`() async throws {
        let refusal = ServerReply.json(#"{"ok":false,"error_code":404,"description":"Not Found"}"#, status: 404)
        try await withLocalServer(replies: [Self.named("a"), refusal]) { client, server in
            let error = await #expect(throws: ServiceError.self) { try await client.downloadFile(fileID: "AgAC") }
            #expect(error?.code == "404")
            #expect(error?.status == 404)
            #expect(server.requests.count == 2)
        }
    }

    @Test func `An answer that names no place is told once, and not asked for again`() async throws {
        let bot = Bot(.yes(["file_id": "x"]))
        let error = await #expect(throws: ServiceError.self) { try await bot.client().downloadFile(fileID: "AgAC") }
        #expect(error?.reply == .json(["ok": true, "result": ["file_id": "x"]]))
        #expect(bot.requests.count == 1)
    }

    @Test func `A file on the disk of a server on this machine is read from there`() async throws {
        try await withFiles([:]) { directory in
            let folder = directory + "/\(Bot.token)/documents"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data("content".utf8).write(to: URL(filePath: folder + "/a.pdf"))
            let bot = Bot(.yes(["file_path": .string(folder + "/a.pdf")]))
            let stream = try await bot.client().downloadFile(fileID: "AgAC")
            #expect(try await stream.collected() == Array("content".utf8))
        }
    }

    @Test func `A server gets no other file of this machine read`() async throws {
        try await withFiles(["a.pdf": "private"]) { directory in
            try FileManager.default.createDirectory(
                atPath: directory + "/" + Bot.token, withIntermediateDirectories: true)
            for path in ["/a.pdf", "/\(Bot.token)/../a.pdf"] {
                let bot = Bot(.yes(["file_path": .string(directory + path)]))
                await #expect(throws: ServiceError.self) { try await bot.client().downloadFile(fileID: "AgAC") }
            }
        }
    }

    @Test func `A file on another server's own disk is told of, without the token`() async throws {
        let bot = Bot(.yes(["file_path": "/var/lib/bots/\(Bot.token)/documents/a.pdf"]))
        let error = await #expect(throws: ServiceError.self) { try await bot.client().downloadFile(fileID: "AgAC") }
        #expect(error?.description.contains("/var/lib/bots/***/documents/a.pdf") == true)
        #expect(error?.description.contains("--local") == true)
        #expect(error?.reply == .json(["ok": true, "result": ["file_path": "/var/lib/bots/***/documents/a.pdf"]]))
        #expect(bot.requests.count == 1)
    }
}
