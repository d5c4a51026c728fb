import Foundation
import OIntCore
import TestFiles
import Testing

@testable import OIntCLI

@Suite("Where results go, and in what form")
struct ResultWriterTests {
    private let echo = ["desk", "Echo", "--text", "я"]
    private let json = "{\n  \"text\": \"я\",\n  \"count\": 1,\n  \"urgent\": false\n}\n"
    private let listed =
        "{\n  \"result\": [\n    {\n      \"id\": 1,\n      \"name\": \"thing 1\"\n    }\n  ],\n  \"next\": 2\n}\n"

    @Test("A JSON result is printed, indented, and nothing else is")
    func standardOutput() async {
        let outcome = await Surroundings().oint(echo)
        #expect(outcome.output == json)
        #expect(outcome.errors == "")
        #expect(outcome.code == 0)
    }

    @Test(
        "Every form that was asked for",
        arguments: [
            ("json", "{\n  \"text\": \"я\",\n  \"count\": 1,\n  \"urgent\": false\n}\n"),
            ("compact", "{\"text\":\"я\",\"count\":1,\"urgent\":false}\n"),
            ("ndjson", "{\"text\":\"я\",\"count\":1,\"urgent\":false}\n"),
            ("yaml", "text: я\ncount: 1\nurgent: false\n"),
        ])
    func forms(format: String, text: String) async {
        #expect(await Surroundings().oint(echo + ["--format", format]).output == text)
    }

