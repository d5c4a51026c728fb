import OIntCore
import OIntSQL

/// Rows in the text format of COPY: those that all have the same columns, and no values that give types.
///
/// Source: https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
enum CopyText {
    /// Adds a row.
    /// - Parameters:
    ///   - row: The row.
    ///   - columns: The columns it has to have, in this order.
    ///   - bytes: What the text is added to.
    ///   - encode: Gives a value in the form that the column with that number wants; nil where it can't go this way.
    /// - Returns: Whether the row could be added: not when it has other columns, or a value that can't go this way.
    static func append(
        _ row: JSON, columns: [String], to bytes: inout [UInt8], _ encode: (JSON, Int) throws -> EncodedValue?
    ) rethrows -> Bool {
        guard let object = row.object, object.count == columns.count else { return false }
        for (index, (member, column)) in zip(object, columns).enumerated() {
            guard member.key.isByteEqual(to: column) else { return false }
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            switch try encode(member.value, index) {
            case nil: return false
            case .null: bytes += "\\N".utf8
            case .text(let text):
                guard !text.utf8.contains(0) else { return false }
                append(text, to: &bytes)
            case .binary(let content): bytes += "\\\\x\(Hexadecimal.encoded(content))".utf8
            }
        }
        bytes.append(UInt8(ascii: "\n"))
        return true
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        // Most texts have nothing to escape, and go as a whole.
        var rest = text.utf8[...]
        while let place = rest.firstIndex(where: isSpecial) {
            bytes += rest[..<place]
            switch rest[place] {
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            default: bytes += "\\\\".utf8
            }
            rest = rest[rest.index(after: place)...]
        }
        bytes += rest
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }

    /// The row at which COPY failed.
    /// - Parameters:
    ///   - context: What the server says about where it was, such as `COPY orders, line 3, column total: "x"`, in its own
    ///     language.
    ///   - table: The table's name.
    /// - Returns: The row's number from 1, or nil when the failure concerns no row.
    static func row(in context: String, table: String) -> Int? {
        let lead = "COPY \(table), "
        for line in context.split(separator: "\n") where line.hasPrefix(lead) {
            let digits = line.dropFirst(lead.count).drop { !$0.isASCII || !$0.isNumber }.prefix {
                $0.isASCII && $0.isNumber
            }
            return Int(digits)
        }
        return nil
    }
}
