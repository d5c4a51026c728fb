import OIntCore
import Synchronization

/// The file that keeps the state of an upload: what is uploaded, what the service knows it by, how much it has.
///
/// It holds what opens the upload to everyone, so nobody but its owner may read it.
final class UploadStateFile: Sendable {
    private let path: String
    private let head: JSONObject
    private let members: Mutex<JSONObject>

    /// Opens the file, which need not be there yet.
    /// - Parameters:
    ///   - path: The file's path.
    ///   - head: What the upload is: the service, the target, the source, the size of parts.
    /// - Throws: `LocalError` when it belongs to another upload, or is something else.
    init(_ path: String, head: JSONObject) throws(LocalError) {
        self.path = path
        self.head = head
        let target = FileStamp(path) == nil ? [] : try LocalFile.read(path)
        guard !target.isEmpty else {
            members = Mutex([:])
            return
        }
        guard let saved = (try? JSON(parsing: target))?.object, saved["upload"] != nil else {
            throw LocalError(path, "it is not the state of an upload; name a file of its own")
        }
        for member in head where saved[member.key] != member.value {
            let reason =
                member.key == "source"
                ? "the file to upload is not the one that this upload was begun with"
                : "it belongs to another upload (\(Self.described(saved)))"
            throw LocalError(path, "\(reason); remove it to begin anew")
        }
        members = Mutex(saved)
    }

    private static func described(_ saved: JSONObject) -> String {
        [saved["service"]?.string, saved["target"]?.string].compactMap(\.self).joined(separator: ": ")
    }

    /// A value that was kept; nil when there is none.
    subscript(key: String) -> JSON? { members.withLock { $0[key] } }

    /// Keeps values.
    /// - Throws: `LocalError` when the file can't be written.
    func keep(_ values: JSONObject) throws(LocalError) {
        let text = members.withLock { members in
            for member in head { members[member.key] = member.value }
            for member in values { members[member.key] = member.value }
            return JSON.object(members).text(.pretty) + "\n"
        }
        try AtomicFile.write(text, to: path, isPrivate: true)
    }

    /// Removes the file.
    func remove() throws(LocalError) { try LocalFile.remove(path) }
}
