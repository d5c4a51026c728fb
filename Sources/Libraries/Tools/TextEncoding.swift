import OIntCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An encoding of texts, by its name; the system's iconv knows them.
struct TextEncoding {
    private let name: String

    /// Finds an encoding.
    /// - Throws: `UsageError` when the system does not know it.
    init(_ name: String) throws(UsageError) {
        guard let converter = Self.open(name) else {
            throw UsageError("--enc is \(Quote.short(name)), an encoding that this system does not know")
        }
        iconv_close(converter)
        self.name = name
    }

    /// Decodes a text; a byte order mark is left out.
    /// - Parameter bytes: The text in this encoding.
    /// - Returns: The text, or nil when it is not valid.
    func decoded(_ bytes: [UInt8]) -> String? {
        guard let converter = Self.open(name) else { return nil }
        defer { iconv_close(converter) }
        var bytes = bytes.map { CChar(bitPattern: $0) }
        // No encoding needs more than four bytes of UTF-8 for one of its own.
        var result = [CChar](repeating: 0, count: bytes.count * 4 + 4)
        var count = 0
        let isValid = bytes.withUnsafeMutableBufferPointer { input in
            result.withUnsafeMutableBufferPointer { output in
                var (source, rest) = (input.baseAddress, input.count)
                var (target, room) = (output.baseAddress, output.count)
                let failed = iconv(converter, &source, &rest, &target, &room)
                count = output.count - room
                return failed != Int(bitPattern: UInt.max) && rest == 0
            }
        }
        guard isValid else { return nil }
        let text = String(validating: result[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.map { $0.hasPrefix("\u{FEFF}") ? String($0.unicodeScalars.dropFirst()) : $0 }
    }

    private static func open(_ name: String) -> iconv_t? {
        let converter = iconv_open("UTF-8", name)
        return Int(bitPattern: converter) == -1 ? nil : converter
    }
}
