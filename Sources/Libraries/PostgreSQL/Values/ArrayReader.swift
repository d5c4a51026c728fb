import OIntCore

/// Reads the text form of arrays: `{1,NULL,"a b"}`, `{{1,2},{3,4}}`, `[0:1]={5,6}`.
///
/// Source: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
struct ArrayReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let element: ValueForm
    private let delimiter: UInt8
    private var next: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, element: ValueForm, delimiter: UInt8) {
        self.bytes = bytes
        self.element = element
        self.delimiter = delimiter
        // Bounds that don't begin with 1 stand in front.
        let hasBounds = bytes.first == UInt8(ascii: "[")
        next = hasBounds ? bytes.firstIndex(of: UInt8(ascii: "=")).map { $0 + 1 } ?? 0 : 0
    }

    /// The array as a list of lists.
    mutating func array() -> JSON {
        next += 1  // the opening brace
        var elements: [JSON] = []
        while next < bytes.count {
            switch bytes[next] {
            case UInt8(ascii: "}"):
                next += 1
                return .array(elements)
            case delimiter: next += 1
            case UInt8(ascii: "{"): elements.append(array())
            case UInt8(ascii: "\""): elements.append(quoted())
            default: elements.append(plain())
            }
        }
        return .array(elements)
    }

    private mutating func quoted() -> JSON {
        let content = QuotedText.take(from: bytes, at: &next)
        return content.withUnsafeBufferPointer { ValueText.json($0, as: element) }
    }

    private mutating func plain() -> JSON {
        let start = next
        while next < bytes.count, bytes[next] != delimiter, bytes[next] != UInt8(ascii: "}") { next += 1 }
        let content = UnsafeBufferPointer(rebasing: bytes[start..<next])
        return content.elementsEqual("NULL".utf8) ? .null : ValueText.json(content, as: element)
    }
}

/// Reads the text form of the type hstore: `"a"=>"1", "b"=>NULL`.
///
/// Source: https://www.postgresql.org/docs/current/hstore.html
struct HstoreReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var next = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The keys with their values, which are texts or null.
    mutating func object() -> JSONObject {
        var object = JSONObject()
        while let key = text() {
            next += "=>".utf8.count
            if next < bytes.count, bytes[next] == UInt8(ascii: "\"") {
                object.append(key, text().map { .string($0) } ?? .null)
            } else {
                object.append(key, .null)
                next += "NULL".utf8.count
            }
            next += ", ".utf8.count
        }
        return object
    }

    private mutating func text() -> String? {
        guard next < bytes.count, bytes[next] == UInt8(ascii: "\"") else { return nil }
        return String(decoding: QuotedText.take(from: bytes, at: &next), as: UTF8.self)
    }
}

/// A text in double quotes, in which a backslash stands before what means itself.
enum QuotedText {
    /// Takes the text that begins at a place.
    /// - Parameters:
    ///   - bytes: The whole.
    ///   - place: Where the opening mark is; afterwards behind the closing one.
    static func take(from bytes: UnsafeBufferPointer<UInt8>, at place: inout Int) -> [UInt8] {
        var content: [UInt8] = []
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
            if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count { place += 1 }
            content.append(bytes[place])
            place += 1
        }
        place += 1
        return content
    }

    /// A text in double quotes.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            if character == "\"" || character == "\\" { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }
}
