import OIntCore
import OIntHTTP

/// An upload to Dropbox: in one request where it is small, and by a session of parts otherwise.
///
/// Both ways end in the same commit, so that conflicts are handled alike. A session lives for seven days.
///
/// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-upload_session-start
struct FileUpload: OffsetUpload {
    let content: Service
    let metadata: Service
    let path: Dropbox.RemotePath
    let commit: JSONObject

    /// How many bytes go into one request: Dropbox takes 150 MiB, and recommends multiples of 4 MiB.
    static let partSize = 8 << 20

    /// Describes an upload.
    /// - Parameters:
    ///   - client: The account.
    ///   - path: Where the file goes.
    ///   - commit: What Dropbox is told about conflicts.
    init(_ client: Dropbox, to path: Dropbox.RemotePath, commit: JSONObject) {
        content = client.content
        metadata = client.service
        self.path = path
        self.commit = commit
    }

    var service: String { "Dropbox" }
    var target: String { "files/upload \(path.text)" }
    var parts: UploadPartSize { .parts(of: Self.partSize, multiplesOf: 4 << 20) }
    var hash: ContentHash? { .dropbox }

    func putAlone(_ part: UploadPart) async throws -> JSON? {
        try await content.json(part.request(.post, "files/upload", headers: Self.headers(.object(commit))))
    }

    func begin(_ content: UploadContent) async throws -> String {
        let answer = try await self.content.json(
            .post(
                "files/upload_session/start", headers: Self.headers(["close": false]), body: .bytes([], type: nil),
                isRepeatable: true))
        guard let session = answer["session_id"]?.string else {
            throw ReplyError(peer: "Dropbox", reason: "the answer names no session for the upload")
        }
        return session
    }

    func put(_ part: UploadPart, of session: String) async throws -> UploadStep<JSON> {
        do {
            _ = try await content.reply(
                part.request(
                    .post, "files/upload_session/append_v2",
                    headers: Self.headers(["cursor": Self.cursor(session, part.offset), "close": false])))
        } catch let refusal as ServiceError {
            return .stored(try Self.place(in: refusal))
        }
        return .stored(part.end ?? part.offset)
    }

    /// An append of nothing tells how much is there: with a wrong offset Dropbox names the right one.
    func state(of session: String) async throws -> UploadStep<JSON>? {
        do {
            _ = try await content.reply(
                .post(
                    "files/upload_session/append_v2",
                    headers: Self.headers(["cursor": Self.cursor(session, Self.nowhere), "close": false]),
                    body: .bytes([], type: nil), isRepeatable: true))
            throw ReplyError(peer: "Dropbox", reason: "the state of the upload can't be told")
        } catch let refusal as ServiceError {
            return .stored(try Self.place(in: refusal))
        }
    }

    func finish(_ session: String, _ sent: SentContent) async throws -> JSON {
        let commit = commit
        let request = ServiceRequest.post(
            "files/upload_session/finish",
            headers: Self.headers(["cursor": Self.cursor(session, sent.size), "commit": .object(commit)]),
            body: .bytes([], type: nil), isRepeatable: false)
        do {
            return try await content.json(request)
        } catch let failure as ConnectionError {
            return try await arrived(sent, instead: failure)
        } catch let failure as ReplyError {
            return try await arrived(sent, instead: failure)
        }
    }

    /// After a lost answer: the file at the target, where it is what was sent.
    private func arrived(_ sent: SentContent, instead failure: any Error) async throws -> JSON {
        let there = try? await metadata.json(
            .post("files/get_metadata", body: .json(["path": path]), isRepeatable: true))
        guard let there, there["size"]?.int == sent.size, there["content_hash"]?.string == sent.digest?.hexadecimal
        else {
            throw failure
        }
        return there
    }

    func stored(in answer: JSON) -> StoredContent {
        StoredContent(size: answer["size"]?.int, hash: answer["content_hash"]?.string)
    }

    /// No upload has so many bytes: 2 TiB are the most.
    private static let nowhere = 1 << 42

    private static func headers(_ argument: JSON) -> [HeaderField] {
        [Dropbox.argument(argument), HeaderField("Content-Type", "application/octet-stream")]
    }

    private static func cursor(_ session: String, _ offset: Int) -> JSON {
        ["session_id": .string(session), "offset": .number(JSONNumber(offset))]
    }

    /// How much Dropbox has, where that is what a refusal says.
    private static func place(in refusal: ServiceError) throws -> Int {
        let error: JSON? = if case .json(let reply) = refusal.reply { reply["error"] } else { nil }
        // Newer methods put the reason of a lookup inside of another union.
        let reason = error?["lookup_failed"] ?? error
        switch reason?[".tag"]?.string {
        case "incorrect_offset":
            if let place = reason?["correct_offset"]?.int { return place }
            throw refusal
        case "not_found", "closed": throw UploadSessionExpired(refusal)
        default: throw refusal
        }
    }
}
