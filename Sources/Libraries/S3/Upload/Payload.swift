import Crypto
import OIntCore
import OIntHTTP
import Synchronization

/// The body of an upload, with what is known of its content.
///
/// What is in memory is looked through before it is sent. A file is read once: its MD5 is taken as it goes out. Only where
/// the signature has to cover it, because nothing else protects it on the way, it is read before as well.
struct Payload: Sendable {
    /// The body; it can be sent more than once.
    let body: Body
    /// The MD5 where it is known before the body is sent.
    private let knownMD5: [UInt8]?
    private let sent = SentDigest()
    /// The SHA-256 in hexadecimal, or the word that stands for it.
    private let sha256: String

    /// Looks at a body.
    /// - Parameters:
    ///   - body: The body.
    ///   - http: What reads it.
    ///   - signsContent: Whether the signature is to cover the content of files. Over TLS it need not: nobody else could
    ///     have changed it on the way.
    ///   - needsMD5: Whether the MD5 has to be known before a file is sent.
    /// - Throws: `LocalError` when a file can't be read.
    init(_ body: Body, _ http: HTTP, signsContent: Bool, needsMD5: Bool = false) async throws {
        let isInMemory =
            switch body {
            case .none, .bytes: true
            default: false
            }
        let isSigned = isInMemory || signsContent
        let isTagged = isInMemory || needsMD5
        var (md5, sha256) = (Insecure.MD5(), SHA256())
        if isSigned || isTagged {
            for try await piece in try http.bytes(of: body) {
                try Task.checkCancellation()
                piece.withBytes {
                    if isTagged { md5.update(bufferPointer: $0) }
                    if isSigned { sha256.update(bufferPointer: $0) }
                }
            }
        }
        self.body = body
        knownMD5 = isTagged ? Array(md5.finalize()) : nil
        self.sha256 = isSigned ? Hexadecimal.encoded(sha256.finalize()) : SignatureV4.unsignedPayload
    }

    /// The header that tells the hash to whoever signs.
    var hashHeader: HeaderField { HeaderField(SignatureV4.hashHeader, sha256) }

    /// Takes the MD5 of the body as it goes out, where it is not known before.
    var watcher: Request.BodyWatcher? { knownMD5 == nil ? sent.watcher : nil }

    /// The headers by which the service recognises what was damaged on the way, besides those that a caller gave.
    func headers(besides given: [HeaderField]) -> [HeaderField] {
        guard let knownMD5, given.first(named: "content-md5") == nil else {
            return [hashHeader]
        }
        return [HeaderField("Content-MD5", Base64.encoded(knownMD5)), hashHeader]
    }

    /// Compares what was sent with what arrived, where the service's tag tells.
    /// - Throws: `ReplyError` when it is something else.
    func check(_ answer: Answer) throws(ReplyError) {
        guard let arrived = ContentTag.md5(in: answer.headers),
            arrived != Hexadecimal.encoded(knownMD5 ?? sent.md5)
        else { return }
        throw answer.unexpected("what arrived is not what was sent (its MD5 is \(arrived))")
    }
}

/// The MD5 of a body as it went out the last time.
private final class SentDigest: Sendable {
    private let digest = Mutex(Insecure.MD5())

    /// Begins anew with each walk through the body.
    var watcher: Request.BodyWatcher {
        {
            self.digest.withLock { $0 = Insecure.MD5() }
            return { bytes in self.digest.withLock { $0.update(bufferPointer: bytes) } }
        }
    }

    var md5: [UInt8] { digest.withLock { Array($0.finalize()) } }
}

/// The tag of an object's content, the header `ETag`.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
enum ContentTag {
    /// The MD5 of the content, where the tag is that: not after an upload in parts, and not with keys of one's own.
    /// - Parameter headers: The headers of an answer.
    /// - Returns: 32 lower-case hexadecimal digits, or nil.
    static func md5(in headers: [HeaderField]) -> String? {
        guard let tag = headers.first(named: "etag")?.filter({ $0 != "\"" }).lowercased(), tag.utf8.count == 32,
            tag.allSatisfy(\.isHexDigit),
            headers.first(named: "x-amz-server-side-encryption-customer-algorithm") == nil,
            headers.first(named: "x-amz-server-side-encryption").map({ $0 == "AES256" }) ?? true
        else { return nil }
        return tag
    }
}
