import Foundation
import OIntCore

/// A pipe with a name, by which a test and a shell wait for each other.
struct NamedPipe {
    let path: String

    /// Makes a pipe.
    init(_ path: String) throws {
        self.path = path
        guard mkfifo(path, 0o600) == 0 else { throw POSIXError(POSIXError.Code(rawValue: errno) ?? .EIO) }
    }

    /// Waits until somebody writes, and takes all of it.
    func read() async throws -> String {
        try await BlockingWork.run { [path] in
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        }
    }

    /// Waits until somebody reads, and gives the text.
    func write(_ text: String) async throws {
        try await BlockingWork.run { [path] in
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.write(contentsOf: Data(text.utf8))
            try file.close()
        }
    }
}
