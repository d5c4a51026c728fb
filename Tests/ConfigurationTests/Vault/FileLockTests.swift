import Foundation
import OIntCore
import Synchronization
import Testing

@testable import OIntConfiguration

@Suite("Locks between processes")
struct FileLockTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("Of many tasks, one at a time holds the lock", .timeLimit(.minutes(1)))
    func exclusion() async throws {
        let path = folder.path("a/lock")
        let tally = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await FileLock.withLock(path) {
                        tally.enter()
                        for _ in 0..<5 { await Task.yield() }
                        tally.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(tally.most == 1)
        #expect(tally.count == 20)
        #expect(try folder.mode("a/lock") == 0o600)
        #expect(try folder.mode("a") == 0o700)
    }

    @Test("Those who share a lock hold it together, and whoever wants it alone waits for all of them")
    func sharing() async throws {
        let path = folder.path("lock")
        try await FileLock.withLock(path, mode: .shared) {
            try await FileLock.withLock(path, mode: .shared, clock: ImpatientClock()) {}
            await #expect(throws: ImpatientClock.Waited.self) {
                try await FileLock.withLock(path, clock: ImpatientClock()) {}
            }
        }
        try await FileLock.withLock(path) {
            _ = await #expect(throws: ImpatientClock.Waited.self) {
                try await FileLock.withLock(path, mode: .shared, clock: ImpatientClock()) {}
            }
        }
    }

    @Test("Another process waits while the lock is held, and gets it afterwards")
    func processes() async throws {
        let path = folder.path("lock")
        _ = try await FileLock.withLock(path) {
            await #expect(processExitsWith: .success) { [path = path as String] in
                await #expect(throws: ImpatientClock.Waited.self) {
                    try await FileLock.withLock(path, clock: ImpatientClock()) {}
                }
            }
        }
        await #expect(processExitsWith: .success) { [path = path as String] in
            try await FileLock.withLock(path, clock: ImpatientClock()) {}
        }
    }

    @Test("A process that is killed leaves no lock behind")
    func death() async throws {
        let path = folder.path("lock")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try await FileLock.withLock(path) { _ = kill(getpid(), SIGKILL) }
        }
        #expect(FileManager.default.fileExists(atPath: path))
        try await FileLock.withLock(path, clock: ImpatientClock()) {}
    }

    @Test("Work that fails gives the lock back")
    func failure() async throws {
        let path = folder.path("lock")
        await #expect(throws: LocalError.self) {
            try await FileLock.withLock(path) { throw LocalError("x", "y") }
        }
        try await FileLock.withLock(path, clock: ImpatientClock()) {}
    }

    @Test("A task that waits can be cancelled", .timeLimit(.minutes(1)))
    func cancellation() async throws {
        let path = folder.path("lock")
        try await FileLock.withLock(path) {
            let task = Task { try await FileLock.withLock(path) {} }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test("What is no file is refused")
    func links() async throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: folder.path("x"))
        await #expect(throws: LocalError.self) { try await FileLock.withLock(folder.path("link")) {} }
        #expect(try folder.names() == ["link"])
    }
}

/// Counts how many are inside at the same time.
private final class Tally: Sendable {
    private let state = Mutex((inside: 0, most: 0, count: 0))

    var most: Int { state.withLock { $0.most } }
    var count: Int { state.withLock { $0.count } }

    func enter() {
        state.withLock { state in
            state.inside += 1
            state.count += 1
            state.most = max(state.most, state.inside)
        }
    }

    func leave() { state.withLock { $0.inside -= 1 } }
}
