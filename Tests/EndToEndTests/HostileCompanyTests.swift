import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("In a folder that somebody else filled", .timeLimit(.minutes(5)))
struct HostileFolderTests {
    @Test("A file of settings runs no code, sends no file and writes none, trusted or not")
    func roles() async throws {
        try await withPortal(answering: .json("{}")) { portal in
            let sandbox = portal.sandbox
            try sandbox.write("PRIVATE KEY", to: "id_rsa")
            let cases: [(text: String, words: [String])] = [
                ("[sqlite]\nexts = {\"./evil.so\" = \"\"}\n", ["sqlite", "ExecuteSQLQuery", "--sql", "select 1"]),
                (
                    "[http]\nmultipart = {x = {file = '\(sandbox.path("id_rsa"))'}}\n",
                    ["http", "Post", "--url", portal.server.url]
                ),
                (
                    "[sqlite]\nlog = {mode = 'file', file_path = '\(sandbox.path("profile"))'}\n",
                    ["sqlite", "CreateConnection"]
                ),
                ("[telegram]\nserver = '\(portal.server.url)'\n", ["telegram", "GetBotInformation", "--token", "1:a"]),
                ("[bitrix24]\nurl = '\(portal.server.url)'\n", ["bitrix24", "GetCurrentUser", "--token", "t"]),
            ]
            for (text, words) in cases {
                try sandbox.write(text, to: ".oint.toml")
                let requests = portal.server.requests.count
                let outcome = try await sandbox.oint(words + ["--dry-run"])
                #expect(outcome.errors.contains(".oint.toml: it is not used"), "\(words): \(outcome)")
                #expect(!outcome.everything.contains("evil.so: ") && !outcome.everything.contains("PRIVATE"))
                let trust = try await sandbox.oint("config", "trust")
                #expect(trust.exitCode == 4 && trust.errors.contains("that is not for a project to say"), "\(trust)")
                #expect(portal.server.requests.count == requests)
            }
            let post = try await sandbox.oint("http", "Post", "--url", portal.server.url)
            #expect(post.exitCode == 0, "\(post)")
            #expect(portal.server.requests.allSatisfy { !String(decoding: $0.body, as: UTF8.self).contains("PRIVATE") })
            #expect(!FileManager.default.fileExists(atPath: sandbox.path("profile")))
        }
    }

    @Test(
        "Texts that ended the program, pipes and devices are told of, and calls go on",
        arguments: ["[=", "e=\"\"\n[4]\ns=[\"\",}"])
    func parser(text: String) async throws {
        try await withPortal(answering: .json(#"{"result":true}"#)) { portal in
            let sandbox = portal.sandbox
            try sandbox.write(text, to: ".oint.toml")
            let broken = try await portal.oint("GetTask", "--task", "5")
            #expect(broken.exitCode == 0 && broken.errors.contains("it is not used: line "), "\(broken)")
            try FileManager.default.removeItem(atPath: sandbox.path(".oint.toml"))
            mkfifo(sandbox.path(".oint.toml"), 0o600)
            let pipe = try await portal.oint("GetTask", "--task", "5")
            #expect(pipe.exitCode == 0 && pipe.errors.contains("it is not a plain file"), "\(pipe)")
            try sandbox.writeSettings(text)
            let settings = try await portal.oint("GetTask", "--task", "5")
            #expect(settings.exitCode == 4 && settings.errors.contains("config.toml: line "), "\(settings)")
        }
    }

    @Test("What is trusted counts, until it changes; doctor tells both")
    func trust() async throws {
        try await withSandbox { sandbox in
            try await sandbox.writeProject("[bitrix24]\ntask = 7\n")
            let call = ["bitrix24", "GetTask", "--url", "a.example", "--token", "t", "--dry-run"]
            let trusted = try await sandbox.oint(call)
            #expect(trusted.exitCode == 0 && trusted.output.contains("7"), "\(trusted)")
            try sandbox.write("[bitrix24]\ntask = 8\n", to: ".oint.toml")
            let changed = try await sandbox.oint(call)
            #expect(
                changed.exitCode == 4 && changed.errors.contains("it has changed since you trusted it"), "\(changed)")
            #expect(try await sandbox.oint("config", "doctor").output.contains("it has changed since you trusted it"))
            #expect(try await sandbox.oint("config", "untrust").exitCode == 0)
            let without = try await sandbox.oint(call)
            #expect(without.exitCode == 2 && without.errors.contains("--task is missing"), "\(without)")
        }
    }
}

