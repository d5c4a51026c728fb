/// A field of comma-separated values.
package struct CSVField: Sendable, Hashable {
    /// The text that stands there, without the quotation marks around it.
    package let text: String
    /// Whether it stands in quotation marks; where it does not, an empty one may mean that there is no value.
    package let isQuoted: Bool

    /// Creates a field.
    /// - Parameters:
    ///   - text: The text that stands there.
    ///   - isQuoted: Whether it stands in quotation marks.
    package init(_ text: String, isQuoted: Bool = false) {
        self.text = text
        self.isQuoted = isQuoted
    }
}

/// Takes a record of comma-separated values apart.
package enum CSVFields {
    /// The fields of a record.
    /// - Parameters:
    ///   - bytes: The record, without the line break behind it.
    ///   - separator: What stands between fields.
    /// - Returns: The fields.
    /// - Throws: `UsageError` when something stands behind a closing quotation mark, or the text is no UTF-8.
    package static func split(_ bytes: [UInt8], separator: UInt8) throws(UsageError) -> [CSVField] {
        var fields: [CSVField] = []
        var rest = bytes[...]
        while true {
            let isQuoted = rest.first == CSVByte.quote
            let field = isQuoted ? try quoted(&rest, fields.count) : plain(&rest, separator)
            guard let text = String(validating: field, as: UTF8.self) else {
                throw UsageError(
                    "field \(fields.count + 1) is no UTF-8 text: say what it is, as in --encoding windows-1251")
            }
            fields.append(CSVField(text, isQuoted: isQuoted))
            guard let byte = rest.popFirst() else { return fields }
            guard byte == separator else {
                throw UsageError("something stands behind the closing quotation mark of field \(fields.count)")
            }
        }
    }

    /// The names of the columns in a header.
    /// - Parameters:
    ///   - bytes: The header, without the line break behind it.
    ///   - separator: What stands between names.
    /// - Returns: The names, without white space around them; those of columns without a name are empty.
    /// - Throws: `UsageError` when the header can't be read, or two columns have the same name.
    package static func header(_ bytes: [UInt8], separator: UInt8) throws(UsageError) -> [String] {
        let names: [String]
        do throws(UsageError) {
            names = try split(bytes, separator: separator).map { $0.text.trimmed }
        } catch {
            throw UsageError("the first line, which names the columns: \(error)")
        }
        var seen: [String: Int] = [:]
        for (index, name) in names.enumerated() where !name.isEmpty {
            if let first = seen[name] {
                throw UsageError(
                    "columns \(first + 1) and \(index + 1) are both called \(Quote.short(name)): give each a name of its own"
                )
            }
            seen[name] = index
        }
        guard !seen.isEmpty else { throw UsageError("the first line, which names the columns, has no name in it") }
        return names
    }

    private static func plain(_ rest: inout ArraySlice<UInt8>, _ separator: UInt8) -> [UInt8] {
        let field = rest.prefix { $0 != separator }
        rest = rest[field.endIndex...]
        return Array(field)
    }

    private static func quoted(_ rest: inout ArraySlice<UInt8>, _ index: Int) throws(UsageError) -> [UInt8] {
        var field: [UInt8] = []
        rest.removeFirst()
        while let end = rest.firstIndex(of: CSVByte.quote) {
            field += rest[..<end]
            rest = rest[(end + 1)...]
            guard rest.first == CSVByte.quote else { return field }
            field.append(CSVByte.quote)
            rest.removeFirst()
        }
        throw UsageError("the quotation mark that begins field \(index + 1) is not closed")
    }
}
