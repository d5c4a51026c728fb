/// The lines of a TOML text and what stands on them.
struct TOMLLayout {
    /// What a line holds; a value over several lines makes them one.
    struct Line {
        enum Kind {
            case blank
            case comment
            /// A header: of one table, or of one of several that share a name.
            case header(path: [String], isRepeated: Bool)
            /// A key with its value; the path is nil where the table is one of several that share a name.
            case expression(path: [String]?, value: Range<Int>)
        }

        let kind: Kind
        /// The bytes from the line's begin to the begin of the next one.
        let range: Range<Int>
    }

    /// The lines that belong to one header, or that stand above the first.
    struct Section {
        /// The path of the table; empty above the first header.
        let path: [String]
        let isRepeated: Bool
        /// The line of the header; nil above the first.
        let header: Int?
        /// The lines below the header.
        let body: Range<Int>
    }

    let source: TOMLSource
    let lines: [Line]
    let sections: [Section]

    /// Finds out what stands where.
    /// - Parameters:
    ///   - source: The text.
    ///   - root: What was read from it.
    init(_ source: TOMLSource, _ root: TOMLNode) {
        self.source = source
        var values: [Int: (path: [String]?, range: Range<Int>)] = [:]
        Self.collect(root, path: [], source) { path, range in
            values[source.lineStart(of: range.lowerBound)] = (path, range)
        }
        lines = Self.lines(source, values)
        sections = Self.sections(lines)
    }

    /// Finds all values that stand behind a key of their own line.
    private static func collect(
        _ node: TOMLNode, path: [String]?, _ source: TOMLSource, found: ([String]?, Range<Int>) -> Void
    ) {
        switch node.content {
        case .table(let entries, .open):
            for entry in entries { collect(entry.node, path: path.map { $0 + [entry.key] }, source, found: found) }
        case .tables(let tables):
            for table in tables { collect(table, path: nil, source, found: found) }
        default: found(path, node.range)
        }
    }

    private static func lines(
        _ source: TOMLSource, _ values: [Int: (path: [String]?, range: Range<Int>)]
    ) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while start < source.bytes.count {
            let value = values[start]
            let end = source.lineLimit(of: value.map { max($0.range.upperBound - 1, start) } ?? start)
            let first = source.skippingBlanks(start)
            let kind: Line.Kind
            if let value {
                kind = .expression(path: value.path, value: value.range)
            } else {
                switch first < end ? source.bytes[first] : nil {
                case UInt8(ascii: "#"): kind = .comment
                case UInt8(ascii: "["):
                    let isRepeated = first + 1 < end && source.bytes[first + 1] == UInt8(ascii: "[")
                    kind = .header(path: TOMLParsing.path(ofHeader: source.bytes[first..<end]), isRepeated: isRepeated)
                default: kind = .blank
                }
            }
            lines.append(Line(kind: kind, range: start..<end))
            start = end
        }
        return lines
    }

    private static func sections(_ lines: [Line]) -> [Section] {
        var sections: [Section] = []
        var (path, isRepeated, header): ([String], Bool, Int?) = ([], false, nil)
        for (index, line) in lines.enumerated() {
            guard case .header(let nextPath, let nextIsRepeated) = line.kind else { continue }
            let body = (header.map { $0 + 1 } ?? 0)..<index
            sections.append(Section(path: path, isRepeated: isRepeated, header: header, body: body))
            (path, isRepeated, header) = (nextPath, nextIsRepeated, index)
        }
        let body = (header.map { $0 + 1 } ?? 0)..<lines.count
        return sections + [Section(path: path, isRepeated: isRepeated, header: header, body: body)]
    }

    /// The section of a table; nil when it has no header of its own.
    func section(_ path: [String]) -> Section? { sections.first { $0.path == path && !$0.isRepeated } }

    /// The last line, with its section, that sets something below a path by keys with dots.
    func lastExpression(below path: [String]) -> (section: Section, line: Int)? {
        for section in sections where section.path.count < path.count && !section.isRepeated {
            let line = section.body.last { index in
                guard case .expression(let found?, _) = lines[index].kind else { return false }
                return found.count > path.count && found.starts(with: path)
            }
            if let line { return (section, line) }
        }
        return nil
    }

    /// The comments right above the next header, without a blank line between, which tell of what comes there.
    /// - Parameter section: The section before that header.
    /// - Returns: Where they begin; the end of the section when there are none, or no header follows.
    func end(of section: Section) -> Int {
        guard section.body.upperBound < lines.count else { return section.body.upperBound }
        var end = section.body.upperBound
        while end > section.body.lowerBound, case .comment = lines[end - 1].kind { end -= 1 }
        return end
    }

    /// The blanks that a line begins with.
    func indentation(_ line: Line) -> [UInt8] {
        Array(
            source.bytes[
                line.range.lowerBound..<min(source.skippingBlanks(line.range.lowerBound), line.range.upperBound)])
    }
}

extension TOMLLayout.Line {
    /// Whether nothing stands on the line.
    var isBlank: Bool { if case .blank = kind { true } else { false } }

    /// Whether only a comment stands on the line.
    var isComment: Bool { if case .comment = kind { true } else { false } }

    /// Whether the header of a table stands on the line.
    var isHeader: Bool { if case .header = kind { true } else { false } }

    /// Whether a key stands on the line.
    var isExpression: Bool { if case .expression = kind { true } else { false } }
}
