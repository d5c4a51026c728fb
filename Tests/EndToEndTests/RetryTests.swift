import LoopbackServer
import Programs
import Testing

@Suite("Repeating requests", .timeLimit(.minutes(2)))
struct RetryTests {
    private static let read = ["GetTask", "--task", "5"]
    private static let write = ["CompleteTask", "--task", "5"]
    private static let limit = ServerReply.json(#"{"error":"QUERY_LIMIT_EXCEEDED"}"#, status: 503)

    /// First answers of a portal that is fine after that, and how often it is asked.
    struct Course: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var words = RetryTests.read
        let replies: [ServerReply]
        let exitCode: Int32
        let requests: Int
    }

    @Test(
        "A request is sent again when that is safe, and only then",
        arguments: [
            Course(
                testDescription: "reading, reset", replies: [.reset], exitCode: 0, requests: 2),
            Course(
                testDescription: "reading, reset in the body", replies: [.reset(after: 100, of: 4000)], exitCode: 0,
                requests: 2),
            Course(
                testDescription: "reading, failed twice", replies: [.status(502), .status(500)], exitCode: 0,
                requests: 3),
            Course(
                testDescription: "reading, refused", replies: [.json(#"{"error":"X"}"#, status: 400)], exitCode: 1,
                requests: 1),
            Course(
                testDescription: "reading, switched off", words: RetryTests.read + ["--retries", "0"],
                replies: [.reset], exitCode: 3, requests: 1),
            Course(
                testDescription: "reading, once only", words: RetryTests.read + ["--retries", "1"],
                replies: [.reset, .reset], exitCode: 3, requests: 2),
            Course(
                testDescription: "writing, reset", words: RetryTests.write, replies: [.reset], exitCode: 3, requests: 1),
            Course(
                testDescription: "writing, failed", words: RetryTests.write, replies: [.status(502)], exitCode: 1,
                requests: 1),
            Course(
                testDescription: "writing, unavailable without a word", words: RetryTests.write,
                replies: [.status(503)], exitCode: 1, requests: 1),
            Course(
                testDescription: "writing, not taken", words: RetryTests.write,
                replies: [.status(503, headers: ["Retry-After": "0"])], exitCode: 0, requests: 2),
            Course(
                testDescription: "writing, too many", words: RetryTests.write, replies: [.status(429)], exitCode: 0,
                requests: 2),
            Course(
                testDescription: "writing, over the query limit", words: RetryTests.write,
                replies: [RetryTests.limit, RetryTests.limit], exitCode: 0, requests: 3),
            Course(
                testDescription: "over the query limit, switched off", words: RetryTests.write + ["--retries", "0"],
                replies: [RetryTests.limit], exitCode: 1, requests: 1),
            Course(
                testDescription: "a wait nobody wants", words: RetryTests.read,
                replies: [.status(503, headers: ["Retry-After": "86400"])], exitCode: 1, requests: 1),
        ]
    )
    func course(_ course: Course) async throws {
        let replies = ReplySequence(course.replies, then: .json(#"{"result":true}"#))
        try await withPortal(handler: { _ in replies.next() }) { portal in
            let outcome = try await portal.oint(course.words)
            #expect(outcome.exitCode == course.exitCode)
            #expect(portal.server.requests.count == course.requests)
            #expect(portal.server.requests.allSatisfy { $0.text == #"{"taskId":"5"}"# })
            if course.exitCode == 0 { #expect(outcome.everything == "{\n  \"result\": true\n}\n") }
        }
    }

    @Test("A request over the limit that stays over it is refused in the end")
    func givingUp() async throws {
        try await withPortal(answering: .json(#"{"error":"X"}"#, status: 502)) { portal in
            let outcome = try await portal.oint(Self.read + ["--retries", "2"])
            #expect(outcome.exitCode == 1)
            #expect(outcome.output == "{\n  \"error\": \"X\"\n}\n")
            #expect(portal.server.requests.count == 3)
        }
    }

    @Test("A name or a port that is wrong is not tried again")
    func refusedPort() async throws {
        try await withSandbox { sandbox in
            try await withBareListener(.closes) { listener in
                let outcome = try await sandbox.oint(
                    "bitrix24", "GetTask", "--url", "https://localhost:\(listener.port)/rest/1/\(Portal.code)/",
                    "--task", "5")
                #expect(outcome.exitCode == 3)
            }
        }
    }
}
