import Foundation
import OIntCLI
import OIntCore
import Testing

/// What `oint desk Echo` answers to options that are right.
private func echo(
    _ arguments: [String], _ change: (inout Surroundings) -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation
) async throws -> JSON {
    var surroundings = Surroundings()
    change(&surroundings)
    let outcome = await surroundings.oint(["desk", "Echo"] + arguments)
    #expect(outcome.code == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors == "", sourceLocation: sourceLocation)
    return try JSON(parsing: outcome.output)
}

/// What `oint desk Echo` says to options that are wrong, without the mark and the pointer to the help.
private func complaint(
    _ arguments: [String], _ change: (inout Surroundings) -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation
) async throws -> String {
    var surroundings = Surroundings()
    change(&surroundings)
    let outcome = await surroundings.oint(["desk", "Echo"] + arguments)
    #expect(outcome.code == 2, sourceLocation: sourceLocation)
    #expect(outcome.output == "", sourceLocation: sourceLocation)
    #expect(outcome.errors.hasPrefix("oint: "), sourceLocation: sourceLocation)
    #expect(outcome.errors.hasSuffix("\nSee oint desk Echo --help\n"), sourceLocation: sourceLocation)
    return String(outcome.errors.dropFirst(6).dropLast("\nSee oint desk Echo --help\n".count))
}

@Suite("Options on the command line")
struct ArgumentParserTests {
    @Test(
        "An option has several forms",
        arguments: [
            ["--text", "hello"], ["--text=hello"], ["--TEXT", "hello"], ["--Text=hello"], ["-t", "hello"], ["-t=hello"],
        ])
    func forms(arguments: [String]) async throws {
        #expect(try await echo(arguments) == ["text": "hello", "count": 1, "urgent": false])
    }

    @Test("Every option can be given at once, in any order")
    func everything() async throws {
        let arguments = [
            "--fields", "{'b': 1, \"a\": [2.50]}", "--count", "3", "--date=2026-01-31", "--urgent", "--amount", "1,50",
            "--urgency", "high", "--key", "k", "--tags", "x", "--file", "https://h/a", "--tags", "y", "-t", "hello",
        ]
        let answer = try await echo(arguments)
        #expect(
            answer.text(.compact)
                == #"{"text":"hello","count":3,"urgent":true,"amount":1.50,"urgency":"High","date":"2026-01-31","#
                + #""tags":["x","y"],"fields":{"b":1,"a":[2.50]},"key":"k","file":"https://h/a"}"#)
    }

    @Test("One letter stands for one option, the first that begins with it")
    func shortFlags() async throws {
        let answer = try await echo(["-t", "a", "-c", "2", "-a", "3", "-u", "-d", "2026-01-31", "-g", "low"])
        #expect(answer["count"] == 2)
        #expect(answer["amount"] == 3)
        #expect(answer["urgent"] == true)
        #expect(answer["urgency"] == nil)
        #expect(answer["date"] == "2026-01-31")
        #expect(answer["tags"] == ["low"])
    }

    @Test(
        "More letters behind one dash are a slip, not an option with something lost",
        arguments: ["-text", "-t5", "-tcount"])
    func severalLetters(argument: String) async throws {
        let words = try await complaint([argument, "hello", "--text", "x"])
        #expect(words.hasPrefix("unknown option '\(argument)'"))
        if argument == "-text" { #expect(words == "unknown option '-text', did you mean --text?") }
    }

    @Test("Published slips of the pen work", arguments: [["--cuont", "4"], ["--CUONT=4"], ["--cuont-env", "N"]])
    func aliases(arguments: [String]) async throws {
        #expect(try await echo(arguments + ["-t", "a"]) { $0.environment = ["N": "4"] }["count"] == 4)
    }

    @Test(
        "A switch stands alone or with a word",
        arguments: [
            (["--urgent"], true), (["--urgent", "true"], true), (["--urgent", "TRUE"], true), (["--urgent=true"], true),
            (["-u"], true), (["-u", "false"], false), (["--urgent", "false"], false), (["--urgent=False"], false),
        ])
    func switches(arguments: [String], value: Bool) async throws {
        #expect(try await echo(arguments + ["--text", "a"])["urgent"] == JSON(value))
        #expect(try await echo(["--text", "a"] + arguments)["urgent"] == JSON(value))
    }

    @Test("A switch takes no other word")
    func switchWord() async throws {
        #expect(try await complaint(["-t", "a", "--urgent", "yes"]) == "--urgent takes true or false, not 'yes'")
    }

    @Test(
        "A value may begin with a dash",
        arguments: [
            (["--text", "-5"], "-5"), (["--text", "-"], "-"), (["--text", "--"], "--"), (["--text", "---"], "---"),
            (["--text", "-x"], "-x"), (["--text", "--unknown"], "--unknown"), (["--text", "- a"], "- a"),
            (["--text", "-text is this"], "-text is this"), (["--text=--count"], "--count"), (["--text=-c"], "-c"),
            (["-t=-t"], "-t"), (["--text", "-=-"], "-=-"),
        ])
    func dashes(arguments: [String], value: String) async throws {
        #expect(try await echo(arguments)["text"] == .string(value))
    }

    @Test(
        "A value that is an option is no value",
        arguments: [
            ["--text", "--count", "2"], ["--text", "-c", "2"], ["--text", "--format", "json"],
            ["--count", "2", "--text"],
        ])
    func missingValue(arguments: [String]) async throws {
        #expect(
            try await complaint(arguments).contains("--text needs a value; write --text=… where it begins with a dash"))
    }

