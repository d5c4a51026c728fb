import OIntCore
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A lock that one process, and one task in it, can hold at a time, or several who share it.
///
/// The system gives it back when the process ends, however it ends; the file stays, and means nothing by itself.
package enum FileLock {
    /// Who may hold a lock at the same time.
    package enum Mode: Sendable {
        /// Nobody else.
        case exclusive
        /// Others who share it.
        case shared
    }

    /// Does some work while holding a lock.
    /// - Parameters:
    ///   - path: The lock's file, which is made where it is missing, as are its directories, for the owner alone.
    ///   - mode: Who may hold it at the same time.
    ///   - clock: What pauses are measured by.
    ///   - body: The work.
    /// - Returns: What the work gives.
    /// - Throws: `LocalError` when the file can't be opened; `CancellationError` when the task is cancelled while it
    ///   waits; what the work throws.
    package static func withLock<Value: Sendable>(
        _ path: String, mode: Mode = .exclusive, clock: any Clock<Duration> = ContinuousClock(),
        _ body: () async throws -> Value
    ) async throws -> Value {
        let file = try open(path)
        // Closing gives the lock back.
        defer { try? file.close() }
        var pause = Duration.milliseconds(1)
        while try !take(file, path, mode) {
            try await clock.sleep(for: pause)
            pause = min(pause * 2, longestPause)
        }
        try Task.checkCancellation()
        return try await body()
    }

    private static let longestPause = Duration.milliseconds(50)

    private static func open(_ path: String) throws(LocalError) -> FileDescriptor {
        try PrivateFile.makeDirectory(FilePath(path).removingLastComponent())
        do {
            return try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.create, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
        } catch Errno.tooManySymbolicLinkLevels {
            throw LocalError(path, "it is a symbolic link: remove it")
        } catch {
            throw LocalError(path, LocalFile.reason(error))
        }
    }

    /// Takes the lock if it is free.
    private static func take(_ file: FileDescriptor, _ path: String, _ mode: Mode) throws(LocalError) -> Bool {
        let operation = mode == .shared ? LOCK_SH : LOCK_EX
        while flock(file.rawValue, operation | LOCK_NB) != 0 {
            switch Errno(rawValue: errno) {
            case .wouldBlock: return false
            case .interrupted: continue
            case let error: throw LocalError(path, LocalFile.reason(error))
            }
        }
        return true
    }
}
