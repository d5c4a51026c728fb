import OIntCore
import OIntHTTP

/// An upload to Yandex Disk: a link is asked for, and takes the whole content in one request.
///
/// Yandex may think for minutes behind the last byte, and answer before the file is in its place. So the operation of
/// the upload is asked before anything is sent again.
///
/// Source: https://yandex.ru/dev/disk-api/doc/ru/reference/upload
struct DiskUpload: OffsetUpload {
    let disk: YandexDisk
    let path: String
    let isReplacing: Bool

    var service: String { "Yandex Disk" }
    var target: String { "resources/upload \(path)" }
    var parts: UploadPartSize { .whole }
    var hash: ContentHash? { .md5 }

    /// How often the operation is asked for after a broken connection, and after a silence.
    private static let (fewQuestions, manyQuestions) = (8, 100)

    func begin(_ content: UploadContent) async throws -> JSONObject {
        let link = try await disk.read("resources/upload", ["path": path, "overwrite": isReplacing])
        guard let session = link.object, session["href"]?.string != nil else {
            throw ReplyError(peer: "Yandex Disk", reason: "the answer names no place for the upload")
        }
        return session
    }

    func put(_ part: UploadPart, of session: JSONObject) async throws -> UploadStep<JSON> {
        let link = session["href"]?.string ?? ""
        do {
            // The link carries its own right: the token must not go to that host.
            _ = try await disk.service.reply(part.request(.put, at: link, isAuthorized: false))
        } catch let refusal as ServiceError
            where refusal.status == 412 || refusal.status == 404 || refusal.status == 410
        {
            throw UploadSessionExpired(refusal)
        } catch let failure as ConnectionError where failure.isTimeout {
            guard try await isStored(session, Self.manyQuestions) else { throw failure }
        }
        return .stored(part.end ?? part.offset)
    }

    func state(of session: JSONObject) async throws -> UploadStep<JSON>? {
        guard try await isStored(session, Self.fewQuestions) else { return .stored(0) }
        return .finished(try await metadata())
    }

    func finish(_ session: JSONObject, _ content: SentContent) async throws -> JSON {
        for number in 1...Self.manyQuestions {
            if let there = try? await metadata(), there["size"]?.int == content.size, there["md5"] != nil {
                return there
            }
            if let link = operation(session) {
                _ = try YandexDisk.state(try await disk.service.json(.get(at: link)), link)
            }
            try await disk.service.http.pause(for: .seconds(min(number, 10)))
        }
        throw ReplyError(
            peer: "Yandex Disk",
            reason: "the file was sent, and is not in its place yet; look for it before you send it again")
    }

    func stored(in answer: JSON) -> StoredContent {
        StoredContent(size: answer["size"]?.int, hash: answer["md5"]?.string)
    }

    private func metadata() async throws -> JSON { try await disk.read("resources", ["path": path]) }

    private func operation(_ session: JSONObject) -> String? {
        session["operation_id"]?.string.map { "https://cloud-api.yandex.net/v1/disk/operations/\($0)" }
    }

    /// Whether the operation of the upload succeeded; it is under way also when nothing was sent.
    private func isStored(_ session: JSONObject, _ questions: Int) async throws -> Bool {
        guard let link = operation(session) else { return false }
        for number in 1...questions {
            let answer = try await disk.service.json(.get(at: link))
            do {
                if try YandexDisk.state(answer, link) == .done { return true }
            } catch let failure as ServiceError {
                throw UploadSessionExpired(failure)
            }
            if number < questions { try await disk.service.http.pause(for: .seconds(min(number, 10))) }
        }
        return false
    }
}