    @Test("Values are taken as they stand, apart from escapes")
    func literalValues() async throws {
        #expect(try await echo(["--text", #"a\nb\tc\\d\e"#])["text"] == .string("a\nb\tc\\d\\e"))
        #expect(try await echo(["--text=a=b=c"])["text"] == "a=b=c")
        #expect(try await echo(["--text", " a "])["text"] == " a ")
        #expect(try await echo(["--text", "/etc/hostname"])["text"] == "/etc/hostname")
        #expect(try await echo(["--text", "https://h/"])["text"] == "https://h/")
        // A backslash in a secret is a backslash.
        #expect(try await echo(["-t", "a", "--key", #"a\nb"#])["key"] == .string(#"a\nb"#))
    }

    @Test("A value of nothing but blanks counts as none", arguments: ["", "  ", "\n"])
    func blank(value: String) async throws {
        #expect(try await complaint(["--text", value]) == "--text is missing")
        #expect(try await echo(["-t", "a", "--count", value])["count"] == 1)
    }

    @Test(
        "Lists are JSON, or the option several times",
        arguments: [
            (["--tags", "a"], ["a"]), (["--tags", "a", "--tags", "b,c"], ["a", "b,c"]),
            (["--tags", #"["a", "b"]"#], ["a", "b"]),
            (["--tags=['a']"], ["a"]), (["--tags", "[]"], nil), (["--tags", "{}"], nil),
            (["-g", "a", "--tags=b"], ["a", "b"]),
        ] as [([String], [JSON]?)])
    func lists(arguments: [String], tags: [JSON]?) async throws {
        #expect(try await echo(arguments + ["-t", "a"])["tags"] == tags.map { .array($0) })
    }

    @Test("What takes one value takes it once")
    func twice() async throws {
        #expect(try await complaint(["-t", "a", "--text", "b"]) == "--text is given 2 times; give it once")
    }

    @Test(
        "An unknown option is named, with the one that was meant",
        arguments: [
            ("--txet", "unknown option '--txet', did you mean --text?"),
            ("--tex", "unknown option '--tex', did you mean --text?"),
            ("--formta=json", "unknown option '--formta', did you mean --format?"),
            ("--dryrun", "unknown option '--dryrun', did you mean --dry-run?"),
            ("--something", "unknown option '--something'"),
            ("-q", "unknown option '-q'"),
            ("--somethinglong=hushhush", "unknown option '--somethinglong'"),
        ])
    func unknown(argument: String, words: String) async throws {
        #expect(try await complaint([argument, "-t", "a"]) == words)
    }

    @Test("The value of an unknown option is no mistake of its own")
    func valueOfUnknown() async throws {
        #expect(try await complaint(["--txet", "hello", "-t", "a"]) == "unknown option '--txet', did you mean --text?")
    }

    @Test("A word that belongs to no option is not repeated: it may be a secret")
    func stray() async throws {
        let words = try await complaint(["-t", "a", "--key", "hush", "hushhush"])
        #expect(words == "unexpected argument behind --key: a value with spaces needs quotes")
        #expect(
            try await complaint(["hushhush"]).contains(
                "unexpected argument behind Echo: a value stands behind the name of its option, such as --text"))
    }

    @Test("All mistakes are told at once, in their order")
    func severalMistakes() async throws {
        let words = try await complaint([
            "--cuonted", "1", "--count", "many", "--amount=x", "--urgency", "medium", "--date", "tomorrow", "--fields",
            "{'a' 1}",
            "--format", "jsno",
        ])
        let lines = words.split(separator: "\n").map { String($0) }
        #expect(lines.first == "8 things are wrong:")
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
        let beginnings = [
            "unknown option '--cuonted'",
            "--format takes json, compact, ndjson, yaml, csv, table, curl, not 'jsno', did you mean json?",
            "--text is missing", "--count takes a whole number, not 'many'", "--amount takes a number, not 'x'",
            "--urgency takes Low, High, not 'medium'", "--date takes a date such as 2026-01-31",
            "--fields is not readable JSON:",
        ]
        for beginning in beginnings {
            #expect(lines.contains { $0.hasPrefix("  " + beginning) }, "\(beginning)\n\(words)")
        }
        #expect(lines.count == 9)
    }
}

@Suite("Values from elsewhere")
struct IndirectValueTests {
    @Test("A value may come from a file, exactly as it is there")
    func file() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = try directory.file("text", Array("a\\n\r\nя\n".utf8))
            for arguments in [["--text-file", path], ["--text-file=\(path)"], ["--TEXT-FILE", path]] {
                #expect(try await echo(arguments)["text"] == "a\\n\r\nя\n")
            }
            let key = try directory.file("key", Array("  secret\\n \n".utf8))
            #expect(try await echo(["-t", "a", "--key-file", key])["key"] == "secret\\n")
            let fields = try directory.file("fields", Array(#"{"a": 1}"#.utf8))
            #expect(try await echo(["-t", "a", "--fields-file", fields])["fields"] == ["a": 1])
            // JSON options take the path of a file by themselves.
            #expect(try await echo(["-t", "a", "--fields", fields])["fields"] == ["a": 1])
        }
    }

