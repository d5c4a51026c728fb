import OIntCore
import OIntHTTP

/// The text of a feed, made readable.
enum FeedText {
    /// Decodes a feed, and mends what feeds of the wild do wrong.
    /// - Parameters:
    ///   - bytes: The feed.
    ///   - charset: What the server says about it.
    /// - Returns: XML in UTF-8, without a declaration.
    /// - Throws: `UsageError` when it is no text.
    static func mended(_ bytes: [UInt8], charset: String?) throws(UsageError) -> [UInt8] {
        let text = try decoded(bytes, charset)
        return mended(Array(text.utf8))
    }

    /// A mark counts first, then bytes that are UTF-8 whatever is said, then what the server says, then the declaration.
    private static func decoded(_ bytes: [UInt8], _ charset: String?) throws(UsageError) -> String {
        if let marked = Charset.recognized(bytes), let text = marked.text(of: bytes) { return text }
        let declared = declaredCharset(bytes)
        // Charsets that switch by escapes are ASCII, and so UTF-8, to look at.
        let isShifting = [charset, declared].compactMap { $0?.lowercased() }.contains { $0.hasPrefix("iso-2022") }
        if !isShifting, let text = String(validating: bytes, as: UTF8.self) { return text }
        for name in [charset, declared, "windows-1252"].compactMap(\.self) {
            if let charset = Charset(named: name), !charset.isUTF8, let text = charset.text(of: bytes) { return text }
        }
        guard !bytes.isEmpty else { throw UsageError("the feed is empty") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The charset in the declaration, also behind blank lines.
    private static func declaredCharset(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(1024).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        guard let start = head.firstRange(of: "<?xml")?.upperBound,
            let end = head[start...].firstRange(of: "?>")?.lowerBound,
            let name = head[start..<end].firstRange(of: "encoding")?.upperBound
        else { return nil }
        let value = head[name..<end].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return String(value.dropFirst().prefix { $0 != quote })
    }

    /// Drops the declaration, the document type and control characters, and writes entities as characters.
    private static func mended(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.firstIndex(of: UInt8(ascii: "<")) ?? bytes.endIndex
        func starts(_ text: StaticString) -> Bool {
            bytes[index...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        func end(of text: [UInt8]) -> Int {
            var place = index
            while place + text.count <= bytes.count {
                if bytes[place] == text[0], bytes[place..<(place + text.count)].elementsEqual(text) {
                    return place + text.count
                }
                place += 1
            }
            return bytes.count
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "<") {
                if starts("<![CDATA[") {
                    let close = end(of: Array("]]>".utf8))
                    result += bytes[index..<close].filter(isAllowed)
                    index = close
                    continue
                }
                if starts("<?xml") || starts("<!--") {
                    index = end(of: Array((starts("<?xml") ? "?>" : "-->").utf8))
                    continue
                }
                if starts("<!DOCTYPE") || starts("<!doctype") {
                    index = endOfDoctype(bytes, index)
                    continue
                }
            }
            if byte == UInt8(ascii: "&") {
                let (text, length) = reference(bytes[index...])
                result += text
                index += length
                continue
            }
            if isAllowed(byte) { result.append(byte) }
            index += 1
        }
        return result
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    /// A document type ends behind the brackets of what it declares itself.
    private static func endOfDoctype(_ bytes: [UInt8], _ start: Int) -> Int {
        var depth = 0
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ">") where depth <= 0: return index + 1
            default: break
            }
        }
        return bytes.count
    }

    /// What stands for an ampersand and what follows it: XML's own entities as they are, HTML's as characters, and a bare
    /// ampersand as a text.
    private static func reference(_ bytes: ArraySlice<UInt8>) -> (text: [UInt8], length: Int) {
        let bare = (Array("&amp;".utf8), 1)
        let name = bytes.dropFirst().prefix(32).prefix {
            $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "&") && $0 > 0x20
        }
        let length = name.count + 2
        guard !name.isEmpty, bytes.count >= length, bytes[bytes.startIndex + length - 1] == UInt8(ascii: ";") else {
            return bare
        }
        let word = String(decoding: name, as: UTF8.self)
        if ["lt", "gt", "amp", "quot", "apos"].contains(word) { return (Array(bytes.prefix(length)), length) }
        let number: UInt32? =
            if word.hasPrefix("#x") || word.hasPrefix("#X") {
                UInt32(word.dropFirst(2), radix: 16)
            } else if word.hasPrefix("#") {
                UInt32(word.dropFirst())
            } else { Entities.scalar(word) }
        guard let number else { return bare }
        // What XML has no place for is left out, as it is where it stands by itself.
        guard let scalar = Unicode.Scalar(number), number >= 0x20 || [9, 10, 13].contains(number),
            number < 0xFFFE || number > 0xFFFF
        else { return ([], length) }
        switch scalar {
        case "<", "&", ">": return (Array("&#\(number);".utf8), length)
        default: return (Array(String(Character(scalar)).utf8), length)
        }
    }
}
