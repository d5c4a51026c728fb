import OIntCore

/// Prints values as YAML 1.2 in block style, indented by two blanks.
///
/// Readers of YAML 1.1 get the same texts: what either version takes for something else is quoted. Of equal keys only
/// the last is printed, as YAML demands keys to differ. Numbers stay as they were written, although version 1.1 takes
/// `1e3`, which lacks a point, for a text.
///
/// Source: YAML 1.2.2 (yaml.org/spec/1.2.2), block styles (chapter 8) and the core schema (10.3).
enum YAMLEmitter {
    /// Prints a value as a document.
    ///
    /// - Parameters:
    ///   - value: The value to print.
    ///   - bytes: Where the text (UTF-8) is appended.
    static func write(_ value: JSON, to bytes: inout [UInt8]) {
        if let elements = value.array, !elements.isEmpty {
            writeSequence(elements, indent: 0, isInline: false, to: &bytes)
        } else if let members = value.object, !members.isEmpty {
            writeMapping(members, indent: 0, isInline: false, to: &bytes)
        } else if let text = value.string, YAMLText.needsIndentation(text) {
            // Readers disagree on what such an indentation is relative to when nothing is around the block.
            bytes += YAMLText.inline(text).utf8
            bytes.append(.lineFeed)
        } else {
            writeLeaf(value, indent: 0, to: &bytes)
        }
    }

    /// Prints the items of a sequence.
    ///
    /// - Parameters:
    ///   - elements: The items.
    ///   - indent: The column in which the dashes stand.
    ///   - isInline: Whether the line is already at that column.
    ///   - bytes: Where the text is appended.
    static func writeSequence(_ elements: [JSON], indent: Int, isInline: Bool, to bytes: inout [UInt8]) {
        for (index, element) in elements.enumerated() {
            if index > 0 || !isInline { writeBlanks(indent, to: &bytes) }
            bytes += [.dash, .space]
            if let elements = element.array, !elements.isEmpty {
                writeSequence(elements, indent: indent + 2, isInline: true, to: &bytes)
            } else if let members = element.object, !members.isEmpty {
                writeMapping(members, indent: indent + 2, isInline: true, to: &bytes)
            } else {
                writeLeaf(element, indent: indent, to: &bytes)
            }
        }
    }

    private static func writeMapping(_ object: JSONObject, indent: Int, isInline: Bool, to bytes: inout [UInt8]) {
        for (index, member) in lastOfEqualKeys(object).enumerated() {
            if index > 0 || !isInline { writeBlanks(indent, to: &bytes) }
            writeKey(member.key, indent: indent, to: &bytes)
            if let elements = member.value.array, !elements.isEmpty {
                bytes.append(.lineFeed)
                writeSequence(elements, indent: indent + 2, isInline: false, to: &bytes)
            } else if let members = member.value.object, !members.isEmpty {
                bytes.append(.lineFeed)
                writeMapping(members, indent: indent + 2, isInline: false, to: &bytes)
            } else {
                bytes.append(.space)
                writeLeaf(member.value, indent: indent, to: &bytes)
            }
        }
    }

    /// Writes a key with its colon; long ones in the form with a question mark, since readers look for the colon of
    /// the short form within a limited distance only.
    private static func writeKey(_ key: String, indent: Int, to bytes: inout [UInt8]) {
        let text = YAMLText.inline(key)
        if text.utf8.count > 128 {
            bytes += "? ".utf8
            bytes += text.utf8
            bytes.append(.lineFeed)
            writeBlanks(indent, to: &bytes)
        } else {
            bytes += text.utf8
        }
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a scalar or an empty collection, line break included.
    ///
    /// - Parameters:
    ///   - value: What to write.
    ///   - indent: The column of the dash or key before it.
    ///   - bytes: Where the text is appended.
    private static func writeLeaf(_ value: JSON, indent: Int, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let value): bytes += value.text.utf8
        case .array: bytes += "[]".utf8
        case .object: bytes += "{}".utf8
        case .string(let text):
            if YAMLText.fitsBlock(text) { return writeBlock(text, indent: indent + 2, to: &bytes) }
            bytes += YAMLText.inline(text).utf8
        }
        bytes.append(.lineFeed)
    }

    /// Writes a text of several lines as a literal block.
    private static func writeBlock(_ text: String, indent: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "|"))
        if YAMLText.needsIndentation(text) { bytes.append(UInt8(ascii: "2")) }
        var lines = text.utf8.split(separator: .lineFeed, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true {
            lines.removeLast()
            if lines.last?.isEmpty == true { bytes.append(UInt8(ascii: "+")) }
        } else {
            bytes.append(.dash)
        }
        bytes.append(.lineFeed)
        for line in lines {
            if !line.isEmpty { writeBlanks(indent, to: &bytes) }
            bytes += line
            bytes.append(.lineFeed)
        }
    }

    private static func writeBlanks(_ count: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: repeatElement(.space, count: count))
    }

    private static func lastOfEqualKeys(_ object: JSONObject) -> [JSONObject.Member] {
        var seen: Set<ExactKey> = []
        let last = object.reversed().filter { seen.insert(ExactKey($0.key)).inserted }
        return last.count == object.count ? Array(object) : last.reversed()
    }
}

/// Prints rows as one YAML sequence.
struct YAMLListWriter: RowWriter {
    private var isEmpty = true

    mutating func append(_ rows: [JSON], to bytes: inout [UInt8]) {
        YAMLEmitter.writeSequence(rows, indent: 0, isInline: false, to: &bytes)
        if !rows.isEmpty { isEmpty = false }
    }

    mutating func finish(to bytes: inout [UInt8]) {
        if isEmpty { YAMLEmitter.write([], to: &bytes) }
    }
}
