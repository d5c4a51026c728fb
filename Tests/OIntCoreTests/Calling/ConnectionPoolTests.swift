import Synchronization
import TestClocks
import Testing

@testable import OIntCore

@Suite("Connections are kept between calls", .timeLimit(.minutes(1)))
struct ConnectionPoolTests {
    /// A connection that tells when it is closed.
    private final class Line: PooledConnection {
        let closed = AsyncStream.makeStream(of: Void.self)
        private let count = Mutex(0)
        var timesClosed: Int { count.withLock { $0 } }

        func close() {
            count.withLock { $0 += 1 }
            closed.continuation.finish()
        }
    }

    private let key = ConnectionPool.Key(service: "Sample", parts: ["here"])

    @Test("A connection is lent to one at a time, the one used last first")
    func lending() {
        let pool = ConnectionPool()
        let (one, two) = (Line(), Line())
        #expect(pool.take(key, as: Line.self) == nil)
        pool.keep(one, for: key, opened: pool.time)
        pool.keep(two, for: key, opened: pool.time)
        #expect(pool.take(key, as: Line.self) === two)
        #expect(pool.take(key, as: Line.self) === one)
        #expect(pool.take(key, as: Line.self) == nil)
    }

    @Test("Only who asks for just the same gets it")
    func keys() throws {
        let pool = ConnectionPool()
        pool.keep(Line(), for: key, opened: pool.time)
        #expect(pool.take(ConnectionPool.Key(service: "Sample", parts: ["there"]), as: Line.self) == nil)
        #expect(pool.take(ConnectionPool.Key(service: "Sample", parts: ["he", "re"]), as: Line.self) == nil)
        #expect(pool.take(ConnectionPool.Key(service: "Other", parts: ["here"]), as: Line.self) == nil)
        let limited = FileAccess.$current.withValue(try FileAccess(directories: [])) {
            ConnectionPool.Key(service: "Sample", parts: ["here"])
        }
        #expect(pool.take(limited, as: Line.self) == nil)
        #expect(pool.take(key, as: Line.self) != nil)
        #expect(!"\(key)".contains("here"), "a password may be part of it")
    }

    @Test("No more are kept than fit: the one that has waited longest goes")
    func limit() {
        let pool = ConnectionPool(limit: 2)
        let lines = [Line(), Line(), Line()]
        for line in lines { pool.keep(line, for: key, opened: pool.time) }
        #expect(lines.map(\.timesClosed) == [1, 0, 0])
    }

    @Test("One that nobody wants is closed after a while")
    func idleTime() async {
        let clock = InstantClock()
        let pool = ConnectionPool(idleTime: .seconds(10), clock: clock)
        for _ in 0..<2 {
            let line = Line()
            pool.keep(line, for: key, opened: pool.time)
            for await _ in line.closed.stream {}
            #expect(pool.take(key, as: Line.self) == nil)
        }
        #expect(clock.pauses.allSatisfy { $0 == .seconds(10) })
    }

    @Test("One that is old is not kept")
    func age() {
        let pool = ConnectionPool(oldestAge: .seconds(60), clock: InstantClock())
        let line = Line()
        pool.keep(line, for: key, opened: pool.time - .seconds(60))
        #expect(line.timesClosed == 1)
        #expect(pool.take(key, as: Line.self) == nil)
    }

    @Test("Those to one service are closed when its clients would be in the way")
    func closing() {
        let pool = ConnectionPool()
        let (one, two) = (Line(), Line())
        let other = ConnectionPool.Key(service: "Other", parts: [])
        pool.keep(one, for: key, opened: pool.time)
        pool.keep(two, for: other, opened: pool.time)
        pool.closeIdle(to: "Sample")
        #expect((one.timesClosed, two.timesClosed) == (1, 0))
        #expect(pool.take(key, as: Line.self) == nil)
        #expect(pool.take(other, as: Line.self) === two)
    }

    @Test("What is kept is closed with the pool")
    func end() {
        let line = Line()
        do {
            let pool = ConnectionPool()
            pool.keep(line, for: key, opened: pool.time)
        }
        #expect(line.timesClosed == 1)
    }
}
