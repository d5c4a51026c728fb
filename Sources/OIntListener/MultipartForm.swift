import OIntCore

/// A form with files, as browsers and curl send it.
///
/// Source: https://www.rfc-editor.org/rfc/rfc7578
public struct MultipartForm: Sendable, Equatable {
    /// A field of the form.
    public struct Part: Sendable, Equatable {
        /// The field's name.
        public var name: String
        /// The name of the file; nil where the field holds no file.
        public var fileName: String?
        /// What the field or the file holds.
        public var content: [UInt8]
    }

    /// The fields, in their order.
    public let parts: [Part]

    /// Reads a form.
    /// - Parameters:
    ///   - body: The body of the request.
    ///   - contentType: The value of its header `Content-Type`, with the boundary.
    /// - Throws: `UsageError` that says what is wrong with it.
    public init(_ body: [UInt8], contentType: String) throws(UsageError) {
        guard let boundary = Self.parameter("boundary", of: contentType), !boundary.isEmpty else {
            throw UsageError("the type of the form names no boundary")
        }
        // Every delimiter follows a line break; that of the first may be left out.
        let lineBreak: [UInt8] = [13, 10]
        let bytes = lineBreak + body
        let delimiter = lineBreak + Array("--\(boundary)".utf8)
        var parts: [Part] = []
        guard var place = Self.end(of: delimiter, in: bytes, from: 0) else {
            throw UsageError("the form does not hold its boundary")
        }
        while !bytes[place...].starts(with: Array("--".utf8)) {
            guard let head = Self.end(of: lineBreak + lineBreak, in: bytes, from: place),
                let end = Self.end(of: delimiter, in: bytes, from: head - 2)
            else { throw UsageError("the form breaks off") }
            guard parts.count < Self.partLimit else {
                throw UsageError("the form has more than \(Self.partLimit) fields")
            }
            // A field without content has its delimiter right behind its head.
            let content = bytes[head..<max(head, end - delimiter.count)]
            parts.append(try Self.part(Array(bytes[place..<head]), Array(content)))
            place = end
        }
        self.parts = parts
    }

    private static let partLimit = 1000

    private static func part(_ head: [UInt8], _ content: [UInt8]) throws(UsageError) -> Part {
        let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
        let field = "content-disposition:"
        let disposition = lines.first { $0.lowercased().hasPrefix(field) }.map { String($0.dropFirst(field.count)) }
        guard let disposition, let name = parameter("name", of: disposition) else {
            throw UsageError("a field of the form has no name")
        }
        return Part(name: name, fileName: parameter("filename", of: disposition), content: content)
    }

    /// The place behind a text; nil where it does not occur.
    private static func end(of text: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start >= 0, bytes.count >= text.count else { return nil }
        var index = start
        while index + text.count <= bytes.count {
            guard let found = bytes[index...].firstIndex(of: text[0]), found + text.count <= bytes.count else {
                return nil
            }
            if bytes[found..<(found + text.count)].elementsEqual(text) { return found + text.count }
            index = found + 1
        }
        return nil
    }

    /// A parameter of a header's value: `name=value`, or `name="value"` where quotes are written as `%22` or `\"`.
    private static func parameter(_ name: String, of value: String) -> String? {
        var rest = value[...]
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let found = String(rest[..<equals]).trimmed.lowercased()
            rest = rest[rest.index(after: equals)...]
            var text = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.popFirst(), character != "\"" {
                    text.append(character == "\\" ? rest.popFirst() ?? "\\" : character)
                }
            } else {
                let plain = rest.prefix { $0 != ";" }
                text = String(plain).trimmed
                rest = rest[plain.endIndex...]
            }
            if found == name { return text }
        }
        return nil
    }
}
