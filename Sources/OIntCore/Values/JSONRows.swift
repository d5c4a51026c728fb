/// Rows that somebody hands over: a list, or a JSON document that is read row by row.
///
/// A document is a list of values, or values a line each. Only the one that is looked at is taken apart, so that a large
/// file needs no more memory than its bytes.
public struct JSONRows: Sendable {
    private enum Content: Sendable {
        case list([JSON])
        case document([UInt8])
    }

    private let content: Content

    /// Creates rows.
    /// - Parameter rows: The rows in their order.
    public init(_ rows: [JSON]) { content = .list(rows) }

    private init(document: [UInt8]) { content = .document(document) }

    /// Starts walking through the rows.
    public func makeIterator() -> Iterator {
        switch content {
        case .list(let rows): Iterator(list: rows)
        case .document(let bytes): Iterator(document: bytes)
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
        private var number = 0

        fileprivate init(list: [JSON]) { rest = list[...] }

        fileprivate init(document: [UInt8]) { splitter = JSONSplitter(document) }

        /// The next row.
        /// - Returns: The row, or nil at the end.
        /// - Throws: `UsageError` when it is no JSON.
        public mutating func next() throws(UsageError) -> JSON? {
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

    /// Reads a JSON array, the path of a file with one or with a value a line, or the option given several times.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        guard inputs.count == 1, let bytes = try Self.document(inputs[0]) else {
            self.init(try [JSON](option: inputs))
            return
        }
        guard String(decoding: bytes.prefix(1024), as: UTF8.self).contains(where: { !$0.isWhitespace }) else {
            throw OptionError("names a file with nothing in it")
        }
        self.init(document: bytes)
        // What is no list at all is told before anything else is done.
        do throws(UsageError) {
            _ = try first(1)
        } catch {
            throw OptionError("holds something else than a list of values, or values a line each: \(error)")
        }
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
                return try LocalFile.read(path)
            } catch {
                throw OptionError(
                    "takes JSON or the path of a JSON file, and \(Quote.short(path)) is neither: \(error.reason)")
            }
        }
    }

    /// The rows as compact JSON, or how large the document is.
    public var optionText: String {
        switch content {
        case .list(let rows): JSON.array(rows).text(.compact)
        case .document(let bytes): "\(bytes.count) bytes"
        }
    }
}
