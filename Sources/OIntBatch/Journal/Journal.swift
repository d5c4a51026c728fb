import OIntCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The memory of a batch that outlives the process: which calls were started, and which have finished.
///
/// It is a file of JSON lines that only grows. Whatever the process dies of, and whenever, the next one can tell:
///
/// | the process died | what the journal says | what the next one does |
/// | --- | --- | --- |
/// | before `started` was on the disk | nothing, or half a line that is cut off | makes the call: it can't have been sent |
/// | after that, before the request went out | started | reports it as uncertain: nobody can tell from the next case |
/// | while the service worked, or answered | started | reports it as uncertain |
/// | while the result was written | started | reports it as uncertain; half a line of a file of results is cut off |
/// | while the result waited for its turn, in a batch that keeps the order | started | reports it as uncertain |
/// | between the result and `finished` | started | reports it as uncertain, although the result is there |
/// | after `finished` was written | finished | skips it |
/// | after `again` was on the disk, for a call that had failed | again | reports it as uncertain |
///
/// Calls that failed are made again on demand: `again` is forced to the disk first, as `started` is, and takes back that
/// they have finished. A call of which it is certain that nothing was sent says so behind its exit code.
///
/// Uncertain calls that only read are made again, since that changes nothing. An uncertain call stays uncertain, and is
/// reported by every run, until it is made again on demand.
///
/// What makes this true:
/// - `started` is forced to the disk before its call may send anything; one request for that serves all calls that
///   wait. The calls of an input are started in its order, so the fingerprints of a journal can be compared with the
///   input side by side, in constant memory.
/// - A result is handed to the system before `finished` is. Where results go into a file of ours, they are forced to the
///   disk before, so that not even a loss of power leaves a call finished whose result is gone. `finished` itself is
///   forced to the disk with the next `started`, and at the end: if it gets lost, the call is uncertain.
/// - A lock that ends with the process keeps a second one away.
final class Journal: Sendable {
    private let path: String
    private let file: FileDescriptor
    /// What an earlier process left.
    let history: JournalHistory

    /// Opens a journal, or begins one.
    /// - Parameter path: The path of its file.
    /// - Throws: `LocalError` when the file can't be used, belongs to something else, is damaged, or is in use.
    init(_ path: String) throws(LocalError) {
        self.path = path
        let file = try Self.open(path)
        do throws(LocalError) {
            guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
                throw LocalError(path, "another oint batch is using this journal")
            }
            var scan = JournalScan()
            try Self.explained(path) { try scan.read(file, of: path) }
            if scan.byteCount > scan.intactCount {
                try Self.explained(path) { try file.resize(to: Int64(scan.intactCount)) }
            }
            try Self.explained(path) { try file.seek(offset: 0, from: .end) }
            if scan.intactCount == 0 {
                try Self.explained(path) { try file.writeAll(Array((JournalRecord.head + "\n").utf8)) }
            }
            try Self.explained(path) { try file.force() }
            try Self.explained(path) { try FileDescriptor.syncDirectory(FilePath(path).removingLastComponent()) }
            history = JournalHistory(
                path: path, lastStarted: scan.lastStarted, finished: scan.finished, exits: scan.exits,
                failures: scan.failures, unsent: scan.unsent)
        } catch {
            try? file.close()
            throw error
        }
        self.file = file
    }

    deinit { try? file.close() }

    /// Adds records at the end; they reach the disk in their own time.
    /// - Parameter records: Whole lines.
    /// - Throws: `LocalError` when the system refuses, as on a full disk.
    func append(_ records: [UInt8]) throws(LocalError) {
        try Self.explained(path) { try file.writeAll(records) }
    }

    /// Waits until everything that was added is on the disk.
    /// - Throws: `LocalError` when it can't be brought there.
    func force() throws(LocalError) { try Self.explained(path) { try file.force() } }

    /// Lets another batch use the journal, which this one has done with.
    func release() { _ = flock(file.rawValue, LOCK_UN) }

    private static func open(_ path: String) throws(LocalError) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
        } catch Errno.noSuchFileOrDirectory {
            throw LocalError(path, "its directory does not exist")
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }

    @discardableResult
    private static func explained<Value>(_ path: String, _ work: () throws -> Value) throws(LocalError) -> Value {
        do {
            return try work()
        } catch let error as LocalError {
            throw error
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }
}
