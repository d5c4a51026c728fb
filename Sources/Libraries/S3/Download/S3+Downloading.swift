import OIntCore
import OIntHTTP

extension S3 {
    /// How many bytes one stretch has where nothing else is said: with four of them under way, and what the network keeps,
    /// a download stays below 64 MB.
    private static let usualStretch = 5 << 20

    /// Fetches an object; a small one with a single request.
    func download(_ url: String, version: String?, headers: [HeaderField]) async throws -> ByteStream {
        guard headers.first(named: "range") == nil else { return try await fetch(url, version, headers).body }
        return try await ResumableDownload(
            "S3", http,
            stretches: .init(size: account.chunkSize ?? Self.usualStretch, parallel: account.parallel),
            hash: { first in ContentTag.md5(in: first.headers).map { (.md5, $0) } },
            remedy: "Add --headers '{\"Range\": \"bytes=0-\"}' to fetch the object in one piece"
        ) { more in
            let own = more.filter { headers.first(named: $0.name) == nil }
            return try await fetch(url, version, own + headers)
        }.stream()
    }

    private func fetch(_ url: String, _ version: String?, _ headers: [HeaderField]) async throws -> Response {
        var request = ServiceRequest(.get, at: url, headers: headers)
        request.query.append("versionId", version)
        // What is kept compressed comes as it is kept.
        request.adjust = { $0.unpacksAnswer = false }
        return try await judged(.get, url) { try await $0.send(request) }
    }
}
