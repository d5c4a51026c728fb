import OIntBitrix24
import OIntCore
import PreparedAnswers
import TestClocks
import Testing

@Suite struct QueryLimitTests {
    private static let overLimit = Portal.Answer.json(
        ["error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests"], status: 503)
    private let clock = InstantClock()

    @Test func `A change over the limit was not taken, and is sent again after a second`() async throws {
        let portal = Portal(Self.overLimit, Self.overLimit, .json(["result": true]))
        let answer = try await portal.client(clock: clock).deleteTask(task: 5)
        #expect(answer == ["result": true])
        #expect(portal.requests.count == 3)
        #expect(Set(portal.requests.map(\.body)).count == 1)
        #expect(clock.pauses.count == 2)
        #expect(clock.pauses.allSatisfy { $0 >= .seconds(1) })
    }

    @Test func `A portal that stays over the limit is told on in the end`() async throws {
        let portal = Portal(Array(repeating: Self.overLimit, count: 200))
        let error = await #expect(throws: ServiceError.self) {
            try await portal.client(clock: clock).deleteTask(task: 5)
        }
        #expect(error?.code == "QUERY_LIMIT_EXCEEDED")
        #expect(error?.description.contains("Call less often") == true)
        #expect(clock.pauses.reduce(.zero, +) <= .seconds(120))
        #expect(clock.pauses.count > 1)
    }

    @Test func `A change that fails otherwise is sent once`() async throws {
        let portal = Portal(.json(["error": "INTERNAL_SERVER_ERROR"], status: 500))
        await #expect(throws: ServiceError.self) { try await portal.client(clock: clock).deleteTask(task: 5) }
        #expect(portal.requests.count == 1)
        #expect(clock.pauses.isEmpty)
    }

    @Test func `A service that is down took the change or did not: it is sent once`() async throws {
        let portal = Portal(Portal.Answer(status: 503, body: "<html>maintenance</html>"))
        await #expect(throws: ServiceError.self) { try await portal.client(clock: clock).deleteTask(task: 5) }
        #expect(portal.requests.count == 1)
    }

    @Test func `A question is asked again when the service fails`() async throws {
        let portal = Portal(.json(["error": "INTERNAL_SERVER_ERROR"], status: 500), .json(["result": ["task": [:]]]))
        _ = try await portal.client(clock: clock).getTask(task: 5)
        #expect(portal.requests.count == 2)
    }
}
