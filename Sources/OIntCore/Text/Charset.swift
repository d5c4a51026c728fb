#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A way to write text as bytes, by the name that services give it.
///
/// Names mean what they mean to browsers, who take many of them for a wider charset: what is called ISO-8859-1 is
/// windows-1252 in truth.
///
/// Source: https://encoding.spec.whatwg.org/#names-and-labels
package struct Charset: Sendable {
    /// The ways to read it as the C library calls them, the likeliest first; empty for UTF-8, which needs no library.
    private let names: [String]

    /// UTF-8.
    package static let utf8 = Charset(names: [])

    private init(names: [String]) { self.names = names }

    /// Finds a charset.
    /// - Parameter name: The name, in any case, as in `charset=windows-1251`.
    /// - Returns: Nil when this machine does not know it.
    package init?(named name: String) {
        let name = name.trimmed.lowercased()
        // A name goes to the C library, where a slash would begin instructions.
        guard !name.isEmpty, name.utf8.allSatisfy({ Self.isNameByte($0) }) else { return nil }
        if Self.namesOfUTF8.contains(name) {
            self = .utf8
            return
        }
        let plain = name.hasPrefix("x-") ? [name, String(name.dropFirst(2))] : [name]
        let known = ((Self.meant[name] ?? []) + plain).filter { Converter(from: $0, to: "UTF-8") != nil }
        guard !known.isEmpty else { return nil }
        names = known
    }

    /// The charset that a mark at the beginning of a document names, whatever else is said about the document.
    ///
    /// Source: https://encoding.spec.whatwg.org/#bom-sniff
    /// - Parameter bytes: The document.
    /// - Returns: Nil where there is no mark.
    package static func marked(_ bytes: [UInt8]) -> Charset? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if bytes.starts(with: [0xFF, 0xFE]) { return Charset(names: ["UTF-16LE"]) }
        if bytes.starts(with: [0xFE, 0xFF]) { return Charset(names: ["UTF-16BE"]) }
        return nil
    }

    /// The charset that the beginning of a text shows: by a mark, or as UTF-16 by the halves of its first characters that
    /// are zero.
    /// - Parameter bytes: The first bytes of the text, four or more.
    /// - Returns: Nil where it shows nothing.
    package static func recognized(_ bytes: [UInt8]) -> Charset? {
        if let marked = marked(bytes) { return marked }
        guard bytes.count >= 4 else { return nil }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (1..., 0, 1..., 0): return Charset(names: ["UTF-16LE"])
        case (0, 1..., 0, 1...): return Charset(names: ["UTF-16BE"])
        default: return nil
        }
    }

    /// Whether text in it is UTF-8 already.
    package var isUTF8: Bool { names.isEmpty }

    /// Converts the whole characters in a part of a text.
    /// - Parameter bytes: The part; it begins with a character, and may end in the middle of one.
    /// - Returns: The characters in UTF-8, and how many bytes they took; nil when the bytes are none in this charset.
    package func textOfWholeCharacters(in bytes: [UInt8]) -> (text: [UInt8], used: Int)? {
        guard !names.isEmpty else { return (bytes, bytes.count) }
        for name in names {
            if let converted = Converter(from: name, to: "UTF-8")?.convertedCharacters(bytes) { return converted }
        }
        return nil
    }

    /// Reads a text; a byte order mark in front of it is dropped.
    /// - Parameter bytes: The whole text.
    /// - Returns: Nil when the bytes are none in this charset.
    package func text(of bytes: [UInt8]) -> String? {
        guard !names.isEmpty else { return Self.unmarked(String(validating: bytes, as: UTF8.self)) }
        for name in names {
            guard let converter = Converter(from: name, to: "UTF-8"), let converted = converter.converted(bytes) else {
                continue
            }
            return Self.unmarked(String(validating: converted, as: UTF8.self))
        }
        return nil
    }

    /// Writes a text.
    /// - Parameter text: The text.
    /// - Returns: Its bytes; a question mark takes the place of each character that the charset lacks.
    package func bytes(of text: String) -> [UInt8] {
        // The likeliest one to read by may be wider than what the name says: the last one is that.
        guard let name = names.last, let converter = Converter(from: "UTF-8", to: name) else { return Array(text.utf8) }
        if let bytes = converter.converted(Array(text.utf8)) { return bytes }
        return text.flatMap { character in
            Converter(from: "UTF-8", to: name)?.converted(Array(character.utf8)) ?? [UInt8(ascii: "?")]
        }
    }

    private static func unmarked(_ text: String?) -> String? {
        guard let text, text.unicodeScalars.first == "\u{FEFF}" else { return text }
        return String(text.unicodeScalars.dropFirst())
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-_.:+".utf8.contains(byte)
        }
    }

    private static let namesOfUTF8: Set<String> = ["utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8"]

    /// What is meant by a name, where it is a wider charset than the name says.
    private static let meant: [String: [String]] = {
        let names: [(meant: [String], by: [String])] = [
            // Services that name it have often not thought about it.
            (["UTF-8", "WINDOWS-1252"], ["us-ascii", "ascii", "ansi_x3.4-1968"]),
            (["WINDOWS-1252"], ["iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1"]),
            (["WINDOWS-1254"], ["iso-8859-9", "iso8859-9", "iso_8859-9", "latin5", "l5"]),
            (["CP874"], ["iso-8859-11", "iso8859-11", "tis-620"]),
            (["CP932"], ["shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j"]),
            (["UHC"], ["euc-kr", "ks_c_5601-1987", "korean", "windows-949"]),
            (["GB18030"], ["gb2312", "gb_2312-80", "gbk", "x-gbk", "chinese"]),
            (["BIG5-HKSCS"], ["big5", "cn-big5", "x-x-big5"]),
            // Without a mark, which is looked at first, little-endian is what is met.
            (["UTF-16LE"], ["utf-16", "utf16", "unicode", "ucs-2", "iso-10646-ucs-2"]),
        ]
        return names.reduce(into: [:]) { table, entry in for name in entry.by { table[name] = entry.meant } }
    }()
}

