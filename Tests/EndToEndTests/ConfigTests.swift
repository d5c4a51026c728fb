import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Settings by commands", .timeLimit(.minutes(5)))
struct ConfigTests {
    private static let file = ".config/oint/config.toml"
    private static let token = "123456:AAs3cr3tT0kenOfTheB0t-x1y2z3"

    @Test("A setting is stored, shown, listed and removed; comments stay")
    func settings() async throws {
        try await withSandbox { sandbox in
            try sandbox.writeSettings("# mine\n[profile.default.bitrix24] # portal\nlimit = 5 # few\n")
            let set = try await sandbox.oint("config", "set", "Bitrix24.URL", "example.bitrix24.com")
            #expect(set.exitCode == 0 && set.output == "")
            #expect(set.errors == "oint: bitrix24.url is set in profile default\n")
            #expect(
                try sandbox.read(Self.file)
                    == "# mine\n[profile.default.bitrix24] # portal\nlimit = 5 # few\nurl = \"example.bitrix24.com\"\n")
            let get = try await sandbox.oint("config", "get", "bitrix24.url")
            #expect(get.exitCode == 0 && get.output == "example.bitrix24.com\n" && get.errors == "")
            let list = try await sandbox.oint("config", "list", "--format", "ndjson")
            #expect(
                list.output.contains(
                    #"{"profile":"default","library":"bitrix24","option":"url","value":"example.bitrix24.com","source":""#
                ))
            let unset = try await sandbox.oint("config", "unset", "bitrix24.url")
            #expect(unset.exitCode == 0)
            #expect(
                try sandbox.read(Self.file) == "# mine\n[profile.default.bitrix24] # portal\nlimit = 5 # few\n")
            let gone = try await sandbox.oint("config", "get", "bitrix24.url")
            #expect(gone.exitCode == 1 && gone.output == "" && gone.errors == "oint: bitrix24.url is not set\n")
            #expect(try await sandbox.oint("config", "unset", "bitrix24.url").exitCode == 1)
        }
    }

    @Test(
        "A secret comes by standard input, a file or a variable, and shows only when asked to",
        arguments: [["-"], ["--value-file", "token.txt"], ["--value-file", "-"], ["--value-env", "BOT"]])
    func secrets(way: [String]) async throws {
        try await withSandbox { sandbox in
            try sandbox.write(Self.token + "\n", to: "token.txt")
            let words = ["config", "set", "telegram.token"] + (way == ["-"] ? [] : way)
            let set = try await sandbox.oint(
                words, environment: ["BOT": Self.token], input: .text(Self.token + "\n"))
            #expect(set.exitCode == 0, "\(set)")
            #expect(!set.everything.contains("s3cr3t"))
            let masked = try await sandbox.oint("config", "get", "telegram.token")
            #expect(masked.output == "***\n")
            let shown = try await sandbox.oint("config", "get", "telegram.token", "--reveal")
            #expect(shown.output == Self.token + "\n")
            let list = try await sandbox.oint("config", "list")
            #expect(list.output.contains("***") && !list.everything.contains("s3cr3t"))
        }
    }

    @Test("A secret on the command line is refused before it is stored", arguments: [[token], ["--value", token]])
    func typedSecret(words: [String]) async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(["config", "set", "telegram.token"] + words)
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains("nothing was stored") && outcome.errors.contains("change that secret"))
            #expect(!outcome.everything.contains("s3cr3t"))
            #expect(try sandbox.names(in: ".").contains(".config") == false)
        }
    }

    @Test("The address of a webhook is kept among the secrets, with a word on the shell's history")
    func webhook() async throws {
        try await withSandbox { sandbox in
            let address = "https://example.bitrix24.com/rest/1/\(Portal.code)/"
            let outcome = try await sandbox.oint("config", "set", "bitrix24.url", address)
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors.contains("the shell's history has it now"))
            #expect(try sandbox.names(in: ".config/oint") == ["secrets"])
            #expect(try await sandbox.oint("config", "get", "bitrix24.url", "--reveal").output == address + "\n")
        }
    }

    @Test("A value that begins with a dash")
    func dash() async throws {
        try await withSandbox { sandbox in
            let set = try await sandbox.oint("config", "set", "telegram.chat", "--value", "-100123")
            #expect(set.exitCode == 0, "\(set)")
            #expect(try await sandbox.oint("config", "get", "telegram.chat").output == "-100123\n")
        }
    }

    @Test(
        "Mistakes are told before anything is stored",
        arguments: [
            (["telgram.token"], "did you mean telegram?"), (["telegram.tokn"], "did you mean telegram.token?"),
            (["telegram"], "name an option too: telegram.OPTION"), (["bitrix24.url", "a b"], "bitrix24.url takes"),
            (["tokens", "x"], "a setting is named LIBRARY.OPTION"), (["bitrix24.url", ""], "not blank"),
            (["bitrix24.url", "a", "--value", "b"], "give one value"),
            (["bitrix24.url", "example.com", "--profile", "a/b"], "a profile's name"),
        ])
    func mistakes(words: [String], text: String) async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(["config", "set"] + words)
            #expect(outcome.exitCode == 2, "\(outcome)")
            #expect(outcome.errors.contains(text), "\(outcome)")
            #expect(try sandbox.names(in: ".").contains(".config") == false)
        }
    }

    @Test("Two hundred processes at the same time lose nothing")
    func concurrent() async throws {
        try await withSandbox { sandbox in
            try sandbox.writeSettings("# mine\n")
            let options = ["bitrix24.url", "telegram.text", "bitrix24.title"]
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        let outcome = try await sandbox.oint(
                            "config", "set", options[number % 3], "h\(number).example", "--profile", "p\(number)")
                        #expect(outcome.exitCode == 0, "\(outcome)")
                    }
                }
                try await group.waitForAll()
            }
            let text = try sandbox.read(Self.file)
            #expect(text.hasPrefix("# mine\n"))
            for number in 0..<200 {
                #expect(text.contains("[profile.p\(number).") && text.contains("\"h\(number).example\""))
            }
            #expect(try sandbox.names(in: ".config/oint") == ["config.lock", "config.toml"])
        }
    }

    @Test("Editing puts in place what is right, and nothing else")
    func edit() async throws {
        try await withSandbox { sandbox in
            try sandbox.writeSettings("# mine\n")
            func edit(_ script: String) async throws -> Outcome {
                try await sandbox.oint(["config", "edit"], environment: ["EDITOR": script])
            }
            try sandbox.write("#!/bin/sh\nprintf '%s' \"$TEXT\" > \"$2\"\n", to: "put")
            func put(_ text: String) async throws -> Outcome {
                try await sandbox.oint(["config", "edit"], environment: ["VISUAL": "sh put --wait", "TEXT": text])
            }
            let right = "# yours\n[profile.work.bitrix24]\nurl = \"example.bitrix24.com\"\n"
            let done = try await put(right)
            #expect(done.exitCode == 0, "\(done)")
            #expect(try sandbox.read(Self.file) == right)
            let same = try await edit("true")
            #expect(same.exitCode == 0 && same.errors == "oint: nothing was changed\n")
            for (text, words) in [
                ("a = \n", "line 1, column 5"), ("[profile.work.bitrx24]\nurl = 'a.b'\n", "did you mean bitrix24?"),
                ("[profile.work.telegram]\ntoken = '\(Self.token)'\n", "it is a secret"),
            ] {
                let wrong = try await put(text)
                #expect(wrong.exitCode == 4)
                #expect(wrong.errors.contains(words) && wrong.errors.contains("stays as it was"), "\(wrong)")
                #expect(!wrong.everything.contains("s3cr3t"))
                #expect(try sandbox.read(Self.file) == right)
            }
            let failed = try await edit("false")
            #expect(failed.exitCode == 4 && failed.errors.contains("'false' failed"))
            let missing = try await edit("no-such-editor")
            #expect(missing.exitCode == 4 && missing.errors.contains("let VISUAL or EDITOR name another one"))
            #expect(try sandbox.names(in: ".config/oint").allSatisfy { !$0.hasPrefix(".oint-") })
        }
    }

    @Test("A file with a mistake can still be edited")
    func editBroken() async throws {
        try await withSandbox { sandbox in
            try sandbox.writeSettings("a = \n")
            let set = try await sandbox.oint("config", "set", "bitrix24.url", "a.example")
            #expect(set.exitCode == 4)
            #expect(set.errors.contains("config.toml: line 1, column 5"))
            let edit = try await sandbox.oint(["config", "edit"], environment: ["EDITOR": "sed -i 's/a = /# a/'"])
            #expect(edit.exitCode == 0, "\(edit)")
            #expect(try sandbox.read(Self.file) == "# a\n")
        }
    }

    @Test("The doctor's findings, for people and for programs, and its exit code")
    func doctor() async throws {
        try await withSandbox { sandbox in
            let healthy = try await sandbox.oint("config", "doctor")
            #expect(healthy.exitCode == 0, "\(healthy)")
            #expect(healthy.output.split(separator: "\n").allSatisfy { $0.hasPrefix("ok ") })
            #expect(healthy.output.contains("memory dumps: they are off for oint"))
            try sandbox.writeSettings("[profile.default.telegram]\ntoken = '\(Self.token)'\n")
            let ill = try await sandbox.oint("config", "doctor")
            #expect(ill.exitCode == 4 && ill.errors == "")
            #expect(ill.output.contains("problem  \(sandbox.path(Self.file)): line 2, profile.default.telegram.token"))
            #expect(ill.output.contains("run oint config set telegram.token --profile default"))
            #expect(!ill.output.contains("s3cr3t"))
            let rows = try await sandbox.oint("config", "doctor", "--format", "ndjson")
            #expect(rows.exitCode == 4)
            #expect(rows.output.contains(#"{"severity":"problem","subject":""#))
        }
    }

    @Test("Secrets are encrypted with a passphrase, and plain again")
    func protect() async throws {
        try await withSandbox { sandbox in
            let store = try await sandbox.oint(
                ["config", "set", "telegram.token"], input: .text(Self.token))
            #expect(store.exitCode == 0)
            let command = ["--password-command", "echo open sesame"]
            let protect = try await sandbox.oint(["config", "protect", "passphrase"] + command)
            #expect(protect.exitCode == 0, "\(protect)")
            let secrets = ".config/oint/secrets/default.telegram.json"
            #expect(try !sandbox.read(secrets).contains("s3cr3t"))
            let get = ["config", "get", "telegram.token", "--reveal"]
            #expect(try await sandbox.oint(get).output == Self.token + "\n")
            #expect(try await sandbox.oint("config", "doctor").exitCode == 0)
            let wrong = try await sandbox.oint(get, environment: ["OINT_PASSWORD_COMMAND": "echo barley"])
            #expect(wrong.exitCode == 4 && wrong.errors == "oint: passphrase: it is wrong\n")
            let end = try await sandbox.oint("config", "protect", "none")
            #expect(end.exitCode == 0, "\(end)")
            #expect(try sandbox.read(secrets).contains("s3cr3t"))
            #expect(try await sandbox.oint("config", "protect", "glass").exitCode == 2)
        }
    }

    @Test("Profiles are listed, and one is put in force")
    func profiles() async throws {
        try await withSandbox { sandbox in
            #expect(
                try await sandbox.oint("config", "set", "bitrix24.url", "a.example", "--profile", "work").exitCode == 0)
            #expect(
                try await sandbox.oint(
                    ["config", "set", "telegram.token", "--profile", "home"], input: .text(Self.token)
                ).exitCode == 0)
            #expect(try await sandbox.oint("config", "profiles").output == "home\nwork\n")
            let typo = try await sandbox.oint("config", "use", "wrok")
            #expect(typo.exitCode == 2 && typo.errors.contains("did you mean work?"))
            #expect(try await sandbox.oint("config", "use", "work").exitCode == 0)
            #expect(try await sandbox.oint("config", "get", "bitrix24.url").output == "a.example\n")
            #expect(try await sandbox.oint("config", "get", "default-profile").output == "work\n")
            #expect(try await sandbox.oint("config", "path").output == sandbox.path(Self.file) + "\n")
        }
    }
}

extension Sandbox {
    /// Writes the user's settings.
    func writeSettings(_ text: String) throws {
        try self.makeDirectory(".config/oint")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700], ofItemAtPath: self.path(".config/oint"))
        let file = try self.write(text, to: ".config/oint/config.toml")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }
}
