import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Calling any service", .timeLimit(.minutes(2)))
struct HTTPMethodTests {
    private func withServer(
        _ handler: @escaping LoopbackServer.Handler, body: (Sandbox, LoopbackServer) async throws -> Void
    ) async throws {
        try await withSandbox { sandbox in
            try await withLoopbackServer(tls: sandbox.authority.issue(), handler: handler) { server in
                try await body(sandbox, server)
            }
        }
    }

    @Test func `JSON in and out`() async throws {
        try await withServer({ .json(#"{"got":\#($0.text),"n":1.50}"#) }) { sandbox, server in
            let outcome = try await sandbox.oint(
                "http", "Post", "--url", server.url, "--json", #"{"a": "я"}"#, "--format", "compact")
            #expect(outcome.exitCode == 0)
            #expect(outcome.output == #"{"got":{"a":"я"},"n":1.50}"# + "\n")
        }
    }

    @Test func `Bytes go to a file as they are`() async throws {
        let bytes = (0...255).map { UInt8($0) }
        try await withServer({ _ in .bytes(bytes, contentType: "image/png") }) { sandbox, server in
            let outcome = try await sandbox.oint("http", "Get", "--url", server.url, "--out", "image.png")
            #expect(outcome.exitCode == 0)
            #expect(try Data(contentsOf: URL(fileURLWithPath: sandbox.path("image.png"))) == Data(bytes))
        }
    }

    @Test func `A text in another charset is shown as text, and goes to a file as it came on demand`() async throws {
        let bytes: [UInt8] = [0xCF, 0xF0, 0xE8]
        let reply = ServerReply.bytes(bytes, contentType: "text/plain; charset=windows-1251")
        try await withServer({ _ in reply }) { sandbox, server in
            let shown = try await sandbox.oint("http", "Get", "--url", server.url)
            #expect(shown.output == "При\n")
            let saved = try await sandbox.oint("http", "Get", "--url", server.url, "--raw", "--out", "text")
            #expect(saved.exitCode == 0)
            #expect(try Data(contentsOf: URL(fileURLWithPath: sandbox.path("text"))) == Data(bytes))
        }
    }

    @Test func `What is in a charset that nobody knows stays bytes, and --debug says so`() async throws {
        let reply = ServerReply.bytes([0x61, 0xCF], contentType: "text/plain; charset=x-nonsense")
        try await withServer({ _ in reply }) { sandbox, server in
            let outcome = try await sandbox.oint("http", "Get", "--url", server.url, "--out", "_hex_", "--debug")
            #expect(outcome.output == "61CF\n")
            #expect(outcome.errors.contains("in the charset x-nonsense, which this machine does not know"))
        }
    }

    @Test func `A refusal has its answer on the output, and exit code 1`() async throws {
        try await withServer({ _ in .json(#"{"detail":"no such cat"}"#, status: 404) }) { sandbox, server in
            let outcome = try await sandbox.oint("http", "Get", "--url", server.url + "/cat")
            #expect(outcome.exitCode == 1)
            #expect(outcome.output == "{\n  \"detail\": \"no such cat\"\n}\n")
            #expect(outcome.errors == "oint: localhost refused (HTTP 404): no such cat\n")
        }
    }

    @Test func `Status and headers come with the answer on demand`() async throws {
        let redirect = ServerReply.status(302, headers: ["Location": "/new"])
        try await withServer({ _ in redirect }) { sandbox, server in
            let outcome = try await sandbox.oint(
                "http", "Get", "--url", server.url, "--redirects", "false", "--config", #"{"adv_response": true}"#)
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains(#""status": 302"#) && outcome.output.contains(#""Location": "/new""#))
        }
    }

    @Test func `Secrets are shown nowhere`() async throws {
        try await withServer({ _ in .json("{}") }) { sandbox, server in
            let url = server.url.replacing("https://", with: "https://ann:pw-hush-1@")
            let runs = [
                ["--url", url], ["--url", server.url, "--bearer", "pw-hush-1"],
                ["--url", server.url, "--headers", #"{"X-Api-Key": "pw-hush-1", "Subscription-Key": "pw-hush-1"}"#],
            ]
            for words in runs {
                for switches in [["--debug"], ["--dry-run"], ["--dry-run", "--format", "curl"]] {
                    let outcome = try await sandbox.oint(["http", "Get"] + words + switches)
                    #expect(outcome.exitCode == 0)
                    #expect(!outcome.everything.contains("pw-hush-1"), "\(outcome)")
                    #expect(!outcome.everything.contains("YW5uOnB3LWh1c2gtMQ"), "\(outcome)")
                }
            }
        }
    }

    @Test func `Two bodies are a mistake, and nothing is sent`() async throws {
        try await withServer({ _ in .json("{}") }) { sandbox, server in
            let outcome = try await sandbox.oint(
                "http", "Post", "--url", server.url, "--json", "1", "--text", "2")
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains("--json, --text"))
            #expect(server.requests.isEmpty)
        }
    }
}
