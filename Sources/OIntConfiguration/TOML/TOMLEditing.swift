import OIntCore

/// One change of a text.
struct TOMLEdit {
    /// The bytes that go.
    let range: Range<Int>
    /// The bytes that come.
    let replacement: [UInt8]

    init(_ range: Range<Int>, _ replacement: [UInt8] = []) {
        self.range = range
        self.replacement = replacement
    }
}

/// Finds what has to change in a text for a value to change.
struct TOMLEditing {
    let name: String
    let root: TOMLNode
    let source: TOMLSource
    let layout: TOMLLayout

    init(_ document: TOMLDocument) {
        name = document.name
        root = document.root
        source = document.source
        layout = TOMLLayout(document.source, document.root)
    }

    /// Sets a value.
    /// - Parameters:
    ///   - value: The value.
    ///   - path: The keys, outermost first.
    /// - Returns: The changes.
    /// - Throws: `LocalError` when a part of the path is no table.
    func setting(_ value: TOMLValue, at path: [String]) throws(LocalError) -> [TOMLEdit] {
        guard !path.isEmpty else { throw LocalError(name, "a value needs a key") }
        var node = root
        var braces: (node: TOMLNode, depth: Int)?
        for (depth, key) in path.enumerated() {
            switch node.content {
            case .table(_, .braces): braces = (node, depth)
            case .table: break
            case .tables:
                throw LocalError(
                    name, "\(TOMLWriter.key(path[..<depth])) is a list of tables; change it in an editor")
            case .scalar, .array:
                throw LocalError(
                    name, "\(TOMLWriter.key(path[..<depth])) is a value, so nothing can stand below it; remove it first"
                )
            }
            guard let next = node[key] else {
                if let braces { return [adding(path[braces.depth...], value, inBraces: braces.node)] }
                return [adding(path, value, existing: depth)]
            }
            node = next
        }
        switch node.content {
        case .table(_, .open), .table(_, .dottedInBraces), .tables:
            throw LocalError(name, "\(TOMLWriter.key(path)) is a table, and can't become a value; remove it first")
        case .scalar, .array, .table(_, .braces): return [TOMLEdit(node.range, Array(TOMLWriter.text(value).utf8))]
        }
    }

    /// Adds a pair to a table in braces.
    private func adding(_ path: ArraySlice<String>, _ value: TOMLValue, inBraces node: TOMLNode) -> TOMLEdit {
        let pair = TOMLWriter.pair(path, value)
        guard let end = pairs(in: node).last?.node.range.upperBound else {
            return TOMLEdit(node.range, Array("{ \(pair) }".utf8))
        }
        return TOMLEdit(end..<end, Array(", \(pair)".utf8))
    }

    /// The pairs in braces, in the order of the text.
    func pairs(in node: TOMLNode) -> [(path: [String], node: TOMLNode)] {
        guard case .table(let entries, .braces) = node.content else { return [] }
        return entries.flatMap { $0.node.written(below: [$0.key]) }
            .sorted { $0.node.range.lowerBound < $1.node.range.lowerBound }
    }

    /// Adds a key outside braces.
    /// - Parameter existing: How many of the path's keys lead to a table that is there.
    private func adding(_ path: [String], _ value: TOMLValue, existing: Int) -> TOMLEdit {
        let parent = Array(path.dropLast())
        if let section = layout.section(parent) {
            let last = section.body.last { layout.lines[$0].isExpression }
            return adding(path[parent.count...], value, to: section, behind: last)
        }
        // A table that keys with dots make may have no header, and neither may one that a header's table gets so.
        let table = Array(path[..<existing])
        if layout.section(table) == nil, let (section, line) = layout.lastExpression(below: table) {
            return adding(path[section.path.count...], value, to: section, behind: line)
        }
        return addingTable(parent, path[parent.count...], value)
    }

    /// Adds a key to a section.
    /// - Parameter last: The line behind which it belongs; nil where there is no key yet.
    private func adding(
        _ path: ArraySlice<String>, _ value: TOMLValue, to section: TOMLLayout.Section, behind last: Int?
    ) -> TOMLEdit {
        let first = last.map { $0 + 1 } ?? section.body.lowerBound
        var place = first
        while place < section.body.upperBound, layout.lines[place].isComment { place += 1 }
        // Comments right above the next header tell of what comes there, and those above a key of that key.
        let isFollowed =
            place < layout.lines.count && (place == section.body.upperBound || layout.lines[place].isExpression)
        if isFollowed { place = first }
        let offset = place > 0 ? layout.lines[place - 1].range.upperBound : 0
        let model = last ?? section.header
        let indentation = model.map { layout.indentation(layout.lines[$0]) } ?? []
        let line = indentation + Array(TOMLWriter.pair(path, value).utf8)
        if offset == source.bytes.count, !source.endsInLineEnd {
            return TOMLEdit(offset..<offset, source.lineEnd + line)
        }
        // Above the first comment of a file stands nothing; below the new key it has to be set off.
        let isAboveAll = offset == 0 && layout.lines.first.map { !$0.isBlank } ?? false
        return TOMLEdit(offset..<offset, line + source.lineEnd + (isAboveAll ? source.lineEnd : []))
    }

    /// Adds a table with one key at the end of the file.
    private func addingTable(_ table: [String], _ key: ArraySlice<String>, _ value: TOMLValue) -> TOMLEdit {
        let end = source.bytes.count
        var text: [UInt8] = source.endsInLineEnd ? [] : source.lineEnd
        if layout.lines.last.map({ !$0.isBlank }) ?? false { text += source.lineEnd }
        text += Array("[\(TOMLWriter.key(table))]".utf8) + source.lineEnd
        text += Array(TOMLWriter.pair(key, value).utf8) + source.lineEnd
        return TOMLEdit(end..<end, text)
    }
}
