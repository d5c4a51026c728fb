import OIntCore

/// A result in its printed form, with what has to be said about it.
package struct Rendered: Sendable, Equatable {
    /// The text for standard output in UTF-8, line break included; empty where there is no row to show.
    package var bytes: [UInt8]
    /// What the form could not show, a sentence each, for standard error.
    package var warnings: [String]
}

extension OutputFormat {
    /// Renders a complete value.
    ///
    /// `json`, `compact` and `yaml` show the value as it is; `ndjson`, `csv` and `table` show its rows, as
    /// ``Rows/find(in:payload:)`` finds them. A table of a single object has a line a member.
    ///
    /// The text ends with one line break. It is empty when there are no rows, or none of them has a column: then
    /// a loop over the lines runs zero times.
    ///
    /// - Parameters:
    ///   - value: The value to show.
    ///   - payload: Keys that lead from the top of the value to what was asked for, outermost first.
    ///   - layout: How wide a table may get, and whether it is styled.
    /// - Returns: The text, and warnings about what it leaves out.
    package func render(
        _ value: JSON, payload: [String] = [], layout: TableLayout = TableLayout()
    ) -> Rendered {
        var bytes: [UInt8] = []
        switch self {
        case .json:
            value.write(to: &bytes, style: .pretty)
            bytes.append(.lineFeed)
        case .compact:
            value.write(to: &bytes, style: .compact)
            bytes.append(.lineFeed)
        case .yaml:
            YAMLEmitter.write(value, to: &bytes)
        case .ndjson, .csv, .table:
            let rows = Rows.find(in: value, payload: payload)
            var writer = makeRowWriter(layout: layout)
            writer.append(self == .table ? rows.asListing : rows.elements, to: &bytes)
            writer.finish(to: &bytes)
            return Rendered(bytes: bytes, warnings: writer.warnings)
        }
        return Rendered(bytes: bytes, warnings: [])
    }
}
