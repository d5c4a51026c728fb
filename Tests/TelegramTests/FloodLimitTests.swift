import LoopbackServer
import OIntCore
import OIntHTTP
import OIntTelegram
import TestClocks
import Testing

@Suite struct FloodLimitTests {
    private let clock = InstantClock()

    @Test func `A message that came too soon is sent again after the pause in the body`() async throws {
        let replies: [ServerReply] = [.flood(7), .flood(3), .yes]
        try await withLocalServer(replies: replies, clock: clock) { client, server in
            let answer = try await client.sendTextMessage(chat: 5, text: "Hi")
            #expect(answer == ["ok": true, "result": true])
            #expect(server.requests.count == 3)
            #expect(Set(server.requests.map(\.text)).count == 1)
        }
        #expect(clock.pauses == [.seconds(7), .seconds(3)])
    }

    @Test func `A pause in the header counts as well`() async throws {
        let replies: [ServerReply] = [.flood(1, headers: ["Retry-After": "9"]), .yes]
        try await withLocalServer(replies: replies, clock: clock) { client, _ in
            _ = try await client.ban(chat: 5, user: 6)
        }
        #expect(clock.pauses == [.seconds(9)])
    }

    @Test func `An upload is sent again whole`() async throws {
        try await withFiles(["a.txt": "content"]) { directory in
            try await withLocalServer(replies: [.flood(2), .yes], clock: clock) { client, server in
                _ = try await client.sendDocument(chat: 5, doc: .path(directory + "/a.txt"))
                let parts = try server.requests.map { try $0.multipartParts().map(\.text) }
                #expect(parts == [["content", "5"], ["content", "5"]])
            }
        }
        #expect(clock.pauses == [.seconds(2)])
    }

    @Test func `With no retries, the refusal comes at once`() async throws {
        var configuration = HTTPConfiguration()
        configuration.retry.limit = 0
        let flood: JSON = [
            "ok": false, "error_code": 429, "description": "Too Many Requests: retry after 7",
            "parameters": ["retry_after": 7],
        ]
        try await withLocalServer(replies: [.flood(7), .yes], configuration: configuration, clock: clock) {
            client, server in
            let error = await #expect(throws: ServiceError.self) {
                try await client.sendTextMessage(chat: 5, text: "Hi")
            }
            #expect(error?.code == "429")
            #expect(error?.remedy?.contains("7 seconds") == true)
            #expect(error?.reply == .json(flood))
            #expect(server.requests.count == 1)
        }
        #expect(clock.pauses.isEmpty)
    }

    @Test func `A pause that is too long is not waited out`() async throws {
        try await withLocalServer(replies: [.flood(3600), .yes], clock: clock) { client, server in
            let error = await #expect(throws: ServiceError.self) {
                try await client.sendTextMessage(chat: 5, text: "Hi")
            }
            #expect(error?.description.contains("3600 seconds") == true)
            #expect(server.requests.count == 1)
        }
        #expect(clock.pauses.isEmpty)
    }
}
