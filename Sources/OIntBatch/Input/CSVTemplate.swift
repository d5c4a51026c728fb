import OIntCore

/// How a call is made out of each record of comma-separated values.
package struct CSVTemplate: Sendable {
    /// The library's name.
    package var library: String
    /// The method's name.
    package var method: String
    /// Which column each option comes from, as `option=column`; without any, columns have the names of options.
    ///
    /// An option may be one inside of another, and have a type: `fields.PHONE[0].VALUE:text=Phone`.
    package var columns: [String]
    /// What is the same in every call, as `option=value`.
    package var constants: [String]
    /// The column that holds the id of each call; nil for the line number.
    package var idColumn: String?
    /// How the values are written.
    package var format: CSVFormat

    /// Creates a template.
    /// - Parameters:
    ///   - library: The library's name.
    ///   - method: The method's name.
    ///   - columns: Which column each option comes from, as `option=column`.
    ///   - constants: What is the same in every call, as `option=value`.
    ///   - idColumn: The column that holds the id of each call; nil for the line number.
    ///   - format: How the values are written.
    package init(
        library: String, method: String, columns: [String] = [], constants: [String] = [], idColumn: String? = nil,
        format: CSVFormat = CSVFormat()
    ) {
        self.library = library
        self.method = method
        self.columns = columns
        self.constants = constants
        self.idColumn = idColumn
        self.format = format
    }

    /// Everything that decides what a record means, for noticing that it has changed.
    var identity: String {
        let separator = format.separator.map { String(UnicodeScalar($0)) } ?? ""
        return JSON(([library, method, idColumn ?? "", separator] + columns + [""] + constants).map { JSON($0) })
            .text(.compact)
    }
}
