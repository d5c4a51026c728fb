import LibraryTesting
import OIntCore
import OIntHTTP
import PreparedAnswers
import Synchronization
import TestClocks
import Testing

@testable import OIntCDEK

private let id = "72753031-df30-4c70-8a7e-1f2c3d4e5f60"
private let order =
    #"{"tariff_code": 136, "number": "A-17", "comment": "", "recipient": {"name": "Ann", "email": ""}, "packages": [{"number": "1", "weight": 500}]}"#

private func cdek(
    _ service: PreparedService, _ clock: InstantClock = InstantClock(),
    _ configuration: HTTPConfiguration = HTTPConfiguration()
) -> LibraryUnderTest {
    LibraryUnderTest(
        CDEK.library, options: ["token": "jwt-1"], over: service, configuration: configuration, clock: clock)
}

private func request(_ type: String, _ state: String, _ number: String = "r1", _ errors: JSON = []) -> JSON {
    [
        "request_uuid": .string(number), "type": .string(type), "state": .string(state),
        "date_time": "2026-01-15T09:00:00+0000", "errors": errors, "warnings": [],
    ]
}

private func promise(_ type: String = "CREATE") -> PreparedService.Answer {
    .json(["entity": ["uuid": .string(id)], "requests": [request(type, "ACCEPTED")]], status: 202)
}

private func state(_ entity: JSON, _ requests: JSON...) -> PreparedService.Answer {
    .json(["entity": entity, "requests": .array(requests), "related_entities": []])
}