@Suite("Stored secrets and other destinations", .timeLimit(.minutes(5)))
struct DestinationSafetyTests {
    private static let token = "12345:s3cr3t-t0ken-1a2b3c4d"

    @Test("A stored token goes nowhere but where it belongs, unless that is said by name")
    func server() async throws {
        try await withPortal(answering: .json(#"{"ok":true,"result":{}}"#)) { portal in
            let sandbox = portal.sandbox
            let set = try await sandbox.oint(["config", "set", "telegram.token"], input: .text(Self.token))
            #expect(set.exitCode == 0)
            #expect(set.errors.contains("oint config protect"), "\(set)")
            let call = ["telegram", "GetBotInformation", "--server", portal.server.url]
            let refused = try await sandbox.oint(call)
            #expect(refused.exitCode == 2, "\(refused)")
            #expect(refused.errors.contains("--token of profile default is not sent: it belongs to api.telegram.org"))
            #expect(refused.errors.contains("--allow-secret-to localhost"))
            #expect(portal.server.requests.isEmpty)
            let allowed = try await sandbox.oint(call + ["--allow-secret-to", "localhost"])
            #expect(allowed.exitCode == 0, "\(allowed)")
            #expect(try await sandbox.oint("config", "set", "telegram.server", portal.server.url).exitCode == 0)
            #expect(try await sandbox.oint(call).exitCode == 0)
            #expect(portal.server.requests.count == 2)
        }
    }

    @Test("Nor by a line of a batch, nor one of the environment")
    func batch() async throws {
        try await withPortal(answering: .json("{}")) { portal in
            let sandbox = portal.sandbox
            _ = try await sandbox.oint(["config", "set", "http.bearer"], input: .text("s3cr3t-b3arer"))
            let line = #"{"library":"http","method":"Get","options":{"url":"\#(portal.server.url)"}}"#
            let stored = try await sandbox.oint(["batch", "-"], input: .text(line))
            #expect(
                stored.exitCode != 0 && stored.output.contains("--bearer of profile default is not sent"), "\(stored)")
            _ = try await sandbox.oint("config", "unset", "http.bearer")
            let variable = try await sandbox.oint(
                ["batch", "-"], environment: ["OINT_HTTP_BEARER": "s3cr3t-b3arer"], input: .text(line))
            #expect(variable.output.contains("--bearer of the environment is not sent"), "\(variable)")
            #expect(portal.server.requests.isEmpty)
        }
    }

    @Test("Weaker protection than a connection string's does not get the password")
    func protection() async throws {
        try await withSandbox { sandbox in
            let string = "postgresql://ann:s3cr3t@127.0.0.1:1/base?sslmode=verify-full"
            _ = try await sandbox.oint(["config", "set", "postgres.dbc"], input: .text(string))
            let outcome = try await sandbox.oint(
                "postgres", "ExecuteSQLQuery", "--sql", "select 1", "--tls", #"{"use_tls": false}"#)
            #expect(outcome.exitCode == 2, "\(outcome)")
            #expect(outcome.errors.contains("--tls asks for other protection than is stored with it"), "\(outcome)")
            #expect(!outcome.everything.contains("s3cr3t"))
        }
    }
}

@Suite("Nothing fails in silence", .timeLimit(.minutes(5)))
struct SilenceTests {
    @Test("A method without options tells of settings and secrets that can't be read, and ends with its code")
    func methods() async throws {
        try await withSandbox { sandbox in
            _ = try await sandbox.oint(["config", "set", "telegram.token"], input: .text("1:abc"))
            let call = ["telegram", "SendTextMessage"]
            let secret = sandbox.path(".config/oint/secrets/default.telegram.json")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secret)
            let open = try await sandbox.oint(call)
            #expect(open.exitCode == 4 && open.output.isEmpty && open.errors.contains("run chmod 600"), "\(open)")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
            try sandbox.writeSettings("[broken")
            let broken = try await sandbox.oint(call)
            #expect(broken.exitCode == 4 && broken.output.isEmpty && broken.errors.contains("line 1"), "\(broken)")
            try sandbox.writeSettings("")
            let protect = try await sandbox.oint(
                ["config", "protect", "passphrase"], environment: ["OINT_PASSPHRASE": "open sesame"])
            #expect(protect.exitCode == 0)
            let wrong = try await sandbox.oint(call, environment: ["OINT_PASSPHRASE": "wrong"])
            #expect(wrong.exitCode == 4 && wrong.output.isEmpty && !wrong.errors.isEmpty, "\(wrong)")
            let unknown = try await sandbox.oint(
                call, environment: ["OINT_PROFILE": "wrok", "OINT_PASSPHRASE": "open sesame"])
            #expect(unknown.exitCode == 2 && unknown.errors.contains("there is no profile 'wrok'"), "\(unknown)")
        }
    }

