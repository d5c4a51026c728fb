extension JSON {
    /// Reads a JSON document from a text.
    ///
    /// The grammar is that of RFC 8259, without leniency: one value, with nothing but white space around it.
    /// A byte order mark at the start is skipped. The escape of half a surrogate pair becomes U+FFFD: a
    /// `String` can't hold the half, and a service that cuts an emoji in two should not make its whole reply
    /// unreadable.
    ///
    /// - Parameters:
    ///   - text: The document.
    ///   - options: Limits and leniencies.
    /// - Throws: ``JSONParsingError`` with the reason and the place.
    public init(parsing text: String, options: JSONParsingOptions = .init()) throws(JSONParsingError) {
        var text = text
        // `withUTF8` rethrows without a type, hence the way through a result.
        let result = text.withUTF8 { bytes in
            Self.parse(bytes, options: options, isKnownUTF8: true)
        }
        self = try result.get()
    }

    /// Reads a JSON document from UTF-8 bytes.
    ///
    /// Bytes that lie in one piece, as those of `[UInt8]`, are read in place; others are copied first.
    /// Whatever is said of ``init(parsing:options:)-(String,_)`` holds here; bytes that are no UTF-8 are an error.
    ///
    /// - Parameters:
    ///   - bytes: The document in UTF-8.
    ///   - options: Limits and leniencies.
    /// - Throws: ``JSONParsingError`` with the reason and the place.
    public init(
        parsing bytes: some Collection<UInt8>, options: JSONParsingOptions = .init()
    ) throws(JSONParsingError) {
        let result =
            bytes.withContiguousStorageIfAvailable { Self.parse($0, options: options) }
            ?? Array(bytes).withUnsafeBufferPointer { Self.parse($0, options: options) }
        self = try result.get()
    }

    /// Reads a JSON document from UTF-8 bytes in memory.
    ///
    /// Whatever is said of ``init(parsing:options:)-(String,_)`` holds here; bytes that are no UTF-8 are an error.
    ///
    /// - Parameters:
    ///   - bytes: The document in UTF-8; nothing refers to the memory afterwards.
    ///   - options: Limits and leniencies.
    /// - Throws: ``JSONParsingError`` with the reason and the place.
    public init(
        parsing bytes: UnsafeRawBufferPointer, options: JSONParsingOptions = .init()
    ) throws(JSONParsingError) {
        let result = bytes.withMemoryRebound(to: UInt8.self) { Self.parse($0, options: options) }
        self = try result.get()
    }

    /// The one way all initialisers take.
    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, options: JSONParsingOptions, isKnownUTF8: Bool = false
    ) -> Result<JSON, JSONParsingError> {
        do throws(JSONParsingFailure) {
            if !isKnownUTF8 { try UTF8Bytes.validate(bytes) }
            var parser = JSONParser(bytes, options: options)
            return .success(try parser.parse())
        } catch {
            return .failure(JSONParsingError(error, in: bytes, options: options))
        }
    }
}
