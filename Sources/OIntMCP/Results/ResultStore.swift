import OIntCore
import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps results that are too large to be shown at once, as files that only the owner of the process can read.
final class ResultStore: Sendable {
    /// A result that is kept.
    struct Item: Sendable {
        /// What an agent knows it by.
        let id: String
        /// The path of the file.
        let path: String
        /// Whether it may be read piece by piece: it is text, and masked.
        let isReadable: Bool
        /// How many bytes it has.
        let size: Int
    }

    private struct State {
        var items: [String: Item] = [:]
        var temporary: FilePath?
    }

    private let directory: String?
    private let state = Mutex(State())

    /// Creates a store.
    /// - Parameter directory: Where results are kept; nil for a directory of the store's own, which is removed at the end.
    init(directory: String?) { self.directory = directory }

    /// Opens a file for a result.
    /// - Parameter ending: What its name ends with.
    /// - Returns: The result's id, the path, and the open file.
    /// - Throws: `LocalError` when no file can be made.
    func makeFile(ending: String) throws(LocalError) -> (id: String, path: String, file: FileDescriptor) {
        let id = Randomness.token(bytes: 8)
        let place = try place()
        let path = place.appending("oint-result-\(id).\(ending)")
        do {
            let file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
            return (id, path.string, file)
        } catch {
            throw LocalError(path.string, LocalFile.reason(error))
        }
    }

    /// Notes a result whose file is complete.
    func keep(_ item: Item) { state.withLock { $0.items[item.id] = item } }

    /// The result of an id.
    func item(_ id: String) -> Item? { state.withLock { $0.items[id] } }

    /// Removes the directory of the store's own, with everything in it.
    func removeTemporaryFiles() {
        let (place, items) = state.withLock { state in
            defer { (state.temporary, state.items) = (nil, [:]) }
            return (state.temporary, state.items)
        }
        guard let place else { return }
        for item in items.values { unlink(item.path) }
        rmdir(place.string)
    }

    private func place() throws(LocalError) -> FilePath {
        if let directory { return FilePath(directory) }
        return try state.withLock { state throws(LocalError) in
            if let temporary = state.temporary { return temporary }
            let parent = ProcessEnvironment.variables["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
            var name = Array(FilePath(parent).appending("oint-results-XXXXXX").string.utf8CString)
            // The system makes it for its owner alone.
            guard mkdtemp(&name) != nil else { throw LocalError(parent, LocalFile.reason(Errno(rawValue: errno))) }
            let made = FilePath(platformString: name)
            state.temporary = made
            return made
        }
    }
}
