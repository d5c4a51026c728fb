import Foundation
import Testing

@testable import OIntCore

@Suite("Work that may wait for long", .timeLimit(.minutes(1)))
struct BlockingWorkTests {
    @Test("what it gives or throws comes back")
    func outcome() async throws {
        #expect(try await BlockingWork.run { 7 } == 7)
        await #expect(throws: LocalError.self) { try await BlockingWork.run { throw LocalError("a", "is broken") } }
    }

    @Test("whoever waits can be cancelled, although the work goes on")
    func cancelled() async throws {
        let end = DispatchSemaphore(value: 0)
        let (begun, continuation) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await BlockingWork.run {
                continuation.yield()
                end.wait()
            }
        }
        for await _ in begun { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        end.signal()
    }

    @Test("a pipe with a name is not opened before it is read: that would end whoever writes into it")
    func pipe() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "oint-\(UUID().uuidString)").path
        #expect(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        try LocalFile.checkReadable(path)
        #expect(try LocalFile.size(path) == nil)
        #expect(try FileInput(option: [OptionInput(path, source: .commandLine)]) == .path(path))
    }
}
