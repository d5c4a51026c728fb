import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OIntCore
import Synchronization

/// Collects an answer on the thread of its connection, so that whoever waits for it is woken once, not for each piece.
final class WholeAnswer: HTTPClientResponseDelegate {
    /// What came.
    typealias Content = (head: HTTPResponseHead, body: ByteBuffer)

    private struct State {
        var head: HTTPResponseHead?
        var body = ByteBuffer()
        var waiter: CheckedContinuation<Content, any Error>?
        var task: HTTPClient.Task<Void>?
        var isCancelled = false
    }

    private let limit: Int
    private let hasBody: Bool
    private let address: Address
    private let state = Mutex(State())

    /// Prepares to collect an answer.
    /// - Parameters:
    ///   - limit: How many bytes it may have.
    ///   - hasBody: Whether it can have a body; without one, the length that it tells is that of another answer.
    ///   - address: Where it comes from.
    init(limit: Int, hasBody: Bool, address: Address) {
        self.limit = limit
        self.hasBody = hasBody
        self.address = address
    }

    /// The head of the answer, once it is there.
    var head: HTTPResponseHead? { state.withLock { $0.head } }

    /// Starts an exchange, and waits for the answer.
    /// - Parameter start: Starts the exchange, of which this is the delegate.
    /// - Returns: The answer.
    /// - Throws: `CancellationError` when the task is cancelled; `ReplyError` when the answer is too large; what the
    ///   exchange fails with.
    func received(_ start: () -> HTTPClient.Task<Void>) async throws -> Content {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                state.withLock { $0.waiter = waiter }
                let task = start()
                let isCancelled = state.withLock { state in
                    state.task = task
                    return state.isCancelled
                }
                if isCancelled { task.fail(reason: CancellationError()) }
            }
        } onCancel: {
            let task = state.withLock { state in
                state.isCancelled = true
                return state.task
            }
            task?.fail(reason: CancellationError())
        }
    }

    /// Takes the head.
    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        state.withLock { $0.head = head }
        return length <= limit || !hasBody ? task.eventLoop.makeSucceededVoidFuture() : tooLarge(task)
    }

    /// Takes a piece of the body.
    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let hasRoom = state.withLock { state in
            guard state.body.readableBytes + buffer.readableBytes <= limit else { return false }
            if state.body.readableBytes == 0 { state.body = buffer } else { state.body.writeImmutableBuffer(buffer) }
            return true
        }
        return hasRoom ? task.eventLoop.makeSucceededVoidFuture() : tooLarge(task)
    }

    private func tooLarge(_ task: HTTPClient.Task<Void>) -> EventLoopFuture<Void> {
        task.eventLoop.makeFailedFuture(ReplyError.tooLarge(address, limit))
    }

    /// Ends with what came.
    func didFinishRequest(task: HTTPClient.Task<Void>) {
        finish { state in
            guard let head = state.head else { return .failure(HTTPClientError.remoteConnectionClosed) }
            return .success((head, state.body))
        }
    }

    /// Ends with an error.
    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) { finish { _ in .failure(error) } }

    private func finish(_ outcome: (State) -> Result<Content, any Error>) {
        let (waiter, result) = state.withLock { state in
            defer { state.waiter = nil }
            return (state.waiter, outcome(state))
        }
        waiter?.resume(with: result)
    }
}
