import OIntCore
import PreparedAnswers
import Synchronization
import TestClocks

@testable import OIntHTTP
@testable import OIntS3

/// A service that gives prepared answers, the last one for ever.
typealias Wire = PreparedService

extension Wire {
    convenience init(answers: [Answer] = [Answer()]) { self.init(answers, repeatsLast: true) }
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
