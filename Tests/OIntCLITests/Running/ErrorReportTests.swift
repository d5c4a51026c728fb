import Foundation
import OIntCLI
import OIntCore
import OIntRunning
import Testing

@Suite("What is said and returned when something fails")
struct ErrorReportTests {
    @Test(
        "Every fault has its exit code and its words",
        arguments: [
            (
                Fault.usage, 2, "",
                "oint: 2 things are wrong:\n  --a is missing\n  --b is no number\nSee oint desk Fail --help\n"
            ),
            (
                .service, 1, "{\n  \"error\": \"locked\",\n  \"a\": 1\n}\n",
                "oint: The desk refused (locked, HTTP 403): Locked. Bring the key\n"
            ),
            (.page, 1, "<html>", "oint: The desk refused (HTTP 502)\n"),
            (.connection, 3, "", "oint: desk:1: it is bolted while securing the connection. Knock\n"),
            (.reply, 3, "", "oint: desk:1: the answer is a knock. Listen\n"),
            (.local, 4, "", "oint: /drawer: it does not exist\n"),
            (.cancelled, 130, "", ""),
            (.pipe, 141, "", ""),
            (.other, 4, "", "oint: unexpected: the drawer is stuck\n"),
        ] as [(Fault, Int32, String, String)])
    func faults(fault: Fault, code: Int32, output: String, errors: String) async {
        let outcome = await oint("desk", "Fail", "--how", fault.rawValue)
        #expect(outcome.code == code)
        #expect(outcome.output == output)
        #expect(outcome.errors == errors)
    }

    @Test("One mistake is told in one line, with a pointer to the help")
    func oneMistake() async {
        let outcome = await oint("desk", "Fail", "--how", "badly")
        #expect(outcome.code == 2)
        #expect(outcome.errors.split(separator: "\n").count == 2)
        #expect(outcome.errors.hasPrefix("oint: --how takes usage, service"))
    }

    @Test("A refusal is shown as it came whatever form was asked for", arguments: ["csv", "table", "yaml", "compact"])
    func refusalForm(format: String) async {
        let outcome = await oint("desk", "Fail", "--how", "service", "--format", format)
        #expect(outcome.code == 1)
        #expect(outcome.output == "{\n  \"error\": \"locked\",\n  \"a\": 1\n}\n")
    }

    @Test("A refusal does not go into the file that was meant for the result")
    func refusalWithFile() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory.appendingPathComponent("result").path
            let outcome = await oint("desk", "Fail", "--how", "service", "--out", path)
            #expect(outcome.code == 1)
            #expect(outcome.output.contains("locked"))
            #expect(try directory.names == [])
        }
    }

    @Test("What strangers wrote can't steer the terminal")
    func controlCharacters() async {
        let outcome = await oint("desk", "\u{1B}[2J\u{202E}Echo")
        #expect(outcome.errors.hasPrefix("oint: desk has no method"))
        #expect(!outcome.errors.contains("\u{1B}"))
        #expect(!outcome.errors.contains("\u{202E}"))
    }

    @Test("Work that is cancelled ends as interrupted, whatever error that led to")
    func cancelled() async {
        let surroundings = Surroundings()
        let outcome = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await surroundings.oint("desk", "Fail", "--how", "connection")
        }.value
        #expect(outcome.code == 130)
        #expect(outcome.errors == "")
    }

    @Test("An output that can't be written is told, unless nobody reads it any more")
    func outputFailure() async {
        var full = Surroundings()
        full.output = MemorySink(failure: LocalError("standard output", "the disk is full"))
        let outcome = await full.oint("desk", "Label")
        #expect(outcome.code == 4)
        #expect(outcome.errors == "oint: standard output: the disk is full\n")
        var closed = Surroundings()
        closed.output = MemorySink(failure: BrokenPipe())
        let quiet = await closed.oint("desk", "Label")
        #expect(quiet.code == 141)
        #expect(quiet.errors == "")
    }

    @Test("Errors that can't be told change no exit code")
    func errorsFailure() async {
        var surroundings = Surroundings()
        surroundings.errors = MemorySink(failure: BrokenPipe())
        #expect(await surroundings.oint("desk", "Fail", "--how", "connection").code == 3)
    }
}
