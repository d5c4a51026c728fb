import OIntCore
import OIntHTTP

@Methods("Cities and prices")
extension CDEK {
    /// Lists cities that CDEK delivers to.
    ///
    /// Cities of the same name are many: orders and prices name a city best by its code.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - city: Name of the city.
    ///   - countries: Codes of countries by ISO 3166-1, such as RU.
    ///   - region: Code of the region.
    ///   - postcode: Postal code.
    ///   - code: Code of the city.
    ///   - language: Language of the names.
    /// - Returns: The cities.
    ///
    ///   ```json
    ///   [{"code": 270, "city_uuid": "6a2e1a1e-1a1e-4a1e-8a1e-1a1e1a1e1a1e", "city": "Новосибирск", "country_code": "RU",
    ///   "region": "Новосибирская область", "region_code": 23, "payment_limit": -1}]
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокГородов", calls: "GET /v2/location/cities")
    public func getCities(
        city: String? = nil, countries: [String] = [], region: Int? = nil, postcode: String? = nil, code: Int? = nil,
        lang language: Language = .russian
    ) -> Pages {
        list(
            "location/cities", from: 0, size: Self.citiesPageSize,
            [
                "country_codes": .commas(countries), "region_code": region, "postal_code": postcode, "code": code,
                "city": city?.trimmed, "lang": language.rawValue,
            ])
    }

    /// Suggests cities whose name begins so.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - name: Beginning of the name.
    ///   - country: Code of the country by ISO 3166-1, such as RU.
    /// - Returns: The cities with their codes and full names.
    ///
    ///   ```json
    ///   [{"city_uuid": "6a2e1a1e-1a1e-4a1e-8a1e-1a1e1a1e1a1e", "code": 270,
    ///   "full_name": "Новосибирск, Новосибирская область, Россия", "country_code": "RU"}]
    ///   ```
    @Method(.reads, ru: "ПодобратьГород", calls: "GET /v2/location/suggest/cities")
    public func findCity(name: String, country: String? = nil) async throws -> JSON {
        try await read("location/suggest/cities", ["name": name.trimmed, "country_code": country])
    }

    /// Reads the postal codes of a city.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter code: Code of the city.
    /// - Returns: The postal codes.
    ///
    ///   ```json
    ///   {"code": 270, "postal_codes": ["630000", "630001"]}
    ///   ```
    @Method(.reads, ru: "ПолучитьПочтовыеИндексы", calls: "GET /v2/location/postalcodes")
    public func getPostcodes(code: Int) async throws -> JSON {
        try await read("location/postalcodes", ["city_code": code])
    }

    /// Calculates what delivery costs by a tariff.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - tariff: Code of the tariff.
    ///   - from: Code of the city it comes from, or an object with `postal_code`, `city` or `address`.
    ///   - end: Code of the city it goes to, or such an object.
    ///   - packages: Objects with `weight` in grams, and `length`, `width`, `height` in cm.
    ///   - services: Objects with `code` and `parameter`, such as INSURANCE with a sum.
    ///   - isStore: Whether it is an order of an online shop.
    ///   - date: When it will be handed over; now when not given.
    ///   - currency: Number of the currency with CDEK; 1 is the rouble.
    ///   - language: Language of the names.
    /// - Returns: The price and the days.
    ///
    ///   ```json
    ///   {"delivery_sum": 340, "period_min": 2, "period_max": 3, "weight_calc": 1000, "total_sum": 408, "currency": "RUB",
    ///   "services": []}
    ///   ```
    @Method(.reads, ru: "РассчитатьТариф", calls: "POST /v2/calculator/tariff")
    public func calculateTariff(
        tariff: Int, from: Place, to end: Place, packages: [JSONObject], services: [JSONObject] = [],
        ostore isStore: Bool = false, date: DateTime? = nil, currency: Int? = nil, lang language: Language = .russian
    ) async throws -> JSON {
        var fields = try Self.calculation(from, end, packages, isStore, date, currency, language)
        fields.append("tariff_code", tariff)
        if !services.isEmpty { fields.append("services", services) }
        return try await calculated("calculator/tariff", fields)
    }

    /// Calculates what delivery costs by each tariff that there is.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - from: Code of the city it comes from, or an object with `postal_code`, `city` or `address`.
    ///   - end: Code of the city it goes to, or such an object.
    ///   - packages: Objects with `weight` in grams, and `length`, `width`, `height` in cm.
    ///   - isStore: Whether it is an order of an online shop.
    ///   - date: When it will be handed over; now when not given.
    ///   - currency: Number of the currency with CDEK; 1 is the rouble.
    ///   - language: Language of the names.
    /// - Returns: The tariffs with prices and days, under `tariff_codes`.
    ///
    ///   ```json
    ///   {"tariff_codes": [{"tariff_code": 136, "tariff_name": "Посылка склад-склад", "delivery_mode": 4, "delivery_sum": 340,
    ///   "period_min": 2, "period_max": 3}]}
    ///   ```
    @Method(.reads, ru: "РассчитатьТарифы", calls: "POST /v2/calculator/tarifflist")
    public func calculateTariffs(
        from: Place, to end: Place, packages: [JSONObject], ostore isStore: Bool = false, date: DateTime? = nil,
        currency: Int? = nil, lang language: Language = .russian
    ) async throws -> JSON {
        try await calculated(
            "calculator/tarifflist", try Self.calculation(from, end, packages, isStore, date, currency, language))
    }

