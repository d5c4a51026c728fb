import OIntCore
import OIntHTTP

@Methods("Tags management")
extension Dropbox {
    /// Reads the tags of files and folders.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-tags-get
    /// - Parameter paths: Paths.
    /// - Returns: The tags of each path.
    ///
    ///   ```json
    ///   {"paths_to_tags": [{"path": "/a.txt", "tags": [{".tag": "user_generated_tag", "tag_text": "urgent"}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьСписокТегов")
    public func getTagList(paths: [RemotePath]) async throws -> JSON {
        try await read("files/tags/get", ["paths": JSON.array(paths.map { .string($0.text) })])
    }

    /// Gives a file or folder a tag.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-tags-add
    /// - Parameters:
    ///   - path: Path.
    ///   - tag: Tag of up to 32 letters, digits and underscores.
    /// - Returns: Nothing that matters.
    ///
    ///   ```json
    ///   null
    ///   ```
    @Method(.writes, ru: "ДобавитьТег")
    public func addTag(path: RemotePath, tag: String) async throws -> JSON {
        try await write("files/tags/add", ["path": path, "tag_text": tag])
    }

    /// Takes a tag from a file or folder.
    ///
    /// Source: https://www.dropbox.com/developers/documentation/http/documentation#files-tags-remove
    /// - Parameters:
    ///   - path: Path.
    ///   - tag: Tag.
    /// - Returns: Nothing that matters.
    ///
    ///   ```json
    ///   null
    ///   ```
    @Method(.destroys, ru: "УдалитьТег")
    public func deleteTag(path: RemotePath, tag: String) async throws -> JSON {
        try await write("files/tags/remove", ["path": path, "tag_text": tag])
    }
}
