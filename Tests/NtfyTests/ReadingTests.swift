import LibraryTesting
import LoopbackServer
import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntNtfy

/// Lines as the server sends them.
private func lines(_ events: [JSON]) -> String { events.map { $0.text(.compact) + "\n" }.joined() }

private func event(_ kind: String, _ id: String, at time: Int) -> JSON {
    ["id": .string(id), "time": .number(JSONNumber(time)), "event": .string(kind), "topic": "alerts"]
}

private func message(_ id: String, at time: Int) -> JSON { event("message", id, at: time) }

private func query(_ address: String) -> Substring { address.drop { $0 != "?" }.dropFirst() }

@Suite("Reading from ntfy", .timeLimit(.minutes(1)))
struct ReadingTests {
    private func ntfy(_ service: PreparedService, clock: InstantClock = InstantClock()) -> LibraryUnderTest {
        LibraryUnderTest(
            Ntfy.library, options: ["url": "https://ntfy.example.com", "topic": "alerts"], over: service, clock: clock)
    }

    @Test("Messages are read without waiting for more, and the newest are counted out here")
    func polls() async throws {
        let kept = [message("a", at: 1), message("b", at: 2), message("c", at: 3)]
        let service = PreparedService([.init(body: lines(kept))], repeatsLast: true)
        let all = try await ntfy(service).call("GetMessages").json
        #expect(all == .array(kept))
        #expect(query(service.requests[0].address) == "poll=1")
        let filter = #"{"since": "2026-01-31T10:00:00Z", "limit": 2, "tags": ["a", "b"], "priority": ["high", 5]}"#
        let newest = try await ntfy(service).call("GetMessages", ["topic": "alerts, news", "filter": filter]).json
        #expect(newest == .array(Array(kept.suffix(2))))
        #expect(query(service.requests[1].address) == "since=1769853600&poll=1&priority=4%2C5&tags=a%2Cb")
        #expect(service.requests[1].address.contains("/alerts%2Cnews/json"))
    }

    @Test("A line that is no message is an error")
    func noMessages() async throws {
        await #expect(throws: ReplyError.self) {
            try await ntfy(PreparedService(.json(["ok": true]))).call("GetMessages").json
        }
    }

    @Test("A subscription goes on behind a break, from the last message, and shows nothing twice")
    func resumes() async throws {
        let service = PreparedService(
            .init(
                body: lines([event("open", "o1", at: 100), message("a", at: 101), event("keepalive", "k", at: 102)])),
            .json(["error": "starting"], status: 404),
            .init(body: "no more"))
        // A refusal that stays one ends it.
        let clock = InstantClock()
        var shown: [JSON] = []
        await #expect(throws: ServiceError.self) {
            for try await event in try await events(service, clock) { shown.append(event) }
        }
        #expect(shown == [message("a", at: 101)])
        #expect(service.requests.map { query($0.address) } == ["", "since=a"])
        #expect(clock.pauses.count == 1)
    }

    @Test("What the server keeps from before is left out where it has forgotten the last message")
    func leavesOutWhatIsOld() async throws {
        let service = PreparedService(
            .init(body: lines([event("open", "o1", at: 100)])),
            .init(body: lines([event("open", "o2", at: 110), message("b", at: 105)])),
            .init(
                body: lines([
                    event("open", "o3", at: 120), message("old", at: 7), message("b", at: 105), message("c", at: 111),
                ])))
        var shown: [JSON] = []
        for try await event in try await events(service, InstantClock()).limited(to: EventLimits(count: 2)) {
            shown.append(event)
        }
        #expect(shown == [message("b", at: 105), message("c", at: 111)])
        #expect(service.requests.map { query($0.address) } == ["", "since=100", "since=b"])
    }

    @Test("A server that is not there is told at once")
    func firstFailure() async throws {
        let service = PreparedService(.json(["code": 40301, "error": "forbidden"], status: 403))
        let refusal = await #expect(throws: ServiceError.self) {
            for try await _ in try await events(service, InstantClock()) {}
        }
        #expect(refusal?.remedy?.contains("--token") == true)
        let told = try await ntfy(service).usageProblems("Subscribe", ["filter": #"{"limit": 3}"#])
        #expect(told?.contains("--limit") == true)
    }

    @Test("Over a real connection that breaks half way")
    func realBreak() async throws {
        let service = StandIn()
        service.on("GET", "/alerts/json") { call in
            .bytes(
                Array(
                    lines(
                        call.number == 0
                            ? [event("open", "o", at: 100), message("a", at: 101)]
                            : [event("open", "p", at: 110), message("b", at: 109)]
                    ).utf8))
        }
        service.meets(.losesAnswer, after: 1)
        let clock = InstantClock()
        let shown = try await service.run { url in
            let library = LibraryUnderTest(Ntfy.library, options: ["url": url, "topic": "alerts"], clock: clock)
            guard case .events(let events) = try await library.call("Subscribe") else { return [JSON]() }
            var shown: [JSON] = []
            for try await event in events.limited(to: EventLimits(count: 2)) { shown.append(event) }
            return shown
        }
        #expect(shown.compactMap { $0["id"]?.string } == ["a", "b"])
        #expect(service.requests.last?.target.contains("since=a") == true)
    }

    private func events(_ service: PreparedService, _ clock: InstantClock) async throws -> Events {
        guard case .events(let events) = try await ntfy(service, clock: clock).call("Subscribe") else {
            throw PreparedService.Speechless()
        }
        return events
    }
}

@Suite("Notifications that are changed")
struct ManagementTests {
    @Test("Deleting and clearing name the message")
    func deletes() async throws {
        let service = PreparedService([.json(["id": "x", "event": "message_delete"])], repeatsLast: true)
        let library = LibraryUnderTest(
            Ntfy.library, options: ["url": "https://ntfy.example.com", "topic": "alerts", "id": "abc"], over: service)
        _ = try await library.call("DeleteMessage")
        _ = try await library.call("ClearMessage")
        #expect(service.requests.map(\.method) == [.delete, .put])
        #expect(
            service.requests.map(\.address) == [
                "https://ntfy.example.com/alerts/abc", "https://ntfy.example.com/alerts/abc/clear",
            ])
    }

    @Test("An older server's refusal says what deleting needs")
    func olderServers() async throws {
        let service = PreparedService(.json(["code": 40401, "error": "page not found"], status: 404))
        let library = LibraryUnderTest(
            Ntfy.library, options: ["url": "https://ntfy.example.com", "topic": "alerts", "id": "abc"], over: service)
        let refusal = await #expect(throws: ServiceError.self) { try await library.call("DeleteMessage") }
        #expect(refusal?.remedy?.contains("2.16") == true)
    }
}
