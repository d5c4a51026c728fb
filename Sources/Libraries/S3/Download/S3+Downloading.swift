import OIntCore
import OIntHTTP

extension S3 {
    /// Fetches an object; a small one with a single request.
    func download(_ url: String, version: String?, headers: [HeaderField]) async throws -> ByteStream {
        var source = ObjectSource(account: account, http: http, url: url, version: version, headers: headers)
        guard headers.first(named: "range") == nil else {
            let response = try await source.send(nil)
            guard response.status < 300 else { throw try await source.refusal(response) }
            return response.body
        }
        var first = try await source.send(0..<source.chunkSize)
        if first.status == 416 {
            // No byte can be asked for where there is none.
            first = try await source.send(nil)
        }
        guard (200..<300).contains(first.status) else { throw try await source.refusal(first) }
        source.tag = first.header("etag")
        let hasCondition = headers.first(named: "if-match") != nil
        if let tag = source.tag, !tag.hasPrefix("W/"), !hasCondition {
            source.headers.append(HeaderField("If-Match", tag))
        }
        // Some services answer 200 where 206 belongs; what they say of the range counts.
        let part = ByteRange(first.header("content-range"))
        let isWhatWasAsked = part.map { $0.range.lowerBound == 0 && $0.range.upperBound <= source.chunkSize }
        guard isWhatWasAsked ?? (first.status != 206) else { throw source.unwanted(first.address) }
        return ByteStream(
            length: part?.total ?? first.body.length, ObjectDownload(source: source, first: first, part: part))
    }
}
