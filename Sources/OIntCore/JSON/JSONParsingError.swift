/// Why and where a text is no JSON.
///
/// At most one character of the input is ever quoted: documents hold secrets, and errors end up in logs.
public struct JSONParsingError: Error, Sendable, Hashable {
    /// What is wrong.
    public let reason: Reason

    /// The place, in bytes of UTF-8 from the start of the input.
    public let offset: Int

    /// The line, counted from 1; LF, CR and CR LF end a line.
    public let line: Int

    /// The column, counted from 1 in Unicode scalars, as editors count.
    public let column: Int

    /// What stands at the place or which limit was passed; empty when the reason says it all.
    private let detail: String

    /// Turns what the parser noticed into what a reader of the input can find.
    init(_ failure: JSONParsingFailure, in bytes: UnsafeBufferPointer<UInt8>, options: JSONParsingOptions) {
        reason = failure.reason
        offset = failure.offset
        (line, column) = Self.position(of: failure.offset, in: bytes)
        detail =
            switch failure.reason.detail {
            case .none: ""
            case .limit: ", the limit is \(options.maximumDepth)"
            case .byte: ", found byte 0x" + Self.hex(UInt32(bytes[failure.offset]), digits: 2)
            case .character: ", found " + Self.character(at: failure.offset, in: bytes)
            }
    }
}

extension JSONParsingError: CustomStringConvertible {
    /// The place, the reason and what was found there.
    ///
    /// An example is `line 1, column 7: a comma or } is expected here, found 'x'`.
    public var description: String { "line \(line), column \(column): \(reason)\(detail)" }
}

extension JSONParsingError {
    private static func position(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        var previous: UInt8 = 0
        let start = bytes.starts(with: UTF8Bytes.byteOrderMark) ? UTF8Bytes.byteOrderMark.count : 0
        for byte in bytes[min(start, offset)..<offset] {
            switch byte {
            case JSONByte.lineFeed where previous == JSONByte.carriageReturn:
                break  // The line ended at the CR.
            case JSONByte.lineFeed, JSONByte.carriageReturn:
                line += 1
                column = 1
            case 0x80..<0xC0:
                break  // The inside of a character.
            default:
                column += 1
            }
            previous = byte
        }
        return (line, column)
    }

    private static func character(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard offset < bytes.count else { return "the end of the input" }
        // Four bytes hold any character.
        let few = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
        guard let scalar = few.unicodeScalars.first else { return "the end of the input" }
        return switch scalar.value {
        // Latin to Hebrew without the soft hyphen, then dashes and typographic quotes; the rest could be
        // invisible or turn the line around.
        case 0x21..<0x7F, 0xA1..<0xAD, 0xAE..<0x600, 0x2010..<0x2028: "'\(scalar)'"
        default: "U+" + hex(scalar.value, digits: 4)
        }
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

/// What the parser noticed; the place is worked out only when the error leaves the module.
struct JSONParsingFailure: Error, Equatable {
    let reason: JSONParsingError.Reason
    let offset: Int
}
