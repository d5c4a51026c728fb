extension String {
    /// The text on one line, with everything escaped that would steer a terminal instead of being seen.
    ///
    /// Replies hold what strangers wrote: an escape sequence in it could recolour the screen or rewrite what stands
    /// there, and an override of the writing direction could show a text that is not there.
    var terminalSafe: String {
        if isPrintableASCII || !unicodeScalars.contains(where: \.steersTerminals) { return self }
        var safe = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": safe += "\\n"
            case "\r": safe += "\\r"
            case "\t": safe += "\\t"
            case _ where scalar.steersTerminals: safe += scalar.escaped
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}

extension Unicode.Scalar {
    /// Whether the code point is a control character, a line separator, or changes the direction of writing.
    fileprivate var steersTerminals: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x2028...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: true
        default: false
        }
    }

    /// The code point as JSON and YAML escape it: `\u` and four hexadecimal digits; it must be below U+10000.
    var escaped: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
