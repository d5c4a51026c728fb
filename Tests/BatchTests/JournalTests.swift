import LoopbackServer
import OIntCore
import Synchronization
import Testing

@testable import OIntBatch

@Suite("Sets of numbers")
struct NumberSetTests {
    @Test("Numbers in any order are as many, and as few ranges, as they should be", arguments: 0..<50)
    func random(seed: UInt64) {
        var random = SplitMix(state: seed)
        var set = NumberSet()
        var expected: Set<Int> = []
        for _ in 0..<60 {
            let number = Int.random(in: 1...40, using: &random)
            if number % 3 == 0 {
                set.remove(number + 1)
                expected.remove(number + 1)
            }
            set.insert(number)
            expected.insert(number)
            #expect(set.count == expected.count)
        }
        for number in 0...41 { #expect(set.contains(number) == expected.contains(number)) }
        for (one, next) in zip(set.ranges, set.ranges.dropFirst()) { #expect(one.upperBound + 1 < next.lowerBound) }
    }

    @Test("Numbers that come almost in order take no more room")
    func room() {
        var set = NumberSet()
        for start in stride(from: 1, to: 100_000, by: 4) {
            for number in [start + 2, start, start + 3, start + 1] { set.insert(number) }
            #expect(set.ranges.count == 1)
        }
    }
}

/// Numbers that are by chance, and the same each time.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Journals", .timeLimit(.minutes(2)))
struct JournalTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test("A second process is refused while the first one runs")
    func lock() throws {
        let path = directory.path("journal")
        let first = try Journal(path)
        #expect(throws: LocalError(path, "another oint batch is using this journal")) { try Journal(path) }
        withExtendedLifetime(first) {}
    }

    @Test(
        "A file that is something else is left as it is",
        arguments: ["{\"id\":1}\n", "x", "\n", "{\"id\":1,\"library\":\"shop\",\"method\":\"Write\"}\n{}\n"])
    func foreign(content: String) throws {
        let path = try directory.write(content, to: "journal")
        #expect { try Journal(path) } throws: { "\($0)".contains("no journal") }
        #expect(try directory.read("journal") == Array(content.utf8))
    }

    @Test("Damage in the middle is told, since nobody knows what stood there")
    func damage() throws {
        let records = [
            JournalRecord.started(number: 1, line: 1, fingerprint: "a").bytes, Array("garbage\n".utf8),
            JournalRecord.finished(number: 1, exit: 0, isUnsent: false).bytes,
        ]
        let path = try directory.write(Array("\(JournalRecord.head)\n".utf8) + records.joined(), to: "journal")
        #expect { try Journal(path) } throws: { "\($0)".contains("line 3 of this journal is damaged") }
    }

    @Test("Damage at the end is what was being written, and is cut off")
    func end() throws {
        let good =
            Array("\(JournalRecord.head)\n".utf8) + JournalRecord.started(number: 1, line: 1, fingerprint: "a").bytes
        let path = try directory.write(good + Array("{\"fini\n\0\0\0\0".utf8), to: "journal")
        let journal = try Journal(path)
        #expect(journal.history.lastStarted == 1)
        #expect(try directory.read("journal") == good)
    }

    @Test("Whoever can read the journal is its owner")
    func mode() throws {
        let path = directory.path("journal")
        _ = try Journal(path)
        #expect(try permissions(of: path) == 0o600)
    }

    @Test(
        "Wherever the journal breaks off, no finished call is made again, and none is lost",
        arguments: [(false, false), (false, true), (true, false)])
    func crash(retries: Bool, reads: Bool) async throws {
        let count = 4
        let input = try directory.write(lines(1...count, reads ? "Read" : "Write"), to: "calls")
        let path = directory.path("journal")
        let first = try await Workshop().make(input) { $0.journal = path }
        #expect(first.summary.counts == [0: count])
        let whole = try directory.read("journal")
        for end in 0...whole.count {
            let broken = Array(whole[..<end])
            try directory.write(broken, to: "journal")
            let known = broken.split(separator: .lineFeed, omittingEmptySubsequences: false).dropLast()
                .compactMap { JournalRecord(Array($0)) }
            let started = Set(known.compactMap { if case .started(let number, _, _) = $0 { number } else { nil } })
            let finished = Set(known.compactMap { if case .finished(let number, _, _) = $0 { number } else { nil } })
            let isAgain = retries || reads
            let workshop = Workshop()
            let made = try await workshop.make(input) {
                $0.journal = path
                $0.retriesUncertain = retries
            }
            let due = Set(1...count).subtracting(isAgain ? finished : started)
            try #require(workshop.calls.sorted() == due.sorted().map { "t\($0)" }, "\(end) bytes")
            try #require(Set(made.ids) == Set(1...count).subtracting(finished), "\(end) bytes")
            try #require(made.ids.count == Set(made.ids).count)
            for id in made.ids { try #require(made.exits[id] == (due.contains(id) ? 0 : 5), "\(end) bytes") }
            try #require(made.summary.skipped == finished.count)
            // What is still uncertain is told by each further run, until it is made again.
            let uncertain = isAgain ? [] : started.subtracting(finished)
            let third = try await Workshop().make(input) { $0.journal = path }
            try #require(Set(third.ids) == uncertain)
            try #require(Set(third.exits.values).isSubset(of: [5]))
        }
    }

    @Test("What failed before anything was sent is made again on demand, and nothing else is")
    func retryFailed() async throws {
        let path = directory.path("journal")
        let input = try directory.write(lines(1...3, "Unreached") + lines(4...4, "Refuse"), to: "calls")
        func make(_ retries: FailedCalls, failing: [String: ConnectionError.Step]) async throws -> (Workshop, Made) {
            let workshop = Workshop()
            workshop.failures.withLock { failures in
                for (text, step) in failing {
                    failures[text] = ConnectionError(peer: "shop:443", step: step, reason: "no")
                }
            }
            let made = try await workshop.make(input) {
                $0.journal = path
                $0.retries = retries
            }
            return (workshop, made)
        }
        let (_, first) = try await make(.none, failing: ["t1": .connecting, "t2": .receiving])
        #expect(first.exits == [1: 3, 2: 3, 3: 0, 4: 1])
        let (_, unchanged) = try await make(.none, failing: [:])
        #expect(unchanged.lines.isEmpty)
        // The second one may have been carried out.
        let (again, second) = try await make(.unsent, failing: ["t1": .resolving])
        #expect(again.calls == ["t1"])
        #expect(second.exits == [1: 3])
        #expect(second.summary.all == [0: 1, 1: 1, 3: 2])
        let (_, third) = try await make(.unsent, failing: [:])
        #expect(third.exits == [1: 0])
        #expect(third.summary.all == [0: 2, 1: 1, 3: 1])
        let (both, fourth) = try await make(.exits([1, 3]), failing: [:])
        #expect(both.calls.sorted() == ["t2", "t4"])
        #expect(fourth.exits == [2: 0, 4: 1])
        let (none, fifth) = try await make(.unsent, failing: [:])
        #expect(none.calls.isEmpty)
        #expect(fifth.summary.all == [0: 3, 1: 1])
    }

    @Test("Wherever the journal of calls that are made again breaks off, each of them is told")
    func retryCrash() async throws {
        let path = directory.path("journal")
        let input = try directory.write(lines(1...2, "Unreached"), to: "calls")
        let failing = Workshop()
        failing.failures.withLock {
            $0 = ["t1": ConnectionError(peer: "shop:443", step: .connecting, reason: "no")]
        }
        _ = try await failing.make(input) { $0.journal = path }
        let before = try directory.read("journal").count
        _ = try await Workshop().make(input) {
            $0.journal = path
            $0.retries = .unsent
        }
        let whole = try directory.read("journal")
        for end in before...whole.count {
            try directory.write(whole[..<end], to: "journal")
            let told = whole[before..<end].split(separator: .lineFeed, omittingEmptySubsequences: false).dropLast()
            let workshop = Workshop()
            let made = try await workshop.make(input) {
                $0.journal = path
                $0.retries = .unsent
            }
            // Not told yet: made again. Told and not finished: uncertain. Finished: left alone.
            try #require(made.exits == (told.isEmpty ? [1: 0] : told.count == 1 ? [1: 5] : [:]), "\(end) bytes")
            try #require(workshop.calls == (told.isEmpty ? ["t1"] : []), "\(end) bytes")
        }
    }

    @Test("Results carry what stands in the input, secrets masked")
    func report() async throws {
        let call = #"{"id":7,"library":"shop","method":"Write","options":{"text":"a","key":"s3cret-1234"}}"#
        let made = try await Workshop().make(try directory.write(call, to: "calls")) { $0.reportsInput = true }
        #expect(made[7]?["input"]?["options"]?["text"] == "a")
        #expect(made[7]?["input"]?.text(.compact).contains("s3cret") == false)
        let table = try await Workshop().make(try directory.write("a;text\n1;x\n", to: "table")) {
            $0.reportsInput = true
            $0.template = CSVTemplate(library: "shop", method: "Refuse", columns: ["text=text"])
        }
        #expect(table.lines.first?["input"] == ["a": "1", "text": "x"])
        #expect(table.lines.first?["exit"] == 1)
    }

    @Test("An input that has changed is refused, also where calls have finished", arguments: 1...3)
    func changed(number: Int) async throws {
        let path = directory.path("journal")
        let input = try directory.write(lines(1...3), to: "calls")
        _ = try await Workshop().make(input) { $0.journal = path }
        let before = try directory.read("journal")
        try directory.write(
            (1...3).map { line($0 == number ? 9 : $0) }.joined(), to: "calls")
        let workshop = Workshop()
        let made = try await workshop.make(input) { $0.journal = path }
        #expect("\(made.error.map { "\($0)" } ?? "")".contains("line \(number) is not what it was"))
        #expect(workshop.calls == [])
        #expect(try directory.read("journal") == before)
    }

    @Test("An input that has become shorter is refused; one that has become longer goes on")
    func length() async throws {
        let path = directory.path("journal")
        let input = try directory.write(lines(1...3), to: "calls")
        _ = try await Workshop().make(input) { $0.journal = path }
        try directory.write(lines(1...2), to: "calls")
        let shorter = try await Workshop().make(input) { $0.journal = path }
        #expect("\(shorter.error.map { "\($0)" } ?? "")".contains("ends after 2 calls, and 3 were started"))
        try directory.write(lines(1...5), to: "calls")
        let longer = Workshop()
        let made = try await longer.make(input) { $0.journal = path }
        #expect(longer.calls.sorted() == ["t4", "t5"])
        #expect(made.summary.skipped == 3)
    }

    @Test("Another meaning of the same columns is a change")
    func template() async throws {
        let path = directory.path("journal")
        let input = try directory.write("a,b\n1,2\n", to: "calls")
        func make(_ column: String) async throws -> Made {
            try await Workshop().make(input) {
                $0.journal = path
                $0.template = CSVTemplate(library: "shop", method: "Write", columns: ["text=\(column)"])
            }
        }
        #expect(try await make("a").summary.counts == [0: 1])
        #expect("\(try await make("b").error.map { "\($0)" } ?? "")".contains("--map"))
    }

    @Test("A call is in the journal, on the disk, before it is made")
    func order() async throws {
        let path = directory.path("journal")
        let input = try directory.write(line(1), to: "calls")
        let gate = Gate()
        let workshop = Workshop(gate: gate)
        async let made = workshop.make(input) { $0.journal = path }
        try await gate.reached()
        let records = try directory.read("journal").split(separator: .lineFeed).dropFirst()
        #expect(records.count == 1)
        guard case .started(1, 1, _)? = records.first.flatMap({ JournalRecord(Array($0)) }) else {
            Issue.record("the journal does not say that the call was started")
            return
        }
        gate.open()
        #expect(try await made.summary.counts == [0: 1])
    }

    @Test("Results in the file of a batch that goes on are added to, and half a line is cut off")
    func output() throws {
        let path = try directory.write("{\"id\":1}\n{\"id\":", to: "results")
        let output = try BatchOutput(file: path, goesOn: true, besides: [])
        try Array("{\"id\":2}\n".utf8).withUnsafeBytes { try output.write($0) }
        #expect(try directory.read("results") == Array("{\"id\":1}\n{\"id\":2}\n".utf8))
        _ = try BatchOutput(file: path, goesOn: false, besides: [])
        #expect(try directory.read("results") == [])
    }

    @Test("Results don't go into the file that the calls are read from")
    func sameFile() throws {
        let path = try directory.write(line(1), to: "calls")
        #expect(throws: UsageError.self) { try BatchOutput(file: path, goesOn: false, besides: [path]) }
        #expect(try directory.read("calls") == Array(line(1).utf8))
    }
}
