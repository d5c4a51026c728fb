import Foundation
import OIntCore
import Testing

@testable import OIntCLI

@Suite("Commands")
struct ApplicationTests {
    @Test("The version", arguments: ["--version", "-V"])
    func version(argument: String) async {
        let outcome = await oint(argument)
        #expect(outcome.output.contains(#/^oint [0-9]+\.[0-9]+\.[0-9]+ \(build [0-9a-f]{12}\)\n$/#))
        #expect(outcome.output.hasPrefix("oint \(Version.number) "))
        #expect(outcome.code == 0)
    }

    @Test("The hash of the build is the one that the version begins")
    func hash() async {
        let hash = await oint("hashsum").output
        let version = await oint("--version").output
        #expect(hash.contains(#/^[0-9a-f]{16,}\n$/#))
        #expect(version.contains("(build \(hash.prefix(12)))"))
    }

    @Test(
        "A method is found by its English or Russian name, in any case",
        arguments: ["Label", "label", "LABEL", "Прочитать", "ПРОЧИТАТЬ"])
    func names(name: String) async {
        #expect(await oint("desk", name).output == "Жёлтая папка\n")
        #expect(await oint("DESK", name).output == "Жёлтая папка\n")
    }

    @Test(
        "What does not exist is named, with what was meant, and a pointer to the nearest help",
        arguments: [
            (["deks"], "oint: there is no library or command 'deks', did you mean desk?\nSee oint --help\n"),
            (["wardrobe"], "oint: there is no library or command 'wardrobe'\nSee oint --help\n"),
            (["-x"], "oint: there is no library or command '-x'\nSee oint --help\n"),
            (["hlep"], "oint: there is no library or command 'hlep', did you mean help?\nSee oint --help\n"),
            (["version"], "oint: there is no library or command 'version', did you mean --version?\nSee oint --help\n"),
            (["--helo"], "oint: there is no library or command '--helo', did you mean --help?\nSee oint --help\n"),
            (["--token=hush"], "oint: there is no library or command '--token'\nSee oint --help\n"),
            (
                ["--proxy=http://u:hush@h:1", "desk", "Echo"],
                "oint: --proxy stands behind the method: oint LIBRARY METHOD --proxy\nSee oint --help\n"
            ),
            (["desk", "Ehco"], "oint: desk has no method 'Ehco', did you mean Echo?\nSee oint desk --help\n"),
            (
                ["desk", "прочитат"],
                "oint: desk has no method 'прочитат', did you mean Прочитать?\nSee oint desk --help\n"
            ),
            (["desk", "Sing"], "oint: desk has no method 'Sing'\nSee oint desk --help\n"),
        ])
    func unknown(arguments: [String], errors: String) async {
        let outcome = await Surroundings().oint(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors == errors)
    }

    @Test("A method that needs nothing runs without options; one that needs something shows its page")
    func nothingGiven() async {
        #expect(await oint("desk", "Empty").output == "{}\n")
        #expect(await oint("desk", "Echo").output.hasPrefix("Gives back what it is told.\n"))
        #expect(await oint("desk", "Echo", "--count", "1").errors.hasPrefix("oint: --text is missing\n"))
    }

    @Test("A dry run shows the request, secrets masked, and sends nothing", arguments: ["--dry-run", "--test"])
    func dryRun(option: String) async throws {
        let outcome = await oint(
            "desk", "SendNote", "--url", "https://host.invalid/notes", "--text", "a", "--key", "hushhush", option)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(!outcome.output.contains("hushhush"))
        #expect(
            try JSON(parsing: outcome.output) == [
                "method": "POST", "url": "https://host.invalid/notes",
                "headers": ["Content-Type": "application/json; charset=utf-8"], "body": ["key": "***", "text": "a"],
            ])
    }

    @Test("A dry run finds mistakes too, and writes no file")
    func dryRunMistakes() async throws {
        #expect(await oint("desk", "SendNote", "--dry-run").code == 2)
        #expect(await oint("desk", "SendNote", "--url", "nowhere", "--text", "a", "--dry-run").code == 2)
        try await withTemporaryDirectory { directory async throws in
            let path = directory.appendingPathComponent("result").path
            let outcome = await oint(
                "desk", "SendNote", "--url", "https://h/", "--text", "a", "--dry-run", "--out", path)
            #expect(outcome.output.contains("\"method\": \"POST\""))
            #expect(try directory.names == [])
        }
    }

    @Test(
        "Debugging shows requests on the error output, secrets masked",
        arguments: [([String: String](), ["--debug"]), (["OINT_DEBUG": "YES"], []), (["OINT_DEBUG": "1"], [])])
    func debug(environment: [String: String], options: [String]) async {
        var surroundings = Surroundings()
        surroundings.environment = environment
        let outcome = await surroundings.oint(
            [
                "desk", "SendNote", "--url", "https://host.invalid/", "--text", "a\u{1B}[1m", "--key", "hushhush",
                "--dry-run",
            ] + options)
        #expect(outcome.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("* ") })
        #expect(outcome.errors.hasPrefix("* POST https://host.invalid/\n"))
        #expect(!outcome.errors.contains("hushhush"))
        #expect(!outcome.errors.contains("\u{1B}"))
        #expect(outcome.output.contains("\"method\": \"POST\""))
    }

    @Test("Without that nothing is shown", arguments: ["", "no", "0"])
    func noDebug(value: String) async {
        var surroundings = Surroundings()
        surroundings.environment = ["OINT_DEBUG": value]
        let outcome = await surroundings.oint(
            "desk", "SendNote", "--url", "https://host.invalid/", "--text", "a", "--dry-run")
        #expect(outcome.errors == "")
    }

    @Test(
        "What a command lacks is told once, whatever form of the option was typed",
        arguments: [["reference", "--out"], ["reference", "-o"], ["manual", "--out"]])
    func lacking(arguments: [String]) async {
        let errors = await Surroundings().oint(arguments).errors
        #expect(errors.hasPrefix("oint: --out needs a value"))
        #expect(!errors.contains("missing"))
    }

    @Test("What a command does not do is not said of its options")
    func meanings() async {
        let batch = await oint("batch", "--help").output
        #expect(!batch.contains("curl") && !batch.contains("_hex_"))
        for command in ["profiles", "doctor"] {
            let page = await oint("config", command, "--help").output
            #expect(page.contains("plain lines when not given") && !page.contains("json when not given"))
        }
    }

    @Test("For every command of the program, -h is help", arguments: Command.all.map(\.path))
    func shortHelp(path: [String]) async throws {
        let command = try #require(Command.all.first { $0.path == path })
        let outcome = await Surroundings().oint(path + ["-h"])
        #expect(outcome.code == 0)
        #expect(
            outcome.output.split(whereSeparator: \.isWhitespace).starts(with: command.summary.split(separator: " ")))
        #expect(await Surroundings().oint(path + ["--help"]).output == outcome.output)
    }
}
