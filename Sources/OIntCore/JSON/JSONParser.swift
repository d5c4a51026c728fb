/// Reads one JSON document from bytes that are known to be UTF-8.
///
/// Lists and objects that are open wait on stacks of the parser's own, so that depth costs no call stack.
struct JSONParser: ~Copyable {
    /// A list or object that is open.
    private struct Frame {
        let isObject: Bool
        /// Where its elements or members begin on their stack.
        let base: Int
    }

    let origin: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    /// The next byte to read.
    var next: UnsafePointer<UInt8>
    /// The text that is being put together from runs and escapes.
    var scratch = JSONBuffer(capacity: 256)

    let options: JSONParsingOptions
    private var elements = JSONStack<JSON>(capacity: 64)
    private var members = JSONStack<JSONObject.Member>(capacity: 64)
    private var frames: [Frame] = []
    /// Where the keys of the members on the stack begin; kept only when equal keys are refused.
    private var keyOffsets: [Int] = []

    /// Takes the bytes, which must outlive the parser.
    init(_ bytes: UnsafeBufferPointer<UInt8>, options: JSONParsingOptions) {
        // Never read from: without bytes there is an end and no more.
        let start = bytes.baseAddress ?? UnsafePointer(scratch.base)
        origin = start
        end = start + bytes.count
        next = bytes.starts(with: UTF8Bytes.byteOrderMark) ? start + UTF8Bytes.byteOrderMark.count : start
        self.options = options
    }

    func failure(_ reason: JSONParsingError.Reason, at place: UnsafePointer<UInt8>) -> JSONParsingFailure {
        JSONParsingFailure(reason: reason, offset: place - origin)
    }

    func failure(_ reason: JSONParsingError.Reason) -> JSONParsingFailure { failure(reason, at: next) }

    /// The next byte; NUL, which no grammar wants, stands for the end.
    @inline(__always)
    var peek: UInt8 { next < end ? next.pointee : 0 }

    @inline(__always)
    mutating func skipSpace() {
        while next < end, next.pointee <= JSONByte.space {
            switch next.pointee {
            case JSONByte.space, 0x09, JSONByte.lineFeed, JSONByte.carriageReturn: next += 1
            default: return
            }
        }
    }
}

extension JSONParser {
    /// Reads the document.
    mutating func parse() throws(JSONParsingFailure) -> JSON {
        skipSpace()
        if next == end { throw failure(.emptyInput) }
        while true {
            guard var value = try parseValue() else { continue }
            // Whatever is complete now may complete what it stands in.
            while let frame = frames.last {
                if frame.isObject {
                    members.modifyTop { $0.value = value }
                    skipSpace()
                    switch peek {
                    case JSONByte.comma:
                        next += 1
                        skipSpace()
                        if peek == JSONByte.rightBrace { throw failure(.trailingComma) }
                        try parseKey()
                    case JSONByte.rightBrace:
                        next += 1
                        frames.removeLast()
                        value = .object(JSONObject(members: try closeObject(from: frame.base)))
                        continue
                    default: throw failure(.commaOrBraceExpected)
                    }
                } else {
                    elements.push(value)
                    skipSpace()
                    switch peek {
                    case JSONByte.comma:
                        next += 1
                        skipSpace()
                        if peek == JSONByte.rightBracket { throw failure(.trailingComma) }
                    case JSONByte.rightBracket:
                        next += 1
                        frames.removeLast()
                        value = .array(elements.pop(from: frame.base))
                        continue
                    default: throw failure(.commaOrBracketExpected)
                    }
                }
                break
            }
            guard frames.isEmpty else { continue }
            skipSpace()
            if next < end { throw failure(.trailingContent) }
            return value
        }
    }

    /// Reads a value, or opens a list or object that has something in it, and then gives nil.
    @inline(__always)
    private mutating func parseValue() throws(JSONParsingFailure) -> JSON? {
        switch peek {
        case JSONByte.quote:
            return .string(try parseText(quote: JSONByte.quote))
        case JSONByte.minus, JSONByte.zero...JSONByte.nine:
            let start = next
            next = try JSONNumber.endOfNumber(from: start, to: end, origin: origin)
            return .number(JSONNumber(validated: String(valid: .init(start: start, count: next - start))))
        case JSONByte.leftBrace:
            try open(isObject: true, base: members.count)
            if peek == JSONByte.rightBrace {
                next += 1
                frames.removeLast()
                return .object(JSONObject())
            }
            try parseKey()
            return nil
        case JSONByte.leftBracket:
            try open(isObject: false, base: elements.count)
            if peek == JSONByte.rightBracket {
                next += 1
                frames.removeLast()
                return .array([])
            }
            return nil
        case UInt8(ascii: "t"):
            try parseWord("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try parseWord("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try parseWord("null")
            return .null
        case JSONByte.apostrophe where options.allowsSingleQuotes:
            return .string(try parseText(quote: JSONByte.apostrophe))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
            throw failure(.quotesExpected)
        default:
            throw failure(.valueExpected)
        }
    }

    private mutating func parseWord(_ word: StaticString) throws(JSONParsingFailure) {
        let matches =
            end - next >= word.utf8CodeUnitCount
            && (0..<word.utf8CodeUnitCount).allSatisfy { next[$0] == word.utf8Start[$0] }
        guard matches else { throw failure(.quotesExpected) }
        next += word.utf8CodeUnitCount
    }

    @inline(__always)
    private mutating func open(isObject: Bool, base: Int) throws(JSONParsingFailure) {
        guard frames.count < options.maximumDepth else { throw failure(.tooDeep) }
        frames.append(Frame(isObject: isObject, base: base))
        next += 1
        skipSpace()
    }

    /// Reads a key and its colon, and puts a member on the stack that still lacks its value.
    @inline(__always)
    private mutating func parseKey() throws(JSONParsingFailure) {
        let quote = peek
        guard quote == JSONByte.quote || (quote == JSONByte.apostrophe && options.allowsSingleQuotes) else {
            throw failure(.keyExpected)
        }
        if options.duplicateKeys == .reject { keyOffsets.append(next - origin) }
        let key = try parseText(quote: quote)
        skipSpace()
        guard peek == JSONByte.colon else { throw failure(.colonExpected) }
        next += 1
        skipSpace()
        members.push(JSONObject.Member(key: key, value: .null))
    }

    @inline(__always)
    private mutating func closeObject(from base: Int) throws(JSONParsingFailure) -> [JSONObject.Member] {
        let complete = members.pop(from: base)
        if options.duplicateKeys == .reject { try rejectEqualKeys(complete) }
        return complete
    }

    private mutating func rejectEqualKeys(_ members: [JSONObject.Member]) throws(JSONParsingFailure) {
        let offsets = keyOffsets.suffix(members.count)
        var seen = Set<String>(minimumCapacity: members.count)
        for (member, offset) in zip(members, offsets) {
            guard seen.insert(member.key).inserted else {
                throw JSONParsingFailure(reason: .duplicateKey, offset: offset)
            }
        }
        keyOffsets.removeLast(members.count)
    }
}
