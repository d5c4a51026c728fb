import OIntCore
import OIntHTTP

@Methods("Common methods")
extension CDEK {
    /// Gets an access token, which lives an hour.
    ///
    /// oint login cdek keeps a token and fetches the next one by itself.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - account: Account of the integration.
    ///   - password: Password of the integration.
    ///   - isTest: Whether the test environment is asked.
    ///   - http: What makes the request.
    /// - Returns: The token.
    ///
    ///   ```json
    ///   {"access_token": "eyJhbGciOiJIUzI1NiJ9.e30.not-a-token", "token_type": "bearer", "expires_in": 3599,
    ///   "scope": "order:all payment:all", "jti": "9adca50a-5b5a-4b5a-8f5a-1c1c1c1c1c1c"}
    ///   ```
    @Method(.reads, ru: "ПолучитьТокен")
    public static func getToken(
        account: String, pass password: Secret, testAPI isTest: Bool = false, http: HTTP = .shared
    ) async throws -> JSON {
        var request = ServiceRequest.post(
            "oauth/token",
            body: .form([
                "grant_type": "client_credentials", "client_id": account, "client_secret": password.exposed,
            ]), isRepeatable: true)
        request.secrets = [password]
        return try await service(isTest, http).json(request)
    }

    /// Reads the receipts of a day.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter date: The day.
    /// - Returns: The receipts, under `check_info`.
    ///
    ///   ```json
    ///   {"check_info": [{"order_uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60", "cdek_number": 1105088384,
    ///   "date": "2026-01-15T09:00:00+0000", "document_number": "1234", "type": "CASH_RECEIPT_IN"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьЧекиНаДату")
    public func getCashboxChecksByDate(date: DateTime) async throws -> JSON {
        try await read("check", ["date": date.dayText])
    }

    /// Reads the registers of money that recipients paid, of the day they were paid out.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter date: The day.
    /// - Returns: The registers, under `registries`.
    ///
    ///   ```json
    ///   {"registries": [{"registry_number": 1234, "payment_date": "2026-01-15", "sum": 4500.5, "orders": []}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьРеестрыПлатежейНаДату")
    public func getDeliveryCashRegistry(date: DateTime) async throws -> JSON {
        try await read("registries", ["date": date.dayText])
    }

    /// Reads the orders whose money was paid out on a day.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter date: The day.
    /// - Returns: The orders, under `orders`.
    ///
    ///   ```json
    ///   {"orders": [{"order_uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60", "cdek_number": 1105088384, "number": "A-17"}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьПереводыПлатежейНаДату")
    public func getDeliveryCashTransfers(date: DateTime) async throws -> JSON {
        try await read("payment", ["date": date.dayText])
    }

    /// Lists points where parcels are handed over and taken.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter filter: Conditions as GetOfficeFilterDescription has them; size and page say where to begin.
    /// - Returns: The points.
    ///
    ///   ```json
    ///   [{"code": "MSK67", "uuid": "5a1e1a1e-1a1e-4a1e-8a1e-1a1e1a1e1a1e", "type": "PVZ", "work_time": "Пн-Пт 10:00-20:00",
    ///   "location": {"country_code": "RU", "city_code": 44, "city": "Москва", "address": "ул. Ленина, 1"}}]
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокОфисов", calls: "GET /v2/deliverypoints")
    public func getOfficeList(filter: JSONObject = [:]) throws(UsageError) -> Pages {
        var filter = Self.filled(filter)
        let (page, size) = (filter["page"], filter["size"])
        (filter["page"], filter["size"]) = (nil, nil)
        var fields: Fields = [:]
        fields.append(contentsOf: filter)
        return list(
            "deliverypoints", from: try Self.whole(page, "page", from: 0) ?? 0,
            size: try Self.whole(size, "size", from: 1) ?? Self.pageSize, Query(fields))
    }

    /// Lists regions.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - countries: Codes of countries by ISO 3166-1, such as RU.
    ///   - page: Number of the page to begin with, from 0.
    ///   - language: Language of the names.
    /// - Returns: The regions.
    ///
    ///   ```json
    ///   [{"country_code": "RU", "country": "Россия", "region": "Новосибирская область", "region_code": 23}]
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокРегионов", calls: "GET /v2/location/regions")
    public func getRegionsList(
        countries: [String] = [], page: Int? = nil, lang language: Language = .russian
    ) throws(UsageError) -> Pages {
        guard page ?? 0 >= 0 else { throw UsageError("--page takes 0 or more, not \(page ?? 0)") }
        return list(
            "location/regions", from: page ?? 0, size: Self.pageSize,
            ["country_codes": .commas(countries), "lang": language.rawValue])
    }

    /// Gives a template of the conditions for points.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter isEmpty: Whether the values are blank.
    /// - Returns: The template; what is left blank is no condition.
    ///
    ///   ```json
    ///   {"postal_code": "<postal code>", "city_code": "<code of the city, as GetCities tells it>", "type": "<PVZ, POSTAMAT or ALL>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьОписаниеФильтраОфисов", calls: "GET /v2/deliverypoints query")
    public static func getOfficeFilterDescription(empty isEmpty: Bool = false) -> JSON {
        CDEKTemplates.officeFilter.filled(empty: isEmpty)
    }

    /// Calls any other method of CDEK.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path behind v2, such as reverse/availability.
    ///   - query: Items of the query.
    ///   - body: JSON body.
    /// - Returns: The answer; a change is a promise still.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60"}, "requests": [{"type": "CREATE", "state": "ACCEPTED"}]}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        let answer = try await service.call(method, path, query: query, body: body)
        if method != .get { try judge(answer["requests"]?.array ?? [], in: answer) }
        tell(answer)
        return answer
    }

    /// Languages of names.
    public enum Language: String, OptionChoice {
        /// Russian.
        case russian = "rus"
        /// English.
        case english = "eng"
        /// Chinese.
        case chinese = "zho"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }

    /// A whole number of a filter.
    private static func whole(_ value: JSON?, _ key: String, from least: Int) throws(UsageError) -> Int? {
        guard let value else { return nil }
        guard let number = value.int ?? value.string.flatMap({ Int($0) }), number >= least else {
            throw UsageError("--filter: \(key) takes a whole number from \(least) on")
        }
        return number
    }
}
