extension JSON {
    /// The value as JSON.
    ///
    /// Members keep their order, equal keys included, and numbers their digits. Escaped is only what must be
    /// (the quote, the backslash, control characters), plus U+007F to U+009F, so that a reply can't drive
    /// the terminal it is shown on. No line feed stands at the end.
    ///
    /// - Parameter style: The layout.
    /// - Returns: The JSON text.
    public func text(_ style: JSONStyle = .pretty) -> String {
        var writer = JSONWriter(style: style)
        var text = ""
        writer.write(self) { text.append(String(valid: $0)) }
        return text
    }

    /// Appends the value as JSON in UTF-8, as ``text(_:)`` writes it.
    ///
    /// - Parameters:
    ///   - bytes: What the JSON is added to.
    ///   - style: The layout.
    public func write(to bytes: inout [UInt8], style: JSONStyle) {
        var writer = JSONWriter(style: style)
        writer.write(self) { bytes.append(contentsOf: $0) }
    }
}

extension JSON: CustomStringConvertible {
    /// The value as JSON on one line.
    public var description: String { text(.compact) }
}

extension JSONObject: CustomStringConvertible {
    /// The object as JSON on one line.
    public var description: String { JSON.object(self).text(.compact) }
}
