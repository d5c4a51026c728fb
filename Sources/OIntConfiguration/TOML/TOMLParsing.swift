import CTOML
import OIntCore

/// Parsing of TOML by toml++.
enum TOMLParsing {
    /// Parses a text.
    /// - Parameters:
    ///   - source: The text.
    ///   - name: The file's path, for errors.
    /// - Returns: The table that holds everything.
    /// - Throws: `LocalError` with line and column, and without a word of the text.
    static func root(of source: TOMLSource, name: String) throws(LocalError) -> TOMLNode {
        if let offset = TOMLDepth.offset(ofDeepKeyIn: source.bytes) {
            throw LocalError(name, "line \(source.line(of: offset)): a key has more than \(TOMLDepth.limit) parts")
        }
        guard let document = document(of: source.bytes[...]) else {
            throw LocalError(name, "line \(lineOfMistake(in: source)): \(TOMLProblem.unknown)")
        }
        defer { oint_toml_free(document) }
        if let problem = oint_toml_problem(document) {
            let place = oint_toml_problem_place(document)
            throw LocalError(
                name, "line \(place.line), column \(place.column): \(TOMLProblem.reason(String(cString: problem)))")
        }
        guard let root = oint_toml_root(document) else { throw LocalError(name, "it can't be read") }
        return TOMLNode(root, in: source)
    }

    /// What toml++ makes of a text; nil where it gives up without saying why.
    private static func document(of bytes: ArraySlice<UInt8>) -> OpaquePointer? {
        bytes.withUnsafeBytes { bytes in
            // An empty text may have no address, and needs none.
            bytes.baseAddress.map { oint_toml_parse($0.assumingMemoryBound(to: CChar.self), bytes.count) }
                ?? oint_toml_parse("", 0)
        }
    }

    /// The first line behind which toml++ gives up.
    private static func lineOfMistake(in source: TOMLSource) -> Int {
        let lines = source.line(of: source.bytes.count)
        return 1
            + (0..<max(0, lines - 1)).partitioningIndex { line in
                guard let document = document(of: source.bytes[..<source.end(ofLine: line + 1)]) else { return true }
                oint_toml_free(document)
                return false
            }
    }

    /// The keys of a table's header.
    /// - Parameter header: The line of the header, known to be right.
    static func path(ofHeader header: ArraySlice<UInt8>) -> [String] {
        guard var node = try? root(of: TOMLSource(Array(header)), name: "") else { return [] }
        var path: [String] = []
        while case .table(let entries, _) = node.content, let entry = entries.first {
            path.append(entry.key)
            node = entry.node
        }
        return path
    }
}
