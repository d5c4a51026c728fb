import Foundation
import Testing

@testable import OIntCLI

@Suite("Bytes as text")
struct SpellerTests {
    /// Bytes cut into pieces of many sizes, empty ones included.
    private static let cuts: [[Int]] = [
        [], [0], [1], [2], [3], [1, 1], [2, 1], [1, 3], [0, 2, 0, 5], [7, 4, 1, 1], [3, 3, 3], [1, 1, 1, 1, 1, 1, 1],
    ]

    private func spelled(_ spelling: CallSettings.Spelling, _ pieces: [[UInt8]]) -> String {
        var speller = Speller(spelling)
        var text: [UInt8] = []
        for piece in pieces { text += speller.next(piece) }
        return String(decoding: text + speller.end(), as: UTF8.self)
    }

    @Test("The pieces make no difference", arguments: cuts)
    func pieces(sizes: [Int]) {
        var bytes = (0..<UInt8(sizes.reduce(0, +))).map { $0 &* 41 }[...]
        let whole = Array(bytes)
        let pieces = sizes.map { size in
            defer { bytes = bytes.dropFirst(size) }
            return Array(bytes.prefix(size))
        }
        #expect(spelled(.base64, pieces) == Data(whole).base64EncodedString() + "\n")
        #expect(spelled(.hex, pieces) == whole.map { String(format: "%02X", $0) }.joined() + "\n")
        #expect(spelled(.base64, pieces) == String(decoding: Speller(.base64).all(whole), as: UTF8.self))
    }

    @Test("Text is passed on, and ends with one line break")
    func text() {
        let umlaut = Array("ж".utf8)
        #expect(spelled(.utf8, [[umlaut[0]], [umlaut[1]]]) == "ж\n")
        #expect(spelled(.utf8, [Array("a\n".utf8)]) == "a\n")
        #expect(spelled(.utf8, [Array("a\n".utf8), []]) == "a\n")
        #expect(spelled(.utf8, [Array("a\n".utf8), Array("b".utf8)]) == "a\nb\n")
        #expect(spelled(.utf8, [Array("a\n\n".utf8)]) == "a\n\n")
        #expect(spelled(.utf8, []) == "\n")
    }
}
