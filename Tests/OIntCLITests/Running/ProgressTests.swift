import Synchronization
import Testing

@testable import OIntCLI

@Suite("Progress")
struct ProgressTests {
    /// A clock that goes when it is told to.
    private final class Watch: Sendable {
        private let time = Mutex(ContinuousClock.now)

        var now: ContinuousClock.Instant { time.withLock { $0 } }

        func advance(_ duration: Duration) { time.withLock { $0 += duration } }
    }

    private let watch = Watch()
    private let clear = "\r\u{1B}[K"

    /// What is drawn when some work is done.
    private func drawn(
        _ environment: [String: String] = [:], isTerminal: Bool = true, total: Int? = nil,
        _ work: (inout Progress) -> Void
    ) -> String {
        var surroundings = Surroundings()
        surroundings.errorsAreTerminal = isTerminal
        surroundings.environment = environment
        let watch = watch
        var progress = Progress(console: surroundings.console, total: total, now: { watch.now })
        work(&progress)
        #expect(surroundings.output.text == "")
        return surroundings.errors.text
    }

    @Test("Short work draws nothing")
    func short() {
        let text = drawn { progress in
            watch.advance(.milliseconds(900))
            progress.show(rows: 10)
            progress.end()
        }
        #expect(text == "")
    }

    @Test("Longer work is drawn, some times a second, and cleared at the end")
    func long() {
        let text = drawn { progress in
            watch.advance(.milliseconds(1100))
            progress.show(rows: 10)
            watch.advance(.milliseconds(100))
            progress.show(rows: 11)
            watch.advance(.milliseconds(150))
            progress.show(rows: 12)
            progress.end()
            progress.end()
        }
        #expect(text == "\(clear)10 rows\(clear)12 rows\(clear)")
    }

    @Test("Bytes are told with their end where it is known")
    func bytes() {
        func text(_ total: Int?) -> String {
            drawn(total: total) { progress in
                watch.advance(.seconds(2))
                progress.show(bytes: 1_500_000)
            }
        }
        #expect(text(nil) == "\(clear)1.5 MB")
        #expect(text(6_000_000) == "\(clear)1.5 MB of 6.0 MB, 25 %")
        #expect(text(1_000_000) == "\(clear)1.5 MB of 1.0 MB, 100 %")
        #expect(text(0) == "\(clear)1.5 MB")
    }

    @Test("Calls are told with their speed, and how many failed")
    func calls() {
        func text(_ failures: Int, _ share: Double?) -> String {
            drawn { progress in
                watch.advance(.seconds(4))
                progress.show(calls: 1000, failures: failures, share: share)
            }
        }
        #expect(text(0, nil) == "\(clear)1000 calls, 250 per second")
        #expect(text(3, 0.255) == "\(clear)1000 calls, 25 % of the input, 250 per second, 3 failed")
        #expect(text(0, 1.5) == "\(clear)1000 calls, 100 % of the input, 250 per second")
    }

    @Test("Nobody draws into a pipe, or on a terminal that can't clear a line", arguments: [false, true])
    func elsewhere(isTerminal: Bool) {
        let text = drawn(isTerminal ? ["TERM": "dumb"] : [:], isTerminal: isTerminal) { progress in
            watch.advance(.seconds(60))
            progress.show(rows: 1)
            progress.show(bytes: 1)
            progress.end()
        }
        #expect(text == "")
    }

    @Test(
        "Sizes are told as people do",
        arguments: [
            (0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (12_345, "12.3 kB"), (999_949, "999.9 kB"),
            (1_000_000, "1.0 MB"),
            (999_999, "1.0 MB"), (2_500_000_000, "2.5 GB"), (5_000_000_000_000, "5000.0 GB"),
        ])
    func sizes(bytes: Int, words: String) {
        #expect(Progress.size(bytes) == words)
    }
}
