import OIntCore

extension TOMLEditing {
    /// The pairs within braces that make up what stands at a path, outermost braces first; nil when it stands elsewhere.
    func pairsInBraces(below path: [String]) -> [[String]]? {
        guard let braces = braces(around: path) else { return nil }
        let inside = path[braces.depth...]
        return pairs(in: braces.node).filter { $0.path.starts(with: inside) }.map { path[..<braces.depth] + $0.path }
    }

    /// The innermost braces in which a path ends.
    private func braces(around path: [String]) -> (node: TOMLNode, depth: Int)? {
        var node = root
        var braces: (node: TOMLNode, depth: Int)?
        for (depth, key) in path.enumerated() {
            if case .table(_, .braces) = node.content { braces = (node, depth) }
            guard let next = node[key] else { return nil }
            node = next
        }
        return braces
    }

    /// Removes what stands at a path: one pair within braces, one key with its line, or a table with all its lines.
    /// - Parameter path: The keys, outermost first; something stands there.
    /// - Returns: The changes.
    func removing(_ path: [String]) -> [TOMLEdit] {
        if let braces = braces(around: path) { return removing(path[braces.depth...], fromBraces: braces.node) }
        var gone: Set<Int> = []
        for section in layout.sections { gone.formUnion(lines(below: path, in: section)) }
        // Blank lines that set off what is gone have nothing to set off at the begin and at the end of a file.
        if gone.contains(0) {
            for line in layout.lines.indices {
                guard gone.contains(line) || layout.lines[line].isBlank else { break }
                gone.insert(line)
            }
        }
        if gone.contains(where: { layout.lines[$0].isHeader }), gone.contains(layout.lines.count - 1) {
            for line in layout.lines.indices.reversed() {
                guard gone.contains(line) || layout.lines[line].isBlank else { break }
                gone.insert(line)
            }
        }
        return gone.map { TOMLEdit(layout.lines[$0].range) }
    }

    /// The lines of a section that go with what stands at a path; its header too when nothing else is left.
    private func lines(below path: [String], in section: TOMLLayout.Section) -> Set<Int> {
        if let header = section.header, section.path.starts(with: path) {
            return Set(header..<layout.end(of: section))
        }
        let gone = section.body.filter { index in
            guard case .expression(let found?, _) = layout.lines[index].kind else { return false }
            return found.starts(with: path)
        }
        guard !gone.isEmpty else { return [] }
        let isEmpty = section.body.allSatisfy { layout.lines[$0].isBlank || gone.contains($0) }
        if let header = section.header, isEmpty, !hasComment(header) {
            return Set(header..<section.body.upperBound)
        }
        return Set(gone)
    }

    private func hasComment(_ line: Int) -> Bool {
        // A quoted name may hold the sign too: then the header stays, and with it an empty table.
        source.bytes[layout.lines[line].range].contains(UInt8(ascii: "#"))
    }

    /// Removes one pair from braces, with one comma.
    private func removing(_ path: ArraySlice<String>, fromBraces node: TOMLNode) -> [TOMLEdit] {
        let pairs = pairs(in: node)
        guard let index = pairs.firstIndex(where: { $0.path.elementsEqual(path) }) else { return [] }
        let range = pairs[index].node.range
        if index > 0 { return [TOMLEdit(pairs[index - 1].node.range.upperBound..<range.upperBound)] }
        guard pairs.count > 1 else { return [TOMLEdit(node.range, Array("{}".utf8))] }
        let comma = source.skippingBlanks(range.upperBound)
        return [TOMLEdit(source.skippingBlanks(node.range.lowerBound + 1)..<source.skippingBlanks(comma + 1))]
    }
}
