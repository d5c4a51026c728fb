import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Opens an address as a browser does, redirects included.
func browse(_ address: String) async throws -> (status: Int, page: String) {
    let (data, response) = try await URLSession.shared.data(from: try #require(URL(string: address)))
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
}

/// The value of an item in the query of an address.
func query(_ address: String, _ name: String) -> String? {
    URLComponents(string: address)?.queryItems?.first { $0.name == name }?.value
}
