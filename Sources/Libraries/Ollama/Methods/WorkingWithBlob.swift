import Crypto
import OIntCore
import OIntHTTP

@Methods("Working with blob")
extension Ollama {
    /// Uploads a blob: a file that a model is made of.
    ///
    /// The file is read twice: first for its digest. What comes from standard input may have up to 512 MiB.
    ///
    /// Source: https://github.com/ollama/ollama/blob/main/docs/api.md#push-a-blob
    /// - Parameter data: Content.
    /// - Returns: The status, and the digest that CreateModel takes behind sha256:.
    ///
    ///   ```json
    ///   {"status_code": 201, "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
    ///   ```
    @Method(.writes, ru: "ОтправитьBlob", calls: "POST /api/blobs/sha256:{digest}")
    public func pushBlob(data: FileInput) async throws -> JSON {
        var data = data
        if data.content == .standardInput {
            let body = try await UploadSource(data, service.http).wholeBody(upTo: 512 << 20)
            guard case .bytes(let bytes, _) = body else { throw UsageError("standard input can't be read") }
            data = .bytes(bytes)
        }
        var hash = SHA256()
        for try await piece in try service.http.bytes(of: .file(data, type: nil)) {
            piece.withBytes { hash.update(bufferPointer: $0) }
        }
        let digest = Hexadecimal.encoded(Array(hash.finalize()))
        let source = try UploadSource(data, service.http)
        return try await service.http.upload(source, by: BlobUpload(client: self, digest: digest))
    }

    /// Checks whether the server has a blob.
    ///
    /// Source: https://github.com/ollama/ollama/blob/main/docs/api.md#check-if-a-blob-exists
    /// - Parameter digest: SHA-256 of the blob in hexadecimal digits.
    /// - Returns: The status: 200 where the blob is there, 404 where it is not.
    ///
    ///   ```json
    ///   {"status_code": 200}
    ///   ```
    @Method(.reads, ru: "ПроверитьBlob", calls: "HEAD /api/blobs/sha256:{digest}")
    public func checkBlob(digest: Digest) async throws -> JSON {
        do {
            return try await status(ServiceRequest(.head, "blobs/sha256:\(digest.text)"))
        } catch let refusal as ServiceError where refusal.status == 404 {
            return ["status_code": 404]
        }
    }

    /// The SHA-256 of a blob in hexadecimal digits, with or without `sha256:` in front.
    public struct Digest: OptionValue, Sendable, Hashable {
        /// The digits, in lower case.
        let text: String

        /// A digest is typed as text.
        public static var optionKind: OptionKind { .text }

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }

        /// Reads a digest.
        public init(option inputs: [OptionInput]) throws(OptionError) {
            let text = try inputs.single().text.trimmed.lowercased()
            let digits = text.hasPrefix("sha256:") ? String(text.dropFirst("sha256:".count)) : text
            guard digits.utf8.count == 64, digits.allSatisfy({ $0.isHexDigit }) else {
                throw OptionError("takes a SHA-256, which has 64 hexadecimal digits, not \(Quote.short(text))")
            }
            self.text = digits
        }

        /// The digits.
        public var optionText: String { text }
    }
}

/// The upload of a blob, in one piece: the server knows it by its digest, and so how far it got.
private struct BlobUpload: OffsetUpload {
    typealias Session = String
    typealias Answer = JSON

    let client: Ollama
    let digest: String

    var service: String { "Ollama" }
    var target: String { "\(client.service.base.text)/blobs/sha256:\(digest)" }
    var parts: UploadPartSize { .whole }
    var hash: ContentHash? { nil }

    func begin(_ content: UploadContent) async throws -> String { digest }

    func put(_ part: UploadPart, of session: String) async throws -> UploadStep<JSON> {
        let reply = try await client.service.reply(part.request(.post, "blobs/sha256:\(digest)"))
        return .finished(answer(reply.status))
    }

    func state(of session: String) async throws -> UploadStep<JSON>? {
        do {
            return .finished(
                answer(try await client.service.reply(ServiceRequest(.head, "blobs/sha256:\(digest)")).status))
        } catch let refusal as ServiceError where refusal.status == 404 {
            return .stored(0)
        }
    }

    func finish(_ session: String, _ content: SentContent) async throws -> JSON {
        throw ReplyError(peer: client.service.base.authority, reason: "the server did not say that it has the blob")
    }

    private func answer(_ status: Int) -> JSON { ["status_code": JSON(status), "digest": .string(digest)] }
}
