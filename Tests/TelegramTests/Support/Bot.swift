import OIntCore
import OIntTelegram
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntHTTP

/// A Telegram that gives prepared answers.
typealias Bot = PreparedService

extension Bot.Answer {
    /// An answer that says yes.
    static func yes(_ result: JSON) -> Self { .json(["ok": true, "result": result]) }

    /// An answer that says no.
    static func no(_ code: Int, _ description: String, _ parameters: JSONObject = [:]) -> Self {
        var answer: JSONObject = ["ok": false, "error_code": JSON(code), "description": .string(description)]
        if !parameters.isEmpty { answer.append("parameters", .object(parameters)) }
        return .json(.object(answer), status: code)
    }
}

extension Bot.Sent {
    /// The type of the body.
    var type: String? { EncodedBody(request.body).type }
}

extension Bot {
    static let token = "123456:AAbot_secret-x"

    /// Creates a Telegram that says yes once.
    convenience init() { self.init(.yes(true)) }

    /// The body of the only request.
    var json: JSON? { requests.count == 1 ? requests[0].json : nil }

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
