import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Secrets", .timeLimit(.minutes(3)))
struct SecretsTests {
    private static let token = "t0ken+1a2b/3c4d5e6f"
    private static let password = "pr0xy pa55:w0rd@7g8h"
    private static let encodedPassword = "pr0xy%20pa55%3Aw0rd%407g8h"

    /// Everything that must not be seen, in every spelling in which it could be.
    private static let marks: [String] =
        [
            Portal.code, Authorisation.clientSecret, Authorisation.refreshToken, Authorisation.code, token, password,
        ].flatMap { secret in
            let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
            return [
                secret, encoded, encoded.replacing("%20", with: "+"), secret.replacing("/", with: "\\/"),
                Data(secret.utf8).base64EncodedString(),
            ]
        } + [Data("ann:\(password)".utf8).base64EncodedString()]

    private func expectNoSecrets(in text: String, of words: [String]) {
        let shown = Self.marks.filter { text.contains($0) }
        #expect(shown.isEmpty, "\(words): \(text)")
    }

    /// Ways to call a method that show more than its result.
    private static let ways: [[String]] = [
        [], ["--debug"], ["--dry-run"], ["--dry-run", "--debug"], ["--help"], ["--config"], ["--bogus"],
        ["--format", "xml"], ["--out", "gone/x"], ["--debug", "--format", "yaml"],
    ]

    /// Answers of a service that knows a secret, most of them bad.
    private static func replies(_ secret: String) -> [ServerReply] {
        let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
        return [
            .json(#"{"result":true}"#), .json(#"{"error":"expired_token","error_description":"No"}"#, status: 401),
            .status(404), .reset, .truncated(after: 5, of: 100), .raw(Array("nonsense\r\n".utf8)),
            .status(307, headers: ["Location": "/rest/1/\(encoded)/x"]),
            .status(307, headers: ["Location": "https://host.invalid/rest/1/\(secret)/x?a=1"]),
            .status(307, headers: ["Location": "https://host.invalid/x?auth=\(Self.token)&b=1"]),
        ]
    }

    @Test(
        "Neither a webhook nor a token is seen, whatever happens", arguments: replies(Portal.code).indices,
        [true, false])
    func portal(reply: Int, isWebhook: Bool) async throws {
        let secret = isWebhook ? Portal.code : Self.token
        try await withPortal(answering: Self.replies(secret)[reply]) { portal in
            let access = isWebhook ? [portal.webhook] : [portal.server.url, "--token", secret]
            for way in Self.ways {
                let words = ["bitrix24", "GetTask", "--task", "5", "--retries", "0", "--url"] + access + way
                self.expectNoSecrets(in: try await portal.sandbox.oint(words).everything, of: words)
            }
        }
    }

    @Test(
        "Nothing of an authorisation is seen but the service's own answer",
        arguments: replies(Authorisation.clientSecret))
    func authorisation(reply: ServerReply) async throws {
        try await withAuthorisation(handler: { _ in reply }) { service in
            for way in Self.ways {
                let refresh = ["RefreshToken", "--refresh", Authorisation.refreshToken, "--retries", "0"] + way
                let get = ["GetToken", "--code", Authorisation.code, "--retries", "0"] + way
                for words in [refresh, get] {
                    self.expectNoSecrets(in: try await service.oint(words).everything, of: words)
                }
            }
        }
    }

    @Test("New tokens are on the output only")
    func newTokens() async throws {
        let answer =
            #"{"access_token":"n3w-access-1a2b3c","refresh_token":"n3w-refresh-4d5e6f","sid":"n3w-sid-7a8b9c"}"#
        let cookies: ServerHeaders = ["Set-Cookie": "sid=n3w-cookie-0d1e2f; secure"]
        try await withAuthorisation(handler: { _ in .json(answer, headers: cookies) }) { service in
            let outcome = try await service.refresh("--debug")
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains("n3w-access-1a2b3c"))
            #expect(!outcome.errors.isEmpty)
            #expect(!outcome.errors.contains("n3w-"))
        }
    }

