import Foundation
import LoopbackServer
import Programs
import Synchronization
import Testing

@Suite("Batches", .timeLimit(.minutes(3)))
struct BatchTests {
    /// The line of a call that changes something, with its number as id and in the request.
    private func line(_ number: Int, _ portal: Portal) -> String {
        #"{"id":\#(number),"library":"bitrix24","method":"Call","options":{"url":"\#(portal.webhook)","method":"made.up","#
            + #""fields":{"number":\#(number)}}}"# + "\n"
    }

    private func lines(_ numbers: ClosedRange<Int>, _ portal: Portal) -> String {
        numbers.map { line($0, portal) }.joined()
    }

    /// The results in a text by their ids; of several with the same id the last.
    private func exits(_ text: String) throws -> [Int: Int] {
        var exits: [Int: Int] = [:]
        for line in text.split(separator: "\n") {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            exits[try #require(object["id"] as? Int)] = object["exit"] as? Int
        }
        return exits
    }

    @Test("After kill -9 no finished call is made again, none is lost, and what may have been sent is told")
    func crash() async throws {
        let gates = Dictionary(uniqueKeysWithValues: (6...9).map { ($0, Gate()) })
        try await withPortal { request in
            try await gates[number(request)]?.pass()
            return .json(#"{"result":\#(number(request))}"#)
        } body: { portal in
            try portal.sandbox.write(lines(1...20, portal), to: "calls.jsonl")
            let words = [
                "batch", "calls.jsonl", "--concurrency", "4", "--journal", "journal", "--out", "results.jsonl",
            ]
            let child = try await portal.sandbox.start(words)
            for gate in gates.values { try await gate.reached() }
            child.send(SIGKILL)
            #expect(try await child.outcome().exitCode == -SIGKILL)
            #expect(try exits(portal.sandbox.read("results.jsonl")) == [1: 0, 2: 0, 3: 0, 4: 0, 5: 0])
            for gate in gates.values { gate.open() }
            // A crash may also have left half a line of results.
            try portal.sandbox.write(portal.sandbox.read("results.jsonl") + #"{"id":6,"ex"#, to: "results.jsonl")

            let before = portal.server.requests.count
            let second = try await portal.sandbox.oint(words)
            #expect(second.exitCode == 1)
            #expect(second.errors.contains("4 of 20 calls failed: 4 perhaps sent before the batch broke off (exit 5)"))
            #expect(portal.server.requests[before...].map(number).sorted() == Array(10...20))
            var expected = Dictionary(uniqueKeysWithValues: (1...20).map { ($0, (6...9).contains($0) ? 5 : 0) })
            #expect(try exits(portal.sandbox.read("results.jsonl")) == expected)

            let third = try await portal.sandbox.oint(words + ["--retry-uncertain"])
            #expect(third.exitCode == 0, "\(third)")
            #expect(portal.server.requests[(before + 11)...].map(number).sorted() == Array(6...9))
            for number in 6...9 { expected[number] = 0 }
            #expect(try exits(portal.sandbox.read("results.jsonl")) == expected)

            let last = try await portal.sandbox.oint(words)
            #expect(last.exitCode == 0)
            #expect(portal.server.requests.count == before + 15)
        }
    }

    @Test("Ctrl-C ends a batch at once, with whole lines only, and the next run knows what may have been sent")
    func interrupt() async throws {
        let gate = Gate()
        try await withPortal { request in
            if number(request) > 1 { try await gate.pass() }
            return .json(#"{"result":1}"#)
        } body: { portal in
            try portal.sandbox.write(lines(1...3, portal), to: "calls.jsonl")
            let words = ["batch", "calls.jsonl", "--concurrency", "1", "--journal", "journal"]
            let child = try await portal.sandbox.start(words)
            try await gate.reached()
            child.send(SIGINT)
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == 130)
            #expect(outcome.output == #"{"id":1,"exit":0,"result":{"result":1}}"# + "\n")
            #expect(outcome.errors == "")
            gate.open()
            let next = try await portal.sandbox.oint(words)
            #expect(try exits(next.output) == [2: 5, 3: 0])
        }
    }

    @Test("Calls overlap, connections are shared, and results come in the order of the input on demand")
    func overlap() async throws {
        let gates = (1...3).map { _ in Gate() }
        try await withPortal { request in
            let number = number(request)
            if number <= 3 { try await gates[number - 1].pass() }
            return .json(#"{"result":\#(number)}"#)
        } body: { portal in
            try portal.sandbox.write(lines(1...40, portal), to: "calls.jsonl")
            let child = try await portal.sandbox.start(["batch", "calls.jsonl", "--concurrency", "3", "--ordered"])
            for gate in gates { try await gate.reached() }
            for gate in gates.reversed() { gate.open() }
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == 0, "\(outcome)")
            let ids = outcome.output.split(separator: "\n").map { $0.prefix { $0 != "," } }
            #expect(ids == (1...40).map { "{\"id\":\($0)" })
            #expect(portal.server.acceptedConnections <= 3)
        }
    }

    @Test("Bad lines fail by themselves, refusals bring their answer, and no secret is in a message")
    func failures() async throws {
        try await withPortal { request in
            number(request) == 2
                ? .json(#"{"error":"ACCESS_DENIED","error_description":"no"}"#, status: 403) : .json(#"{"result":1}"#)
        } body: { portal in
            let closed = portal.webhook.replacing("localhost:\(portal.server.port)", with: "localhost:1")
            let text =
                line(1, portal) + line(2, portal) + "nonsense\n"
                + line(4, portal).replacing("\"Call\"", with: "\"Cal\"")
                + line(5, portal).replacing(portal.webhook, with: closed)
                + line(6, portal).replacing("\"fields\":", with: "\"feilds\":")
            let outcome = try await portal.sandbox.oint(["batch", "-"], input: .text(text))
            #expect(outcome.exitCode == 1)
            #expect(try exits(outcome.output) == [1: 0, 2: 1, 3: 2, 4: 2, 5: 3, 6: 2])
            #expect(outcome.output.contains(#""code":"ACCESS_DENIED","status":403,"reply":{"error":"ACCESS_DENIED""#))
            #expect(outcome.output.contains("did you mean Call?"))
            #expect(outcome.output.contains("did you mean --fields?"))
            #expect(!outcome.everything.contains(Portal.code))
            #expect(
                outcome.errors.contains(
                    "5 of 6 calls failed: 1 refused by the service (exit 1), 3 not right as written (exit 2), 1 not answered (exit 3)"
                ))
        }
    }

    @Test("A table is a list of calls")
    func table() async throws {
        try await withPortal { portal in
            try portal.sandbox.write("\u{FEFF}Nr;Name\r\n7;\"Ann; \"\"A\"\"\"\r\n8;Bob\r\n", to: "guests.csv")
            let outcome = try await portal.sandbox.oint([
                "batch", "guests.csv", "--library", "bitrix24", "--method", "getTask", "--map", "task=Nr", "--id",
                "Name",
                "--set", "url=\(portal.webhook)", "--separator", ";", "--ordered",
            ])
            #expect(outcome.exitCode == 0, "\(outcome)")
            #expect(
                outcome.output == #"{"id":"Ann; \"A\"","exit":0,"result":{"result":true}}"# + "\n"
                    + #"{"id":"Bob","exit":0,"result":{"result":true}}"# + "\n")
            #expect(portal.server.requests.map(\.text).sorted() == [#"{"taskId":"7"}"#, #"{"taskId":"8"}"#])
            let wrong = try await portal.sandbox.oint([
                "batch", "guests.csv", "--library", "bitrix24", "--method", "GetTask", "--map", "task=nr",
                "--separator",
                ";",
            ])
            #expect(wrong.exitCode == 2)
            #expect(wrong.errors.contains("did you mean Nr?"))
        }
    }

    @Test("Columns of a spreadsheet fill members of an option, as the texts that stand there")
    func members() async throws {
        try await withPortal { portal in
            try portal.sandbox.write("sep=;\rName;Phone;Price\r007;+7 900;1,50\r", to: "deals.csv")
            let outcome = try await portal.sandbox.oint([
                "batch", "deals.csv", "--library", "bitrix24", "--method", "CreateDeal", "--set",
                "url=\(portal.webhook)", "--map", "fields.TITLE=Name", "--map", "fields.PHONE[0].VALUE=Phone", "--map",
                "fields.OPPORTUNITY:number=Price", "--set", "fields.PHONE[0].VALUE_TYPE=WORK", "--report",
            ])
            #expect(outcome.exitCode == 0, "\(outcome)")
            #expect(outcome.output.contains(#""input":{"Name":"007","Phone":"+7 900","Price":"1,50"}"#))
            let sent = portal.server.requests.map(\.text).joined()
            #expect(sent.contains(#""TITLE":"007""#) && sent.contains(#""OPPORTUNITY":1.50"#), "\(sent)")
            #expect(sent.contains(#""VALUE":"+7 900""#) && sent.contains(#""VALUE_TYPE":"WORK""#), "\(sent)")
        }
    }

    @Test("Bytes that are no UTF-8 are told with the option that says what they are")
    func charset() async throws {
        try await withPortal { portal in
            let bytes: [UInt8] = Array("task\n".utf8) + [0xC0, 0xED, 0x0A]
            try Data(bytes).write(to: URL(fileURLWithPath: portal.sandbox.path("tasks.csv")))
            let words = [
                "batch", "tasks.csv", "--library", "bitrix24", "--method", "GetTask", "--set", "url=\(portal.webhook)",
            ]
            let outcome = try await portal.sandbox.oint(words)
            #expect(outcome.output.contains("--encoding windows-1251"))
            #expect(portal.server.requests.isEmpty)
            #expect(try await portal.sandbox.oint(words + ["--encoding", "windows-1251"]).exitCode == 0)
            #expect(portal.server.requests.map(\.text) == [#"{"taskId":"Ан"}"#])
        }
    }

    @Test("A dry run shows what would be sent, secrets masked, and sends nothing")
    func dryRun() async throws {
        try await withPortal { portal in
            let outcome = try await portal.sandbox.oint(
                ["batch", "-", "--dry-run", "--ordered"], input: .text(lines(1...2, portal)))
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.hasPrefix(#"{"id":1,"exit":0,"preview":{"method":"POST","#))
            #expect(outcome.output.contains(#""body":{"number":2}"#))
            #expect(!outcome.everything.contains(Portal.code))
            #expect(portal.server.requests.isEmpty)
        }
    }

    @Test("A second batch with the same journal is refused while the first one runs")
    func lock() async throws {
        let gate = Gate()
        try await withPortal { _ in
            try await gate.pass()
            return .json("{}")
        } body: { portal in
            try portal.sandbox.write(line(1, portal), to: "calls.jsonl")
            let child = try await portal.sandbox.start(["batch", "calls.jsonl", "--journal", "journal"])
            try await gate.reached()
            let second = try await portal.sandbox.oint("batch", "calls.jsonl", "--journal", "journal")
            #expect(second.exitCode == 4)
            #expect(second.errors.contains("another oint batch is using this journal"))
            gate.open()
            #expect(try await child.outcome().exitCode == 0)
            #expect(portal.server.requests.count == 1)
        }
    }

    @Test("Whoever stops reading the results ends the batch")
    func brokenPipe() async throws {
        try await withSandbox { sandbox in
            let call = #"{"library":"tools","method":"ParseJSON","options":{"json":"{\"a\":1}"}}"#
            try sandbox.write(String(repeating: call + "\n", count: 5000), to: "calls.jsonl")
            let outcome = try await sandbox.oint(
                ["batch", "calls.jsonl", "--ordered"],
                launcher: ["bash", "-c", "set -o pipefail; \"$0\" \"$@\" | head -n 1"])
            #expect(outcome.exitCode == 141)
            #expect(outcome.output == #"{"id":1,"exit":0,"result":"a\n1"}"# + "\n")
            #expect(outcome.errors == "")
        }
    }

    @Test("A result is there as soon as its call is done, although the input is still open")
    func liveInput() async throws {
        try await withSandbox { sandbox in
            let pipe = sandbox.path("pipe")
            #expect(mkfifo(pipe, 0o600) == 0)
            let child = try await sandbox.start(["batch", "pipe"])
            let writer = try FileHandle(forUpdating: URL(fileURLWithPath: pipe))
            try writer.write(
                contentsOf: Data(
                    (#"{"id":"x","library":"tools","method":"ParseJSON","options":{"json":{"a":1}}}"# + "\n").utf8))
            #expect(await child.output.hasWritten(#"{"id":"x","exit":0,"result":"a\n1"}"# + "\n"))
            child.send(SIGINT)
            #expect(try await child.outcome().exitCode == 130)
            try writer.close()
        }
    }

    @Test(
        "Options that don't fit are told before anything is read",
        arguments: [
            (["--concurrency", "1001"], "--concurrency takes a number from 1 to 1000"),
            (["--rate", "often"], "--rate takes"),
            (["--map", "a=b"], "--library and --method both"), (["--retry-uncertain"], "needs --journal"),
            (["--journal", "j", "--dry-run"], "leave one of them out"), (["--out", "_hex_"], "--out takes the path"),
        ])
    func usage(words: [String], text: String) async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(["batch", "-"] + words, input: .pipe)
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains(text), "\(outcome)")
        }
    }
}

extension BatchTests {
    @Test func `A table whose method nobody named is not read as JSON`() async throws {
        try await withSandbox { sandbox in
            let outcome = try await sandbox.oint(["batch", "Guests.CSV"])
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.contains("need --library and --method"), "\(outcome)")
        }
    }
}

/// The number in a request.
private func number(_ request: ServerRequest) -> Int {
    request.text.firstMatch(of: /[0-9]+/).flatMap { Int($0.output) } ?? 0
}
