import OIntCore
import Synchronization
import TestClocks

@testable import OIntHTTP
@testable import OIntS3

/// Stands in for the network: writes down what is sent, and answers from a list whose last answer goes on for ever.
final class Wire: Transport {
    /// What is answered to one request.
    struct Answer: Sendable {
        var status = 200
        var headers: [HeaderField] = []
        var body = ""
    }

    private let answers: Mutex<[Answer]>
    private let sent = Mutex<[Request]>([])

    init(answers: [Answer] = [Answer()]) { self.answers = Mutex(answers) }

    /// The requests so far.
    var requests: [Request] { sent.withLock { $0 } }

    func send(_ request: Request) async throws -> Response {
        sent.withLock { $0.append(request) }
        let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        return Response(
            status: answer.status, headers: answer.headers, body: ByteStream(Array(answer.body.utf8)),
            address: try request.address())
    }
}

/// A clock that goes on by a second each time it is looked at.
final class TickingClock: Sendable {
    private let time = Mutex(1_369_353_600)

    func next() -> Int {
        time.withLock { time in
            defer { time += 1 }
            return time
        }
    }
}

extension S3Account {
    /// An account for tests.
    static func sample(
        url: String = "https://s3.example.com", chunkSize: Int? = nil, parallel: Int = 4
    ) throws -> S3Account {
        try S3Account(
            url: url, accessKey: "AKIDEXAMPLE", secretKey: "hushhush/key+1", region: "eu-west-1", chunkSize: chunkSize,
            parallel: parallel)
    }
}

extension S3 {
    /// A client that sends to somebody who only listens.
    static func sample(_ wire: Wire) throws -> S3 {
        S3(try .sample(), HTTP(transport: wire, clock: InstantClock()), now: { 1_369_353_600 })
    }
}
