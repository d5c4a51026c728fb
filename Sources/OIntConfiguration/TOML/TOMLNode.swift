import CTOML

/// A value with the place where it stands.
struct TOMLNode: Sendable {
    /// How a table is written.
    enum TableForm: Sendable {
        /// Under a header, by keys with dots, or only by what it holds.
        case open
        /// In braces.
        case braces
        /// By keys with dots within braces.
        case dottedInBraces
    }

    /// What the value is.
    enum Content: Sendable {
        case scalar(TOMLValue)
        case array([TOMLNode])
        /// The tables whose header has two brackets.
        case tables([TOMLNode])
        case table([Entry], TableForm)
    }

    /// One key with its value.
    struct Entry: Sendable {
        let key: String
        let node: TOMLNode
    }

    let content: Content
    /// The bytes of the value; without meaning for tables that are not written in braces.
    let range: Range<Int>

    /// The value without places.
    var value: TOMLValue {
        switch content {
        case .scalar(let value): value
        case .array(let elements), .tables(let elements): .array(elements.map(\.value))
        case .table(let entries, _):
            .table(TOMLTable(entries.map { TOMLTable.Entry(key: $0.key, value: $0.node.value) }))
        }
    }

    /// What stands under a key, or nil when the value is no table or lacks it.
    subscript(key: String) -> TOMLNode? {
        guard case .table(let entries, _) = content else { return nil }
        return entries.first { $0.key == key }?.node
    }

    /// The values below that are written out, with their paths; braces and brackets count as one.
    func written(below path: [String] = []) -> [(path: [String], node: TOMLNode)] {
        switch content {
        case .table(let entries, .open), .table(let entries, .dottedInBraces):
            entries.flatMap { $0.node.written(below: path + [$0.key]) }
        default: [(path, self)]
        }
    }
}

extension TOMLNode {
    /// Takes a value out of what toml++ has parsed.
    /// - Parameters:
    ///   - node: The value.
    ///   - source: The text.
    ///   - isInBraces: Whether it stands in a table in braces.
    init(_ node: OpaquePointer, in source: TOMLSource, isInBraces: Bool = false) {
        let range = source.range(oint_toml_node_region(node))
        self.range = range
        switch oint_toml_node_kind(node) {
        case OINT_TOML_STRING:
            var length = 0
            let start = oint_toml_string(node, &length)
            content = .scalar(.string(String(toml: start, length)))
        case OINT_TOML_INTEGER: content = .scalar(.integer(oint_toml_integer(node)))
        case OINT_TOML_BOOLEAN: content = .scalar(.boolean(oint_toml_boolean(node)))
        case OINT_TOML_FLOAT:
            let digits = source.text(range).filter { $0 != "_" }
            content = .scalar(.float(digits.hasPrefix("+") ? String(digits.dropFirst()) : digits))
        case OINT_TOML_ARRAY:
            let elements = (0..<oint_toml_count(node)).map { oint_toml_element(node, $0) }
            let isTables = elements.first.map { Self.isOpenTable($0) } ?? false
            let nodes = elements.map { TOMLNode($0, in: source, isInBraces: isInBraces) }
            content = isTables && !isInBraces ? .tables(nodes) : .array(nodes)
        case OINT_TOML_TABLE:
            let hasBraces = oint_toml_is_inline(node)
            let form: TableForm = hasBraces ? .braces : isInBraces ? .dottedInBraces : .open
            content = .table(Self.entries(node, in: source, isInBraces: isInBraces || hasBraces), form)
        default: content = .scalar(.dateTime(source.text(range)))
        }
    }

    private static func isOpenTable(_ node: OpaquePointer) -> Bool {
        oint_toml_node_kind(node) == OINT_TOML_TABLE && !oint_toml_is_inline(node)
    }

    private static func entries(_ table: OpaquePointer, in source: TOMLSource, isInBraces: Bool) -> [Entry] {
        let count = oint_toml_count(table)
        guard count > 0 else { return [] }
        let entries = [oint_toml_entry](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            oint_toml_entries(table, start)
            filled = count
        }
        // toml++ sorts keys by name; people know them in the order in which they wrote them.
        let inOrder = entries.sorted { source.range($0.key_region).lowerBound < source.range($1.key_region).lowerBound }
        return inOrder.map { entry in
            Entry(
                key: String(toml: entry.key, entry.key_length),
                node: TOMLNode(entry.value, in: source, isInBraces: isInBraces))
        }
    }
}

extension String {
    /// The text of some bytes of toml++.
    fileprivate init(toml start: UnsafePointer<CChar>, _ length: Int) {
        self.init(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
    }
}
