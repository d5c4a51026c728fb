import LibraryTesting
import LoopbackServer
import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntYandexMarket

@Suite("Yandex Market", .timeLimit(.minutes(1)))
struct YandexMarketTests {
    private func market(
        _ service: PreparedService, _ clock: InstantClock = InstantClock(), isShop: Bool = false,
        notice: (@Sendable (String) -> Void)? = nil
    ) -> LibraryUnderTest {
        var configuration = HTTPConfiguration()
        configuration.notice = notice
        return LibraryUnderTest(
            YandexMarket.library,
            options: ["token": "ACMA:1", "campaign": "9"].merging(isShop ? [:] : ["business": "7"]) { $1 },
            over: service,
            configuration: configuration, clock: clock)
    }

    private func offers(_ numbers: ClosedRange<Int>, _ filler: Int = 0) -> String {
        let text = String(repeating: "x", count: filler)
        return JSON.array(numbers.map { ["offerId": .string("s\($0)"), "description": .string(text)] }).text(.compact)
    }

    private func skus(_ sent: PreparedService.Sent) -> [String] {
        (sent.json?["offerMappings"]?.array ?? []).compactMap { $0["offer"]?["offerId"]?.string }
    }

    private let done = PreparedService.Answer.json(["status": "OK"])

    @Test("Products go in hundreds, in order, each inside of offer")
    func hundreds() async throws {
        let service = PreparedService(done, done, done)
        let answer = try await market(service).call("AddUpdateProducts", ["offers": offers(1...230)]).json
        #expect(answer == ["status": "OK"])
        #expect(service.requests.map { skus($0).count } == [100, 100, 30])
        #expect(service.requests.flatMap { skus($0) } == (1...230).map { "s\($0)" })
        #expect(service.requests.allSatisfy { $0.json?["onlyPartnerMediaContent"] == false })
        #expect(
            service.requests.allSatisfy { sent in
                sent.request.headers.contains { $0.name == "Api-Key" && $0.value == "ACMA:1" }
            })
    }

    @Test("No part is larger than Market takes, and a product that is has to be told")
    func sizes() async throws {
        let service = PreparedService([done], repeatsLast: true)
        _ = try await market(service).call("AddUpdateProducts", ["offers": offers(1...100, 20_000)])
        #expect(service.requests.allSatisfy { $0.body.utf8.count <= 512_000 } && service.requests.count > 3)
        #expect(service.requests.flatMap { skus($0) } == (1...100).map { "s\($0)" })
        let told = try await market(service).usageProblems("AddUpdateProducts", ["offers": offers(1...1, 600_000)])
        #expect(told?.contains("512 KB") == true)
    }

    @Test("Errors of products under HTTP 200 are a refusal of the whole part, and what was done before is told")
    func refusedProducts() async throws {
        let refused: JSON = [
            "status": "ERROR",
            "results": [
                ["offerId": "s101", "errors": [["type": "UNKNOWN_CATEGORY", "message": "No such category"]]],
                ["offerId": "s102", "warnings": [["type": "NUMBER_FORMAT", "message": "No number"]]],
            ],
        ]
        let service = PreparedService(done, .json(refused))
        let refusal = await #expect(throws: ServiceError.self) {
            try await market(service).call("AddUpdateProducts", ["offers": offers(1...250)])
        }
        #expect(refusal?.code == "UNKNOWN_CATEGORY")
        #expect(refusal?.message == "products 101 to 200 of 250: s101: UNKNOWN_CATEGORY, No such category")
        #expect(refusal?.remedy?.contains("Nothing that was sent with this request is changed") == true)
        #expect(refusal?.remedy?.contains("The 100 before them are done") == true)
        #expect(service.requests.count == 2)
    }

    @Test("Errors of products are a refusal whatever the status says; warnings are told and no error")
    func warnings() async throws {
        let quiet = PreparedService(
            .json(["status": "OK", "results": [["offerId": "a", "errors": [["type": "X", "message": "Y"]]]]]))
        await #expect(throws: ServiceError.self) {
            try await market(quiet).call("AddUpdateProducts", ["offers": offers(1...1)])
        }
        let told = Notices()
        let warned: JSON = [
            "status": "OK",
            "results": [
                ["offerId": "s1", "warnings": [["type": "LOCKED_DIMENSIONS", "message": "Can't be changed"]]]
            ],
        ]
        let answer = try await market(PreparedService(.json(warned)), notice: { told.add($0) })
            .call("AddUpdateProducts", ["offers": offers(1...1)]).json
        #expect(answer == warned)
        #expect(told.all == ["Market warns of s1: LOCKED_DIMENSIONS, Can't be changed"])
    }

    @Test("All errors of a refusal are shown, under 200 and beside a 400")
    func refusals() async throws {
        let errors: JSON = [
            "status": "ERROR",
            "errors": [["code": "BAD_REQUEST", "message": "First"], ["code": "BAD_REQUEST", "message": "Second"]],
        ]
        for status in [200, 400] {
            let refusal = await #expect(throws: ServiceError.self) {
                try await market(PreparedService(.json(errors, status: status))).call("GetMarket")
            }
            #expect(refusal?.message == "BAD_REQUEST: First; BAD_REQUEST: Second" && refusal?.code == "BAD_REQUEST")
        }
    }

    @Test(
        "Entries that can't be are told before anything is sent",
        arguments: [
            (#"[{"name": "Tea"}]"#, "product 1 has no offerId"), (#"[{"offer": {}}]"#, "product 1 has no offerId"),
            (#"[{"offerId": 5}]"#, "no text"), (#"[{"offerId": "a"}, {"offerId": "a "}]"#, "given twice"),
            (#"[{"offerId": ""}]"#, "not 1 to 255"),
        ])
    func entries(_ offers: String, _ words: String) async throws {
        let told = try await market(PreparedService()).usageProblems("AddUpdateProducts", ["offers": offers])
        #expect(told?.contains(words) == true, "\(told ?? "")")
    }

    @Test("One product may stand alone, and one with its card goes as it is")
    func oneProduct() async throws {
        let service = PreparedService(done, done)
        _ = try await market(service).call("AddUpdateProducts", ["offers": #"{"offerId": "a"}"#])
        _ = try await market(service).call(
            "AddUpdateProducts", ["offers": #"{"offer": {"offerId": "b"}, "mapping": {"marketSku": 5}}"#])
        #expect(service.requests[0].json?["offerMappings"] == [["offer": ["offerId": "a"]]])
        #expect(
            service.requests[1].json?["offerMappings"] == [["offer": ["offerId": "b"], "mapping": ["marketSku": 5]]])
    }

    @Test("Products are listed page by page, and the marker goes into the query")
    func pages() async throws {
        let service = PreparedService(
            .json(["status": "OK", "result": ["offers": [["offerId": "a"]], "paging": ["nextPageToken": "p/+="]]]),
            .json(["status": "OK", "result": ["paging": ["nextPageToken": "q"]]]),
            .json(["status": "OK", "result": ["offers": [["offerId": "b"]], "paging": [:]]]))
        let rows = try await market(service, isShop: true).call("GetCampaignProducts", ["all": "true"]).json
        #expect(rows == [["offerId": "a"], ["offerId": "b"]])
        #expect(service.requests.map(\.method) == [.post, .post, .post])
        #expect(service.requests[1].address.hasSuffix("/v2/campaigns/9/offers?limit=200&pageToken=p%2F%2B%3D"))
        #expect(service.requests.allSatisfy { $0.json == [:] })
    }

    @Test("An answer without a result, or with something else for its list, is no page")
    func noPages() async throws {
        for answer: JSON in [["status": "OK"], ["status": "OK", "result": ["offers": [:]]]] {
            await #expect(throws: ReplyError.self) {
                try await market(PreparedService(.json(answer)), isShop: true).call("GetCampaignProducts")
            }
        }
    }

    @Test("Products that are named come without pages, in parts that Market takes")
    func named() async throws {
        let skus = JSON.array((1...150).map { .string("s\($0)") })
        let service = PreparedService(
            .json(["status": "OK", "result": ["offerMappings": [["n": 1]]]]),
            .json(["status": "OK", "result": ["offerMappings": [["n": 2]]]]))
        let rows = try await market(service).call(
            "GetBusinessProducts", ["filters": JSON.object(["offerIds": skus]).text(.compact), "all": "true"]
        ).json
        #expect(rows == [["n": 1], ["n": 2]])
        #expect(service.requests.map { $0.json?["offerIds"]?.array?.count } == [100, 50])
        #expect(service.requests.allSatisfy { !$0.address.contains("limit") && !$0.address.contains("pageToken") })
        for (filters, page) in [(#"{"offerIds": ["a"], "archived": true}"#, nil), (#"{"offerIds": ["a"]}"#, "p")] {
            let told = try await market(PreparedService()).usageProblems(
                "GetBusinessProducts", ["filters": filters].merging(page.map { ["page": $0] } ?? [:]) { $1 })
            #expect(told?.contains("offerIds") == true)
        }
    }

    @Test("A limit that passes soon is waited out, one that lasts is told with its end")
    func limits() async throws {
        let clock = InstantClock()
        let service = PreparedService(
            .json(
                ["status": "ERROR", "errors": [["code": "LIMIT_EXCEEDED", "message": "Hit rate limit"]]], status: 420),
            .json(["campaign": ["id": 9]]))
        _ = try await market(service, clock).call("GetMarket")
        #expect(service.requests.count == 2 && clock.pauses.count == 1)
        let written = PreparedService(
            .json(["status": "ERROR", "errors": [["code": "LIMIT_EXCEEDED", "message": "Hit"]]], status: 420), done)
        _ = try await market(written).call("DeleteProducts", ["skus": "a"])
        #expect(written.requests.count == 2)
        let long = PreparedService(
            PreparedService.Answer(
                status: 420, headers: [HeaderField("X-RateLimit-Resource-Until", "Fri, 01 Jan 2100 10:00:00 GMT")],
                body: #"{"status": "ERROR", "errors": [{"code": "LIMIT_EXCEEDED", "message": "Hit rate limit"}]}"#))
        let refusal = await #expect(throws: ServiceError.self) { try await market(long).call("GetMarket") }
        #expect(refusal?.remedy?.contains("Try again after 2100-01-01T10:00:00Z") == true)
        #expect(long.requests.count == 1)
    }

    @Test("A cabinet that is being moved is told at once")
    func moved() async throws {
        let service = PreparedService(
            .json(["status": "ERROR", "errors": [["code": "LOCKED", "message": "Locked"]]], status: 423))
        let refusal = await #expect(throws: ServiceError.self) { try await market(service).call("GetMarket") }
        #expect(refusal?.remedy?.contains("being moved") == true && service.requests.count == 1)
    }

    @Test("What was not deleted or archived is an error that names it")
    func leftOver() async throws {
        let deleted = PreparedService(.json(["status": "OK", "result": ["notDeletedOfferIds": ["b"]]]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await market(deleted).call("DeleteProducts", ["skus": #"["a", "b"]"#])
        }
        #expect(refusal?.message?.hasSuffix("warehouse of Market: b. Everything else is done") == true)
        let archived = PreparedService(
            .json(["status": "OK", "result": ["notArchivedOffers": [["offerId": "a", "error": "OFFER_HAS_STOCKS"]]]]))
        let other = await #expect(throws: ServiceError.self) {
            try await market(archived).call("ArchiveProducts", ["skus": "a"])
        }
        #expect(other?.message?.contains("a OFFER_HAS_STOCKS") == true)
    }

    @Test("What fails in several parts is named as one")
    func joinedParts() async throws {
        let skus = JSON.array((1...300).map { .string("s\($0)") }).text(.compact)
        let service = PreparedService(
            .json(["status": "OK", "result": ["notArchivedOffers": [["offerId": "s1", "error": "A"]]]]),
            .json(["status": "OK", "result": ["notArchivedOffers": [["offerId": "s250", "error": "B"]]]]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await market(service).call("ArchiveProducts", ["skus": skus])
        }
        #expect(refusal?.message?.contains("s1 A, s250 B") == true)
        #expect(service.requests.map { $0.json?["offerIds"]?.array?.count } == [200, 100])
    }

    @Test("Prices and stocks need their SKUs and values")
    func pricesAndStocks() async throws {
        let market = market(PreparedService())
        #expect(
            try await market.usageProblems("SetPrices", ["prices": #"[{"offerId": "a"}]"#])?.contains("price") == true)
        #expect(
            try await market.usageProblems(
                "SetStocks", ["stocks": #"[{"sku": "a", "items": []}, {"sku": "a", "items": []}]"#])?
                .contains("twice") == true)
        #expect(try await market.usageProblems("SetStocks", ["stocks": "[]"]) != nil)
    }

    @Test("Each request has a connection of its own, as Market keeps none")
    func connections() async throws {
        let service = StandIn()
        service.on("GET", "/v2/campaigns/9", .json(#"{"campaign": {"id": 9}}"#))
        try await service.run { url in
            let base = try BaseURL(url)
            let market = YandexMarket(token: "ACMA:1", http: HTTP()).service.at(base)
            for _ in 1...3 { #expect(try await market.json(.get("v2/campaigns/9"))["campaign"]?["id"] == 9) }
        }
        #expect(service.requests.map { $0.headers["connection"] } == ["close", "close", "close"])
        #expect(Set(service.requests.map(\.connection)).count == 3)
    }

    @Test("The published name of the shop's id goes on working")
    func publishedName() async throws {
        let service = PreparedService(.json(["status": "OK", "result": [:]]))
        let library = LibraryUnderTest(YandexMarket.library, options: ["token": "ACMA:1"], over: service)
        _ = try await library.call("GetCampaignProducts", ["business": "9"])
        #expect(service.requests[0].address.contains("/v2/campaigns/9/offers"))
    }
}

/// Collects what people are told.
private final class Notices: @unchecked Sendable {
    private(set) var all: [String] = []
    func add(_ text: String) { all.append(text) }
}
