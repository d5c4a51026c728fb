/// A line on the terminal that tells how far a long piece of work has come.
///
/// It is drawn only where a person looks, and only for work that has taken longer than a second.
struct Progress {
    private let console: Console
    private let total: Int?
    private let now: @Sendable () -> ContinuousClock.Instant
    private let start: ContinuousClock.Instant
    private var lastDrawn: ContinuousClock.Instant?

    /// Creates a line that is not drawn yet.
    /// - Parameters:
    ///   - console: Where to draw it.
    ///   - total: How much there will be, where that is known.
    ///   - now: Tells the time.
    init(console: Console, total: Int?, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.console = console
        self.total = total
        self.now = now
        start = now()
    }

    /// Tells how many bytes were moved.
    mutating func show(bytes: Int) {
        guard isDue() else { return }
        if let total, total > 0 {
            draw("\(Self.size(bytes)) of \(Self.size(total)), \(min(bytes * 100 / total, 100)) %")
        } else {
            draw(Self.size(bytes))
        }
    }

    /// Tells how many rows were fetched.
    mutating func show(rows: Int) { if isDue() { draw("\(rows) rows") } }

    /// Tells how many calls were made.
    /// - Parameters:
    ///   - calls: How many have ended.
    ///   - failures: How many of them failed.
    ///   - share: How much of the input they are, from 0 to 1; nil where that is not known.
    mutating func show(calls: Int, failures: Int, share: Double?) {
        guard isDue() else { return }
        let perSecond = Double(calls) / (((lastDrawn ?? start) - start) / .seconds(1))
        var text = "\(calls) calls"
        if let share { text += ", \(Int(min(share, 1) * 100)) % of the input" }
        text += ", \(Int(perSecond)) per second"
        if failures > 0 { text += ", \(failures) failed" }
        draw(text)
    }

    /// Clears the line.
    mutating func end() {
        if lastDrawn != nil { draw("") }
        lastDrawn = nil
    }

    /// Whether the line should be drawn anew, which counts as done.
    private mutating func isDue() -> Bool {
        guard console.errors.isTerminal, console.environment["TERM"] != "dumb" else { return false }
        let now = now()
        guard now - (lastDrawn ?? start) > (lastDrawn == nil ? .seconds(1) : .milliseconds(200)) else { return false }
        lastDrawn = now
        return true
    }

    private func draw(_ text: String) { put("\r\u{1B}[K" + text) }

    private func put(_ text: String) {
        try? Array(text.utf8).withUnsafeBytes { try console.errors.sink.write($0) }
    }

    /// A number of bytes for people: `12.3 MB`.
    static func size(_ bytes: Int) -> String {
        var value = Double(bytes)
        for unit in ["bytes", "kB", "MB", "GB"] {
            // Not 1000, which rounding would reach.
            if value < 999.95 || unit == "GB" {
                return unit == "bytes" ? "\(bytes) bytes" : "\((value * 10).rounded() / 10) \(unit)"
            }
            value /= 1000
        }
        return "\(bytes) bytes"
    }
}
