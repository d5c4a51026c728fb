import LoopbackServer
import Programs
import Testing

@Suite("Refusals", .timeLimit(.minutes(2)))
struct RefusalTests {
    /// An answer that says no, and what is said about it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let status: Int
        let answer: String
        let message: String

        var testDescription: String { "HTTP \(self.status) \(self.answer)" }
    }

    @Test(
        "The answer is on the output, the meaning on the error output, the exit code is 1",
        arguments: [
            Refusal(
                status: 401, answer: #"{"error":"expired_token","error_description":"The access token has expired."}"#,
                message:
                    "Bitrix24 refused (expired_token, HTTP 401): The access token has expired. Get a new one with RefreshToken, or let oint login bitrix24 keep them fresh"
            ),
            Refusal(
                status: 401, answer: #"{"error_description":"no","error":"INVALID_CREDENTIALS"}"#,
                message: """
                    Bitrix24 refused (INVALID_CREDENTIALS, HTTP 401): no. Check --token, or log in with oint login bitrix24
                    """),
            Refusal(
                status: 403, answer: #"{"error":"insufficient_scope","error_description":"Higher privileges needed"}"#,
                message: """
                    Bitrix24 refused (insufficient_scope, HTTP 403): Higher privileges needed. Give the webhook or the \
                    application the right to this part of the portal
                    """),
            Refusal(
                status: 404, answer: #"{"error":"ERROR_METHOD_NOT_FOUND","error_description":"Method not found!"}"#,
                message: """
                    Bitrix24 refused (ERROR_METHOD_NOT_FOUND, HTTP 404): Method not found! Check whether the portal has \
                    this part, and whether the webhook or application may use it
                    """),
            Refusal(
                status: 500, answer: #"{"error":"INTERNAL_SERVER_ERROR","error_description":""}"#,
                message: """
                    Bitrix24 refused (INTERNAL_SERVER_ERROR, HTTP 500). The service has a fault of its own: try again later
                    """),
            Refusal(
                status: 200, answer: #"{"error":100,"error_description":"Could not find value for parameter {id}"}"#,
                message: "Bitrix24 refused (100, HTTP 200): Could not find value for parameter {id}"),
            Refusal(status: 400, answer: #"{"result":false}"#, message: "Bitrix24 refused (HTTP 400)"),
        ]
    )
    func refusal(_ refusal: Refusal) async throws {
        try await withPortal(answering: .json(refusal.answer, status: refusal.status)) { portal in
            let outcome = try await portal.oint("GetTask", "--task", "5", "--retries", "0")
            #expect(outcome.exitCode == 1)
            #expect(outcome.errors == "oint: \(refusal.message)\n")
            // The answer itself, laid out as every result is.
            #expect(outcome.output.filter { !$0.isWhitespace } == refusal.answer.filter { !$0.isWhitespace })
            #expect(outcome.output.hasPrefix("{\n  \"") && outcome.output.hasSuffix("\n}\n"))
        }
    }

    @Test("A refresh token that was used already")
    func invalidGrant() async throws {
        try await withAuthorisation { _ in
            .json(#"{"error":"invalid_grant","error_description":"Unable to refresh"}"#, status: 400)
        } body: { service in
            let outcome = try await service.refresh()
            #expect(outcome.exitCode == 1)
            #expect(
                outcome.output
                    == "{\n  \"error\": \"invalid_grant\",\n  \"error_description\": \"Unable to refresh\"\n}\n")
            #expect(
                outcome.errors == """
                    oint: Bitrix24 refused (invalid_grant, HTTP 400): Unable to refresh. The refresh token was used \
                    already or is too old: log in again, and use GetToken

                    """)
        }
    }

    @Test("An answer that would steer the terminal is told in one harmless line")
    func hostileWords() async throws {
        let answer = #"{"error":"X\u001b[2J","error_description":"one\ntwo\u0007\u202Ethree"}"#
        try await withPortal(answering: .json(answer, status: 400)) { portal in
            let outcome = try await portal.oint(
                ["GetTask", "--task", "5"], environment: ["NO_COLOR": "1"], errors: .terminal(columns: 80))
            #expect(outcome.exitCode == 1)
            #expect(
                outcome.errors
                    == #"oint: Bitrix24 refused (X\u001B[2J, HTTP 400): one\ntwo\u0007\u202Ethree"# + "\n")
        }
    }
}
