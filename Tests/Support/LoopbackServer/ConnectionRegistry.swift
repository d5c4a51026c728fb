import NIOConcurrencyHelpers
import NIOCore

/// The open connections of a server, so that stopping it leaves none behind.
final class ConnectionRegistry: Sendable {
    private struct State {
        var isClosed = false
        var acceptedCount = 0
        var open: [Int: any Channel] = [:]
    }

    private let state = NIOLockedValueBox(State())

    /// Enters a connection until it closes.
    /// - Returns: Its number, from 0.
    @discardableResult
    func add(_ channel: any Channel) -> Int {
        let (number, isClosed) = self.state.withLockedValue { state in
            let number = state.acceptedCount
            state.acceptedCount += 1
            state.open[number] = channel
            return (number, state.isClosed)
        }
        channel.closeFuture.whenComplete { _ in
            self.state.withLockedValue { $0.open[number] = nil }
        }
        // It was accepted just before the listener closed.
        if isClosed { channel.dropConnection() }
        return number
    }

    var acceptedCount: Int {
        self.state.withLockedValue { $0.acceptedCount }
    }

    var open: [any Channel] {
        self.state.withLockedValue { Array($0.open.values) }
    }

    func waitUntilEmpty() async throws {
        while let channel = self.open.first {
            let closed = OneShot()
            channel.closeFuture.whenComplete { _ in closed.fire() }
            try await closed.wait()
        }
    }

    func closeAll() async {
        self.state.withLockedValue { $0.isClosed = true }
        let channels = self.open
        for channel in channels { channel.dropConnection() }
        for channel in channels { try? await channel.closeFuture.get() }
    }
}
