import Testing

@testable import OIntRunning

@Suite("Only so many calls are at work at a time")
struct CallSlotTests {
    @Test("A call waits for a free slot, and one that is given up while it waits takes none")
    func waiting() async throws {
        let slots = CallSlots(1)
        let (open, gate) = AsyncStream.makeStream(of: Void.self)
        let (begun, begin) = AsyncStream.makeStream(of: Int.self)
        var numbers = begun.makeAsyncIterator()
        let first = Task {
            try await slots.run {
                begin.yield(1)
                for await _ in open {}
            }
        }
        #expect(await numbers.next() == 1)
        let cancelled = Task { try await slots.run { _ = begin.yield(2) } }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let last = Task { try await slots.run { _ = begin.yield(3) } }
        gate.finish()
        try await first.value
        try await last.value
        #expect(await numbers.next() == 3)
    }

    @Test("A slot is free again after a failure")
    func failure() async throws {
        struct Failure: Error {}
        let slots = CallSlots(1)
        await #expect(throws: Failure.self) { try await slots.run { throw Failure() } }
        #expect(try await slots.run { 5 } == 5)
    }

    @Test("All of many calls get their turn")
    func many() async throws {
        let slots = CallSlots(3)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...200 {
                group.addTask {
                    try await slots.run {
                        await Task.yield()
                        return number
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 20100)
    }
}