/// The C library's converter; it belongs to one conversion at a time.
///
/// Source: https://pubs.opengroup.org/onlinepubs/9799919799/functions/iconv.html
private struct Converter: ~Copyable {
    private let handle: iconv_t

    /// Opens a converter.
    /// - Parameters:
    ///   - source: The charset to read, as the C library calls it; nil is given where it knows none of that name.
    ///   - target: The charset to write.
    init?(from source: String, to target: String) {
        guard let handle = iconv_open(target, source), handle != iconv_t(bitPattern: -1) else { return nil }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// Converts a whole text.
    /// - Parameter bytes: The text.
    /// - Returns: The text in the other charset, or nil when the bytes are none in theirs, or it lacks a character.
    func converted(_ bytes: [UInt8]) -> [UInt8]? {
        guard let (text, used) = convertedCharacters(bytes), used == bytes.count else { return nil }
        return text
    }

    /// Converts the whole characters in a part of a text.
    /// - Parameter bytes: The part; it may end in the middle of a character.
    /// - Returns: The characters in UTF-8, and how many bytes they took; nil when the bytes are none in the charset.
    func convertedCharacters(_ bytes: [UInt8]) -> (text: [UInt8], used: Int)? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 2)
        var piece = [CChar](repeating: 0, count: 64 << 10)
        let used = bytes.withUnsafeBytes { source -> Int? in
            // Only declared as if it were written to.
            var input = UnsafeMutablePointer(mutating: source.baseAddress?.assumingMemoryBound(to: CChar.self))
            var rest = source.count
            // A charset with states may have something to add once all is read.
            var isFlushing = false
            while true {
                let (count, failure) = piece.withUnsafeMutableBufferPointer { piece in
                    var output = piece.baseAddress
                    var room = piece.count
                    let outcome =
                        isFlushing
                        ? iconv(handle, nil, nil, &output, &room) : iconv(handle, &input, &rest, &output, &room)
                    return (piece.count - room, outcome == Self.failure ? errno : 0)
                }
                result.append(contentsOf: piece[..<count].lazy.map { UInt8(bitPattern: $0) })
                switch failure {
                case E2BIG: continue
                // The last character is not whole.
                case EINVAL: return source.count - rest
                case 0: break
                default: return nil
                }
                if isFlushing { return source.count }
                isFlushing = true
            }
        }
        return used.map { (result, $0) }
    }

    /// What `iconv` returns when it has not read everything: the largest number of its type, seen with a sign.
    private static let failure = -1
}
