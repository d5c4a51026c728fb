import OIntCore
import Synchronization
import SystemPackage

/// A file with a line for each request; the values of options are not in it.
package final class RequestLog: Sendable {
    private let file: Mutex<FileDescriptor>

    /// Opens a log, and goes on behind what it holds.
    /// - Parameter path: The file.
    /// - Throws: `LocalError` when it can't be opened.
    package init(_ path: String) throws(LocalError) {
        do {
            file = Mutex(
                try FileDescriptor.open(
                    FilePath(path), .writeOnly, options: [.create, .append, .closeOnExec],
                    permissions: [.ownerReadWrite]))
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }

    deinit { file.withLock { try? $0.close() } }

    /// Adds a line with the time before it.
    /// - Parameter text: The line; line breaks in it become spaces.
    func append(_ text: String) {
        let line = text.map { $0.isNewline ? " " : $0 }
        // A log that can't be written must not keep the work from being done.
        file.withLock { _ = try? $0.writeAll("[\(DateTime.now.rfc3339)] \(String(line))\n".utf8) }
    }
}
