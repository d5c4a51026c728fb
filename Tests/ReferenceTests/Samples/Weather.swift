import OIntCore
import OIntHTTP

// The code of "Adding a library".

/// Forecasts of the weather.
@Client
public struct Weather: Sendable {
    private let key: Secret
    private let http: HTTP

    /// Creates a client.
    /// - Parameters:
    ///   - key: Key of the account.
    ///   - http: What makes the requests.
    public init(key: Secret, http: HTTP = .shared) {
        self.key = key
        self.http = http
    }
}

@Methods("Forecasts")
extension Weather {
    /// Tells what the weather will be.
    /// - Parameters:
    ///   - city: Name of the city.
    ///   - days: How many days to look ahead.
    /// - Returns: The forecast, under `days`.
    @Method(.reads, ru: "ПолучитьПрогноз")
    public func getForecast(city: String, days: Int = 3) async throws -> JSON {
        let request = Request(
            .get, "https://weather.example.com/forecast", query: [("city", city), ("days", "\(days)")],
            headers: [HeaderField("Authorization", "Bearer \(key.exposed)")], secrets: [key])
        let reply = try await http.fetch(request)
        let answer = try reply.json()
        guard reply.isSuccess else {
            throw ServiceError(
                service: "Weather", status: reply.status, headers: reply.headers, message: answer["error"]?.string,
                reply: .json(answer))
        }
        return answer
    }
}

extension Weather {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "weather", title: "Weather", summary: "Forecasts of the weather.", payload: ["days"],
        examples: ["city": "Riga"]
    ) {
        [forecasts]
    }
}
