import LibraryTesting
import OIntCore
import OIntHTTP
import OIntMetrika
import PreparedAnswers
import TestClocks
import Testing

@Suite("Yandex Metrica", .timeLimit(.minutes(1)))
struct MetrikaTests {
    private func metrika(_ service: PreparedService, _ clock: InstantClock = InstantClock()) -> LibraryUnderTest {
        LibraryUnderTest(Metrika.library, options: ["token": "y0-hidden"], over: service, clock: clock)
    }

    private func refusal(_ type: String, _ status: Int) -> PreparedService.Answer {
        .json(
            ["errors": [["error_type": .string(type), "message": "no"]], "code": 0, "message": "no"], status: status)
    }

    @Test("Counters are listed to their end, counted from 1")
    func counters() async throws {
        func page(_ ids: Range<Int>) -> PreparedService.Answer {
            .json(["rows": 3, "counters": .array(ids.map { ["id": .number(JSONNumber($0))] })])
        }
        let service = PreparedService(page(0..<2), page(2..<3))
        let rows = try await metrika(service).call(
            "GetCountersList", ["filter": #"{"per_page": 2, "counter_ids": [1, 2]}"#, "all": "true"]
        ).json
        #expect(rows?.array?.count == 3)
        #expect(
            service.requests.map { $0.address.split(separator: "?")[1] } == [
                "counter_ids=1%2C2&offset=1&per_page=2", "counter_ids=1%2C2&offset=3&per_page=2",
            ])
        #expect(service.requests[0].request.headers.first(named: "authorization") == "OAuth y0-hidden")
    }

    @Test("The quota of a moment is waited out; that of a day is no empty list")
    func quotas() async throws {
        let clock = InstantClock()
        let busy = PreparedService(refusal("quota_parallel_requests", 429), .json(["labels": []]))
        _ = try await metrika(busy, clock).call("GetTagsList").json
        #expect(busy.requests.count == 2 && clock.pauses.count == 1)
        let spent = PreparedService(refusal("quota_requests_by_uid", 429))
        let error = await #expect(throws: ServiceError.self) { _ = try await metrika(spent).call("GetTagsList").json }
        #expect(error?.remedy?.contains("midnight GMT") == true && spent.requests.count == 1)
    }

    @Test("What can't be right is told before anything is sent")
    func limits() async throws {
        let service = PreparedService(.json([:]))
        let many = (1...21).map { "\"m\($0)\"" }.joined(separator: ",")
        #expect(
            try await metrika(service).usageProblems("GetReport", ["counters": "1", "metrics": "[\(many)]"])?
                .contains("21 metrics") == true)
        #expect(
            try await metrika(service).usageProblems(
                "UpdateCounter", ["counter": "1", "fields": #"{"visit_threshold": 5}"#])?
                .contains("1800") == true)
        #expect(try await metrika(service).usageProblems("GetCountersList", ["filter": "5"]) != nil)
        #expect(service.requests.isEmpty)
    }
}