@Suite("Promises of CDEK", .timeLimit(.minutes(1)))
struct PromiseTests {
    @Test("Without waiting a promise is the answer, and an order is sent as it was filled in")
    func promised() async throws {
        let service = PreparedService(promise())
        let answer = try await cdek(service).call("CreateOrder", ["order": order, "ostore": "true"]).json
        #expect(answer?["requests"]?[0]?["state"] == "ACCEPTED")
        #expect(
            service.requests[0].json == [
                "type": 1, "tariff_code": 136, "number": "A-17", "recipient": ["name": "Ann"],
                "packages": [["number": "1", "weight": 500]],
            ])
    }

    @Test("An order is followed until it is registered and has its number")
    func registered() async throws {
        let service = PreparedService(
            promise(), state(["uuid": .string(id)], request("CREATE", "WAITING")),
            state(["uuid": .string(id), "cdek_number": .null], request("CREATE", "SUCCESSFUL")),
            state(["uuid": .string(id), "cdek_number": "1105"], request("CREATE", "SUCCESSFUL")))
        let clock = InstantClock()
        let answer = try await cdek(service, clock).call("CreateOrder", ["order": order, "wait": "true"]).json
        #expect(answer?["entity"]?["cdek_number"] == "1105")
        #expect(clock.pauses == [.seconds(1), .seconds(2)])
        #expect(service.requests.map(\.method) == [.post, .get, .get, .get])
        #expect(service.requests[3].address == "https://api.cdek.ru/v2/orders/\(id)")
    }

    @Test("An order that is refused later is a refusal, with CDEK's words")
    func refusedLater() async throws {
        let service = PreparedService(
            promise(),
            state(
                ["uuid": .string(id)],
                request(
                    "CREATE", "INVALID", "r1",
                    [
                        [
                            "code": "v2_recipient_location_is_not_recognized", "additional_code": "0x1",
                            "message": "no such city",
                        ]
                    ])))
        let refusal = await #expect(throws: ServiceError.self) {
            try await cdek(service).call("CreateOrder", ["order": order, "wait": "true"])
        }
        #expect(refusal?.code == "v2_recipient_location_is_not_recognized")
        #expect(refusal?.message == "no such city (0x1)")
        #expect(refusal?.remedy?.contains("GetCities") == true)
        #expect(service.requests.count == 2)
    }

    @Test("A refusal in the promise itself is one, under 202")
    func refusedAtOnce() async throws {
        let service = PreparedService(
            .json(
                [
                    "requests": [
                        request("DELETE", "INVALID", "r1", [["code": "v2_entity_invalid", "message": "on its way"]])
                    ]
                ], status: 202))
        let refusal = await #expect(throws: ServiceError.self) {
            try await cdek(service).call("DeleteOrder", ["uuid": id])
        }
        #expect(refusal?.code == "v2_entity_invalid")
    }

    @Test("The state of the own request counts, not that of another one of its kind")
    func ownRequest() async throws {
        let service = PreparedService(
            promise("UPDATE"),
            state(
                ["uuid": .string(id)], request("CREATE", "SUCCESSFUL", "r0"), request("UPDATE", "INVALID", "r-old"),
                request("UPDATE", "WAITING", "r1")),
            state(["uuid": .string(id)], request("UPDATE", "INVALID", "r-old"), request("UPDATE", "SUCCESSFUL", "r1")))
        let answer = try await cdek(service).call(
            "UpdateOrder", ["uuid": id, "order": #"{"type": 2, "comment": "x", "uuid": "other"}"#, "wait": "true"]
        ).json
        #expect(answer?["requests"]?[1]?["state"] == "SUCCESSFUL")
        #expect(service.requests[0].method == .patch)
        #expect(service.requests[0].json?["uuid"] == .string(id))
    }

    @Test("What is not over in time is no refusal and no success, and says what to ask for")
    func timeOver() async throws {
        let service = PreparedService(
            [promise(), state(["uuid": .string(id)], request("CREATE", "WAITING"))], repeatsLast: true)
        var configuration = HTTPConfiguration()
        configuration.timeout = .seconds(5)
        let error = await #expect(throws: ConnectionError.self) {
            try await cdek(service, InstantClock(), configuration).call(
                "CreateOrder", ["order": order, "wait": "true"])
        }
        #expect(error?.isTimeout == true && error?.remedy?.contains(id) == true)
        #expect(service.requests.filter { $0.method == .post }.count == 1)
    }

    @Test("What is not there yet is waited for")
    func notReady() async throws {
        let service = PreparedService(
            promise(), .json(["errors": [["code": "v2_entity_not_ready", "message": "later"]]], status: 400),
            state(["uuid": .string(id), "intake_number": "1"], request("CREATE", "SUCCESSFUL")))
        let answer = try await cdek(service).call(
            "CreateCourierInvitation",
            [
                "intake": #"{"intake_date": "2026-01-16", "intake_time_from": "09:00", "intake_time_to": "18:00"}"#,
                "wait": "true",
            ]
        ).json
        #expect(answer?["entity"]?["intake_number"] == "1")
    }

    @Test("A deletion is over when the order is gone")
    func gone() async throws {
        let service = PreparedService(
            promise("DELETE"), .json(["errors": [["code": "v2_entity_not_found", "message": "gone"]]], status: 400))
        #expect(try await cdek(service).call("DeleteOrder", ["uuid": id, "wait": "true"]).json == [:])
    }

    @Test("A write with a fault, or with an empty answer, is not sent again")
    func once() async throws {
        for answer in [
            PreparedService.Answer(status: 500, body: #"{"errors": [{"code": "v2_internal_error", "message": "x"}]}"#),
            PreparedService.Answer(status: 200),
        ] {
            let service = PreparedService(answer)
            await #expect(throws: (any Error).self) { try await cdek(service).call("CreateOrder", ["order": order]) }
            #expect(service.requests.count == 1)
        }
    }

    @Test("An order that was refused can't be read, one whose change was refused can")
    func read() async throws {
        let service = PreparedService(
            state(
                ["uuid": .string(id)], request("CREATE", "SUCCESSFUL"),
                request("UPDATE", "INVALID", "r2", [["code": "x", "message": "no"]])),
            state(["uuid": .string(id)], request("CREATE", "INVALID", "r1", [["code": "x", "message": "no"]])))
        let library = cdek(service)
        #expect(try await library.call("GetOrder", ["uuid": id]).json?["entity"] != nil)
        await #expect(throws: ServiceError.self) { try await library.call("GetOrder", ["uuid": id]) }
    }

    @Test("Warnings are told")
    func warnings() async throws {
        let told = Mutex<[String]>([])
        var configuration = HTTPConfiguration()
        configuration.notice = { line in told.withLock { $0.append(line) } }
        var warned = request("CREATE", "ACCEPTED").object ?? [:]
        warned["warnings"] = [["code": "w", "message": "the sum was rounded"]]
        let service = PreparedService(
            .json(["entity": ["uuid": .string(id)], "requests": [.object(warned)]], status: 202))
        _ = try await cdek(service, InstantClock(), configuration).call("CreateOrder", ["order": order])
        #expect(told.withLock { $0 } == ["CDEK warns: the sum was rounded"])
    }

    @Test("Where asking breaks off, the UUID is told and the order is not sent again")
    func brokenOff() async throws {
        let told = Mutex<[String]>([])
        var configuration = HTTPConfiguration()
        configuration.notice = { line in told.withLock { $0.append(line) } }
        let service = PreparedService([promise()], repeatsLast: true)
        let library = LibraryUnderTest(
            CDEK.library, options: ["token": "jwt-1"], over: DeafToQuestions(service: service),
            configuration: configuration)
        await #expect(throws: ConnectionError.self) {
            try await library.call("CreateOrder", ["order": order, "wait": "true"])
        }
        #expect(service.requests.count == 1)
        #expect(told.withLock { $0.last }?.contains(id) == true)
    }

    @Test("A question that is refused says nothing of the order, a refusal of the order does")
    func refusedQuestion() async throws {
        for (answer, isOpen) in [
            (PreparedService.Answer.json(["errors": [["code": "v2_entity_forbidden"]]], status: 403), true),
            (state(["uuid": .string(id)], request("CREATE", "INVALID")), false),
        ] {
            let told = Mutex<[String]>([])
            var configuration = HTTPConfiguration()
            configuration.notice = { line in told.withLock { $0.append(line) } }
            let service = PreparedService(promise(), answer)
            await #expect(throws: ServiceError.self) {
                try await cdek(service, InstantClock(), configuration)
                    .call("CreateOrder", ["order": order, "wait": "true"])
            }
            #expect(told.withLock { !$0.isEmpty } == isOpen)
        }
    }

    @Test("An older request of the same kind is not the own one")
    func olderRequest() async throws {
        var old = request("CREATE", "SUCCESSFUL", "r0").object ?? [:]
        old["date_time"] = "2026-01-14T09:00:00+0000"
        let service = PreparedService(
            promise(), state(["uuid": .string(id)], .object(old)),
            state(["uuid": .string(id)], .object(old), request("CREATE", "SUCCESSFUL", "r9")))
        _ = try await cdek(service).call("CreateRefusal", ["uuid": id, "wait": "true"])
        #expect(service.requests.count == 3)
    }

    @Test("Call judges a promise, too")
    func call() async throws {
        let service = PreparedService(
            .json(["requests": [request("UPDATE", "INVALID", "r1", [["code": "x", "message": "no"]])]], status: 202))
        await #expect(throws: ServiceError.self) {
            try await cdek(service).call("Call", ["method": "PATCH", "path": "orders", "body": #"{"type": 2}"#])
        }
    }

    /// A network on which questions are lost.
    private struct DeafToQuestions: Transport {
        let service: PreparedService

        func send(_ request: Request) async throws -> Response {
            guard request.method != .get else {
                throw ConnectionError(peer: "api.cdek.ru:443", step: .exchanging, reason: "the connection broke")
            }
            return try await service.send(request)
        }
    }

    @Test("What is wrong with an order is told before it is sent")
    func wrong() async throws {
        let library = cdek(PreparedService())
        #expect(
            try await library.usageProblems("CreateOrder", ["order": #"{"packages": []}"#])
                == "--order lacks tariff_code, recipient")
        #expect(try await library.usageProblems("GetOrder", ["uuid": "1105088384"])?.contains("takes a UUID") == true)
        #expect(try await library.usageProblems("GetOrderByNumber", ["number": "A-17"])?.contains("--internal") == true)
        #expect(try await library.usageProblems("GetOrderByNumber", ["number": "A-17", "internal": "true"]) == nil)
    }
}

@Suite("Prints of CDEK", .timeLimit(.minutes(1)))
struct PrintTests {
    private func print(_ statuses: [(String, String)], url: String? = nil) -> PreparedService.Answer {
        var entity: JSONObject = [
            "uuid": .string(id),
            "statuses": .array(statuses.map { ["code": .string($0.0), "date_time": .string($0.1)] }),
        ]
        entity["url"] = url.map { .string($0) }
        return .json(["entity": .object(entity), "requests": [request("CREATE", "SUCCESSFUL")]])
    }

    private let file = "https://api.cdek.ru/v2/print/barcodes/\(id).pdf"

    @Test("A label is ordered by UUID or number, and followed by its statuses")
    func label() async throws {
        let service = PreparedService(
            promise(), print([("ACCEPTED", "2026-01-15T09:00:00+0000")]),
            print([("READY", "2026-01-15T09:00:05+0000"), ("PROCESSING", "2026-01-15T09:00:02+0000")], url: file))
        let answer = try await cdek(service).call(
            "CreateBarcode", ["uuids": #"["\#(id)", "1105088384"]"#, "format": "a6", "wait": "true"]
        ).json
        #expect(answer?["entity"]?["url"] == .string(file))
        #expect(service.requests[0].json?["orders"] == [["order_uuid": .string(id)], ["cdek_number": 1_105_088_384]])
        #expect(service.requests[0].json?["format"] == "A6")
        #expect(service.requests.count == 3)
    }

    @Test("The file comes with the token, once it is there")
    func file() async throws {
        let pdf = PreparedService.Answer(headers: [HeaderField("Content-Type", "application/pdf")], body: "%PDF-1.4")
        let service = PreparedService(
            print([("PROCESSING", "2026-01-15T09:00:00+0000")]),
            print([("READY", "2026-01-15T09:00:05+0000")], url: file), pdf)
        let bytes = try await cdek(service).call("GetBarcode", ["uuid": id, "getfile": "true", "wait": "true"]).bytes
        #expect(String(decoding: bytes, as: UTF8.self) == "%PDF-1.4")
        #expect(service.requests[2].address == file)
        #expect(service.requests[2].request.headers.contains(HeaderField("Authorization", "Bearer jwt-1")))
    }

    @Test("A file at another host gets no token")
    func elsewhere() async throws {
        let service = PreparedService(
            print([("READY", "2026-01-15T09:00:05+0000")], url: "https://files.example.com/a.pdf"),
            PreparedService.Answer(headers: [HeaderField("Content-Type", "application/pdf")], body: "%PDF-1.4"))
        _ = try await cdek(service).call("GetReceipt", ["uuid": id, "getfile": "true"]).bytes
        #expect(!service.requests[1].request.headers.contains { $0.name == "Authorization" })
    }

    @Test(
        "A print that was refused, is gone or is not there yet is no file",
        arguments: ["INVALID", "REMOVED", "PROCESSING"])
    func noFile(code: String) async throws {
        let service = PreparedService(
            print([("ACCEPTED", "2026-01-15T09:00:00+0000"), (code, "2026-01-15T09:00:00+0000")]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await cdek(service).call("GetReceipt", ["uuid": id, "getfile": "true"])
        }
        #expect(refusal?.code == code)
        #expect(service.requests.count == 1)
    }

    @Test("A prealert takes the shop's numbers, and its moment keeps its zone")
    func prealert() async throws {
        let service = PreparedService(promise())
        _ = try await cdek(service).call(
            "CreatePrealert", ["uuids": #"["\#(id)", "A-17"]"#, "date": "2026-01-16T10:00:00+03:00", "point": "MSK67"])
        #expect(
            service.requests[0].json == [
                "orders": [["order_uuid": .string(id)], ["im_number": "A-17"]],
                "planned_date": "2026-01-16T10:00:00+0300",
                "shipment_point": "MSK67",
            ])
        #expect(
            try await cdek(PreparedService()).usageProblems("CreateReceipt", ["uuids": "A-17"])?.contains(
                "UUIDs and numbers") == true)
    }
}

@Suite("Lists, prices and tokens of CDEK", .timeLimit(.minutes(1)))
struct ListTests {
    private func page(_ rows: JSON, _ headers: [(String, String)] = []) -> PreparedService.Answer {
        PreparedService.Answer(headers: headers.map { HeaderField($0.0, $0.1) }, body: rows.text(.compact))
    }

    private let total = [("X-Total-Pages", "2"), ("X-Total-Elements", "3")]

    @Test("Points are listed by the headers, and not to a short page")
    func points() async throws {
        let service = PreparedService(page([["code": "A"]], total), page([["code": "B"], ["code": "C"]], total))
        let rows = try await cdek(service).call(
            "GetOfficeList",
            ["filter": #"{"city_code": 44, "have_cash": true, "postal_code": "", "size": 2}"#, "all": "true"]
        ).json
        #expect(rows?.array?.count == 3)
        #expect(
            service.requests.map(\.address)
                == [0, 1].map {
                    "https://api.cdek.ru/v2/deliverypoints?city_code=44&have_cash=true&size=2&page=\($0)"
                })
    }

    @Test("A list that ends before its total is an error")
    func tooShort() async throws {
        let service = PreparedService(page([["code": "A"]], total), page([["code": "B"]], total))
        await #expect(throws: ReplyError.self) { try await cdek(service).call("GetOfficeList", ["all": "true"]).json }
    }

    @Test("Without headers a list ends with an empty page, and a lone object is a row")
    func regions() async throws {
        let service = PreparedService(page([["region_code": 1]]), page(["region_code": 2]), page([]))
        let rows = try await cdek(service).call(
            "GetRegionsList", ["countries": #"["RU", "TR"]"#, "page": "3", "all": "true"]
        ).json
        #expect(rows == [["region_code": 1], ["region_code": 2]])
        #expect(service.requests[0].address.hasSuffix("regions?country_codes=RU%2CTR&lang=rus&size=1000&page=3"))
    }

    @Test("A price is asked for by the codes of cities, and an error under 200 is a refusal")
    func prices() async throws {
        let service = PreparedService(
            .json(["delivery_sum": 340]), .json(["errors": [["code": "err_result_empty", "message": "no tariff"]]]))
        let library = cdek(service)
        let options = [
            "tariff": "136", "from": "270", "to": #"{"postal_code": "101000", "city": ""}"#,
            "packages": #"{"weight": 500}"#,
        ]
        _ = try await library.call("CalculateTariff", options.merging(["ostore": "true"]) { $1 })
        #expect(
            service.requests[0].json == [
                "type": 1, "lang": "rus", "from_location": ["code": 270], "to_location": ["postal_code": "101000"],
                "packages": [["weight": 500]], "tariff_code": 136,
            ])
        let refusal = await #expect(throws: ServiceError.self) { try await library.call("CalculateTariff", options) }
        #expect(refusal?.message == "no tariff")
        #expect(
            try await library.usageProblems("CalculateTariff", options.merging(["from": "Москва"]) { $1 })?
                .contains("GetCities") == true)
    }

    @Test("The test environment is asked where that is wanted, and a token by the form")
    func token() async throws {
        let service = PreparedService(
            .json(["access_token": "jwt", "expires_in": 3600]),
            .json(["error": "invalid_client", "error_description": "Bad client credentials"], status: 401))
        let library = LibraryUnderTest(CDEK.library, options: ["account": "acc", "pass": "s3cret&"], over: service)
        _ = try await library.call("GetToken", ["testapi": "true"])
        #expect(service.requests[0].address == "https://api.edu.cdek.ru/v2/oauth/token")
        #expect(service.requests[0].body == "grant_type=client_credentials&client_id=acc&client_secret=s3cret%26")
        let refusal = await #expect(throws: ServiceError.self) { try await library.call("GetToken") }
        #expect(refusal?.code == "invalid_client" && refusal?.message == "Bad client credentials")
        #expect(refusal?.remedy?.contains("--account") == true)
        #expect(service.requests[1].address == "https://api.cdek.ru/v2/oauth/token")
    }

    @Test("A token that is over is renewed once, and the request sent again")
    func renewed() async throws {
        let expired = PreparedService.Answer.json(
            ["errors": [["code": "v2_token_expired", "message": "expired"]]], status: 401)
        let service = PreparedService(expired, .json(["tariff_codes": []]))
        let client = CDEK(
            credentials: Credentials(Renewing()), http: HTTP(transport: service, clock: InstantClock()))
        _ = try await client.getTariffs()
        #expect(
            service.requests.map { $0.request.headers.first(named: "Authorization") } == ["Bearer old", "Bearer new"])
    }

    private actor Renewing: CredentialProvider {
        func token() -> Secret? { "old" }
        func token(replacing refused: Secret) -> Secret? { "new" }
    }

    @Test("Templates have what CDEK knows")
    func templates() async throws {
        let library = LibraryUnderTest(CDEK.library, over: PreparedService())
        let filter = try await library.call("GetOfficeFilterDescription", ["empty": "true"]).json
        #expect(filter?["is_marketplace"] == "" && filter?.object?.count == 22)
        let short = try await library.call("GetOrderDescription", ["required": "true", "ostore": "true"]).json
        #expect(short?.object?.keys == ["tariff_code", "recipient", "packages"])
        let full = try await library.call("GetOrderDescription", ["ostore": "true"]).json
        #expect(full?["services"]?[0]?["code"] != nil && full?["number"] != nil && full?["seller"]?["inn"] != nil)
        #expect(try await library.call("GetOrderDescription").json?["number"] == nil)
        // A template that is left blank says nothing.
        let blank = try await library.call("GetOrderDescription", ["empty": "true"]).json
        #expect(blank?.object.map { CDEK.filled($0) }?.isEmpty == true)
    }
}