    @Test("A password command ends, and is not run from a file that others may change")
    func passwordCommand() async throws {
        try await withSandbox { sandbox in
            _ = try await sandbox.oint(["config", "set", "telegram.token"], input: .text("1:abc"))
            let protect = try await sandbox.oint(
                "config", "protect", "passphrase", "--password-command", "echo open sesame")
            #expect(protect.exitCode == 0, "\(protect)")
            let call = ["telegram", "GetBotInformation", "--dry-run"]
            #expect(try await sandbox.oint(call).exitCode == 0)
            for path in [".config/oint/config.toml", ".config/oint"] {
                let mode = try #require(try sandbox.mode(of: path))
                try FileManager.default.setAttributes(
                    [.posixPermissions: mode | 0o020], ofItemAtPath: sandbox.path(path))
                let outcome = try await sandbox.oint(call)
                #expect(outcome.exitCode == 4 && outcome.errors.contains("password command is not run"), "\(outcome)")
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: sandbox.path(path))
            }
        }
    }
}

@Suite("What leaks", .timeLimit(.minutes(5)))
struct LeakTests {
    @Test("A result with a secret is for its owner alone, and another is not")
    func outFiles() async throws {
        try await withPortal(answering: .json(#"{"access_token":"a","refresh_token":"b"}"#)) { portal in
            let sandbox = portal.sandbox
            let umask = ["sh", "-c", "umask 022; exec \"$0\" \"$@\""]
            let account = try await sandbox.oint(
                [
                    "s3", "GetBasicDataStructure", "--url", "a.example", "--access", "k", "--secret", "s3cr3t-key",
                    "--region", "eu", "--out", "account.json",
                ], launcher: umask)
            #expect(account.exitCode == 0, "\(account)")
            #expect(try sandbox.mode(of: "account.json") == 0o600)
            let string = try await sandbox.oint(
                [
                    "postgres", "GenerateConnectionString", "--addr", "h", "--db", "d", "--login", "l", "--pass",
                    "s3cr3t/key", "--out", "string.txt",
                ], launcher: umask)
            #expect(string.exitCode == 0, "\(string)")
            #expect(try sandbox.mode(of: "string.txt") == 0o600)
            try sandbox.write("old", to: "tokens.json")
            let tokens = try await sandbox.oint(
                ["http", "Get", "--url", portal.server.url, "--out", "tokens.json"], launcher: umask)
            #expect(tokens.exitCode == 0, "\(tokens)")
            #expect(try sandbox.mode(of: "tokens.json") == 0o600)
            let plain = try await sandbox.oint(
                ["tools", "--help"], launcher: umask)
            #expect(plain.exitCode == 0)
            let settings = try await sandbox.oint(
                ["sqlite", "GetLoggingSettings", "--out", "log.json"], launcher: umask)
            #expect(settings.exitCode == 0, "\(settings)")
            #expect(try sandbox.mode(of: "log.json") == 0o644)
        }
    }

    @Test(
        "What others wrote steers no terminal, in any form",
        arguments: [
            [], ["--format", "json"], ["--format", "compact"], ["--format", "ndjson"], ["--format", "yaml"],
            ["--format", "csv"], ["--format", "table"],
        ])
    func terminal(format: [String]) async throws {
        let evil = "x\u{1B}[31m\u{1B}]0;owned\u{07}\u{202E}y\u{9B}2J"
        let json = #"[{"a":"\#(evil.replacing("\u{1B}", with: "\\u001b").replacing("\u{07}", with: "\\u0007"))"}]"#
        for reply in [ServerReply.json(json), Self.text(evil), Self.text(evil, status: 400)] {
            try await withPortal(answering: reply) { portal in
                let outcome = try await portal.sandbox.oint(
                    ["http", "Get", "--url", portal.server.url] + format, environment: ["NO_COLOR": "1"],
                    output: .terminal(columns: 80), errors: .terminal(columns: 80))
                #expect(
                    outcome.everything.unicodeScalars.allSatisfy {
                        ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && !(0x202A...0x202E).contains($0.value))
                            || $0 == "\n" || $0 == "\r" || $0 == "\t"
                    }, "\(outcome.everything.debugDescription)")
                #expect(outcome.everything.contains("x"))
                let piped = try await portal.sandbox.oint(["http", "Get", "--url", portal.server.url, "--raw"])
                #expect(piped.output.contains("\u{202E}"))
            }
        }
    }

    private static func text(_ text: String, status: Int = 200) -> ServerReply {
        .bytes(Array(text.utf8), status: status, contentType: "text/plain; charset=utf-8")
    }

    @Test("The list of processes shows no password of a proxy, and no secret in an address")
    func processes() async throws {
        let gate = Gate()
        try await withPortal(handler: { _ in
            try await gate.pass()
            return .json("{}")
        }) { portal in
            try await withLoopbackProxy { proxy in
                let child = try await portal.sandbox.start([
                    "http", "Get", "--url", portal.server.url + "/x?token=s3cr3t-t0ken", "--proxy",
                    "http://ann:s3cr3t-proxy@127.0.0.1:\(proxy.port)", "--headers", #"{"X-Api-Key": "s3cr3t-h3ader"}"#,
                ])
                try await gate.reached()
                let line = String(
                    decoding: try Data(contentsOf: URL(fileURLWithPath: "/proc/\(child.processID)/cmdline")),
                    as: UTF8.self)
                #expect(line.contains("token=****") && !line.contains("s3cr3t"), "\(line)")
                gate.open()
                #expect(try await child.outcome().exitCode == 0)
            }
        }
    }

    @Test("A suggestion does not repeat a password")
    func suggestion() async throws {
        try await withSandbox { sandbox in
            for url in ["ann:s3cr3t@host/x", "htps://ann:s3cr3t@host/x", "ann:s3cr3t@host/?password=s3cr3t"] {
                let outcome = try await sandbox.oint("http", "Get", "--url", url)
                #expect(outcome.exitCode == 2 && !outcome.everything.contains("s3cr3t"), "\(outcome)")
            }
        }
    }

    @Test(
        "What a killed process left of a secret goes with the next one, and with the last secret",
        arguments: ["set", "unset"])
    func leftovers(word: String) async throws {
        try await withSandbox { sandbox in
            let folder = ".config/oint/secrets"
            _ = try await sandbox.oint(["config", "set", "telegram.token"], input: .text("1:first"))
            _ = try await sandbox.oint(
                ["config", "set", "telegram.token"], environment: ["OINT_FAULT": "file.renaming"],
                input: .text("1:second"))
            #expect(try sandbox.names(in: folder).contains { $0.hasSuffix(".part") })
            let next = try await sandbox.oint(
                ["config", word, "telegram.token"], input: word == "set" ? .text("1:third") : .nothing)
            #expect(next.exitCode == 0, "\(next)")
            #expect(try sandbox.names(in: folder).allSatisfy { !$0.hasSuffix(".part") })
        }
    }
}
