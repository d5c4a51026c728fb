/// A set of whole numbers that are mostly neighbours, kept as ranges.
///
/// It takes memory in proportion to its gaps: the numbers of calls that finish out of order leave few, and close them.
struct NumberSet: Sendable, Equatable {
    /// Ranges in ascending order; no two of them touch.
    private(set) var ranges: [ClosedRange<Int>] = []

    /// How many numbers are in the set.
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// Whether a number is in the set.
    func contains(_ number: Int) -> Bool {
        let index = firstIndex(reaching: number)
        return index < ranges.count && ranges[index].contains(number)
    }

    /// Adds a number.
    mutating func insert(_ number: Int) {
        // The first range that contains the number, touches it from below, or lies above it.
        let index = firstIndex(reaching: number - 1)
        guard index < ranges.count, ranges[index].lowerBound <= number + 1 else {
            ranges.insert(number...number, at: index)
            return
        }
        let range = ranges[index]
        guard !range.contains(number) else { return }
        var grown = min(range.lowerBound, number)...max(range.upperBound, number)
        if index + 1 < ranges.count, ranges[index + 1].lowerBound == grown.upperBound + 1 {
            grown = grown.lowerBound...ranges.remove(at: index + 1).upperBound
        }
        ranges[index] = grown
    }

    /// Takes a number out.
    mutating func remove(_ number: Int) {
        let index = firstIndex(reaching: number)
        guard index < ranges.count, ranges[index].contains(number) else { return }
        let range = ranges.remove(at: index)
        if range.upperBound > number { ranges.insert((number + 1)...range.upperBound, at: index) }
        if range.lowerBound < number { ranges.insert(range.lowerBound...(number - 1), at: index) }
    }

    /// The first range that ends at a number or behind it.
    private func firstIndex(reaching number: Int) -> Int {
        // Almost always the last one.
        if let last = ranges.last, last.upperBound < number { return ranges.count }
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
