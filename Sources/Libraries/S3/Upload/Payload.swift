import Crypto
import OIntCore
import OIntHTTP

/// The body of an upload, with what is known of its content before it is sent.
struct Payload: Sendable {
    /// The body; it can be sent more than once.
    let body: Body
    /// Its MD5.
    private let md5: [UInt8]
    /// Its SHA-256 in hexadecimal, or the word that stands for it.
    private let sha256: String

    /// Looks through a body.
    /// - Parameters:
    ///   - body: The body; it is read once here, and once more each time it is sent.
    ///   - http: What reads it.
    ///   - signsContent: Whether the signature is to cover the content of files. Over TLS it need not: nobody else could
    ///     have changed it on the way.
    /// - Throws: `LocalError` when a file can't be read.
    init(_ body: Body, _ http: HTTP, signsContent: Bool) async throws {
        let isSigned =
            switch body {
            case .none, .bytes: true
            default: signsContent
            }
        var (md5, sha256) = (Insecure.MD5(), SHA256())
        for try await piece in try http.bytes(of: body) {
            try Task.checkCancellation()
            piece.withBytes {
                md5.update(bufferPointer: $0)
                if isSigned { sha256.update(bufferPointer: $0) }
            }
        }
        self.body = body
        self.md5 = Array(md5.finalize())
        self.sha256 = isSigned ? Hexadecimal.encoded(sha256.finalize()) : SignatureV4.unsignedPayload
    }

    /// The header that tells the hash to whoever signs.
    var hashHeader: HeaderField { HeaderField(SigningLink.hashHeader, sha256) }

    /// The headers by which the service recognises what was damaged on the way, besides those that a caller gave.
    func headers(besides given: [HeaderField]) -> [HeaderField] {
        let hasMD5 = given.contains { $0.name.lowercased() == "content-md5" }
        return (hasMD5 ? [] : [HeaderField("Content-MD5", Base64.encoded(md5))]) + [hashHeader]
    }

    /// Compares what was sent with what arrived, where the service's tag tells.
    /// - Throws: `ReplyError` when it is something else.
    func check(_ answer: Answer) throws(ReplyError) {
        guard let arrived = ContentTag.md5(in: answer.headers), arrived != Hexadecimal.encoded(md5) else { return }
        throw answer.unexpected("what arrived is not what was sent (its MD5 is \(arrived))")
    }
}

/// The tag of an object's content, the header `ETag`.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
enum ContentTag {
    /// The MD5 of the content, where the tag is that: not after an upload in parts, and not with keys of one's own.
    /// - Parameter headers: The headers of an answer.
    /// - Returns: 32 lower-case hexadecimal digits, or nil.
    static func md5(in headers: [HeaderField]) -> String? {
        let value = { (name: String) in headers.first { $0.name.lowercased() == name }?.value }
        guard let tag = value("etag")?.filter({ $0 != "\"" }).lowercased(), tag.utf8.count == 32,
            tag.allSatisfy(\.isHexDigit),
            value("x-amz-server-side-encryption-customer-algorithm") == nil,
            value("x-amz-server-side-encryption").map({ $0 == "AES256" }) ?? true
        else { return nil }
        return tag
    }
}
