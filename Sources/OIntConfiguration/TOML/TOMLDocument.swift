import OIntCore

/// A TOML file that can be read, and changed without touching anything else in it.
///
/// Changing gives a new document: comments, order, blank lines, indentation, quotes and line ends stay as they are.
/// Source: https://toml.io/en/v1.0.0
package struct TOMLDocument: Sendable {
    /// The file's path, for errors.
    package let name: String
    let source: TOMLSource
    let root: TOMLNode

    /// Reads a text.
    /// - Parameters:
    ///   - text: The text.
    ///   - name: The file's path, for errors.
    /// - Throws: `LocalError` with line, column and what is wrong, and without a word of the text, which may be secret.
    package init(text: String, name: String) throws(LocalError) { try self.init(bytes: Array(text.utf8), name: name) }

    /// Reads the bytes of a file.
    /// - Parameters:
    ///   - bytes: The bytes, which should be UTF-8.
    ///   - name: The file's path, for errors.
    /// - Throws: `LocalError` with line, column and what is wrong, and without a word of the text, which may be secret.
    package init(bytes: [UInt8], name: String) throws(LocalError) {
        self.name = name
        source = TOMLSource(bytes)
        root = try TOMLParsing.root(of: source, name: name)
    }

    /// The bytes of the file.
    package var bytes: [UInt8] { source.fileBytes }

    /// The text of the file.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Everything in the file: keys with their values in its order.
    package var table: TOMLTable { root.value.table ?? TOMLTable() }

    /// What stands at the end of a path of keys, or nil when nothing does.
    /// - Parameter path: The keys, outermost first.
    package func value(at path: [String]) -> TOMLValue? { root.value.value(at: path) }

    /// The line that a value stands on, counted from 1, or nil where nothing stands or a table has no single place.
    /// - Parameter path: The keys, outermost first.
    package func line(of path: [String]) -> Int? {
        var node = root
        for key in path {
            guard let next = node[key] else { return nil }
            node = next
        }
        switch node.content {
        case .table(_, .open), .tables: return nil
        default: return source.line(of: node.range.lowerBound)
        }
    }

    /// The document with a value set, in place of the one that stands there or as a new key at the end of its table.
    ///
    /// A table that is missing gets a header at the end of the file. A new table value is written in braces.
    /// - Parameters:
    ///   - value: The value.
    ///   - path: The keys, outermost first; at least one.
    /// - Returns: The changed document.
    /// - Throws: `LocalError` when a part of the path is no table, or the file is written so that the change can't be made
    ///   without touching anything else.
    package func setting(_ value: TOMLValue, at path: [String]) throws(LocalError) -> TOMLDocument {
        let edits = try TOMLEditing(self).setting(value, at: path)
        let changed = try applying(edits, at: path)
        guard changed.root.value.isSame(as: root.value.setting(value, at: path)) else { throw refusal(path) }
        return changed
    }

    /// The document without what stands at a path; the same document when nothing does.
    ///
    /// A key goes with its line and the comment on it. When the last key of a table goes and only blank lines are left
    /// below the table's header, so does the header. A whole table goes with everything below its headers, except
    /// comments right above the next one.
    /// - Parameter path: The keys, outermost first; at least one.
    /// - Returns: The changed document.
    /// - Throws: `LocalError` when the file is written so that the change can't be made without touching anything else.
    package func removing(_ path: [String]) throws(LocalError) -> TOMLDocument {
        guard !path.isEmpty, value(at: path) != nil else { return self }
        let editing = TOMLEditing(self)
        guard let inner = editing.pairsInBraces(below: path), inner != [path] else {
            let changed = try applying(editing.removing(path), at: path)
            let expected = root.value.removing(path) { changed.value(at: $0) != nil }
            guard changed.root.value.isSame(as: expected) else { throw refusal(path) }
            return changed
        }
        var changed = self
        for pair in inner { changed = try changed.removing(pair) }
        return changed
    }

    /// Applies edits, and reads the result.
    private func applying(_ edits: [TOMLEdit], at path: [String]) throws(LocalError) -> TOMLDocument {
        var bytes = source.bytes
        for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(edit.range, with: edit.replacement)
        }
        // A file whose last line had no end goes on without one.
        if !source.endsInLineEnd, bytes.last == UInt8(ascii: "\n") {
            bytes.removeLast()
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        }
        do {
            let mark = source.hasByteOrderMark ? Array("\u{FEFF}".utf8) : []
            return try TOMLDocument(bytes: mark + bytes, name: name)
        } catch {
            throw refusal(path)
        }
    }

    private func refusal(_ path: [String]) -> LocalError {
        LocalError(
            name, "\(TOMLWriter.key(path)) can't be changed without touching other lines; change it in an editor")
    }
}

extension TOMLValue {
    /// The value with another one at the end of a path, tables made where they are missing.
    func setting(_ value: TOMLValue, at path: some Collection<String>) -> TOMLValue {
        guard let key = path.first else { return value }
        var table = table ?? TOMLTable()
        table[key] = (table[key] ?? .table(TOMLTable())).setting(value, at: path.dropFirst())
        return .table(table)
    }

    /// The value without what stands at a path.
    /// - Parameters:
    ///   - path: The keys, outermost first.
    ///   - stays: Whether a table on the way stays, though it is empty now.
    func removing(_ path: [String], stays: ([String]) -> Bool) -> TOMLValue {
        removing(path, from: [], stays: stays) ?? .table(TOMLTable())
    }

    private func removing(_ path: [String], from place: [String], stays: ([String]) -> Bool) -> TOMLValue? {
        guard path.count > place.count else { return nil }
        guard var table else { return self }
        let key = path[place.count]
        table[key] = table[key]?.removing(path, from: place + [key], stays: stays)
        return table.entries.isEmpty && !stays(place) ? nil : .table(table)
    }
}
