import SystemPackage

/// An open file that is read without holding up other tasks, and closed with its last user.
package final class OpenFile: Sendable {
    /// The standard input of the process.
    package static let standardInput = OpenFile(.standardInput, name: "standard input", isOwned: false)

    private let descriptor: FileDescriptor
    private let name: String
    private let isOwned: Bool

    /// Opens a file for reading.
    /// - Parameter path: The file's path.
    /// - Throws: ``LocalError`` with the reason.
    package convenience init(_ path: String) throws(LocalError) {
        self.init(try LocalFile.open(path), name: path, isOwned: true)
    }

    private init(_ descriptor: FileDescriptor, name: String, isOwned: Bool) {
        self.descriptor = descriptor
        self.name = name
        self.isOwned = isOwned
    }

    deinit { if isOwned { try? descriptor.close() } }

    /// Reads the next piece.
    /// - Parameters:
    ///   - count: How many bytes to take at most.
    ///   - offset: Where to begin, for a file in which one can go back; nil goes on where the last piece ended.
    /// - Returns: The bytes; empty at the end.
    /// - Throws: ``LocalError`` with the reason; `CancellationError` when the task is cancelled meanwhile.
    package func read(atMost count: Int, from offset: Int? = nil) async throws -> [UInt8] {
        // The work holds the file: it must not be closed under a read that nobody waits for any more.
        try await BlockingWork.run { [self] in
            do {
                guard let offset else { return try LocalFile.read(descriptor, atMost: count) }
                return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                    filled = try descriptor.read(
                        fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
                }
            } catch {
                throw LocalError(name, LocalFile.reason(error))
            }
        }
    }
}
