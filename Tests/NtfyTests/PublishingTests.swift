import LibraryTesting
import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntNtfy

private let published: JSON = [
    "id": "hwQ2YpKdmg5k", "time": 1, "event": "message", "topic": "alerts", "message": "done",
]

/// The library in front of a service.
private func ntfy(_ service: PreparedService, clock: InstantClock = InstantClock()) -> LibraryUnderTest {
    LibraryUnderTest(
        Ntfy.library, options: ["url": "https://ntfy.example.com", "topic": "alerts"], over: service, clock: clock)
}

@Suite("Publishing to ntfy")
struct PublishingTests {
    @Test("The text is the body as it is, and what is not ASCII is encoded in headers")
    func encodesHeaders() async throws {
        let service = PreparedService(.json(published))
        let options = #"{"title": "Сбой: ü", "tags": ["skull", "тег"], "Priority": "high", "cache": false}"#
        let sent = try await ntfy(service).call(
            "SendMessage", ["message": "/etc/hosts https://example.com {}", "options": options]
        ).json
        #expect(sent == published)
        let request = try #require(service.requests.first)
        #expect(request.address == "https://ntfy.example.com/alerts")
        #expect(request.body == "/etc/hosts https://example.com {}")
        let headers = request.request.headers
        #expect(headers.first(named: "title") == "=?UTF-8?B?0KHQsdC+0Lk6IMO8?=")
        #expect(headers.first(named: "tags") == "=?UTF-8?B?c2t1bGws0YLQtdCz?=")
        #expect(headers.first(named: "priority") == "4")
        #expect(headers.first(named: "cache") == "no")
        #expect(headers.first(named: "authorization") == nil)
    }

    @Test("A long encoded text stays on one line, and what looks encoded comes out as it was typed")
    func encodesOnOneLine() throws {
        let long = try HeaderText.encoded(String(repeating: "ж", count: 200), "Title")
        #expect(!long.contains("\n") && !long.contains(" "))
        #expect(try HeaderText.encoded("=?UTF-8?B?YQ==?=", "Title") != "=?UTF-8?B?YQ==?=")
        #expect(throws: UsageError.self) { try HeaderText.encoded("ü\nX-Email: a@example.com", "Title") }
    }

    @Test(
        "What the server would cut, drop or misread is told before anything is sent",
        arguments: [
            (["message": String(repeating: "я", count: 2049)], "4098 bytes, more than 4096"),
            (["message": "a", "topic": "docs"], "page of the server"),
            (["message": "a", "topic": "two words"], "name of a topic"),
            (["message": "a", "url": " "], "url"),
            (["message": "a", "options": #"{"Prio": 5}"#], "unknown member"),
            (["message": "a", "options": #"{"Priority": 6}"#], "from 1 to 5"),
            (["message": "a", "options": #"{"Title": "a\nb"}"#], "line end"),
            (["message": "a", "options": #"{"Tags": ["a,b", "c"]}"#], "comma"),
            (["message": "a", "options": #"{"Delay": "2020-01-01"}"#], "ahead"),
            (["message": "a", "options": #"{"Actions": [{"label": "x"}]}"#], "buttons"),
        ])
    func refusesLocally(options: [String: String], problem: String) async throws {
        let told = try await ntfy(PreparedService()).usageProblems("SendMessage", options)
        #expect(told?.contains(problem) == true, "\(told ?? "nothing")")
    }

    @Test("Buttons may have commas in their labels")
    func buttons() async throws {
        let service = PreparedService(.json(published))
        let options = #"{"Actions": [{"action": "view", "label": "Yes, open; now", "url": "https://example.com"}]}"#
        _ = try await ntfy(service).call("SendMessage", ["message": "a", "options": options])
        #expect(
            service.requests[0].request.headers.first(named: "actions")
                == #"[{"action":"view","label":"Yes, open; now","url":"https://example.com"}]"#)
    }

    @Test("A clock time is that of this machine's zone")
    func delays() throws {
        let now = try #require(DateTime("2026-01-31T12:00:00"))
        #expect(try Ntfy.Delay("13:30", now: now).text == String(now.unixTime + 5400))
        #expect(try Ntfy.Delay("9:00", now: now).text == String(now.unixTime + 21 * 3600))
        #expect(try Ntfy.Delay("30m", now: now).text == "30m")
        #expect(try Ntfy.Delay("tomorrow, 10am", now: now).text == "tomorrow, 10am")
        #expect(throws: OptionError.self) { try Ntfy.Delay("2026-01-31T12:00:05", now: now) }
    }

    @Test("A fault of the server does not send a message twice; too many requests do")
    func repetitions() async throws {
        let broken = PreparedService(.json(["code": 50001, "error": "internal"], status: 500))
        await #expect(throws: ServiceError.self) { try await ntfy(broken).call("SendMessage", ["message": "a"]) }
        #expect(broken.requests.count == 1)

        let busy = PreparedService(
            .json(["code": 42901, "error": "too many"], status: 429), .json(published))
        _ = try await ntfy(busy).call("SendMessage", ["message": "a"])
        #expect(busy.requests.count == 2)

        let spent = PreparedService(.json(["code": 42908, "error": "daily limit"], status: 429))
        let refusal = await #expect(throws: ServiceError.self) {
            try await ntfy(spent).call("SendMessage", ["message": "a"])
        }
        #expect(refusal?.code == "42908" && refusal?.remedy?.contains("tomorrow") == true)
        #expect(spent.requests.count == 1)
    }

    @Test("A page with a status of success is no message")
    func noMessage() async throws {
        for answer in [PreparedService.Answer.json(["ok": true]), .init(body: "<html></html>")] {
            await #expect(throws: ServiceError.self) {
                try await ntfy(PreparedService(answer)).call("SendMessage", ["message": "a"])
            }
        }
    }

    @Test("A token goes as Bearer, a name with a password as Basic, and neither is shown")
    func authorization() async throws {
        let service = PreparedService([.json(published)], repeatsLast: true)
        for (token, header) in [("tk_hush", "Bearer tk_hush"), ("ann:hu:sh", "Basic YW5uOmh1OnNo")] {
            _ = try await ntfy(service).call("SendMessage", ["message": "a", "token": token])
            #expect(service.requests.last?.request.headers.first(named: "authorization") == header)
            let preview = try await ntfy(service).preview("SendMessage", ["message": "a", "token": token])
            #expect(preview?.text(.compact).contains("hush") == false)
            #expect(preview?.text(.compact).contains("YW5u") == false)
        }
    }

    @Test("A file goes once, under a name, and what arrives is counted")
    func files() async throws {
        let stored: JSON = ["id": "a", "attachment": ["name": "a.txt", "size": 5]]
        let service = PreparedService(.json(stored), .json(stored))
        _ = try await ntfy(service).call(
            "SendFile", ["file": "data:,hello", "filename": "ä.txt", "message": "one\ntwo"])
        let request = try #require(service.requests.first)
        #expect(request.method == .put && request.body == "hello" && !request.request.isRepeatable)
        #expect(request.request.headers.first(named: "filename") == "=?UTF-8?B?w6QudHh0?=")
        #expect(request.request.headers.first(named: "message") == #"one\ntwo"#)
        await #expect(throws: ReplyError.self) { try await ntfy(service).call("SendFile", ["file": "data:,hello!"]) }
        #expect(service.requests[1].request.headers.first(named: "filename") == "attachment")
    }
}
