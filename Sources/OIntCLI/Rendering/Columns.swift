import OIntCore

/// The columns of a table: the keys of its first rows, in the order of first appearance.
///
/// A row that is no object stands in the column `value`.
struct Columns: Sendable {
    /// The name of the column for rows that are no objects.
    static let valueName = "value"

    /// The columns from left to right; empty until a row has one.
    private(set) var names: [String] = []
    /// Keys of later rows for which there is no column, in the order of first appearance.
    private(set) var missing: [String] = []

    private var positions: [ExactKey: Int] = [:]
    private var missingKeys: Set<ExactKey> = []
    private var heldRows = 0

    /// Settles the columns, once, by the first batch in which a row has any.
    ///
    /// Rows before that are empty objects, and come back with that batch.
    ///
    /// - Parameter rows: The rows of one batch.
    /// - Returns: The rows that can be written now.
    mutating func settle(with rows: [JSON]) -> [JSON] {
        for row in rows {
            if case .object(let members) = row {
                for (index, member) in members.enumerated() { add(member.key, expectedAt: index) }
            } else {
                add(Columns.valueName, expectedAt: 0)
            }
        }
        if names.isEmpty {
            heldRows += rows.count
            return []
        }
        return Array(repeating: .object([:]), count: heldRows) + rows
    }

    private mutating func add(_ name: String, expectedAt guess: Int) {
        guard position(of: name, expectedAt: guess) == nil else { return }
        positions[ExactKey(name)] = names.count
        names.append(name)
    }

    /// The cells of a row from left to right, nil where it has no such member.
    ///
    /// Of equal keys the last one counts. Keys without a column are remembered in ``missing``.
    ///
    /// - Parameter row: A row of any batch.
    /// - Returns: One cell for each column.
    mutating func cells(of row: JSON) -> [JSON?] {
        var cells = [JSON?](repeating: nil, count: names.count)
        func place(_ value: JSON, under name: String, expectedAt guess: Int) {
            if let position = position(of: name, expectedAt: guess) {
                cells[position] = value
            } else if missingKeys.insert(ExactKey(name)).inserted {
                missing.append(name)
            }
        }
        if case .object(let members) = row {
            for (index, member) in members.enumerated() { place(member.value, under: member.key, expectedAt: index) }
        } else {
            place(row, under: Columns.valueName, expectedAt: 0)
        }
        return cells
    }

    /// Where a column stands; rows mostly have their keys in the same order, so that place is looked at first.
    private func position(of name: String, expectedAt guess: Int) -> Int? {
        let key = ExactKey(name)
        if names.indices.contains(guess), ExactKey(names[guess]) == key { return guess }
        return positions[key]
    }

    /// The sentence that names the columns missing, or nil when none is.
    var warning: String? {
        missing.isEmpty
            ? nil
            : "columns that the first rows did not have are not shown: \(Columns.listed(missing)); \(Columns.advice)"
    }

    /// What helps when columns can't be shown.
    static let advice = "--format json or ndjson shows everything"

    /// Names of columns for a message: at most ten, fit for a terminal.
    static func listed(_ names: [String]) -> String {
        let shown = names.prefix(10).map(\.terminalSafe).joined(separator: ", ")
        return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
    }
}

/// A key that equals another one only when both have the same bytes.
///
/// Strings compare by canonical equivalence, under which two different keys of an object may be equal.
struct ExactKey: Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
