/// How comma-separated values are written, as far as that is said and not found out.
package struct CSVFormat: Sendable {
    /// What stands between fields; nil for what the first line suggests: a comma, a semicolon or a tabulator.
    package var separator: UInt8?
    /// How text is written as bytes; nil for what a mark at the beginning says, or else UTF-8.
    package var charset: Charset?

    /// Creates a format.
    /// - Parameters:
    ///   - separator: What stands between fields; nil for what the first line suggests.
    ///   - charset: How text is written as bytes; nil for what a mark at the beginning says, or else UTF-8.
    package init(separator: UInt8? = nil, charset: Charset? = nil) {
        self.separator = separator
        self.charset = charset
    }

    /// Reads the options that say how a file is written.
    /// - Parameters:
    ///   - separator: The value of `--separator`: one character of ASCII, or `\t`.
    ///   - encoding: The value of `--encoding`: the name of a charset.
    /// - Throws: `UsageError` that names the option that can't be read.
    package init(separator: String?, encoding: String?) throws(UsageError) {
        var problems: [UsageProblem] = []
        if let separator {
            let bytes = Array((separator == "\\t" ? "\t" : separator).utf8)
            if bytes.count == 1, Self.canSeparate(bytes[0]) {
                self.separator = bytes[0]
            } else {
                problems.append(
                    .unreadable(option: "separator", reason: "takes one character, such as ; or \\t for a tabulator"))
            }
        }
        if let encoding {
            charset = Charset(named: encoding)
            if charset == nil {
                problems.append(
                    .unreadable(
                        option: "encoding",
                        reason: "takes a charset such as utf-8, utf-16 or windows-1251, not \(Quote.short(encoding))"))
            }
        }
        guard problems.isEmpty else { throw UsageError(problems) }
    }

    /// Whether a byte can stand between fields.
    static func canSeparate(_ byte: UInt8) -> Bool {
        byte < 0x80 && ![CSVByte.quote, CSVByte.lineFeed, CSVByte.carriageReturn].contains(byte)
    }
}

/// The bytes that mean something in comma-separated values.
enum CSVByte {
    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
}
