import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Stored secrets are safe", .timeLimit(.minutes(5)))
struct SecretSafetyTests {
    private static let token = "s3cr3t-t0ken-1a2b3c4d"

    private func store(in sandbox: Sandbox, launcher: [String] = []) async throws -> Outcome {
        try await sandbox.oint(
            ["config", "set", "bitrix24.token"], input: .text(Self.token + "\n"), launcher: launcher)
    }

    @Test(
        "A stored token is seen nowhere, whatever the service answers",
        arguments: [
            ServerReply.json(#"{"result":true}"#),
            .json(#"{"error":"expired_token","error_description":"No"}"#, status: 401), .status(500), .reset,
        ])
    func unseen(reply: ServerReply) async throws {
        try await withPortal(answering: reply) { portal in
            #expect(try await self.store(in: portal.sandbox).exitCode == 0)
            let set = try await portal.sandbox.oint("config", "set", "bitrix24.url", portal.server.url)
            #expect(set.exitCode == 0, "\(set)")
            for way in [
                [], ["--debug"], ["--dry-run"], ["--dry-run", "--format", "curl"], ["--bogus"], ["--profile", "x"],
            ] {
                let outcome = try await portal.sandbox.oint(
                    ["bitrix24", "GetTask", "--task", "5", "--retries", "0"] + way)
                #expect(!outcome.everything.contains(Self.token), "\(way): \(outcome)")
            }
            for words in [["list"], ["list", "--format", "csv"], ["doctor"], ["get", "bitrix24.token"]] {
                let outcome = try await portal.sandbox.oint(["config"] + words)
                #expect(!outcome.everything.contains(Self.token), "\(words): \(outcome)")
            }
            #expect(try !portal.sandbox.read(".config/oint/config.toml").contains(Self.token))
        }
    }

    @Test("No file of a secret is ever open to others, whatever the umask")
    func umask() async throws {
        try await withSandbox { sandbox in
            let launcher = ["sh", "-c", "umask 0; exec \"$0\" \"$@\""]
            #expect(try await self.store(in: sandbox, launcher: launcher).exitCode == 0)
            let plain = try await sandbox.oint(
                ["config", "set", "bitrix24.url", "a.example"], launcher: launcher)
            #expect(plain.exitCode == 0)
            let protect = try await sandbox.oint(
                ["config", "protect", "passphrase"], environment: ["OINT_PASSPHRASE": "open sesame"], launcher: launcher
            )
            #expect(protect.exitCode == 0, "\(protect)")
            for folder in [".config/oint", ".config/oint/secrets"] {
                #expect(try sandbox.mode(of: folder) == 0o700)
            }
            let files =
                try sandbox.names(in: ".config/oint/secrets").map { "secrets/\($0)" } + ["config.toml", "config.lock"]
            #expect(files.count >= 4)
            for file in files { #expect(try sandbox.mode(of: ".config/oint/" + file) == 0o600, "\(file)") }
        }
    }

    @Test("The list of processes does not show what was typed, and memory is not dumped")
    func process() async throws {
        let gate = Gate()
        try await withPortal(handler: { _ in
            try await gate.pass()
            return .json(#"{"result":true}"#)
        }) { portal in
            let child = try await portal.sandbox.start([
                "bitrix24", "GetTask", "--task", "5", "--url", portal.server.url, "--token", Self.token,
            ])
            try await gate.reached()
            let process = "/proc/\(child.processID)"
            let line = String(
                decoding: try Data(contentsOf: URL(fileURLWithPath: process + "/cmdline")), as: UTF8.self)
            #expect(line.contains("GetTask") && line.contains("****"))
            #expect(!line.contains(Self.token))
            let limits = try String(contentsOfFile: process + "/limits", encoding: .utf8)
            let core = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
            #expect(
                core.split(whereSeparator: \.isWhitespace).dropFirst(4).prefix(2).allSatisfy {
                    ["0", "1"].contains($0)
                })
            gate.open()
            #expect(try await child.outcome().exitCode == 0)
        }
    }

    @Test(
        "A full disk leaves what was stored as it was",
        .enabled("needs a mount of its own", { await TinyDisk.isPossible() }))
    func fullDisk() async throws {
        try await withSandbox { sandbox in
            try sandbox.makeDirectory("disk")
            let script = """
                set -e
                oint="$0"
                export XDG_CONFIG_HOME=\(sandbox.path("disk"))
                echo first | "$oint" config set bitrix24.token
                "$oint" config set bitrix24.url a.example
                dd if=/dev/zero of=\(sandbox.path("disk"))/fill bs=1k count=100 2>/dev/null || true
                set +e
                head -c 20000 /dev/zero | tr '\\\\0' s | "$oint" config set bitrix24.token
                echo "secret: $?"
                "$oint" config set bitrix24.url b.example
                echo "setting: $?"
                "$oint" config doctor
                echo "doctor: $?"
                "$oint" config get bitrix24.token --reveal
                "$oint" config get bitrix24.url
                """
            let outcome = try await sandbox.oint(
                [], launcher: TinyDisk.launcher(mountingOn: sandbox.path("disk")) + ["sh", "-c", script])
            #expect(outcome.errors.contains("the disk is full"), "\(outcome)")
            #expect(outcome.output.contains("secret: 4\n"), "\(outcome)")
            #expect(outcome.output.contains("setting: 4\n"), "\(outcome)")
            #expect(outcome.output.contains("nothing can be written there: the disk is full"), "\(outcome)")
            #expect(outcome.output.contains("doctor: 4\nfirst\na.example\n"), "\(outcome)")
        }
    }

    @Test("A file that may not grow leaves what was stored as it was")
    func fileLimit() async throws {
        try await withSandbox { sandbox in
            #expect(try await self.store(in: sandbox).exitCode == 0)
            let long = String(repeating: "long-s3cr3t ", count: 5000)
            let outcome = try await sandbox.oint(
                ["config", "set", "bitrix24.token"], input: .text(long),
                launcher: ["sh", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""])
            #expect(outcome.exitCode == 4, "\(outcome)")
            #expect(!outcome.everything.contains("long-s3cr3t"))
            let kept = try await sandbox.oint("config", "get", "bitrix24.token", "--reveal")
            #expect(kept.output == Self.token + "\n")
            #expect(try sandbox.names(in: ".config/oint/secrets").allSatisfy { !$0.hasSuffix(".part") })
        }
    }

    @Test("A home that can't be written to is told of, and calls work without it")
    func readOnlyHome() async throws {
        try await withPortal { portal in
            let sandbox = portal.sandbox
            try sandbox.makeDirectory("home")
            try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: sandbox.path("home"))
            // The administrator may write anywhere, so somebody else has to try.
            let nobody = geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: sandbox.directory.path)
            let home = ["HOME": sandbox.path("home")]
            let set = try await sandbox.oint(
                ["config", "set", "bitrix24.url", "a.example"], environment: home, launcher: nobody)
            #expect(set.exitCode == 4, "\(set)")
            #expect(set.errors.contains("you are not allowed to use it"), "\(set)")
            let secret = try await sandbox.oint(
                ["config", "set", "bitrix24.token"], environment: home, input: .text(Self.token), launcher: nobody)
            #expect(secret.exitCode == 4)
            #expect(!secret.everything.contains(Self.token))
            let doctor = try await sandbox.oint(["config", "doctor"], environment: home, launcher: nobody)
            #expect(doctor.exitCode == 4 && doctor.output.contains("it is missing, and can't be made"), "\(doctor)")
            let call = try await sandbox.oint(
                ["bitrix24", "GetTask", "--task", "5", "--url", portal.webhook], environment: home, launcher: nobody)
            #expect(call.exitCode == 0, "\(call)")
        }
    }

    @Test("Settings that somebody else could have written are not used; nothing is sent")
    func untrusted() async throws {
        try await withPortal { portal in
            #expect(try await self.store(in: portal.sandbox).exitCode == 0)
            try portal.sandbox.writeSettings("[profile.default.bitrix24]\nurl = '\(portal.server.url)'\n")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o666], ofItemAtPath: portal.sandbox.path(".config/oint/config.toml"))
            let outcome = try await portal.sandbox.oint("bitrix24", "GetTask", "--task", "5")
            #expect(outcome.exitCode == 4)
            #expect(outcome.errors.contains("run chmod 600"))
            #expect(portal.calls.isEmpty)
        }
    }
}
