import OIntCore
import OIntHTTP

@Methods("External files management")
extension Slack {
    /// Lists the files that lie elsewhere and are registered in Slack.
    /// - Parameters:
    ///   - channel: Id of the channel; all when not given.
    ///   - cursor: Where to begin: the cursor of a page read before.
    /// - Returns: The files, under `files`.
    ///
    ///   ```json
    ///   {"ok": true, "files": [{"id": "F0001", "title": "Plan"}], "response_metadata": {"next_cursor": ""}}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокВнешнихФайлов", calls: "files.remote.list", rows: "files")
    public func getExternalFileList(channel: ID? = nil, cursor: String? = nil) -> Pages {
        list("files.remote.list", rows: "files", ["channel": channel], cursor: cursor, limit: Self.pageSize)
    }

    /// Tells what is known of a file that lies elsewhere.
    /// - Parameter file: Id of the file in Slack.
    /// - Returns: The file.
    ///
    ///   ```json
    ///   {"ok": true, "file": {"id": "F0001", "external_id": "plan-7", "title": "Plan", "is_external": true}}
    ///   ```
    @Method(.reads, ru: "ПолучитьВнешнийФайл")
    public func getExternalFile(fileid file: ID) async throws -> JSON {
        try await read("files.remote.info", ["file": file])
    }

    /// Registers a file that lies elsewhere.
    /// - Parameters:
    ///   - url: Address of the file.
    ///   - title: Title shown in Slack.
    ///   - external: Your own id of the file; a new one when not given.
    /// - Returns: The file.
    ///
    ///   ```json
    ///   {"ok": true, "file": {"id": "F0001", "external_id": "plan-7", "title": "Plan", "is_external": true}}
    ///   ```
    @Method(.writes, ru: "ДобавитьВнешнийФайл", roles: ["url": .data])
    public func addExternalFile(url: String, title: String, externalid external: ID? = nil) async throws -> JSON {
        let id = external?.text ?? Randomness.token(bytes: 16)
        var request = ServiceRequest.get(
            "files.remote.add", query: ["external_url": url, "external_id": id, "title": title])
        request.isRepeatable = false
        return try await answer(request)
    }

    /// Shares a file that lies elsewhere in channels.
    /// - Parameters:
    ///   - file: Id of the file in Slack.
    ///   - channels: Ids of channels.
    /// - Returns: The file.
    ///
    ///   ```json
    ///   {"ok": true, "file": {"id": "F0001", "external_id": "plan-7", "title": "Plan", "is_external": true}}
    ///   ```
    @Method(.writes, ru: "ОтправитьВнешнийФайл")
    public func sendExternalFile(fileid file: ID, channels: [ID]) async throws -> JSON {
        let joined = try Self.joined(channels, option: "channels")
        var request = ServiceRequest.get("files.remote.share", query: ["file": file, "channels": joined])
        request.isRepeatable = false
        return try await answer(request)
    }

    /// Removes a file that lies elsewhere from Slack; the file itself stays.
    /// - Parameter file: Id of the file in Slack.
    /// - Returns: Whether it is gone.
    ///
    ///   ```json
    ///   {"ok": true}
    ///   ```
    @Method(.destroys, ru: "УдалитьВнешнийФайл")
    public func deleteExternalFile(fileid file: ID) async throws -> JSON {
        var request = ServiceRequest.get("files.remote.remove", query: ["file": file])
        request.isRepeatable = false
        return try await answer(request)
    }
}
