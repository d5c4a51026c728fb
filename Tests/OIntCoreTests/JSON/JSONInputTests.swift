import Foundation
import OIntCore
import Testing

@Suite("Inputs of JSON")
struct JSONInputTests {
    private static let text = #"{"имя": ["a\n", 1.50, {"b": null}]}"#
    private static let expected: JSON = ["имя": ["a\n", .number(JSONNumber("1.50") ?? 0), ["b": .null]]]

    @Test("bytes of any collection are read alike")
    func readsCollections() throws {
        let bytes = Array(Self.text.utf8)
        #expect(try JSON(parsing: Self.text) == Self.expected)
        #expect(try JSON(parsing: bytes) == Self.expected)
        #expect(try JSON(parsing: Data(bytes)) == Self.expected)
        #expect(try JSON(parsing: ContiguousArray(bytes)) == Self.expected)
        #expect(try JSON(parsing: Self.text.utf8) == Self.expected)
        #expect(try JSON(parsing: (Self.text + "x").utf8.dropLast()) == Self.expected)
        #expect(try JSON(parsing: ([0x5B] + bytes).dropFirst()) == Self.expected)
        #expect(try JSON(parsing: Array(bytes.reversed()).reversed() as ReversedCollection) == Self.expected)
        #expect(try bytes.withUnsafeBytes { try JSON(parsing: $0) } == Self.expected)
        #expect(try bytes.withUnsafeBufferPointer { try JSON(parsing: $0) } == Self.expected)
    }

    @Test("nothing may be read beyond the bytes, wherever they lie")
    func staysInside() throws {
        // The byte after each slice would complete or change the value.
        let bytes = Array(#"[12345678901234567890,"text of more than eight bytes",true]"#.utf8)
        for end in bytes.indices {
            let exact = Array(bytes[..<end])
            let inside = bytes.withUnsafeBytes { try? JSON(parsing: UnsafeRawBufferPointer(rebasing: $0[..<end])) }
            #expect(inside == (try? JSON(parsing: exact)))
            #expect(inside == nil)
        }
    }

    @Test("no bytes at all are an empty input")
    func readsNothing() {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        #expect(throws: JSONParsingError.self) { try JSON(parsing: nothing) }
        let error = #expect(throws: JSONParsingError.self) { try JSON(parsing: EmptyCollection<UInt8>()) }
        #expect(error?.reason == .emptyInput)
    }

    @Test("a text that Foundation made is read")
    func readsBridgedText() throws {
        let bridged = NSString(string: Self.text) as String
        #expect(try JSON(parsing: bridged) == Self.expected)
    }
}
