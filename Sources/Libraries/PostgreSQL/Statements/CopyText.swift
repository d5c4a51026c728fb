import OIntCore
import OIntSQL

/// Rows in the text format of COPY.
///
/// Source: https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
enum CopyText {
    /// The columns of rows that all have the same and nothing but plain values.
    /// - Parameter rows: The rows.
    /// - Returns: The columns, or nil when the rows can't go by COPY.
    static func columns(of rows: [JSON]) -> [String]? {
        guard let first = rows.first?.object, !first.isEmpty else { return nil }
        let columns = first.keys
        for row in rows {
            guard let object = row.object, object.count == columns.count else { return nil }
            for (member, column) in zip(object, columns) {
                guard member.key == column, isPlain(member.value) else { return nil }
            }
        }
        return columns
    }

    private static func isPlain(_ value: JSON) -> Bool {
        switch value {
        case .null, .bool, .number: true
        case .string(let text): !text.utf8.contains(0)
        case .array, .object: false
        }
    }

    /// Adds a row.
    static func append(_ row: JSONObject, to bytes: inout [UInt8]) {
        for (index, member) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            switch member.value {
            case .null: bytes += "\\N".utf8
            case .bool(let flag): bytes.append(UInt8(ascii: flag ? "t" : "f"))
            case .number(let number): bytes += number.text.utf8
            case .string(let text): append(text, to: &bytes)
            case .array, .object: append(member.value.text(.compact), to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            default: bytes.append(byte)
            }
        }
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
