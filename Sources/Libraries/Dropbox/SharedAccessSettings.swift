import OIntCore
import OIntHTTP

@Methods("Shared access settings")
extension Dropbox {
    /// Makes a shared folder of a folder.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#sharing-share_folder
    /// - Parameter path: Path of the folder.
    /// - Returns: The shared folder; for a large one a job, whose state GetAsynchronousChangeStatus --share true tells.
    ///
    ///   ```json
    ///   {".tag": "complete", "shared_folder_id": "84528192421", "path_lower": "/team", "name": "team"}
    ///   ```
    @Method(.writes, ru: "ОпубликоватьПапку")
    public func publishFolder(path: RemotePath) async throws -> JSON {
        try await write("sharing/share_folder", ["path": path])
    }

    /// Stops sharing a folder.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#sharing-unshare_folder
    /// - Parameter folder: Id of the shared folder.
    /// - Returns: That it is done, or a job.
    ///
    ///   ```json
    ///   {".tag": "async_job_id", "async_job_id": "34g93hh34h04y384084"}
    ///   ```
    @Method(.destroys, ru: "ОтменитьПубликациюПапки")
    public func cancelFolderPublication(folder: ID) async throws -> JSON {
        try await write("sharing/unshare_folder", ["shared_folder_id": folder])
    }

    /// Gives people access to a file.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#sharing-add_file_member
    /// - Parameters:
    ///   - fileid: Id of the file; a path is taken, too.
    ///   - emails: Addresses of the people.
    ///   - isReadOnly: Whether they may only look.
    /// - Returns: What became of each address.
    ///
    ///   ```json
    ///   [{"member": {".tag": "email", "email": "bob@example.com"}, "result": {".tag": "success", "success": {".tag": "viewer"}}}]
    ///   ```
    /// - Throws: `ServiceError` that names who was not added.
    @Method(.writes, ru: "ДобавитьПользователейКФайлу")
    public func addUsersToFile(fileid: FileID, emails: [String], readonly isReadOnly: Bool = true) async throws -> JSON
    {
        try await write(
            "sharing/add_file_member",
            [
                "file": fileid, "members": JSON.array(emails.map { [".tag": "email", "email": .string($0)] }),
                "access_level": isReadOnly ? "viewer" : "editor",
            ])
    }

    /// Gives people access to a shared folder.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#sharing-add_folder_member
    /// - Parameters:
    ///   - folder: Id of the shared folder.
    ///   - emails: Addresses of the people.
    ///   - isReadOnly: Whether they may only look.
    /// - Returns: Nothing that matters.
    ///
    ///   ```json
    ///   null
    ///   ```
    @Method(.writes, ru: "ДобавитьПользователейКПапке")
    public func addUsersToFolder(folder: ID, emails: [String], readonly isReadOnly: Bool = true) async throws -> JSON {
        let level: JSON = isReadOnly ? "viewer" : "editor"
        let members = emails.map { email -> JSON in
            ["member": [".tag": "email", "email": .string(email)], "access_level": level]
        }
        return try await write(
            "sharing/add_folder_member", ["shared_folder_id": folder, "members": JSON.array(members)])
    }

    /// Tells how far a change of sharing is.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#sharing-check_job_status
    /// - Parameters:
    ///   - job: Id of the job.
    ///   - isShare: Whether the job is that of PublishFolder.
    /// - Returns: The state; a failure is a refusal.
    ///
    ///   ```json
    ///   {".tag": "in_progress"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтатусАсинхронногоИзменения", calls: "sharing/check_job_status")
    public func getAsynchronousChangeStatus(job: ID, share isShare: Bool = false) async throws -> JSON {
        try await read(isShare ? "sharing/check_share_job_status" : "sharing/check_job_status", ["async_job_id": job])
    }

    /// Takes all access to a file from others.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#sharing-unshare_file
    /// - Parameter fileid: Id of the file; a path is taken, too.
    /// - Returns: Nothing that matters.
    ///
    ///   ```json
    ///   null
    ///   ```
    @Method(.destroys, ru: "ОтменитьПубликациюФайла")
    public func cancelFilePublication(fileid: FileID) async throws -> JSON {
        try await write("sharing/unshare_file", ["file": fileid])
    }
}
