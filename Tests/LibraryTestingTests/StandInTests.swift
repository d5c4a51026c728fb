import LibraryTesting
import LoopbackServer
import OIntCore
import OIntHTTP
import Synchronization
import TestClocks
import Testing

/// What a stand-in does with requests, as a client sees it.
@Suite("Stand-ins for services", .timeLimit(.minutes(1))) struct StandInTests {
    private func http(_ clock: InstantClock = InstantClock()) -> HTTP { HTTP(clock: clock, random: { 1 }) }

    private func get(_ address: String, _ http: HTTP) async throws -> String {
        try await String(decoding: http.fetch(Request(.get, address)).body, as: UTF8.self)
    }

    @Test("A route gets what stands for its names")
    func routes() async throws {
        let service = StandIn()
        service.on("GET", "/v1/{kind}/{id}.json") { .json("\"\($0["kind"])-\($0["id"])\"") }
        service.on("GET", "/files/{path*}") { .json("\"\($0["path"])\"") }
        try await service.run { url in
            let thing = try await get(url + "/v1/things/a%2Fb.json", http())
            #expect(thing == #""things-a/b""#)
            let file = try await get(url + "/files/x/y%20z", http())
            #expect(file == #""x/y z""#)
        }
        #expect(service.requests.count == 2)
    }

    @Test("Answers come in turn, and the last one stays")
    func turns() async throws {
        let service = StandIn()
        service.on("GET", "/a", .json("1"), .json("2"))
        try await service.run { url in
            var answers: [String] = []
            for _ in 0..<3 { answers.append(try await get(url + "/a", http())) }
            #expect(answers == ["1", "2", "2"])
        }
    }

    @Test("A request without a route fails the run")
    func unrouted() async throws {
        let service = StandIn()
        service.on("GET", "/a", .json("1"))
        await #expect(throws: StandIn.Unrouted.self) {
            try await service.run { url in _ = try await http().fetch(Request(.post, url + "/a")) }
        }
    }

    @Test("A slow-down names its seconds, once")
    func slowDown() async throws {
        let service = StandIn()
        service.on("GET", "/a", .json("1"))
        service.meets(.slowDown(seconds: 7))
        let clock = InstantClock()
        let answer = try await service.run { url in try await get(url + "/a", http(clock)) }
        #expect(answer == "1")
        #expect(service.requests.count == 2)
        #expect(clock.pauses == [.seconds(7)])
    }

    @Test("An answer that breaks half way is announced whole")
    func broken() async throws {
        let service = StandIn()
        service.on("GET", "/a", .json("[1,2,3,4]"))
        service.meets(.breaksHalfWay, times: 9)
        try await service.run { url in
            await #expect(throws: (any Error).self) { _ = try await get(url + "/a", http()) }
        }
    }

    @Test("A lost answer has done its work, a lost request has not")
    func lost() async throws {
        let service = StandIn()
        let work = Mutex(0)
        service.on("GET", "/a") { _ in
            let count = work.withLock { count in
                count += 1
                return count
            }
            return .json("\(count)")
        }
        service.meets(.losesRequest)
        service.meets(.losesAnswer)
        let answer = try await service.run { url in try await get(url + "/a", http()) }
        #expect(answer == "2")
        #expect(service.requests.count == 3)
    }

    @Test("A page that repeats comes where it is planned")
    func repeated() async throws {
        let service = StandIn()
        service.on("GET", "/a", .json("1"), .json("2"))
        service.on("GET", "/b", .json("b"))
        service.meets(.repeatsItself, on: "/a", after: 1)
        try await service.run { url in
            var answers: [String] = []
            for path in ["/a", "/b", "/a", "/a"] { answers.append(try await get(url + path, http())) }
            #expect(answers == ["1", "b", "1", "2"])
        }
    }
}
