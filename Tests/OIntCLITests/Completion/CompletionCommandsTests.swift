import Foundation
import OIntCLI
import OIntCore
import Testing

@Suite("Commands for shells")
struct CompletionCommandsTests {
    /// What the program answers to the script of a shell.
    private func answer(_ shell: String, _ parts: String...) async -> [String] {
        var surroundings = Surroundings(environment: ["HOME": "/home/somebody"])
        surroundings.input = parts.map { $0 + "\0" }.joined()
        let outcome = await surroundings.oint("completions", "candidates", shell)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.hasSuffix("\n"))
        return outcome.output.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// What the program answers to bash: the line up to the cursor, and the part of it that bash replaces.
    private func bash(_ line: String, _ replaced: String, rest: String = "") async -> [String] {
        await answer("bash", line, rest, replaced)
    }

    @Test("Descriptions for zsh and fish; whole words for fish only")
    func descriptions() async {
        #expect(await answer("zsh", "1", "desk", "Se") == ["", "SendNote\tSends a note to the desk."])
        #expect(await answer("fish", "1", "desk", "Se") == ["", "SendNote\tSends a note to the desk."])
        #expect(await answer("zsh", "2", "desk", "Echo", "--format=nd") == ["", "ndjson"])
        #expect(await answer("fish", "2", "desk", "Echo", "--format=nd") == ["", "--format=ndjson"])
        #expect(await answer("zsh", "2", "desk", "Echo", "--te", "--text", "a") == [""])
        #expect(await answer("fish", "3", "desk", "Echo", "--file", "a") == ["files"])
        #expect(await answer("fish", "3", "desk", "Echo", "--key-env", "H") == ["", "HOME"])
    }

