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
        return style.isASCII ? Self.escapedToASCII(text) : text
    }

    /// Appends the value as JSON in UTF-8, as ``text(_:)`` writes it.
    ///
    /// - Parameters:
    ///   - bytes: What the JSON is added to.
    ///   - style: The layout.
    public func write(to bytes: inout [UInt8], style: JSONStyle) {
        guard !style.isASCII else { return bytes.append(contentsOf: text(style).utf8) }
        var writer = JSONWriter(style: style)
        writer.write(self) { bytes.append(contentsOf: $0) }
    }

    /// A JSON text with everything beyond ASCII, which stands in texts alone, as escapes of UTF-16 code units.
    private static func escapedToASCII(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        var result = ""
        for unit in text.utf16 {
            if unit < 0x80 {
                result.unicodeScalars.append(UnicodeScalar(UInt8(unit)))
            } else {
                let digits = String(unit, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
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
