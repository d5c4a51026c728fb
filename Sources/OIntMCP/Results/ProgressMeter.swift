/// Tells how far a call has come, often enough to be seen and not more.
struct ProgressMeter {
    private static let pause = Duration.milliseconds(200)
    private let report: Tool.Report?
    private let total: Int?
    private let unit: String
    private var last: ContinuousClock.Instant?
    private var told = 0

    /// Creates a meter.
    /// - Parameters:
    ///   - report: Is told; nil when nobody wants to know.
    ///   - unit: What is counted.
    ///   - total: How much there is in all, where that is known.
    init(_ report: Tool.Report?, unit: String, total: Int? = nil) {
        self.report = report
        self.unit = unit
        self.total = total
    }

    /// Notes how much is done; the first time is told at once.
    mutating func note(_ done: Int) {
        guard let report, done > told else { return }
        let now = ContinuousClock.now
        if let last, now - last < Self.pause { return }
        (last, told) = (now, done)
        report(Progress(done: done, total: total.flatMap { $0 < done ? nil : $0 }, message: "\(done) \(unit)"))
    }
}
