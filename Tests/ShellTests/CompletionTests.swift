import Foundation
import Testing

/// Keys are typed into real shells on a terminal; the tests look at what the screen shows.
@Suite("Completion in shells", .timeLimit(.minutes(5)), .serialized)
struct CompletionTests {
    /// Deletes what is typed, so that a line can begin anew.
    private static let clear = "\u{15}"

    @Test("Libraries, methods and options are completed", arguments: Shell.allCases)
    func names(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            try await desk.screen(
                Desk.Step("oint bitr\t", until: "ready> oint bitrix24"),
                Desk.Step("gettasksl\t", until: "ready> oint bitrix24 GetTasksList"),
                Desk.Step("--sel\t", until: "ready> oint bitrix24 GetTasksList --select"),
                Desk.Step("'[\"ID\"]' --dry\t", until: "GetTasksList --select '[\"ID\"]' --dry-run"))
        }
    }

    @Test(
        "Where several things fit, they are listed, with what they mean where the shell shows it",
        arguments: Shell.allCases)
    func lists(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            let described = "Fetches one comment on a task."
            // The key first adds what all have in common; in bash and zsh it then has to be pressed again.
            let last =
                switch shell {
                case .bash: Desk.Step("\t\t", until: "GetTaskCommentsList")
                case .zsh: Desk.Step("\t", until: described)
                case .fish: Desk.Step("", until: described)
                }
            let screen = try await desk.screen(
                Desk.Step("oint bitrix24 GetTaskC\t", until: "GetTaskComment"), last)
            #expect(screen.contains("Lists the comments on a task.") == (shell != .bash))
        }
    }

    @Test("Methods are completed in Russian too", arguments: Shell.allCases)
    func russian(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            try await desk.screen(
                Desk.Step("oint bitrix24 ПолучитьСписокЗад\t", until: "ready> oint bitrix24 ПолучитьСписокЗадач"),
                Desk.Step("--off\t", until: "ПолучитьСписокЗадач --offset"))
        }
    }

    @Test("Values are completed, behind a space and behind an equals sign", arguments: Shell.allCases)
    func values(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            try await desk.screen(
                Desk.Step("oint sqlite GetRecords --format nd\t", until: "--format ndjson"),
                Desk.Step("--dry-run tr\t", until: "--dry-run true"),
                Desk.Step(Self.clear + "oint sqlite GetRecords --format=ta\t", until: "--format=table"),
                Desk.Step("--db-env DESK\t", until: "--db-env DESK_KEY"))
        }
    }

    @Test("Profiles that are stored are completed by name", arguments: Shell.allCases)
    func profiles(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            try desk.write("[profile.workshop.sqlite]\ndb = 'shop.db'\n", to: ".config/oint/config.toml")
            try await desk.screen(
                Desk.Step("oint sqlite GetRecords --profile works\t", until: "--profile workshop"))
        }
    }

    @Test("Files are completed where one fits, and nowhere else", arguments: Shell.allCases)
    func files(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            let screen = try await desk.screen(
                Desk.Step("oint s3 PutObject --data one\t", until: #"--data one\ file.txt"#),
                Desk.Step("--basic tw\t", until: "--basic two.json"),
                Desk.Step("--out=tw\t", until: "--out=two.json"),
                Desk.Step(Self.clear + "oint sqlite ExecuteSQLQuery --sql on\t", until: #"--sql one\ file.txt"#),
                Desk.Step("--db=tw\t", until: "--db=two.json"),
                Desk.Step(Self.clear + "oint s3 PutObject ", until: "oint s3 PutObject"),
                Desk.Step("--name-file on\t", until: #"--name-file one\ file.txt"#),
                Desk.Step("--bucket tw\tEND", until: "--bucket twEND"))
            #expect(!screen.contains("twEND.json"))
        }
    }

    @Test("Within quotes, within the line, and behind other commands", arguments: Shell.allCases)
    func places(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            let left = String(repeating: "\u{1B}[D", count: " --table a".count)
            try await desk.screen(
                Desk.Step("oint sqlite GetRec --table a", until: "GetRec --table a"),
                Desk.Step(left + "\t", until: "GetRecords --table a"),
                Desk.Step(Self.clear + "\u{0B}", until: "ready>"),
                Desk.Step("echo a b; oint sqlite GetRecords --format 'ndj", until: "'ndj"),
                Desk.Step("\t", until: "--format 'ndjson'"))
        }
    }

    // While it completes, fish shows nothing of what stands behind the cursor.
    @Test("What stands behind the cursor counts too", arguments: [Shell.bash, .zsh])
    func behind(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            func left(_ text: String) -> String { String(repeating: "\u{1B}[D", count: text.count) }
            let (given, dry) = (" --table a", " --dry-run")
            try await desk.screen(
                // What is given already is not offered again.
                Desk.Step("oint sqlite GetRecords" + given, until: "GetRecords" + given),
                Desk.Step(left(given) + " --tabl\tEND", until: "GetRecords --tablEND" + given),
                Desk.Step(Self.clear + "\u{0B}oint http Get" + dry, until: "Get" + dry),
                Desk.Step(left(dry) + " --format cu\t", until: "--format curl"))
        }
    }

    @Test("What holds a colon stays whole", arguments: Shell.allCases)
    func colons(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            try await desk.screen(
                Desk.Step(
                    "oint bitrix24 GetTasksList --url https://example.com/rest?a=b --sel\t",
                    until: "--url https://example.com/rest?a=b --select"))
        }
    }

    @Test("Secrets are neither completed nor shown, and nothing spoils the prompt", arguments: Shell.allCases)
    func secrets(shell: Shell) async throws {
        try await Desk.with(shell) { desk in
            let screen = try await desk.screen(
                Desk.Step("oint bitrix24 GetTask --token \tEND", until: "--token END"),
                Desk.Step(Self.clear + "oint nonsense \tEND", until: "oint nonsense END"),
                Desk.Step(Self.clear + "oint bitrix24 GetTask --nonsense=\tEND", until: "--nonsense=END"))
            #expect(!screen.contains("secret-value"))
            #expect(screen.split(separator: "\n").filter { !$0.hasPrefix("ready>") } == [])
        }
    }

    @Test("What the program installs is found as it says", arguments: Shell.allCases)
    func installed(shell: Shell) async throws {
        func install(_ desk: Desk) async throws -> String {
            let written = try await desk.oint("completions", "install")
            #expect(written.contains("Written: \(desk.home.path)"))
            return shell.loadingInstalled(from: desk.home.path)
        }
        try await Desk.with(shell, configuration: install) { desk in
            try await desk.screen(Desk.Step("oint telegram SendTextM\t", until: "ready> oint telegram SendTextMessage"))
        }
    }

    @Test("The package bash-completion finds what is installed by itself")
    func bashCompletion() async throws {
        func install(_ desk: Desk) async throws -> String {
            _ = try await desk.oint("completions", "install", "bash")
            return "source /usr/share/bash-completion/bash_completion\n"
        }
        try await Desk.with(.bash, configuration: install) { desk in
            try await desk.screen(
                Desk.Step("oint telegram SendTextM\t", until: "ready> oint telegram SendTextMessage"),
                Desk.Step("--format=nd\t", until: "--format=ndjson"),
                Desk.Step(
                    Self.clear + "oint bitrix24 GetTasksList --url http://a:8 --sel\t",
                    until: "--url http://a:8 --select"))
        }
    }
}