    @Test("A value may come from standard input")
    func standardInput() async throws {
        for arguments in [["--text-file", "-"], ["--text-file=-"]] {
            #expect(try await echo(arguments) { $0.input = "typed\n" }["text"] == "typed\n")
        }
    }

    @Test(
        "Standard input serves one option only",
        arguments: [
            ["--text-file", "-", "--key-file", "-"], ["--text-file", "-", "--file", "-"],
            ["--file", "-", "--text-file", "-"],
            ["-t", "a", "--file", "-", "--copy", "-"], ["-t", "a", "--file", "-", "--copy-file", "-"],
        ])
    func inputTwice(arguments: [String]) async throws {
        let words = try await complaint(arguments) { $0.input = "typed" }
        #expect(words.hasSuffix("wants standard input, which another option has taken"), "\(words)")
        #expect(!words.contains("\n"))
    }

    @Test("A value may come from a variable, exactly as it is there")
    func environment() async throws {
        let answer = try await echo(["--text-env", "T", "--key-env=K", "--tags-env", "L"]) {
            $0.environment = ["T": #"a\nb"#, "K": " secret\n", "L": #"["x"]"#]
        }
        #expect(answer["text"] == .string(#"a\nb"#))
        #expect(answer["key"] == "secret")
        #expect(answer["tags"] == ["x"])
    }

    @Test("What is not there is named, and does not count as missing as well")
    func missing() async throws {
        #expect(
            try await complaint(["--text-env", "NOPE"])
                == "--text (--text-env) names the environment variable 'NOPE', which is not set")
        #expect(
            try await complaint(["--text-file", "/nowhere/file"])
                == "--text (--text-file) names the file '/nowhere/file', but it does not exist")
        #expect(try await complaint(["--text-file", "/"]).hasSuffix("but it is a directory"))
        #expect(try await complaint(["--text-file", "-"]).hasSuffix("but nobody types here"))
        #expect(try await complaint(["--text-file"]).contains("--text-file needs a value"))
        #expect(try await complaint(["--text-env", "--count", "1"]).contains("--text-env needs a value"))
    }

    @Test("A secret that stands where a name belongs is not repeated")
    func misplacedSecret() async throws {
        for option in ["--key-env", "--key-file"] {
            let words = try await complaint(["-t", "a", option, "hushhush"])
            #expect(!words.contains("hushhush"))
            #expect(words.hasPrefix("--key (\(option)) names the"))
        }
    }

    @Test("What is no text is refused where text is wanted")
    func noText() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = try directory.file("binary", [0xFF, 0xFE, 0x00])
            #expect(try await complaint(["--text-file", path]).hasSuffix("which is not UTF-8 text"))
        }
    }

    @Test("A file option takes a path either way")
    func fileOption() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = try directory.file("binary", [0xFF, 0xFE, 0x00])
            for option in ["--file", "--file-file", "-l"] {
                #expect(try await echo(["-t", "a", option, path])["file"] == .string(path))
            }
            #expect(try await echo(["-t", "a", "--file", "-"])["file"] == "-")
            #expect(
                try await complaint(["-t", "a", "--file", "/nowhere"]).hasPrefix(
                    "--file names the file '/nowhere', but it does not exist"))
        }
    }
}
