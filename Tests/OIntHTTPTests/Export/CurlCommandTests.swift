import Foundation
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Commands for curl")
struct CurlCommandTests {
    private static func command(_ request: Request, _ names: [String: String] = [:]) throws -> String {
        try CurlCommand(request) { secret in
            names[secret.exposed].map { VariableName($0, origin: "--\($0)") }
        }.text
    }

    @Test func `A plain request is a plain command`() throws {
        #expect(try Self.command(Request(.get, "https://h/a?b=1")) == "curl --url 'https://h/a?b=1'")
        #expect(try Self.command(Request(.head, "https://h/")) == "curl --head \\\n  --url https://h/")
        #expect(try Self.command(Request(.delete, "https://h/")) == "curl --request DELETE \\\n  --url https://h/")
    }

    @Test func `JSON stands in the command, with its type`() throws {
        #expect(
            try Self.command(Request(.post, "https://h/", body: .json(["it's": 1.50])))
                == #"""
                curl --url https://h/ \
                  --header 'Content-Type: application/json; charset=utf-8' \
                  --data-raw '{"it'\''s":1.5}'
                """#)
    }

    @Test func `Secrets are variables, named after where they came from`() throws {
        let request = Request(
            .post, "https://h/bot1:AAbcdef/send", headers: [HeaderField("Authorization", "Bearer 1:AAbcdef")],
            body: .json(["auth": "1:AAbcdef", "text": "see 1:AAbcdef!", "password": "p\"w"]), secrets: ["1:AAbcdef"])
        let text = try Self.command(request, ["1:AAbcdef": "token"])
        #expect(
            text
                == #"""
                # Set these variables first:
                #   TOKEN: --token
                #   PASSWORD: the value of password, escaped as inside a JSON text
                curl --url https://h/bot"$TOKEN"/send \
                  --header 'Authorization: Bearer '"$TOKEN" \
                  --header 'Content-Type: application/json; charset=utf-8' \
                  --data-raw '{"auth":"'"$TOKEN"'","text":"see '"$TOKEN"'!","password":"'"$PASSWORD"'"}'
                """#)
    }

    @Test func `A secret that is spelled in another way has a variable for that`() throws {
        let secret = "p/w \"1\""
        let request = Request(
            .get, "https://h/", query: [(name: "x", value: secret)], headers: [HeaderField("X-Api-Key", secret)],
            body: .json(["x": .string(secret)]), secrets: [Secret(secret)])
        let text = try Self.command(request, [secret: "key"])
        #expect(text.contains("#   KEY_ENCODED: --key, percent-encoded\n"))
        #expect(text.contains("#   KEY: --key\n"))
        #expect(text.contains("#   KEY_JSON: --key, escaped as inside a JSON text\n"))
        #expect(text.contains(#"'https://h/?x='"$KEY_ENCODED""#))
        #expect(text.contains(#"'X-Api-Key: '"$KEY""#))
        #expect(text.contains(#"'{"x":"'"$KEY_JSON"'"}'"#))
    }

    @Test func `Names of variables are usable, and each has one value`() throws {
        let request = Request(
            .get, "https://h/?access_token=a1b2c3&path_secret=zz&2token=yy",
            headers: [HeaderField("Cookie", "c=1"), HeaderField("cookie", "c=2"), HeaderField("Authorization", "raw9")])
        let text = try Self.command(request)
        for part in [
            "access_token='\"$ACCESS_TOKEN\"'&path", "\"$PATH_SECRET\"", "\"$OINT_2TOKEN\"", "\"$COOKIE\"",
            "\"$COOKIE_2\"", "\"$AUTHORIZATION\"",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        for secret in ["a1b2c3", "zz", "yy", "c=1", "c=2", "raw9"] { #expect(!text.contains(secret)) }
    }

    @Test func `A name with line breaks does not end the comment that it stands in`() throws {
        let body: JSON = ["x\ntouch /tmp/y\r\ntoken": "hush12"]
        let text = try Self.command(Request(.post, "https://h/", body: .json(body)))
        let lines = text.split(whereSeparator: \.isNewline).map { String($0) }
        #expect(lines[1].hasPrefix("#   X_TOUCH__TMP_Y_TOKEN: the value of x"))
        #expect(!lines.contains { $0.hasPrefix("touch") })
    }

    @Test func `What curl gives a meaning to is switched off`() throws {
        #expect(try Self.command(Request(.get, "https://[::1]/")).contains("--globoff"))
        #expect(try Self.command(Request(.get, "https://h/a/../b")).contains("--path-as-is"))
        let header = Request(.get, "https://h/", headers: [HeaderField("X-Empty", "")])
        #expect(try Self.command(header).contains("--header 'X-Empty;'"))
    }

    @Test func `Signatures of AWS are left to curl`() throws {
        let credentials = AWSCredentials(
            accessKey: "AKID", secretKey: "hushhush", region: "eu-west-1", service: "s3", sessionToken: "tok123")
        let url = "https://h/a?uploads"
        let request = Request(.get, url, secrets: ["hushhush", "tok123"])
            .signed(by: credentials, to: try .known(url), unixTime: 0, payloadHash: "UNSIGNED-PAYLOAD")
        let text = try Self.command(request)
        #expect(
            text.hasSuffix(
                #"""
                curl --url 'https://h/a?uploads=' \
                  --aws-sigv4 aws:amz:eu-west-1:s3 \
                  --user "$AWS_ACCESS_KEY_ID":"$AWS_SECRET_ACCESS_KEY" \
                  --header 'x-amz-content-sha256: UNSIGNED-PAYLOAD' \
                  --header 'x-amz-security-token: '"$AWS_SESSION_TOKEN"
                """#))
        #expect(!text.contains("AKID") && !text.contains("tok123") && !text.contains("Signature"))
    }

    @Test func `A signature by OAuth 1 can't be made by curl, which the command says`() async throws {
        let transport = ScriptedTransport(.answer(200))
        let link = OAuth1Link(
            credentials: OAuth1(consumerKey: "ck", consumerSecret: "cs"), origin: try .known("https://h/"), now: { 1 })
        _ = try await HTTP(transport: transport).adding(link).fetch(Request(.get, "https://h/"))
        let text = try Self.command(transport.requests[0])
        #expect(text.hasPrefix("# curl does not sign by OAuth 1"))
        #expect(text.contains(#"'Authorization: OAuth '"$AUTHORIZATION""#))
    }

    @Test func `A signed body without a type is one that curl adds no type to`() async throws {
        let credentials = AWSCredentials(accessKey: "a", secretKey: "b", region: "c", service: "s3")
        func command(_ method: Request.Method, _ url: String, _ body: Body) throws -> String {
            let request = Request(method, url, body: body)
            return try Self.command(
                request.signed(by: credentials, to: try .known(url), unixTime: 0, payloadHash: "UNSIGNED-PAYLOAD"))
        }
        try await withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("it's").path
            try Data("0123".utf8).write(to: URL(fileURLWithPath: file))
            let quoted = "'" + file.replacing("'", with: #"'\''"#) + "'"
            let whole = try command(.put, "https://h/a", .slice(FileSlice(path: file, range: 0..<4)))
            #expect(whole.hasSuffix("--upload-file \(quoted)") && !whole.contains("--request"))
            let part = try command(.put, "https://h/a", .slice(FileSlice(path: file, range: 1..<3)))
            #expect(part.contains("tail -c +2 \(quoted) | head -c 2 |\ncurl --request PUT"))
            #expect(part.hasSuffix("--header 'Content-Type: application/octet-stream' \\\n  --data-binary @-"))
        }
        let empty = try command(.post, "https://h/a?uploads", .none)
        #expect(empty.contains("--request POST") && empty.hasSuffix("--header 'Content-Length: 0'"))
    }
}
