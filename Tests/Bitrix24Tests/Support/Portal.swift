import OIntBitrix24
import OIntCore
import Synchronization
import TestClocks
import Testing

@testable import OIntHTTP

/// Stands in for a portal: writes down what it is sent, and answers from a list.
final class Portal: Transport {
    /// What the portal says to one request.
    struct Answer: Sendable {
        var status = 200
        var headers: [HeaderField] = []
        var body: String

        /// An answer that says yes, or one that says no under the given status.
        static func json(_ value: JSON, status: Int = 200) -> Answer {
            Answer(status: status, body: value.text(.compact))
        }
    }

    /// A request as it reached the portal.
    struct Sent: Sendable {
        let method: Request.Method
        let address: String
        let type: String?
        let body: String

        /// The body, where it is JSON.
        var json: JSON? { try? JSON(parsing: Array(body.utf8)) }
    }

    /// There were more requests than answers.
    struct Speechless: Error {}

    private let answers: Mutex<[Answer]>
    private let sent = Mutex<[Sent]>([])

    init(_ answers: Answer...) { self.answers = Mutex(answers) }

    init(_ answers: [Answer]) { self.answers = Mutex(answers) }

    /// The requests so far.
    var requests: [Sent] { sent.withLock { $0 } }

    func send(_ request: Request) async throws -> Response {
        let address = try request.address()
        let encoded = EncodedBody(request.body)
        var body: [UInt8] = []
        for try await piece in try BodySource(encoded, fetch: { _ in throw Speechless() }) {
            piece.withBytes { body += $0 }
        }
        let text = String(decoding: body, as: UTF8.self)
        sent.withLock {
            $0.append(Sent(method: request.method, address: address.text, type: encoded.type, body: text))
        }
        let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let answer else { throw Speechless() }
        return Response(
            status: answer.status, headers: answer.headers, body: ByteStream(Array(answer.body.utf8)), address: address)
    }
}

extension Portal {
    /// A client of this portal that is let in by a webhook.
    func client(clock: InstantClock = InstantClock()) throws -> Bitrix24 {
        try Bitrix24(url: PortalAddress("https://portal.example/rest/1/CODE/"), http: http(clock: clock))
    }

    /// Requests to this portal; pauses take no time, and none is shortened by chance.
    func http(clock: InstantClock = InstantClock()) -> HTTP {
        HTTP(transport: self, clock: clock, random: { 1 })
    }

    /// Calls a method by its name, with options as they are typed.
    func call(_ method: String, _ options: [String: String]) async throws -> Output {
        let descriptor = try #require(Bitrix24.library.method(named: method))
        var invocation = Invocation(options: ["url": [OptionInput("https://portal.example/rest/1/CODE/")]])
        for (name, value) in options {
            let parameter = try #require(descriptor.parameter(named: name))
            invocation.options[parameter.name] = [OptionInput(value, source: .commandLine)]
        }
        invocation.provide(http())
        return try await descriptor.run(invocation)
    }
}