    @Test("The password of a proxy is not seen, whether the proxy works or not", arguments: [true, false])
    func proxy(works: Bool) async throws {
        try await withPortal { portal in
            var options = LoopbackProxy.Options()
            options.credentials = ("ann", works ? Self.password : "another")
            try await withLoopbackProxy(options: options) { proxy in
                let address = "http://ann:\(Self.encodedPassword)@127.0.0.1:\(proxy.port)"
                let json = """
                    {"proxy": {"Host": "127.0.0.1", "Port": \(proxy.port), "User": "ann", "Password": "\(Self.password)"}}
                    """
                for way in Self.ways {
                    for words in [["--proxy", address], ["--config", json]] {
                        let command = ["GetTask", "--task", "5", "--retries", "0"] + words + way
                        let outcome = try await portal.oint(command)
                        self.expectNoSecrets(in: outcome.everything, of: command)
                        if way.isEmpty { #expect(outcome.exitCode == (works ? 0 : 3)) }
                    }
                    let outcome = try await portal.oint(
                        ["GetTask", "--task", "5", "--retries", "0"] + way, environment: ["HTTPS_PROXY": address])
                    self.expectNoSecrets(in: outcome.everything, of: way)
                }
            }
        }
    }

    @Test(
        "A mistake in a call does not give away the secret beside it",
        arguments: [
            ["GetTask", "--task", "5", "--url", "https://exa mple.com/rest/1/\(Portal.code)/"],
            ["GetTask", "--task", "5", "--url", "ftp://example.com/rest/1/\(Portal.code)/"],
            ["GetTask", "--task", "5", "--url", "https://example.com:99999/rest/1/\(Portal.code)/"],
            ["GetTask", "--task", "5", "--url", "https:///rest/1/\(Portal.code)/"],
            ["GetTask", "--task", "5", "--url", "https://host.invalid/rest/1/\(Portal.code)/", "--token", token],
            ["GetTask", "--task", "5", "--url", "https://host.invalid/rest/1/\(Portal.code)/"],
            ["GetTask", "--task", "5", "--url", "https://host.invalid", "--tokn", token],
            ["GetTask", "--task", "5", "--url", "https://host.invalid", "--tokn=\(token)"],
            ["GetTask", "--task", "5", "--url", "https://host.invalid", "--token", token, "--token", token],
            ["GetTask", "--task", "5", "--url", "https://host.invalid", "--token", "a", token],
            ["GetTask", "--task", "5", "--url", "https://host.invalid", "--token=a", token],
            ["GetTask", "--task", "5", "--url", "https://host.invalid", "--token-env", token],
            ["GetTask", "--task", "5", "--url", "https://host.invalid", "--token-file", token],
            [
                "ServerTime", "--url", "https://host.invalid", "--token", token, "--proxy",
                "ftp://ann:\(encodedPassword)@h:1",
            ],
            [
                "ServerTime", "--url", "https://host.invalid", "--token", token, "--proxy",
                "http://ann:\(encodedPassword)@h:x",
            ],
            [
                "ServerTime", "--url", "https://host.invalid", "--token", token, "--proxy",
                "http://ann:\(encodedPassword)@:1",
            ],
            [
                "ServerTime", "--url", "https://host.invalid", "--token", token, "--proxy",
                "socks5://ann:\(encodedPassword)@h:1",
            ],
            [
                "ServerTime", "--url", "https://host.invalid", "--token", token, "--proxy",
                "http://ann:\(password)@h:1:2",
            ],
            [
                "ServerTime", "--url", "https://host.invalid", "--token", token, "--config",
                "{'proxy':{'Password':'\(password)'}}",
            ],
            ["ServerTime", "--url", "https://host.invalid", "--token", token, "--config", "{'Password':'\(password)'"],
            [
                "ServerTime", "--url", "https://host.invalid", "--token", token, "--config",
                "{'proxy':'http://ann:\(password)@h'}",
            ],
            ["RefreshToken", "--clientid", "local.1", "--clientsecret", Authorisation.clientSecret],
            ["RefreshToken", "--clientid", "local.1", Authorisation.refreshToken, "--clientsecret", "a"],
            ["RefreshToken", "--clientid", "local.1", "--clientsecret", "a", Authorisation.clientSecret],
        ]
    )
    func mistake(words: [String]) async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(["bitrix24"] + words)
            #expect(outcome.exitCode == 2 || outcome.exitCode == 3)
            #expect(outcome.errors.hasPrefix("oint: "))
            self.expectNoSecrets(in: outcome.everything, of: words)
        }
    }
}
