/// Divides the width of a terminal among the columns of a table.
struct TableFit: Equatable {
    /// The widths of the columns that are shown, from left to right.
    var widths: [Int]
    /// The terminal columns left over at the right; `Int.max` without a limit.
    var spare: Int

    /// The blanks between two columns.
    static let gap = 2
    /// No column is made narrower than this for the sake of others.
    static let least = 8
    /// Without a limit, cells beyond this width are not aligned: one long text would blow up every row.
    static let greatest = 200

    /// Finds the widths: the widest columns give way first; where that is not enough, those at the right are left out.
    ///
    /// - Parameters:
    ///   - natural: What each column needs to show all of its cells.
    ///   - width: The width of the terminal, or nil for no limit; less than 1 counts as 1.
    init(natural: [Int], width: Int?) {
        guard let limit = width.map({ max($0, 1) }) else {
            widths = natural.map { min($0, TableFit.greatest) }
            spare = .max
            return
        }
        var shown = 0
        var used = -TableFit.gap
        for need in natural {
            used += min(need, TableFit.least) + TableFit.gap
            if used > limit, shown > 0 { break }
            shown += 1
        }
        let room = limit - TableFit.gap * max(0, shown - 1)
        widths = TableFit.levelled(Array(natural.prefix(shown)), room: room)
        spare = max(0, room - widths.reduce(0, +))
    }

    /// Cuts the greatest widths to a common level so that the sum fits.
    private static func levelled(_ natural: [Int], room: Int) -> [Int] {
        guard natural.reduce(0, +) > room else { return natural }
        // From the narrowest on: each takes what it needs, or an equal share of what is left.
        var widths = natural
        var left = room
        let order = natural.indices.sorted { natural[$0] < natural[$1] }
        for (done, index) in order.enumerated() {
            let share = max(1, left / (natural.count - done))
            widths[index] = min(natural[index], share)
            left -= widths[index]
        }
        return widths
    }
}
