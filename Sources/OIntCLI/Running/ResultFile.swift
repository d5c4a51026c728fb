import OIntCore
import Synchronization

/// The file a result goes to.
///
/// It can be opened ahead of the result, so that a path that is no good is known before anything is sent: an answer
/// that can't be kept may be lost for good.
final class ResultFile: Sendable {
    /// The path that the complete file gets.
    let path: String

    private let file = Mutex<AtomicFile?>(nil)

    /// Names a file, without opening it.
    init(_ path: String) { self.path = path }

    /// Opens the file, once.
    func open() throws(LocalError) {
        try file.withLock { file throws(LocalError) in
            if file == nil { file = try AtomicFile(path) }
        }
    }

    /// Adds bytes at the end.
    func write(_ bytes: UnsafeRawBufferPointer) throws(LocalError) {
        try open()
        let lent = LentBytes(bytes: bytes)
        try file.withLock { file throws(LocalError) in try file?.write(lent.bytes) }
    }

    /// Gives the complete file its name.
    /// - Parameter holdsSecret: Whether nobody but its owner may read it.
    func finish(holdsSecret: Bool = false) throws(LocalError) {
        try open()
        try file.withLock { file throws(LocalError) in try file?.finish(holdsSecret: holdsSecret) }
    }

    /// Removes what is unfinished.
    func discard() { file.withLock { $0 = nil } }
}

extension ResultFile: Equatable {
    /// Two are the same when they lead to the same path.
    static func == (one: ResultFile, other: ResultFile) -> Bool { one.path == other.path }
}

/// Bytes that are handed on to a closure, which runs at once and does not keep them.
private struct LentBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
}
