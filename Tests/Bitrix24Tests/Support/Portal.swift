import OIntBitrix24
import OIntCore
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntHTTP

/// A portal that gives prepared answers.
typealias Portal = PreparedService

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

extension Portal.Sent {
    /// The type of the body.
    var type: String? { EncodedBody(request.body).type }
}