    @Test("Bash gets the part that it replaces")
    func parts() async {
        #expect(await bash("oint desk Se", "Se") == ["", "SendNote"])
        #expect(await bash("oint desk se", "se") == ["", "SendNote"])
        #expect(await bash("oint desk Echo --format=nd", "nd") == ["", "ndjson"])
        #expect(
            await bash("oint desk Echo --format=", "") == ["", "json", "compact", "ndjson", "yaml", "csv", "table"])
        // Without the equals sign among the characters that end a word, the whole word is replaced.
        #expect(await bash("oint desk Echo --format=nd", "--format=nd") == ["", "--format=ndjson"])
        #expect(await bash("oint desk Echo --format \"nd", "nd") == ["", "ndjson"])
        #expect(await bash("oint desk Echo --format='nd", "nd") == ["", "ndjson"])
        #expect(await bash("oint desk Echo --file=", "") == ["files"])
    }

    @Test(
        "Lines as people write them in bash",
        arguments: [
            "A=b C='d e' oint desk Echo --fo", "echo a; oint desk Echo --fo", "true && oint desk Echo --fo",
            "oint tools X | oint desk Echo --fo", "oint desk Echo --text 'a; b | c' --fo",
            #"oint desk Echo --text "it's \"so\"" --fo"#, #"oint desk Echo --text it\'s\ so --fo"#,
            "oint desk Echo --text '' --fo", "oint desk Echo 2>&1 --fo", "oint desk Echo 2> errors --fo",
            "oint desk Echo &> both --fo", "oint   desk\tEcho --text \"$SHELL\" --fo", "(oint desk Echo --fo",
        ])
    func lines(line: String) async {
        #expect(await bash(line, "--fo") == ["", "--format"])
    }

    @Test("Behind a redirection stands a file")
    func redirections() async {
        for line in ["oint desk Echo > fi", "oint desk Echo >fi", "oint desk Echo 2> fi", "oint desk Echo &> fi"] {
            #expect(await bash(line, "fi") == ["files"])
        }
    }

    @Test("The line behind the cursor counts too")
    func behind() async {
        #expect(await bash("oint desk Echo --te", "--te", rest: " --text a") == [""])
        #expect(await bash("oint desk Echo --te", "--te", rest: "xt --count 1") == ["", "--text"])
        #expect(await bash("oint desk Echo --te", "--te", rest: "; oint desk Echo --text a") == ["", "--text"])
    }

    @Test("What no shell asks is an error")
    func nonsense() async {
        for (shell, input) in [
            ("bash", ""), ("bash", "oint\0"), ("zsh", "x\0"), ("fish", "3\0a\0"), ("zsh", "-1\0a\0b\0"),
        ] {
            var surroundings = Surroundings()
            surroundings.input = input
            #expect(await surroundings.oint("completions", "candidates", shell).code == 2)
        }
        #expect(await oint("completions", "candidates", "csh").code == 2)
    }

    @Test("A script for each shell", arguments: ["bash", "zsh", "fish"])
    func scripts(shell: String) async {
        let outcome = await oint("completions", shell)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("completions candidates \(shell)"))
        #expect(outcome.output.contains("oint completions install \(shell)"))
        #expect(!outcome.output.contains("\n\n\n"))
    }

    @Test("Installing writes into the user's folders, and tells what and where")
    func install() async throws {
        try await withTemporaryDirectory { home in
            let places = [
                ("bash", ".local/share/bash-completion/completions/oint"),
                ("zsh", ".local/share/zsh/site-functions/_oint"),
                ("fish", ".config/fish/completions/oint.fish"),
            ]
            for (shell, place) in places {
                let surroundings = Surroundings(environment: ["HOME": home.path, "SHELL": "/usr/bin/\(shell)"])
                let outcome = await surroundings.oint("completions", "install")
                #expect(outcome.code == 0)
                #expect(outcome.errors == "")
                let file = home.appendingPathComponent(place)
                #expect(outcome.output.contains("Written: \(file.path)\n"))
                let script = await oint("completions", shell).output
                let written = try String(contentsOf: file, encoding: .utf8)
                #expect(written == script)
            }
            let pages = home.appendingPathComponent(".local/share/man/man1")
            let names = try pages.names
            #expect(names == ["oint-desk.1", "oint.1"])
        }
    }

    @Test("Installing follows the variables that name other folders")
    func otherFolders() async throws {
        try await withTemporaryDirectory { folder in
            let surroundings = Surroundings(environment: [
                "HOME": "/nowhere", "XDG_DATA_HOME": "\(folder.path)/data", "XDG_CONFIG_HOME": "\(folder.path)/config",
                "BASH_COMPLETION_USER_DIR": "\(folder.path)/bash",
            ])
            for shell in ["bash", "zsh", "fish"] {
                #expect(await surroundings.oint("completions", "install", shell).code == 0)
            }
            let names = try folder.names
            #expect(names == ["bash", "config", "data"])
        }
    }

    @Test("Installing without knowing where, or for which shell, is an error")
    func installErrors() async {
        let nowhere = await Surroundings(environment: ["HOME": ""]).oint("completions", "install", "bash")
        #expect(nowhere.code == 4)
        let tcsh = await Surroundings(environment: ["HOME": "/nowhere", "SHELL": "/bin/tcsh"])
            .oint("completions", "install")
        #expect(tcsh.code == 2)
        #expect(tcsh.errors.contains("bash, zsh and fish"))
    }

    @Test("The manual, with the day that is asked for")
    func manual() async throws {
        try await withTemporaryDirectory { folder in
            let surroundings = Surroundings(environment: ["SOURCE_DATE_EPOCH": "1769817600"])
            let path = folder.appendingPathComponent("man/man1").path
            let outcome = await surroundings.oint("manual", "--out", path)
            #expect(outcome.code == 0)
            #expect(outcome.output == "")
            // The mark that keeps short words from being macros is not looked at here.
            let page = try String(contentsOfFile: "\(path)/oint.1", encoding: .utf8).replacing("\\&", with: "")
            #expect(page.hasPrefix(".Dd January 31, 2026\n"))
            for option in StandardOption.allCases {
                #expect(page.contains(".It Fl Fl \(option.rawValue.replacing("-", with: "\\-"))"))
            }
            for command in Command.all { #expect(page.contains(".It Cm \(command.path[0])")) }
            let wrong = await Surroundings(environment: ["SOURCE_DATE_EPOCH": "soon"]).oint("manual", "--out", path)
            #expect(wrong.code == 2)
        }
    }
}
