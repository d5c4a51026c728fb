import Foundation
import LoopbackServer
import Programs
import RunningServers
import Testing

/// Each command is printed, run by a shell with the real curl, and what arrives is compared with what the program itself
/// sends.
@Suite("Requests as commands for curl", .timeLimit(.minutes(3)))
struct CurlExportTests {
    /// Runs a printed command.
    private static func run(
        _ command: String, in sandbox: Sandbox, _ variables: [String: String] = [:], input: Launch.Input = .nothing
    ) async throws -> Outcome {
        try sandbox.write(command, to: "command.sh")
        return try await Program.run(
            Launch(
                ["sh", "command.sh"], environment: sandbox.environment.merging(variables) { $1 },
                directory: sandbox.directory, input: input))
    }

    /// Prints a command.
    private static func command(_ words: [String], in sandbox: Sandbox) async throws -> String {
        let shown = try await sandbox.oint(words + ["--dry-run", "--format", "curl"])
        try #require(shown.exitCode == 0, "\(shown)")
        #expect(shown.errors == "")
        return shown.output
    }

    /// Makes a call by the program and by the printed command, and compares what arrives.
    /// - Parameters:
    ///   - variables: The secrets: they must not stand in the command.
    ///   - input: What both read on standard input.
    ///   - handler: Answers both.
    ///   - prepare: Writes files, and tells the words of the call.
    @discardableResult
    private func compare(
        _ variables: [String: String] = [:], input: Launch.Input = .nothing,
        handler: @escaping LoopbackServer.Handler = { _ in .json(#"{"ok":true,"result":true}"#) },
        _ prepare: (Sandbox, LoopbackServer) throws -> [String]
    ) async throws -> String {
        try await withSandbox { sandbox in
            try await withLoopbackServer(tls: sandbox.authority.issue(), handler: handler) { server in
                let words = try prepare(sandbox, server)
                let called = try await sandbox.oint(words, input: input)
                try #require(called.exitCode == 0, "\(called)")
                let expected = try #require(server.requests.first)
                let calls = server.requests.count
                let command = try await Self.command(words, in: sandbox)
                #expect(server.requests.count == calls, "a dry run sends nothing")
                for secret in variables.values { #expect(!command.contains(secret)) }
                let outcome = try await Self.run(command, in: sandbox, variables, input: input)
                try #require(outcome.exitCode == 0, "\(outcome) \(command)")
                try #require(server.requests.count > calls)
                // What needs a challenge is sent without a body first, by curl.
                let arrived = server.requests[calls...].last ?? server.requests[calls]
                let last = server.requests[..<calls].last ?? expected
                try expectEqual(arrived, variables["DIGEST"] == nil ? expected : last, command)
                return command
            }
        }
    }

    private func expectEqual(_ arrived: ServerRequest, _ expected: ServerRequest, _ command: String) throws {
        #expect(arrived.method == expected.method)
        #expect(arrived.path == expected.path)
        #expect(Set(arrived.queryItems) == Set(expected.queryItems))
        #expect(Self.headers(arrived) == Self.headers(expected), "\(command)")
        guard expected.headers["content-type"]?.hasPrefix("multipart/") == true else {
            #expect(arrived.body == expected.body, "\(command)")
            return
        }
        #expect(arrived.headers["content-type"]?.hasPrefix("multipart/form-data; boundary=") == true)
        let parts = try [arrived, expected].map { try $0.multipartParts() }
        #expect(parts[0].map(\.name) == parts[1].map(\.name), "\(command)")
        #expect(parts[0].map(\.filename) == parts[1].map(\.filename), "\(command)")
        #expect(parts[0].map(\.contentType) == parts[1].map(\.contentType), "\(command)")
        #expect(parts[0].map(\.bytes) == parts[1].map(\.bytes), "\(command)")
    }

    /// The headers that matter; those that name the program, the moment or the length are its own.
    private static func headers(_ request: ServerRequest) -> [String] {
        let own: Set<String> = [
            "user-agent", "accept-encoding", "connection", "expect", "content-length", "transfer-encoding",
            "x-amz-date",
        ]
        return request.headers.fields.filter { !own.contains($0.name.lowercased()) }.map { field in
            let name = field.name.lowercased()
            let isVariable =
                name == "authorization" && (field.value.hasPrefix("AWS4") || field.value.hasPrefix("Digest"))
                || name == "content-type" && field.value.hasPrefix("multipart/")
            return "\(name): \(isVariable ? "" : field.value)"
        }.sorted()
    }

    // MARK: Any service

    @Test func `JSON, with a query, headers and a token`() async throws {
        let command = try await compare(["BEARER": "t0ken-'\"$x`", "X_API_KEY": "k3y 42"]) { _, server in
            [
                "http", "Post", "--url", "\(server.url)/a%20b/я?x=1", "--query",
                #"{"q": "a&b [1-2] {c}", "пусто": ""}"#,
                "--json", #"{"it's": "\"quoted\"", "line": "a\nb\\", "я": [1.50, null, "$HOME `id`"]}"#,
                "--bearer", "t0ken-'\"$x`", "--headers", #"{"X-Api-Key": "k3y 42", "X-Empty": "", "Accept": "a/b"}"#,
            ]
        }
        #expect(command.contains("#   BEARER: --bearer\n"))
    }

    @Test func `A form with odd names, and a secret among its fields`() async throws {
        try await compare(["PASSWORD": "p w+&=%'"]) { _, server in
            [
                "http", "Put", "--url", server.url, "--form",
                #"{"a b": "c&d=e+f", "it's": "", "имя": ["значение", "@file", "<file"], "x=y": "line\r\nend\n", "#
                    + #""": "nameless", "password": "p w+&=%'", "tilde~*": "~*-._"}"#,
            ]
        }
    }

    /// Names of files that shells or curl give a meaning to, with what is in them.
    private static let fileNames = [
        "plain.txt", "it's; \"odd\", name=1.bin", "Отчёт (1).pdf", "-dash", "@at", "back\\slash", "a\nb",
    ]

    @Test func `A form with files of odd names`() async throws {
        let command = try await compare(["TOKEN": "multi-secret"]) { sandbox, server in
            for name in Self.fileNames {
                try Data([0, 1, 255, 13, 10] + Array(name.utf8)).write(to: URL(fileURLWithPath: sandbox.path(name)))
            }
            let files = Self.fileNames.map { name in
                ["file": sandbox.path(name), "name": "é \"\(name)\";x=1", "type": "text/x-odd; charset=utf-8"]
            }
            let form: [(String, Any)] = [
                ("quote\"d; na'me", "a;type=text/html\"b\""), ("имя\nновое", "@value"), ("lt", "<value"),
                ("token", "multi-secret"), ("files\"", files), ("plain", ["file": sandbox.path("plain.txt")]),
            ]
            let members = try form.map { name, value in
                let parts = try [name, value].map {
                    String(
                        decoding: try JSONSerialization.data(withJSONObject: $0, options: .fragmentsAllowed),
                        as: UTF8.self)
                }
                return parts.joined(separator: ":")
            }
            return ["http", "Post", "--url", server.url, "--multipart", "{\(members.joined(separator: ","))}"]
        }
        #expect(command.contains("--form-string"))
    }

    @Test(
        "A form that curl has no options for is put together by the shell",
        arguments: [
            #"{"na=me": "x", "b": {"file": "data.bin"}}"#, #"{"a": "nul\u0000\r", "b": {"file": "data.bin"}}"#,
            #"{"a": {"file": "data:;base64,AP8KDQ==", "name": "x"}, "b": "it's 100%"}"#, "{}",
            #"{"a": {"file": "SERVER/file", "name": "far"}, "token": "multi-secret"}"#,
        ])
    func composedForms(form: String) async throws {
        let handler: LoopbackServer.Handler = { request in
            request.path == "/file" ? .bytes([1, 0, 2]) : .json("{}")
        }
        try await withSandbox { sandbox in
            try await withLoopbackServer(tls: sandbox.authority.issue(), handler: handler) { server in
                try Data([0, 254]).write(to: URL(fileURLWithPath: sandbox.path("data.bin")))
                let words = [
                    "http", "Post", "--url", server.url, "--multipart", form.replacing("SERVER", with: server.url),
                ]
                let called = try await sandbox.oint(words)
                try #require(called.exitCode == 0, "\(called)")
                let command = try await Self.command(words, in: sandbox)
                let outcome = try await Self.run(command, in: sandbox, ["TOKEN": "multi-secret"])
                try #require(outcome.exitCode == 0, "\(outcome) \(command)")
                let posts = server.requests.filter { $0.method == "POST" }
                try #require(posts.count == 2)
                try expectEqual(posts[1], posts[0], command)
            }
        }
    }

    @Test(
        "A body from a file, from standard input, and from the argument itself",
        arguments: ["data.bin", "-", "data:;base64,AP8KDQ0A", "data:,it's%20100%25%0A"])
    func data(source: String) async throws {
        try await compare(input: .text("one\ntwo\0three\r\n")) { sandbox, server in
            try Data((0...255).map { UInt8($0) } + [0, 10]).write(to: URL(fileURLWithPath: sandbox.path("data.bin")))
            return ["http", "Patch", "--url", server.url, "--data", source, "--contenttype", "image/x-odd"]
        }
    }

    @Test(
        "Texts arrive as they are",
        arguments: ["@data.bin", "it's \"$HOME\" `id` \\\\", "a\\r\\nb\\n", "\\n", "ж\u{1B}[31m", "-x", " "])
    func texts(text: String) async throws {
        try await compare { _, server in ["http", "Post", "--url", server.url, "--text=\(text)x"] }
        try await compare { _, server in ["http", "Post", "--url", server.url, "--text=x\(text)"] }
    }

    @Test func `A long text is no argument`() async throws {
        let command = try await compare { sandbox, server in
            try sandbox.write(String(repeating: "long text 100% ", count: 20_000), to: "text")
            return ["http", "Post", "--url", server.url, "--text-file", "text"]
        }
        #expect(command.hasPrefix("printf "))
    }

    @Test(
        "Methods without a body, and bodies where they are rare",
        arguments: [
            ["Get"], ["Head"], ["Options"], ["Post"], ["Put"], ["Patch"], ["Delete"], ["Delete", "--json", "[1]"],
            ["Request", "--method", "GET", "--json", "{}"], ["Request", "--method", "PROPFIND", "--text", "x"],
            ["Get", "--query", #"{"api_key": "qs3cret-1"}"#], ["Post", "--form", "{}"],
            ["Put", "--text", "x", "--contenttype", "a/b"],
        ])
    func methods(words: [String]) async throws {
        let variables = words.contains { $0.contains("api_key") } ? ["API_KEY": "qs3cret-1"] : [:]
        try await compare(variables) { _, server in
            ["http", words[0], "--url", "\(server.url)/a/../b/./c"] + words.dropFirst()
        }
    }

    @Test func `Basic and Digest authentication are left to curl`() async throws {
        try await compare(["BASIC": "Ann:p4ss w0rd'"]) { _, server in
            ["http", "Get", "--url", server.url, "--basic", "Ann:p4ss w0rd'"]
        }
        let asking: LoopbackServer.Handler = { request in
            request.headers["authorization"] == nil
                ? .status(
                    401, headers: ["WWW-Authenticate": #"Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256"#])
                : .json("{}")
        }
        try await compare(["DIGEST": "Ann:p4ss"], handler: asking) { _, server in
            ["http", "Post", "--url", server.url, "--digest", "Ann:p4ss", "--json", #"{"a":1}"#]
        }
    }

    // MARK: The libraries

    @Test func `A call of Bitrix24 with a token in its body`() async throws {
        let command = try await compare(["TOKEN": "b1trix-t0ken"]) { _, server in
            [
                "bitrix24", "CreateTask", "--url", "\(server.url)/rest", "--token", "b1trix-t0ken", "--fields",
                #"{"TITLE": "Задача: it's \"one\"", "RESPONSIBLE_ID": 1}"#,
            ]
        }
        #expect(command.contains(#"{"auth":"'"$TOKEN"'""#))
    }

    @Test func `A call of Bitrix24 with the code of a webhook, and files in base64`() async throws {
        let command = try await compare(["URL_SECRET": "c0decode"]) { sandbox, server in
            try Data((0...255).map { UInt8($0) } + Array("it's".utf8)).write(
                to: URL(fileURLWithPath: sandbox.path("it's.bin")))
            return [
                "bitrix24", "CreatePost", "--url", "\(server.url)/rest/1/c0decode/", "--text", "Новость", "--vision",
                "UA",
                "--files", #"{"1.bin": "it's.bin", "2.txt": "data:,two"}"#,
            ]
        }
        #expect(command.contains("base64 <"))
    }

    @Test func `An album of Telegram`() async throws {
        let command = try await compare(["TOKEN": "123456:AA-secret_x"]) { sandbox, server in
            for name in ["a;1.jpg", "док \"2\".pdf"] { try sandbox.write("content of \(name)\u{0}", to: name) }
            return [
                "telegram", "SendMediaGroup", "--token", "123456:AA-secret_x", "--server", server.url, "--chat",
                "@канал",
                "--text", "Подпись: it's", "--media",
                #"{"a;1.jpg": "document", "док \"2\".pdf": "document", "https://example.com/c.pdf": "document"}"#,
            ]
        }
        #expect(command.contains("/bot\"$TOKEN\"/sendMediaGroup"))
        #expect(command.contains("--form "))
    }

    @Test(
        "Calls of object storage",
        arguments: [
            ["ListObjects", "--bucket", "b", "--prefix", "a b/я&"],
            ["GetObjectTagging", "--bucket", "b", "--name", "ключ 1+2"],
            ["PutObject", "--bucket", "b", "--name", "a/b c.bin", "--data", "data.bin"],
            ["DeleteObject", "--bucket", "b", "--name", "it's"], ["CreateBucket", "--name", "b"],
            ["HeadObject", "--bucket", "b", "--name", "x"],
        ])
    func objectStorage(words: [String]) async throws {
        let secrets = ["AWS_SECRET_ACCESS_KEY": "s3cr3t/key+1", "AWS_SESSION_TOKEN": "sess10n+tok"]
        let command = try await compare(
            secrets.merging(["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE"]) { $1 },
            handler: { _ in
                .bytes(
                    Array("<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>".utf8),
                    contentType: "application/xml", headers: ["ETag": "\"x\""])
            }
        ) { sandbox, server in
            try Data([0, 1, 2, 0]).write(to: URL(fileURLWithPath: sandbox.path("data.bin")))
            let account =
                #"{"URL":"\#(server.url)","AccessKey":"AKIDEXAMPLE","SecretKey":"s3cr3t/key+1","Region":"eu-west-1","#
                + #""Service":"s3","SessionToken":"sess10n+tok"}"#
            try sandbox.write(account, to: "account.json")
            return ["s3", words[0], "--basic", "account.json", "--dir", "true"] + words.dropFirst()
        }
        #expect(command.contains("--aws-sigv4 aws:amz:eu-west-1:s3"))
    }

    @Test func `A real service of object storage takes what curl signs`() async throws {
        try await withSandbox { sandbox in
            try sandbox.write(try TestServers.objectStorage(), to: "account.json")
            let bucket = "curl-\(UUID().uuidString.lowercased())"
            let content = Data([0, 10, 255, 0] + Array("content".utf8))
            try content.write(to: URL(fileURLWithPath: sandbox.path("data.bin")))
            let keys = [
                "AWS_ACCESS_KEY_ID": try TestServers.storage.value("ACCESS_KEY"),
                "AWS_SECRET_ACCESS_KEY": try TestServers.storage.value("SECRET_KEY"),
            ]
            func curl(_ method: String, _ words: String...) async throws -> Outcome {
                let words = ["s3", method, "--basic", "account.json", "--dir", "true"] + words
                let command = try await Self.command(words, in: sandbox)
                return try await Self.run(
                    command.replacing("curl --", with: "curl --silent --show-error --fail-with-body --"), in: sandbox,
                    keys)
            }
            let created = try await curl("CreateBucket", "--name", bucket)
            #expect(created.exitCode == 0, "\(created)")
            let put = try await curl("PutObject", "--bucket", bucket, "--name", "папка/a b+1.bin", "--data", "data.bin")
            #expect(put.exitCode == 0, "\(put)")
            let got = try await curl("GetObject", "--bucket", bucket, "--name", "папка/a b+1.bin")
            #expect(Data(got.bytes) == content, "\(got)")
            let listed = try await curl("ListObjects", "--bucket", bucket, "--prefix", "папка/a b")
            // Keys of a listing are encoded on their way, so that XML can hold any of them.
            #expect(listed.output.contains("a+b%2B1.bin"), "\(listed)")
        }
    }

    // MARK: Where there is no command

    @Test(
        "A command is for dry runs of what goes over HTTP",
        arguments: [
            (["http", "Get", "--url", "https://h/", "--format", "curl"], "--format takes curl in a dry run only"),
            (
                ["sqlite", "ExecuteSQLQuery", "--sql", "select 1", "--dry-run", "--format", "curl"],
                "makes no HTTP request"
            ),
            (["tools", "ParseJSON", "--json", "{}", "--dry-run", "--format", "curl"], "makes no HTTP request"),
        ])
    func refused(words: [String], message: String) async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(words)
            #expect(outcome.exitCode == 2)
            #expect(outcome.output == "")
            #expect(outcome.errors.contains(message), "\(outcome)")
        }
    }
}
