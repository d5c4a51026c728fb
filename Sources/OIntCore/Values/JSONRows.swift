import SystemPackage

/// Rows that a caller hands over: a list, a JSON document, or a table of comma-separated values, read row by row.
///
/// A document is a list of values, or values a line each. The cells of a table are texts whatever they look like; one
/// without quotation marks that is empty is no value. Only the one that is looked at is taken apart, so that a large
/// file needs no more memory than its bytes.
public struct JSONRows: Sendable {
    private enum Content: Sendable {
        case list([JSON])
        case document([UInt8])
        case table(CSVTable)
    }

    private let content: Content

    /// Creates rows.
    /// - Parameter rows: The rows in their order.
    public init(_ rows: [JSON]) { content = .list(rows) }

    private init(document: [UInt8]) { content = .document(document) }

    private init(table: CSVTable) { content = .table(table) }

    /// Whether the values are texts, which mean what the type of the place wants that they go to.
    public var areTexts: Bool { if case .table = content { true } else { false } }

    /// Starts walking through the rows.
    public func makeIterator() -> Iterator {
        switch content {
        case .list(let rows): Iterator(list: rows)
        case .document(let bytes): Iterator(document: bytes)
        case .table(let table): Iterator(table: table)
        }
    }

    /// Takes all rows apart.
    /// - Returns: The rows.
    /// - Throws: `UsageError` that names the row which is no JSON.
    public func collected() throws(UsageError) -> [JSON] {
        if case .list(let rows) = content { return rows }
        var rows: [JSON] = []
        var iterator = makeIterator()
        while let row = try iterator.next() { rows.append(row) }
        return rows
    }

    /// The first rows.
    /// - Parameter count: How many there are at most.
    /// - Returns: The rows.
    /// - Throws: `UsageError` that names the row which is no JSON.
    public func first(_ count: Int) throws(UsageError) -> [JSON] {
        var rows: [JSON] = []
        var iterator = makeIterator()
        while rows.count < count, let row = try iterator.next() { rows.append(row) }
        return rows
    }

    /// Walks through rows.
    public struct Iterator {
        private var rest: ArraySlice<JSON> = []
        private var splitter: JSONSplitter?
        private var table: CSVTable?
        private var number = 0

        fileprivate init(list: [JSON]) { rest = list[...] }

        fileprivate init(table: CSVTable) { self.table = table }

        fileprivate init(document: [UInt8]) { splitter = JSONSplitter(document) }

        /// The next row.
        /// - Returns: The row, or nil at the end.
        /// - Throws: `UsageError` when it is no JSON, or no row of the table.
        public mutating func next() throws(UsageError) -> JSON? {
            if let columns = table?.columns {
                guard let row = try table?.next() else { return nil }
                // Columns without a name are nobody's.
                let members = zip(columns, row.fields).filter { !$0.0.isEmpty }
                return .object(
                    JSONObject(
                        members.map { ($0, $1.text.isEmpty && !$1.isQuoted ? .null : .string($1.text)) }))
            }
            guard splitter != nil else { return rest.popFirst() }
            number += 1
            do throws(JSONParsingError) {
                guard let bytes = splitter?.next() else { return nil }
                return try JSON(parsing: bytes)
            } catch {
                throw UsageError("row \(number) is not readable JSON: \(error)")
            }
        }
    }
}

extension JSONRows: ExpressibleByArrayLiteral {
    /// Creates rows.
    public init(arrayLiteral elements: JSON...) { self.init(elements) }
}

extension JSONRows: OptionValue {
    /// Several JSON values.
    public static var optionKind: OptionKind { .list(of: .json) }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a JSON array, or the option given several times; or what is in a file or, with `-`, on standard input: a JSON
    /// array, values a line each, or comma-separated values below the names of their columns.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        guard inputs.count == 1, let bytes = try Self.document(inputs[0]) else {
            self.init(try [JSON](option: inputs))
            return
        }
        guard String(decoding: bytes.prefix(1024), as: UTF8.self).contains(where: { !$0.isWhitespace }) else {
            throw OptionError("names a file with nothing in it")
        }
        guard Self.isJSON(bytes, inputs[0]) else {
            do throws(UsageError) {
                self.init(table: try CSVTable(bytes))
            } catch {
                throw OptionError("is no table: \(error)")
            }
            return
        }
        self.init(document: bytes)
        // What is no list at all is told before anything else is done.
        do throws(UsageError) {
            _ = try first(1)
        } catch {
            throw OptionError("holds something else than a list of values, or values a line each: \(error)")
        }
    }

    /// Whether a document is JSON, by its name or else by its first character.
    private static func isJSON(_ bytes: [UInt8], _ input: OptionInput) -> Bool {
        let name =
            switch input.source {
            case .file(let path): path.lowercased()
            case .commandLine: input.text.trimmed.lowercased()
            default: ""
            }
        if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return false }
        if [".json", ".jsonl", ".ndjson"].contains(where: name.hasSuffix) { return true }
        let first = String(decoding: bytes.prefix(1024), as: UTF8.self).first { !$0.isWhitespace && $0 != "\u{FEFF}" }
        return first == "[" || first == "{"
    }

    /// The bytes of a document; nil for what is written out on the command line.
    private static func document(_ input: OptionInput) throws(OptionError) -> [UInt8]? {
        switch input.source {
        case .file, .standardInput: return Array(input.text.utf8)
        case .program, .environment, .setting: return nil
        case .commandLine:
            let path = input.text.trimmed
            guard !JSONInput.looksLikeJSON(path) else { return nil }
            do throws(LocalError) {
                guard path == "-" else { return try LocalFile.read(path) }
                try FileAccess.refuse("standard input", FileInput.standardInputRefusal)
                return try LocalFile.readToEnd(.standardInput, name: "standard input")
            } catch {
                throw OptionError(
                    "takes JSON, or the path of a file with JSON or comma-separated values, and \(Quote.short(path)) is neither: \(error.reason)"
                )
            }
        }
    }

    /// The rows as compact JSON, or how large the document is.
    public var optionText: String {
        switch content {
        case .list(let rows): JSON.array(rows).text(.compact)
        case .document(let bytes): "\(bytes.count) bytes"
        case .table(let table): "a table with the columns \(table.columns.joined(separator: ", "))"
        }
    }
}
