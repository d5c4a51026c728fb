import OIntCore
import OIntHTTP
import Synchronization

/// Stands in for a service and the network before it: notes what it is sent, and gives prepared answers.
public final class PreparedService: Transport {
    /// What the service says to one request.
    public struct Answer: Sendable {
        /// The status.
        public var status: Int
        /// The headers.
        public var headers: [HeaderField]
        /// The body.
        public var body: String

        /// Creates an answer.
        public init(status: Int = 200, headers: [HeaderField] = [], body: String = "") {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// An answer in JSON.
        public static func json(_ value: JSON, status: Int = 200) -> Answer {
            Answer(status: status, body: value.text(.compact))
        }
    }

    /// A request as it reached the service.
    public struct Sent: Sendable {
        /// The request.
        public let request: Request
        /// The bytes of its body, as text.
        public let body: String

        /// The method.
        public var method: Request.Method { request.method }
        /// The address with its query.
        public var address: String { request.target }
        /// The body, where it is JSON.
        public var json: JSON? { try? JSON(parsing: Array(body.utf8)) }
    }

    /// There were more requests than answers, or one of them had no address.
    public struct Speechless: Error {
        /// Creates the error.
        public init() {}
    }

    private let answers: Mutex<ArraySlice<Answer>>
    private let repeatsLast: Bool
    private let arrived = Mutex<[Sent]>([])

    /// Creates a service.
    /// - Parameters:
    ///   - answers: What it says, one after the other.
    ///   - repeatsLast: Whether the last answer goes on for ever; otherwise there must be one for each request.
    public init(_ answers: [Answer], repeatsLast: Bool = false) {
        self.answers = Mutex(answers[...])
        self.repeatsLast = repeatsLast
    }

    /// Creates a service with an answer for each request.
    public convenience init(_ answers: Answer...) { self.init(answers) }

    /// What it was sent so far.
    public var requests: [Sent] { arrived.withLock { $0 } }

    /// Notes a request, and gives the next answer.
    /// - Throws: ``Speechless`` when there is none.
    public func send(_ request: Request) async throws -> Response {
        var body: [UInt8] = []
        for try await piece in try HTTP(transport: self).bytes(of: request.body) { piece.withBytes { body += $0 } }
        let sent = Sent(request: request, body: String(decoding: body, as: UTF8.self))
        arrived.withLock { $0.append(sent) }
        let answer = answers.withLock { $0.count == 1 && repeatsLast ? $0.first : $0.popFirst() }
        guard let answer, let address = Address(request.target) else { throw Speechless() }
        return Response(
            status: answer.status, headers: answer.headers, body: ByteStream(Array(answer.body.utf8)), address: address)
    }
}
