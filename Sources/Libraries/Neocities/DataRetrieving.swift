import OIntCore
import OIntHTTP

@Methods("Data retrieving")
extension Neocities {
    /// Gives what is public of a site.
    /// - Parameter sitename: Name of the site; your own when not given.
    /// - Returns: The site.
    ///
    ///   ```json
    ///   {"result": "success", "info": {"sitename": "example", "views": 1200, "hits": 5400, "domain": null,
    ///   "last_updated": "Sat, 31 Jan 2026 10:00:00 -0000", "tags": ["notes"]}}
    ///   ```
    @Method(.reads, ru: "ПолучитьДанныеОСайте", calls: "GET info")
    public func getSiteData(sitename: String? = nil) async throws -> JSON {
        try await service.json(.get("info", query: ["sitename": sitename]))
    }

    /// Gives the API key of a site.
    /// - Parameters:
    ///   - login: Name of the site.
    ///   - password: Password of the site.
    ///   - http: What makes the requests.
    /// - Returns: The key.
    ///
    ///   ```json
    ///   {"result": "success", "api_key": "0123456789abcdef0123456789abcdef"}
    ///   ```
    @Method(.reads, ru: "ПолучитьТокен", calls: "GET key")
    public static func getToken(login: String, password: Secret, http: HTTP = .shared) async throws -> JSON {
        try await Refusal.service(http: http, authorization: .basic(user: login, password: password)).json(.get("key"))
    }

    /// Calls any other endpoint.
    /// - Parameters:
    ///   - method: Method of the request.
    ///   - path: Path below https://neocities.org/api, such as info.
    ///   - query: Items of the query.
    ///   - form: Fields of a form.
    /// - Returns: The response.
    ///
    ///   ```json
    ///   {"result": "success"}
    ///   ```
    @Method(.general, ru: "ВызватьМетод", calls: "any")
    public func call(
        method: ServiceVerb = .get, path: EndpointPath, query: JSONObject = [:], form: JSONObject = [:]
    ) async throws -> JSON {
        try await service.call(method, path, query: query, form: form)
    }
}
