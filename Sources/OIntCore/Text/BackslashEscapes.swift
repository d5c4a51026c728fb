extension String {
    /// The text in double quotes, with escapes that JSON, YAML 1.2 and TOML read alike.
    ///
    /// Sources: https://www.rfc-editor.org/rfc/rfc8259#section-7, https://yaml.org/spec/1.2.2/#57-escaped-characters,
    /// https://toml.io/en/v1.0.0#string
    package var doubleQuoted: String { JSON.string(self).text(.compact) }

    /// The text as it stands between double quotes.
    package var escapedForQuotes: String { String(doubleQuoted.dropFirst().dropLast()) }

    /// The text with escapes in place of some code points: `\n`, `\r`, `\t`, or `\u` and four hexadecimal digits.
    /// - Parameter isEscaped: Tells whether a code point is replaced; it may be so for those below U+10000.
    /// - Returns: The text; what is not replaced, a backslash too, stays as it is.
    package func escaping(_ isEscaped: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: isEscaped) else { return self }
        var escaped = ""
        for scalar in unicodeScalars {
            guard isEscaped(scalar) else {
                escaped.unicodeScalars.append(scalar)
                continue
            }
            switch scalar {
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            default:
                let unit = UInt16(truncatingIfNeeded: scalar.value)
                escaped +=
                    "\\u" + Hexadecimal.encoded([UInt8(unit >> 8), UInt8(unit & 0xFF)], isUppercase: true)
            }
        }
        return escaped
    }
}
