import Foundation

/// Seconds a tool took for reading and writing the document; nil for what was not measured.
struct Timing {
    let name: String
    let parse: Double?
    let print: Double?

    /// The seconds of the fastest round; letting the result go is not counted.
    static func best<Result>(of rounds: Int, _ body: () throws -> Result) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<rounds {
            let start = DispatchTime.now().uptimeNanoseconds
            let result = try body()
            let stop = DispatchTime.now().uptimeNanoseconds
            withExtendedLifetime(result) {}
            best = min(best, Double(stop - start) / 1e9)
        }
        return best
    }

    /// Prints MB/s, and how many times as fast the reference is.
    static func printTable(_ timings: [Timing], size: Int, reference: Timing) {
        func speed(_ seconds: Double?) -> String {
            seconds.map { String(format: "%.0f", Double(size) / $0 / 1e6) } ?? "-"
        }
        func ratio(_ seconds: Double?, _ reference: Double?) -> String {
            guard let seconds, let reference else { return "-" }
            return String(format: "%.1fx", seconds / reference)
        }
        func row(_ cells: [String]) {
            let padded = cells.enumerated().map { index, cell in
                let fill = String(repeating: " ", count: max(0, (index == 0 ? 22 : 11) - cell.count))
                return index == 0 ? cell + fill : fill + cell
            }
            Swift.print(padded.joined())
        }
        row(["", "parse MB/s", "print MB/s", "parse", "print"])
        for timing in timings {
            row([
                timing.name, speed(timing.parse), speed(timing.print),
                ratio(timing.parse, reference.parse), ratio(timing.print, reference.print),
            ])
        }
    }
}