    /// Lists the tariffs of the contract, with their limits.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Returns: The tariffs, under `tariff_codes`.
    ///
    ///   ```json
    ///   {"tariff_codes": [{"tariff_name": "Посылка", "weight_min": 0, "weight_max": 50, "delivery_modes": [{"delivery_mode":
    ///   "4", "delivery_mode_name": "склад-склад", "tariff_code": 136}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокТарифов", calls: "GET /v2/calculator/alltariffs")
    public func getTariffs() async throws -> JSON { try await read("calculator/alltariffs") }

    /// The most cities of a page.
    private static let citiesPageSize = 10_000

    /// A calculation changes nothing, and may be asked for twice.
    private func calculated(_ path: String, _ fields: Fields) async throws -> JSON {
        try await service.json(.post(RequestPath(encoded: path), body: .json(fields), isRepeatable: true))
    }

    private static func calculation(
        _ from: Place, _ end: Place, _ packages: [JSONObject], _ isStore: Bool, _ date: DateTime?, _ currency: Int?,
        _ language: Language
    ) throws(UsageError) -> Fields {
        guard !packages.isEmpty else { throw UsageError("--packages names no package") }
        for (index, package) in packages.enumerated() where package["weight"] == nil {
            throw UsageError("--packages: package \(index + 1) lacks weight, in grams")
        }
        return [
            "date": date.map(moment), "type": isStore ? 1 : 2, "currency": currency, "lang": language.rawValue,
            "from_location": from.json, "to_location": end.json, "packages": packages,
        ]
    }
}

@Methods("Webhooks management")
extension CDEK {
    /// Lists where CDEK tells of what happens.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Returns: The subscriptions.
    ///
    ///   ```json
    ///   [{"uuid": "72753031-6c6c-4c6c-8c6c-6c6c6c6c6c6c", "type": "ORDER_STATUS", "url": "https://shop.example.com/cdek"}]
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокВебхуков", calls: "GET /v2/webhooks")
    public func getWebhooks() async throws -> JSON { try await read("webhooks") }

    /// Has CDEK tell an address of what happens; a second address for the same kind takes the first one's place.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - kind: What is told.
    ///   - url: Address that gets it, with https.
    /// - Returns: The subscription's UUID, under `entity`.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-6c6c-4c6c-8c6c-6c6c6c6c6c6c"}, "requests": [{"type": "CREATE", "state": "SUCCESSFUL"}]}
    ///   ```
    @Method(.writes, ru: "СоздатьВебхук", calls: "POST /v2/webhooks", roles: ["url": .destination])
    public func createWebhook(type kind: WebhookKind, url: String) async throws -> JSON {
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
            throw UsageError("--url takes an address such as https://shop.example.com/cdek, not \(Quote.short(url))")
        }
        return try await changed(.post("webhooks", body: .json(["type": kind.rawValue, "url": url])))
    }

    /// Reads a subscription.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter uuid: UUID of the subscription.
    /// - Returns: The subscription, under `entity`.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-6c6c-4c6c-8c6c-6c6c6c6c6c6c", "type": "ORDER_STATUS",
    ///   "url": "https://shop.example.com/cdek"}}
    ///   ```
    @Method(.reads, ru: "ПолучитьВебхук", calls: "GET /v2/webhooks/{uuid}")
    public func getWebhook(uuid: ID) async throws -> JSON { try await read("webhooks/\(try Self.uuid(uuid, "uuid"))") }

    /// Ends a subscription.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter uuid: UUID of the subscription.
    /// - Returns: What became of it, under `requests`.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-6c6c-4c6c-8c6c-6c6c6c6c6c6c"}, "requests": [{"type": "DELETE", "state": "SUCCESSFUL"}]}
    ///   ```
    @Method(.destroys, ru: "УдалитьВебхук", calls: "DELETE /v2/webhooks/{uuid}")
    public func deleteWebhook(uuid: ID) async throws -> JSON {
        try await changed(.delete("webhooks/\(try Self.uuid(uuid, "uuid"))"))
    }

    /// What CDEK tells of.
    public enum WebhookKind: String, OptionChoice {
        /// An order has another status.
        case orderStatus = "ORDER_STATUS"
        /// An order was changed.
        case orderModified = "ORDER_MODIFIED"
        /// A print is ready.
        case printForm = "PRINT_FORM"
        /// There is a receipt.
        case receipt = "RECEIPT"
        /// There is a photo of a document.
        case downloadPhoto = "DOWNLOAD_PHOTO"
        /// A prealert was closed.
        case prealertClosed = "PREALERT_CLOSED"
        /// There is an accompanying waybill.
        case accompanyingWaybill = "ACCOMPANYING_WAYBILL"
        /// A point opens or closes.
        case officeAvailability = "OFFICE_AVAILABILITY"
        /// A delivery has met with a problem.
        case deliveryProblem = "DELIV_PROBLEM"
        /// A delivery was agreed on.
        case deliveryAgreement = "DELIV_AGREEMENT"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}
