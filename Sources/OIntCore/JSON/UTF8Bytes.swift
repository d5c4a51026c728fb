/// Work on bytes of UTF-8.
enum UTF8Bytes {
    /// U+FEFF, which some programs put before a document.
    static var byteOrderMark: [UInt8] { [0xEF, 0xBB, 0xBF] }

    /// Checks that bytes are UTF-8 as Unicode has it: no overlong forms, no surrogates, nothing cut.
    static func validate(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONParsingFailure) {
        if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
            do throws(UTF8.ValidationError) {
                _ = try UTF8Span(validating: bytes.span)
            } catch {
                throw JSONParsingFailure(reason: .invalidUTF8, offset: error.byteOffsets.lowerBound)
            }
        } else {
            try validateByDecoding(bytes)
        }
    }

    /// The same check for systems whose standard library lacks it.
    static func validateByDecoding(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONParsingFailure) {
        var parser = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .emptyInput: return
            case .error: throw JSONParsingFailure(reason: .invalidUTF8, offset: offset)
            }
        }
    }
}

extension String {
    /// Copies bytes that are known to be UTF-8, without checking them again.
    init(valid bytes: UnsafeBufferPointer<UInt8>) {
        if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
            self = String(copying: UTF8Span(unchecked: bytes.span))
        } else {
            self = String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Calls a closure with the bytes of the text, without making a copy of a native one.
    @inline(__always)
    func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        var copy = self
        return copy.withUTF8(body)
    }
}
