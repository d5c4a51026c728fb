import Crypto
import OIntCore

/// The signature of Amazon's requests, version 4: a pure function of request, credentials and moment.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
package struct SignatureV4 {
    /// What of a request is signed.
    package struct Message: Sendable {
        /// The HTTP method.
        package var method: String
        /// Host, and port where it is not the usual one.
        package var host: String
        /// The path, as it is sent.
        package var path: String
        /// The query, as it is sent, without the question mark.
        package var query: String
        /// The headers, besides `Host`.
        package var headers: [HeaderField]
        /// SHA-256 of the body in hexadecimal, or a word in its place.
        package var payloadHash: String

        /// Names what is signed.
        /// - Parameters:
        ///   - method: The HTTP method.
        ///   - host: Host, and port where it is not the usual one.
        ///   - path: The path, as it is sent.
        ///   - query: The query, as it is sent, without the question mark.
        ///   - headers: The headers, besides `Host`.
        ///   - payloadHash: SHA-256 of the body in hexadecimal, or a word in its place.
        package init(
            method: String, host: String, path: String, query: String, headers: [HeaderField], payloadHash: String
        ) {
            self.method = method
            self.host = host
            self.path = path
            self.query = query
            self.headers = headers
            self.payloadHash = payloadHash
        }

        /// What of a request is signed.
        /// - Parameters:
        ///   - request: The request.
        ///   - address: Where it goes.
        ///   - payloadHash: What stands for its body.
        package init(_ request: Request, _ address: Address, payloadHash: String) {
            let (path, query) = address.resource
            self.init(
                method: request.method.rawValue, host: request.headers.first(named: "host") ?? address.authority,
                path: path, query: query, headers: request.headers, payloadHash: payloadHash)
        }

        /// The headers that are signed, by name, in canonical form.
        ///
        /// All are but those that proxies and libraries change on the way.
        fileprivate var signed: [(name: String, value: String)] {
            var values: [String: [String]] = ["host": [host]]
            for header in headers {
                let name = header.name.lowercased()
                guard !Self.changing.contains(name), name != "host" else { continue }
                values[name, default: []].append(CanonicalForm.headerValue(header.value))
            }
            return values.map { ($0.key, $0.value.joined(separator: ",")) }
                .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }

        private static let changing: Set<String> = [
            "accept", "accept-encoding", "authorization", "connection", "content-length", "expect", "te",
            "transfer-encoding", "user-agent", "x-amzn-trace-id",
        ]
    }

    /// What stands in place of a hash when the body is not signed.
    package static let unsignedPayload = "UNSIGNED-PAYLOAD"
    private static let algorithm = "AWS4-HMAC-SHA256"

    private let credentials: AWSCredentials
    /// The moment as `yyyyMMddTHHmmssZ`.
    package let timestamp: String

    /// Prepares signatures.
    /// - Parameters:
    ///   - credentials: Who signs.
    ///   - unixTime: The moment, in seconds since the beginning of 1970.
    package init(credentials: AWSCredentials, unixTime: Int) {
        self.credentials = credentials
        timestamp = DateTime(unixTime: unixTime).localText.filter { $0 != "-" && $0 != ":" } + "Z"
    }

    private var day: Substring { timestamp.prefix(8) }
    private var scope: String { "\(day)/\(credentials.region)/\(credentials.service)/aws4_request" }

    /// The value of the header `Authorization`.
    /// - Parameter message: The request, with every other header that signing adds.
    package func authorization(_ message: Message) -> String {
        "\(Self.algorithm) Credential=\(credentials.accessKey)/\(scope),SignedHeaders=\(Self.signedNames(message)),"
            + "Signature=\(signature(message))"
    }

    /// The query of an address that carries its signature in itself.
    /// - Parameters:
    ///   - message: The request that the address will be used for; nothing of its query is kept.
    ///   - more: Further items of its query, which are signed too.
    ///   - seconds: How long the address is good for.
    /// - Returns: The query, percent-encoded, without the question mark.
    package func presignedQuery(
        _ message: Message, adding more: [(String, String)] = [], expires seconds: Int
    ) -> String {
        var items =
            more + [
                ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", "\(credentials.accessKey)/\(scope)"),
                ("X-Amz-Date", timestamp), ("X-Amz-Expires", String(seconds)),
            ]
        if let token = credentials.sessionToken { items.append(("X-Amz-Security-Token", token.exposed)) }
        items.append(("X-Amz-SignedHeaders", Self.signedNames(message)))
        var message = message
        message.query = items.map { "\($0.0)=\(PercentEncoding.encoded($0.1))" }.joined(separator: "&")
        return "\(message.query)&X-Amz-Signature=\(signature(message))"
    }

    /// The request in the form that is signed.
    /// - Parameters:
    ///   - message: The request.
    ///   - encodesPathTwice: Whether what is percent-encoded in the path is encoded again, as all services but object
    ///     storage want it.
    package static func canonicalRequest(_ message: Message, encodesPathTwice: Bool = false) -> String {
        let headers = message.signed.map { "\($0.name):\($0.value)\n" }.joined()
        let path = message.path.isEmpty ? "/" : CanonicalForm.path(message.path)
        return [
            message.method, encodesPathTwice ? path.replacing("%", with: "%25") : path,
            CanonicalForm.query(message.query), headers, signedNames(message), message.payloadHash,
        ].joined(separator: "\n")
    }

    private static func signedNames(_ message: Message) -> String {
        message.signed.map(\.name).joined(separator: ";")
    }

    private func signature(_ message: Message) -> String {
        let request = Array(
            Self.canonicalRequest(message, encodesPathTwice: !credentials.isForObjects).utf8)
        let text = [Self.algorithm, timestamp, scope, Hexadecimal.encoded(SHA256.hash(data: request))].joined(
            separator: "\n")
        var key = Array("AWS4\(credentials.secretKey.exposed)".utf8)
        for part in [String(day), credentials.region, credentials.service, "aws4_request"] {
            key = Self.code(part, key)
        }
        return Hexadecimal.encoded(Self.code(text, key))
    }

    private static func code(_ text: String, _ key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
    }
}
