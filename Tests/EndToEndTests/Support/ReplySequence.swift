import LoopbackServer
import Synchronization

/// Answers that are given one after the other, and then always the last one.
final class ReplySequence: Sendable {
    private let rest: Mutex<ArraySlice<ServerReply>>
    private let last: ServerReply

    init(_ replies: [ServerReply], then last: ServerReply) {
        self.rest = Mutex(replies[...])
        self.last = last
    }

    /// The next answer.
    func next() -> ServerReply {
        self.rest.withLock { $0.popFirst() } ?? self.last
    }
}
