import OIntCore
import Synchronization

/// Writes to a terminal what others wrote, with everything escaped that would steer the terminal instead of being seen.
///
/// Line breaks and tabs stay; a control character, an escape sequence or a change of the writing direction becomes `\u`
/// and four hexadecimal digits, which JSON reads as the same character; bytes that are not UTF-8 become U+FFFD.
final class TerminalSink: OutputSink {
    private let sink: any OutputSink
    /// The beginning of a character whose end the next bytes bring, or a carriage return that a line feed may follow.
    private let rest = Mutex<[UInt8]>([])

    /// Creates a sink.
    /// - Parameter sink: Where the text goes.
    init(_ sink: any OutputSink) { self.sink = sink }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        let text = rest.withLock { rest in
            var piece = rest + Array(bytes)
            rest = Array(piece.suffix(Self.lengthOfOpenEnd(piece)))
            piece.removeLast(rest.count)
            return piece
        }
        guard !text.isEmpty else { return }
        let safe = Self.isPlain(text) ? text : Array(String(decoding: text, as: UTF8.self).terminalLines.utf8)
        try safe.withUnsafeBytes { try sink.write($0) }
    }

    /// Whether a text is ASCII without control characters but line feeds and tabs.
    private static func isPlain(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
    }

    /// How many bytes at the end only those that follow can tell the meaning of.
    private static func lengthOfOpenEnd(_ bytes: [UInt8]) -> Int {
        if bytes.last == UInt8(ascii: "\r") { return 1 }
        for count in 1...3 where count <= bytes.count {
            let byte = bytes[bytes.count - count]
            guard byte & 0xC0 != 0x80 else { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > count ? count : 0
        }
        return 0
    }
}
