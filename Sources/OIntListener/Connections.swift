import HTTPTypes
import NIOCore
import NIOHTTPTypes
import Synchronization

/// The open connections of a listener: how many there are, and which of them have shown what clients have to show.
///
/// Others can open connections without end. Those that have proved nothing never take all places, and none of them lasts.
final class Connections: Sendable {
    private struct Entry {
        let channel: any Channel
        let number: Int
        var isTrusted = false
        /// Is called when the client goes away.
        var onGone: (@Sendable () -> Void)?
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var lastNumber = 0
    }

    private let limit: Int
    private let reserved: Int
    private let state = Mutex(State())

    /// Creates a table.
    /// - Parameters:
    ///   - limit: How many connections may be open.
    ///   - reserved: How many of them are kept for those that are trusted.
    init(limit: Int, reserved: Int) {
        self.limit = limit
        self.reserved = reserved
    }

    /// Notes a connection; where places run out, the oldest one goes that is not trusted.
    func add(_ channel: any Channel) {
        let surplus = state.withLock { state -> (any Channel)? in
            state.lastNumber += 1
            state.entries[ObjectIdentifier(channel)] = Entry(channel: channel, number: state.lastNumber)
            let others = state.entries.values.filter { !$0.isTrusted }
            guard others.count > limit - reserved || state.entries.count >= limit else { return nil }
            return others.min { $0.number < $1.number }.flatMap { others.count > 1 ? $0.channel : nil }
        }
        surplus?.close(promise: nil)
    }

    /// Notes that a connection is gone.
    func remove(_ channel: any Channel) {
        state.withLock { $0.entries.removeValue(forKey: ObjectIdentifier(channel)) }?.onGone?()
    }

    /// Notes that a client sends nothing more; whoever answers it learns of it.
    func noteEnd(of channel: any Channel) {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.onGone }?()
    }

    /// Does work that is cancelled when the client goes away.
    /// - Parameters:
    ///   - channel: The connection.
    ///   - work: The work.
    /// - Throws: What the work throws.
    func whileConnected(_ channel: any Channel, _ work: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await work() }
        let id = ObjectIdentifier(channel)
        let isThere = state.withLock { state in
            state.entries[id]?.onGone = { task.cancel() }
            return state.entries[id] != nil
        }
        if !isThere { task.cancel() }
        defer { state.withLock { $0.entries[id]?.onGone = nil } }
        try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Notes that a request on a connection was let in.
    func trust(_ channel: any Channel) {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.isTrusted = true }
    }

    /// Whether a request on a connection was let in.
    func isTrusted(_ channel: any Channel) -> Bool {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.isTrusted == true }
    }
}

/// Keeps a connection in the table, and ends it where it proves nothing in time.
final class ConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart

    private let connections: Connections
    private let patience: TimeAmount
    private var alarm: Scheduled<Void>?

    /// Creates a handler for one connection.
    /// - Parameters:
    ///   - connections: The table.
    ///   - patience: How long the connection may take until a request on it is let in.
    init(_ connections: Connections, patience: TimeAmount) {
        self.connections = connections
        self.patience = patience
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let (channel, connections) = (context.channel, connections)
        connections.add(channel)
        alarm = context.eventLoop.scheduleTask(in: patience) {
            if !connections.isTrusted(channel) { channel.close(promise: nil) }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { connections.noteEnd(of: context.channel) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        connections.remove(context.channel)
        context.fireChannelInactive()
    }
}
