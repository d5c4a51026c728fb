/// How a table fits the place where it is shown.
package struct TableLayout: Sendable, Hashable {
    /// The width of the terminal in columns, or nil for no limit: output that goes into a file or a pipe.
    package var width: Int?
    /// Whether the header is bold and the rule below it dim, by the escape sequences of ECMA-48 (SGR).
    package var isStyled: Bool

    /// Creates a layout.
    ///
    /// - Parameters:
    ///   - width: The width of the terminal in columns, or nil for no limit.
    ///   - isStyled: Whether the terminal shows colours and the user wants them.
    package init(width: Int? = nil, isStyled: Bool = false) {
        self.width = width
        self.isStyled = isStyled
    }
}
