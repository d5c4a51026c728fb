import OIntCore
import OIntHTTP

/// How files get to Slack: it names an address, takes the bytes there, and is told where to share them.
///
/// Source: https://docs.slack.dev/messaging/working-with-files#upload
extension Slack {
    /// Where an uploaded file is shown.
    struct Sharing {
        /// The channel; nil keeps the file private.
        let channel: ID?
        /// The text of the message that shares it.
        let comment: String?
        /// The thread it is shared in.
        let thread: MessageStamp?
    }

    /// The most bytes of a pipe that are taken into memory: Slack wants the size before the content.
    private static let pipeLimit = 64 << 20

    /// Uploads a file.
    func upload(_ file: FileInput, name: String, title: String, to sharing: Sharing) async throws -> JSON {
        if sharing.channel == nil, sharing.comment != nil || sharing.thread != nil {
            throw UsageError("--comment and --thread go with --channel")
        }
        if let channel = sharing.channel?.text, channel.hasPrefix("#") || channel.hasPrefix("@") {
            throw UsageError("--channel takes the id of a channel here, not the name \(Quote.short(channel))")
        }
        let source = try UploadSource(file, service.http)
        let body = try await source.wholeBody(upTo: Self.pipeLimit)
        let size = if case .bytes(let bytes, _) = body { bytes.count } else { source.size ?? 0 }
        guard size > 0 else { throw UsageError("the file is empty, and Slack takes no empty files") }

        let place = try await read("files.getUploadURLExternal", ["filename": name, "length": size])
        guard let address = place["upload_url"]?.string, let id = place["file_id"]?.string else {
            throw ServiceError(
                service: service.name, message: "it names no place to upload the file to", remedy: "Try again later",
                reply: .json(place))
        }
        // The address carries its own right: the token must not go to that host.
        let request = ServiceRequest(.post, at: address, body: body, isRepeatable: false, isAuthorized: false)
        for try await _ in try await service.file(request) {}

        let files: JSON = [["id": .string(id), "title": .string(title)]]
        // Of several ways to name channels only this one shares the file for sure.
        let answer = try await write(
            "files.completeUploadExternal",
            form: [
                "files": files.text(.compact), "channel_id": sharing.channel, "initial_comment": sharing.comment,
                "thread_ts": sharing.thread,
            ])
        if let channel = sharing.channel { try await confirm(id, isIn: channel, answer) }
        return answer
    }

    /// How often Slack is asked whether a file is shown in its channel.
    private static let mostLooks = 6

    /// Waits until an uploaded file is shown in a channel: Slack says that it is done before, and also where that fails.
    /// - Parameters:
    ///   - id: The file.
    ///   - channel: The channel.
    ///   - answer: What Slack said of the upload.
    /// - Throws: `ServiceError` when the file is not seen there after some seconds.
    private func confirm(_ id: String, isIn channel: ID, _ answer: JSON) async throws {
        if Self.isShown(answer["files"]?.array?.first, in: channel) { return }
        let absence = ServiceError(
            service: service.name,
            message: "the file \(id) is uploaded, but it is not seen in the channel \(channel.text)",
            remedy: "Look into the channel before you upload it again", reply: .json(answer))
        for look in 1...Self.mostLooks {
            do {
                if Self.isShown(try await read("files.info", ["file": id])["file"], in: channel) { return }
            } catch let refusal as ServiceError where refusal.code == "missing_scope" {
                service.http.configuration.notice?(
                    "whether the file is shown in the channel can't be seen: the token lacks the scope files:read")
                return
            }
            if look < Self.mostLooks { try await service.http.pause(beforeRetry: look, after: absence) }
        }
        throw absence
    }

    /// Whether the data of a file names a channel among those that it is shared in.
    private static func isShown(_ file: JSON?, in channel: ID) -> Bool {
        guard let file else { return false }
        let shares = ["public", "private"].flatMap { file["shares"]?[$0]?.object?.keys ?? [] }
        let listed = ["channels", "groups", "ims"].flatMap { file[$0]?.array?.compactMap(\.string) ?? [] }
        return (shares + listed).contains(channel.text)
    }
}
