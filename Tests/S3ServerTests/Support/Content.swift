import Foundation
import OIntCore

/// Content that shows when a piece of it is missing, doubled or in the wrong place.
enum Content {
    /// Noise of a length that no size of a part is a multiple of.
    private static let block: [UInt8] = {
        var state: UInt64 = 1
        return (0..<65_521).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(state >> 56)
        }
    }()

    /// The first so many bytes of it.
    static func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + block.count)
        while bytes.count < count { bytes += block }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}

/// Whether two contents are the same; where they are not, nobody wants to see millions of bytes.
func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool { Data(left) == Data(right) }

/// Everything that a stream gives.
func collected(_ stream: ByteStream) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await piece in stream { piece.withBytes { bytes.append(contentsOf: $0) } }
    return bytes
}

/// A file with some content, there while a closure runs.
func withFile<Result>(_ content: [UInt8], _ body: (String) async throws -> Result) async throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(content).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await body(file.path)
}

/// A pipe that some content flows through while a closure runs, by the path that a shell gives to `<(command)`.
func withPipe<Result>(_ content: [UInt8], _ body: (String) async throws -> Result) async throws -> Result {
    let pipe = Pipe()
    Thread.detachNewThread {
        try? pipe.fileHandleForWriting.write(contentsOf: Data(content))
        try? pipe.fileHandleForWriting.close()
    }
    // The end for reading stays open until the closure has ended, so that writing never fails.
    defer { try? pipe.fileHandleForReading.close() }
    return try await body("/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
}
