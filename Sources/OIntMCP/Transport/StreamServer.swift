import OIntCore
import OIntRunning

/// Serves a client through standard input and output: a message a line.
///
/// Source: https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/stdio
struct StreamServer: Sendable {
    /// How many bytes a message may have.
    static let messageLimit = 16 * 1024 * 1024

    let session: Session
    let writer: MessageWriter

    /// Serves until the input ends; calls that are still at work are given up then.
    /// - Parameter read: Gives the next bytes of the input; none at its end.
    /// - Throws: What reading throws; why answers can't be written.
    func serve(_ read: @escaping @Sendable () async throws -> [UInt8]) async throws {
        let result = await withTaskGroup(of: Result<Void, any Error>.self) { group in
            group.addTask { await Self.result { try await take(read) } }
            group.addTask { await Self.result { try await writer.waitForFailure() } }
            let first = await group.next() ?? .success(())
            group.cancelAll()
            return first
        }
        await session.end()
        await writer.drain()
        try result.get()
    }

    private func take(_ read: @Sendable () async throws -> [UInt8]) async throws {
        var splitter = LineSplitter(limit: Self.messageLimit)
        while true {
            let piece = try await read()
            for line in piece.isEmpty ? splitter.finish() : splitter.add(piece) { take(line) }
            if piece.isEmpty { return }
            await writer.catchUp()
        }
    }

    private func take(_ line: LineSplitter.Line) {
        let writer = writer
        let reply =
            switch line {
            case .whole(let bytes): session.receive(bytes) { writer.send($0) }
            case .tooLong: session.refuseTooLong()
            }
        switch reply {
        case .none: break
        case .ready(let message, _): writer.send(message)
        case .pending(let task): Task { if let message = await task.value { writer.send(message) } }
        }
    }

    private static func result(_ work: () async throws -> Void) async -> Result<Void, any Error> {
        do {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
}
