import OIntCore
import Synchronization

@testable import OIntHTTP

/// A stand-in for the network: gives prepared answers, and notes what was sent.
final class ScriptedTransport: Transport {
    /// What becomes of one request.
    enum Step: Sendable {
        /// An answer comes.
        case answer(Int, headers: [HeaderField] = [], body: String = "")
        /// The request fails.
        case failure(any Error)
    }

    private let steps: Mutex<ArraySlice<Step>>
    private let sent = Mutex<[Request]>([])

    /// Creates a network of prepared answers; the last one is repeated.
    convenience init(_ steps: Step...) { self.init(steps) }

    /// Creates a network of prepared answers; the last one is repeated.
    init(_ steps: [Step]) { self.steps = Mutex(steps[...]) }

    /// The requests, in the order they were sent.
    var requests: [Request] { sent.withLock { $0 } }

    func send(_ request: Request) async throws -> Response {
        sent.withLock { $0.append(request) }
        let step = steps.withLock { $0.count > 1 ? $0.removeFirst() : $0.first }
        switch step ?? .answer(500) {
        case .answer(let status, let headers, let body):
            return Response(
                status: status, headers: headers, body: ByteStream(Array(body.utf8)), address: try request.address())
        case .failure(let error):
            throw error
        }
    }
}

extension ConnectionError {
    /// A connection that was reset while the answer was awaited.
    static let reset = ConnectionError(peer: "example.com:443", step: .exchanging, reason: "the connection was reset")
}

extension Address {
    /// An address that a test knows to be one.
    static func known(_ text: String) throws -> Address {
        guard let address = Address(text) else { throw UsageError("\(text) is no address") }
        return address
    }
}
