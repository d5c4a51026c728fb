import OIntCore
import OIntHTTP

extension S3 {
    /// How long an address may be good for, in seconds: a week.
    private static let longestLife = 604_800

    /// Makes an address that carries its signature in itself.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    /// - Parameters:
    ///   - method: What the address is good for.
    ///   - url: The address of the object.
    ///   - query: Query items that are a part of the address; those without a value are left out.
    ///   - expires: How many seconds it is good for.
    ///   - headers: Headers that a request to it has to have.
    func link(
        _ method: Request.Method, _ url: String, query: [(name: String, value: String?)] = [], expires: Int,
        headers: JSONObject
    ) throws(UsageError) -> String {
        guard (1...Self.longestLife).contains(expires) else {
            throw UsageError([
                .unreadable(option: "expires", reason: "takes 1 to \(Self.longestLife) seconds, not \(expires)")
            ])
        }
        let request = Request(method, url, headers: try RequestHeaders.read(headers))
        guard let address = Address(url) else { throw UsageError("\(Quote.short(url)) is no web address") }
        let message = SignatureV4.Message(request, address, payloadHash: SignatureV4.unsignedPayload)
        let signature = SignatureV4(credentials: account.credentials, unixTime: now())
        let items = query.compactMap { item in item.value.map { (item.name, $0) } }
        return "\(url)?\(signature.presignedQuery(message, adding: items, expires: expires))"
    }
}
