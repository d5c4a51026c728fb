import OIntCore
import OIntTelegram
import Synchronization
import TestClocks
import Testing

@testable import OIntHTTP

/// Stands in for Telegram: writes down what it is sent, and answers from a list.
final class Bot: Transport {
    /// What Telegram says to one request.
    struct Answer: Sendable {
        var status = 200
        var headers: [HeaderField] = []
        var body: String

        /// An answer that says yes.
        static func yes(_ result: JSON) -> Answer {
            Answer(body: JSON.object(["ok": true, "result": result]).text(.compact))
        }

        /// An answer that says no.
        static func no(_ code: Int, _ description: String, _ parameters: JSONObject = [:]) -> Answer {
            var answer: JSONObject = ["ok": false, "error_code": JSON(code), "description": .string(description)]
            if !parameters.isEmpty { answer.append("parameters", .object(parameters)) }
            return Answer(status: code, body: JSON.object(answer).text(.compact))
        }
    }

    /// A request as it reached Telegram.
    struct Sent: Sendable {
        let method: Request.Method
        let address: String
        let type: String?
        let body: String
        let isRepeatable: Bool
        /// The request as a dry run shows it.
        let preview: String

        /// The body, where it is JSON.
        var json: JSON? { try? JSON(parsing: Array(body.utf8)) }
    }

    /// There were more requests than answers.
    struct Speechless: Error {}

    static let token = "123456:AAbot_secret-x"

    private let answers: Mutex<[Answer]>
    private let sent = Mutex<[Sent]>([])

    /// Creates a Telegram with some answers; one that always says yes without any.
    init(_ answers: Answer...) { self.answers = Mutex(answers.isEmpty ? [.yes(true)] : answers) }

    /// The requests so far.
    var requests: [Sent] { sent.withLock { $0 } }

    /// The body of the only request.
    var json: JSON? { requests.count == 1 ? requests[0].json : nil }

    func send(_ request: Request) async throws -> Response {
        let address = try request.address()
        let encoded = EncodedBody(request.body)
        var body: [UInt8] = []
        for try await piece in try BodySource(encoded, fetch: { _ in throw Speechless() }) {
            piece.withBytes { body += $0 }
        }
        let arrived = Sent(
            method: request.method, address: address.text, type: encoded.type,
            body: String(decoding: body, as: UTF8.self), isRepeatable: request.isRepeatable,
            preview: RequestDescription(request).json.text(.compact))
        sent.withLock { $0.append(arrived) }
        let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let answer else { throw Speechless() }
        return Response(
            status: answer.status, headers: answer.headers, body: ByteStream(Array(answer.body.utf8)), address: address)
    }
}

extension Bot {
    /// A client of this Telegram.
    func client(_ configuration: HTTPConfiguration = HTTPConfiguration()) throws -> Telegram {
        try Telegram(
            token: Secret(Self.token),
            http: HTTP(configuration, transport: self, clock: InstantClock(), random: { 1 }))
    }

    /// Calls a method by its name, with options as they are typed; the token is given unless one is.
    func call(_ method: String, _ options: [String: String]) async throws -> Output {
        let descriptor = try #require(Telegram.library.method(named: method))
        var invocation = Invocation()
        for (name, value) in ["token": Self.token].merging(options, uniquingKeysWith: { $1 }) {
            guard let parameter = descriptor.parameter(named: name) else { continue }
            invocation.options[parameter.name] = [OptionInput(value, source: .commandLine)]
        }
        invocation.provide(HTTP(transport: self, clock: InstantClock(), random: { 1 }))
        return try await descriptor.run(invocation)
    }
}
