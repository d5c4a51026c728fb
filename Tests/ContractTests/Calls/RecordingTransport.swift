import OIntCore
import OIntHTTP
import Synchronization

/// Stands in for the network: keeps the requests, and answers them in turn.
final class RecordingTransport: Transport {
    private let replies: [JSON]
    private let recorded = Mutex<[Request]>([])

    /// Creates the transport.
    /// - Parameter replies: The answers; the last one goes on for ever. A text is sent as the XML document it is.
    init(_ replies: [JSON]) { self.replies = replies }

    /// The requests so far.
    var requests: [Request] { recorded.withLock { $0 } }

    func send(_ request: Request) async throws -> Response {
        let index = recorded.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        guard let address = Address(request.target) else { throw FactsError("\(request.target) is no address") }
        let reply = replies.isEmpty ? JSON.object([:]) : replies[min(index, replies.count - 1)]
        if case .string(let document) = reply {
            return Response(
                status: 200, headers: [HeaderField("Content-Type", "application/xml")],
                body: ByteStream(Array(document.utf8)), address: address)
        }
        return Response(
            status: 200, headers: [HeaderField("Content-Type", "application/json")],
            body: ByteStream(Array(reply.text(.compact).utf8)), address: address)
    }
}