    @Test("A text is printed as it is, unless a form was asked for")
    func text() async {
        #expect(await oint("desk", "Label").output == "Жёлтая папка\n")
        #expect(await oint("desk", "Label", "--format", "json").output == "\"Жёлтая папка\"\n")
        #expect(
            await oint("desk", "Label", "--out", "_hex_").output == "D096D191D0BBD182D0B0D18F20D0BFD0B0D0BFD0BAD0B0\n")
    }

    @Test("A method that gives nothing answers with an empty object")
    func nothing() async {
        #expect(await oint("desk", "Empty").output == "{}\n")
    }

    @Test("One page is given as the service sent it; its rows are found where the form needs rows")
    func page() async {
        #expect(await oint("desk", "List").output == listed)
        #expect(await oint("desk", "List", "--format", "csv").output == "id,name\n1,thing 1\n")
        #expect(await oint("desk", "List", "--format", "ndjson").output == "{\"id\":1,\"name\":\"thing 1\"}\n")
    }

    @Test("All pages are given as one list of rows")
    func allPages() async throws {
        let rows: JSON = [["id": 1, "name": "thing 1"], ["id": 2, "name": "thing 2"], ["id": 3, "name": "thing 3"]]
        #expect(try JSON(parsing: await oint("desk", "List", "--all").output) == rows)
        let lines = await oint("desk", "List", "--all", "--format", "csv").output
        #expect(lines == "id,name\n1,thing 1\n2,thing 2\n3,thing 3\n")
        #expect(
            await oint("desk", "List", "--all", "--out", "_utf8_", "--format", "compact").output == rows.text(.compact)
                + "\n")
    }

    @Test(
        "A file with a secret is for its owner alone, in every form; any other is for whom the user's mask says",
        arguments: ["json", "compact", "ndjson", "yaml", "csv", "table"])
    func secretFiles(format: String) async throws {
        let directory = try TemporaryDirectory()
        func mode(_ name: String, _ output: Output, _ secrets: [Secret] = []) async throws -> Int? {
            let path = directory.path(name)
            var settings = CallSettings()
            settings.format = OutputFormat(rawValue: format)
            settings.destination = .file(ResultFile(path))
            try await ResultWriter(console: Surroundings().console, settings: settings, secrets: secrets).write(output)
            return try directory.mode(of: name)
        }
        let plain = try await mode("plain", .json(["name": "a"]), ["hushhush"])
        #expect(plain != 0o600)
        #expect(try await mode("told", .json(["name": "its hushhush"]), ["hushhush"]) == 0o600)
        #expect(try await mode("named", .json(["refresh_token": "abc"])) == 0o600)
        let pages = Pages { _ in Pages.Page(reply: [:], rows: [["id": 1, "access_token": "abc"]], next: nil) }
        #expect(try await mode("rows", .rows(pages)) == 0o600)
    }

    @Test("Bytes are passed on as they come")
    func bytes() async {
        let outcome = await oint("desk", "Take", "--sizes", "[1, 2, 300]")
        #expect(outcome.bytes == (0..<303).map { UInt8(truncatingIfNeeded: $0) })
        #expect(outcome.errors == "")
    }

    @Test("Bytes don't go to a terminal")
    func bytesOnTerminal() async {
        var surroundings = Surroundings()
        surroundings.outputIsTerminal = true
        let outcome = await surroundings.oint("desk", "Take", "--sizes", "[3]")
        #expect(outcome.bytes == [])
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("--out PATH, or --out _base64_"))
    }

    @Test("Bytes can be spelled, whatever pieces they come in")
    func spelledBytes() async {
        #expect(await oint("desk", "Take", "--sizes", "[1, 1, 3, 2]", "--out", "_hex_").output == "00010203040506\n")
        #expect(await oint("desk", "Take", "--sizes", "[1, 1, 3, 2]", "--out", "_base64_").output == "AAECAwQFBg==\n")
        var surroundings = Surroundings()
        surroundings.outputIsTerminal = true
        #expect(await surroundings.oint("desk", "Take", "--sizes", "[2]", "--out", "_hex_").output == "0001\n")
    }

    @Test("JSON can be spelled as well")
    func spelledJSON() async {
        let compact = "{\"text\":\"я\",\"count\":1,\"urgent\":false}\n"
        let outcome = await Surroundings().oint(echo + ["--format", "compact", "--out", "_base64_"])
        #expect(outcome.output == Data(compact.utf8).base64EncodedString() + "\n")
        #expect(await Surroundings().oint(echo + ["--out", "_utf8_"]).output == json)
    }

    @Test("A file gets the result, and standard output stays empty")
    func file() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory.appendingPathComponent("result").path
            for (arguments, content) in [
                (echo, Array(json.utf8)), (["desk", "Label"], Array("Жёлтая папка".utf8)),
                (["desk", "Take", "--sizes", "[2, 3]"], [0, 1, 2, 3, 4]),
                (
                    ["desk", "List", "--all", "--format", "csv"],
                    Array("id,name\n1,thing 1\n2,thing 2\n3,thing 3\n".utf8)
                ),
                (["desk", "Take"], []),
            ] {
                let outcome = await Surroundings().oint(arguments + ["--out", path])
                #expect(outcome.code == 0)
                #expect(outcome.output == "")
                #expect(outcome.errors == "")
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content))
                #expect(try directory.names == ["result"])
            }
        }
    }

    @Test("A person is told that the file is there")
    func toldOnTerminal() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory.appendingPathComponent("result").path
            var surroundings = Surroundings()
            surroundings.errorsAreTerminal = true
            let outcome = await surroundings.oint("desk", "Take", "--sizes", "[2000]", "--out", path)
            #expect(outcome.errors == "2.0 kB written to \(path)\n")
        }
    }

    @Test("A file that can't be written is an error of this machine")
    func badFile() async throws {
        try await withTemporaryDirectory { directory async throws in
            for (path, reason) in [
                (directory.path, "it is a directory, and a file is needed"),
                (directory.appendingPathComponent("missing/result").path, "its directory does not exist"),
            ] {
                for arguments in [echo, ["desk", "Take", "--sizes", "[1]"], ["desk", "List", "--all"]] {
                    let outcome = await Surroundings().oint(arguments + ["--out", path])
                    #expect(outcome.code == 4)
                    #expect(outcome.output == "")
                    #expect(outcome.errors == "oint: \(path): \(reason)\n")
                }
            }
        }
    }

    @Test("A path that is no good is known before anything is sent: an answer that can't be kept may be lost for good")
    func badFileBeforeSending() async throws {
        try await withTemporaryDirectory { directory async throws in
            let send = ["desk", "SendNote", "--url", "https://host.invalid/", "--text", "a", "--timeout", "20"]
            let bad = await Surroundings().oint(
                send + ["--out", directory.appendingPathComponent("missing/result").path])
            #expect(bad.code == 4)
            #expect(bad.errors.hasSuffix("its directory does not exist\n"))
            let good = await Surroundings().oint(send + ["--out", directory.appendingPathComponent("result").path])
            #expect(good.code == 3)
            #expect(try directory.names == [])
        }
    }

    @Test("A result that breaks off leaves no file, and an older one as it was")
    func brokenFile() async throws {
        try await withTemporaryDirectory { directory async throws in
            for arguments in [
                ["desk", "Take", "--sizes", "[5]", "--breaks"], ["desk", "List", "--all", "--stopat", "3"],
            ] {
                let path = directory.appendingPathComponent("new").path
                #expect(await Surroundings().oint(arguments + ["--out", path]).code != 0)
                #expect(try directory.names == [])
                let old = try directory.file("old", Array("old".utf8))
                #expect(await Surroundings().oint(arguments + ["--out", old]).code != 0)
                #expect(try directory.names == ["old"])
                #expect(try Data(contentsOf: URL(fileURLWithPath: old)) == Data("old".utf8))
                try FileManager.default.removeItem(atPath: old)
            }
        }
    }

    @Test("Rows that came before a refusal stay, and nothing follows them on the output")
    func partial() async {
        let outcome = await oint("desk", "List", "--all", "--stopat", "3", "--format", "ndjson")
        #expect(outcome.output == "{\"id\":1,\"name\":\"thing 1\"}\n{\"id\":2,\"name\":\"thing 2\"}\n")
        #expect(outcome.errors == "oint: The desk refused (locked)\n")
        #expect(outcome.code == 1)
    }

    @Test("A refusal before the first row is shown as any other")
    func refusedAtOnce() async {
        let outcome = await oint("desk", "List", "--all", "--stopat", "1", "--format", "ndjson")
        #expect(outcome.output == "{\n  \"error\": \"locked\"\n}\n")
        #expect(outcome.code == 1)
    }

    @Test("A spelled list that breaks off is not shown in part")
    func partialSpelling() async {
        let outcome = await oint("desk", "List", "--all", "--stopat", "3", "--out", "_hex_")
        #expect(outcome.output == "{\n  \"error\": \"locked\"\n}\n")
        #expect(outcome.code == 1)
    }

    @Test("Bytes that break off are an error")
    func brokenBytes() async {
        let outcome = await oint("desk", "Take", "--sizes", "[2]", "--breaks")
        #expect(outcome.bytes == [0, 1])
        #expect(outcome.errors == "oint: desk:1: it broke while receiving the answer\n")
        #expect(outcome.code == 3)
    }

    @Test("What a form leaves out is told on the error output")
    func warnings() async {
        var surroundings = Surroundings()
        surroundings.width = 40
        surroundings.outputIsTerminal = true
        let outcome = await surroundings.oint("desk", "List", "--columns", "--format", "table")
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 40 + 20 })
        #expect(outcome.output.contains("…"))
    }

    @Test("In a file a table is as wide as it has to be")
    func wideTable() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory.appendingPathComponent("table").path
            var surroundings = Surroundings()
            surroundings.width = 40
            surroundings.outputIsTerminal = true
            _ = await surroundings.oint("desk", "List", "--columns", "--format", "table", "--out", path)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains(String(repeating: "long ", count: 59)))
            #expect(!text.contains("\u{1B}"))
        }
    }

    @Test("With its head, a result stands inside: status, body, headers")
    func answerHead() async throws {
        let head: JSONObject = ["status": 200, "headers": ["A": "b"]]
        func written(_ output: Output, _ format: OutputFormat? = nil) async throws -> String {
            let surroundings = Surroundings()
            var settings = CallSettings()
            settings.format = format
            let writer = ResultWriter(
                console: surroundings.console, settings: settings, payload: ["result"], answerHead: head)
            try await writer.write(output)
            return surroundings.output.text
        }
        let value: JSON = ["result": [["id": 1], ["id": 2]]]
        #expect(
            try JSON(parsing: await written(.json(value))) == ["status": 200, "body": value, "headers": ["A": "b"]])
        #expect(try JSON(parsing: await written(.text("a"))) == ["status": 200, "body": "a", "headers": ["A": "b"]])
        #expect(try JSON(parsing: await written(.none)) == ["status": 200, "body": [:], "headers": ["A": "b"]])
        #expect(try await written(.json(value), .csv) == "id\n1\n2\n")
    }

    @Test("Where no answer came, its head is null")
    func noAnswerHead() async throws {
        let outcome = await oint(
            "desk", "Echo", "--text", "a", "--config", "{'adv_response': true}", "--format", "compact")
        #expect(
            outcome.output
                == "{\"status\":null,\"body\":{\"text\":\"a\",\"count\":1,\"urgent\":false},\"headers\":null}\n")
    }
}
