import SwiftSyntax

/// The documentation comment of a declaration, taken apart.
struct DocComment {
    /// The first paragraph on one line.
    private(set) var summary = ""
    /// The other paragraphs, one a line.
    private(set) var discussion = ""
    /// The vendor's page: the address in the first paragraph that begins with `Source:`.
    private(set) var source: String?
    /// What the comment says about each parameter.
    private(set) var parameters: [String: String] = [:]
    /// The blocks of code between fences, wherever they stand.
    private(set) var blocks: [CodeBlock] = []

    /// A block of code.
    struct CodeBlock: Equatable {
        /// What it is written in, as its fence says.
        let language: String
        /// Whether it belongs to `- Returns:`.
        let isInReturns: Bool
        /// How far its fence stands from the slashes, in characters.
        let margin: Int
        /// The lines between the fences, without the margin.
        var lines: [Substring] = []
        /// Whether there is a fence at its end.
        var isClosed = false
    }

    /// Reads the `///` lines in front of a declaration.
    init(of declaration: some SyntaxProtocol) {
        var lines: [Substring] = []
        for piece in declaration.leadingTrivia {
            switch piece {
            case .docLineComment(let text): lines.append(text.dropFirst(3))
            // An empty line or a plain comment ends a documentation comment; only the last one counts.
            case .newlines(let count) where count > 1: lines = []
            case .lineComment, .blockComment: lines = []
            default: break
            }
        }
        read(lines)
    }

    private enum Place {
        case text
        case parameterList
        case parameter(String)
        case returns
        case otherTag

        var isReturns: Bool { if case .returns = self { true } else { false } }
    }

    private mutating func read(_ lines: [Substring]) {
        var place = Place.text
        var paragraphs: [String] = [""]
        var isAfterEmptyLine = false
        for line in lines {
            if let block = blocks.indices.last, !blocks[block].isClosed {
                blocks[block].read(line)
                continue
            }
            let text = line.trimmed
            guard !text.isEmpty else {
                paragraphs.append("")
                isAfterEmptyLine = true
                continue
            }
            let margin = line.prefix(while: \.isWhitespace).count
            let isIndented = margin > 1
            // A paragraph at the margin is no part of the list of tags above it.
            if isAfterEmptyLine, !isIndented { place = .text }
            isAfterEmptyLine = false
            if text.hasPrefix("```") {
                blocks.append(
                    CodeBlock(language: String(text.dropFirst(3)).trimmed, isInReturns: place.isReturns, margin: margin)
                )
            } else if let tag = Tag(text) {
                place = start(tag)
            } else if case .parameterList = place, let (name, about) = Self.entry(text) {
                place = start(.parameter(name, about))
            } else if case .parameter = place, text.hasPrefix("- "), let (name, about) = Self.entry(text) {
                // At the margin it is a tag of another kind.
                place = isIndented ? start(.parameter(name, about)) : .otherTag
            } else if case .parameter(let name) = place {
                parameters[name, default: ""] += " " + text
            } else if case .text = place {
                let last = paragraphs.count - 1
                paragraphs[last] += (paragraphs[last].isEmpty ? "" : " ") + text
            }
        }
        paragraphs.removeAll(where: \.isEmpty)
        let sources = paragraphs.filter { $0.hasPrefix("Source:") }
        source = sources.first.map {
            String($0.dropFirst("Source:".count).trimmed.prefix { !$0.isWhitespace && $0 != "," })
        }
        paragraphs.removeAll { sources.contains($0) }
        summary = paragraphs.first ?? ""
        discussion = paragraphs.dropFirst().joined(separator: "\n")
    }

    private mutating func start(_ tag: Tag) -> Place {
        switch tag {
        case .parameters: return .parameterList
        case .parameter(let name, let about):
            parameters[name] = about
            return .parameter(name)
        case .returns: return .returns
        case .other: return .otherTag
        }
    }

    /// A line that begins a list of tags.
    private enum Tag {
        case parameters
        case parameter(String, String)
        case returns
        case other

        init?(_ line: String) {
            guard line.hasPrefix("- ") else { return nil }
            let text = line.dropFirst(2).trimmed
            if text == "Parameters:" {
                self = .parameters
            } else if text.hasPrefix("Parameter "), let (name, about) = DocComment.entry(String(text.dropFirst(10))) {
                self = .parameter(name, about)
            } else if text.hasPrefix("Returns:") {
                self = .returns
            } else if ["Throws:", "Note:", "Important:", "Warning:", "SeeAlso:"].contains(
                where: text.hasPrefix)
            {
                self = .other
            } else {
                return nil
            }
        }
    }

    /// Splits `- name: about` or `name: about`.
    private static func entry(_ line: String) -> (String, String)? {
        let text = line.hasPrefix("- ") ? line.dropFirst(2) : Substring(line)
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = text[..<colon].trimmed
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
        return (name, text[text.index(after: colon)...].trimmed)
    }
}

extension DocComment.CodeBlock {
    /// Takes the next line: one of the block's own, or the fence at its end.
    fileprivate mutating func read(_ line: Substring) {
        guard line.trimmed != "```" else {
            isClosed = true
            return
        }
        let blanks = line.prefix(margin).prefix(while: \.isWhitespace).count
        lines.append(line.dropFirst(blanks))
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
