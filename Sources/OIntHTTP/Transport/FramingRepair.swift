import NIOCore
import OIntCore

/// Rewrites what is loose in the framing of answers, so that the parser behind it reads what browsers and curl read.
///
/// It takes lines that end with LF alone, folded header lines, blanks in front of a colon, behind the size of a chunk and
/// around it, a `Content-Length` beside chunks, and one that is repeated. Everything else passes untouched, bodies are not
/// looked at, and what it does not understand is left to the parser, which says what is wrong.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9112
final class FramingRepair: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private enum Phase {
        /// Within the head of an answer.
        case head
        /// Within a body of known length.
        case body(Int)
        /// At the line with the size of a chunk.
        case chunkSize
        /// Within a chunk.
        case chunk(Int)
        /// At the line break behind a chunk.
        case chunkEnd
        /// Within the lines behind the last chunk.
        case trailer
        /// In what is passed on as it is, to the end of the connection.
        case untouched
    }

    /// Whether the answer to come has no body, being one to `HEAD`.
    var isForHead = false
    private var phase = Phase.head
    /// Bytes that make sense with those to come only.
    private var held = ByteBuffer()

    /// How long a head may be; a longer one is left to the parser.
    private static let headLimit = 256 << 10
    /// How long the line with the size of a chunk may be.
    private static let lineLimit = 16 << 10

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .untouched = phase { return context.fireChannelRead(data) }
        var input = unwrapInboundIn(data)
        if held.readableBytes > 0 {
            held.writeImmutableBuffer(input)
            input = held
            held = ByteBuffer()
        }
        // A stretch that needs no repair goes on in one piece, without being copied.
        let whole = input
        var clean = Stretch(start: input.readerIndex)
        while input.readableBytes > 0, let repaired = advance(&input) {
            if case .replaced(let start, let bytes) = repaired {
                emit(clean.ending(at: start), of: whole, context)
                if bytes.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(bytes)) }
                clean = Stretch(start: input.readerIndex)
            }
        }
        emit(clean.ending(at: input.readerIndex), of: whole, context)
        held = input.readableBytes > 0 ? input : ByteBuffer()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if held.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(held)) }
        held = ByteBuffer()
        context.fireChannelInactive()
    }

    private struct Stretch {
        let start: Int
        func ending(at end: Int) -> Range<Int> { start..<end }
    }

    private func emit(_ range: Range<Int>, of input: ByteBuffer, _ context: ChannelHandlerContext) {
        guard !range.isEmpty, let slice = input.getSlice(at: range.lowerBound, length: range.count) else { return }
        context.fireChannelRead(wrapInboundOut(slice))
    }

    private enum Advance {
        /// What was passed stays as it is.
        case kept
        /// What was passed from a place on is replaced.
        case replaced(from: Int, ByteBuffer)
    }

    /// Passes the next stretch of the input; nil when more must come before it can.
    private func advance(_ input: inout ByteBuffer) -> Advance? {
        switch phase {
        case .head: return head(&input)
        case .body(let rest): return pass(rest, of: &input) { $0 == 0 ? .head : .body($0) }
        case .chunk(let rest): return pass(rest, of: &input) { $0 == 0 ? .chunkEnd : .chunk($0) }
        case .chunkSize: return chunkSize(&input)
        case .chunkEnd: return line(&input, limit: 2) { $0.isEmpty ? .chunkSize : nil }
        case .trailer: return line(&input, limit: Self.headLimit) { $0.isEmpty ? .head : .trailer }
        case .untouched:
            input.moveReaderIndex(forwardBy: input.readableBytes)
            return .kept
        }
    }

    private func giveUp() -> Advance {
        phase = .untouched
        return .kept
    }

    private func pass(_ rest: Int, of input: inout ByteBuffer, then next: (Int) -> Phase) -> Advance {
        let count = min(rest, input.readableBytes)
        input.moveReaderIndex(forwardBy: count)
        phase = next(rest - count)
        return .kept
    }

    /// Passes a line, and gives it its whole line break.
    private func line(
        _ input: inout ByteBuffer, limit: Int, then next: (ByteBufferView) -> Phase?
    ) -> Advance? {
        let view = input.readableBytesView
        guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else { return view.count > limit ? giveUp() : nil }
        let content = Self.content(view[..<end])
        guard let following = next(content) else { return giveUp() }
        let isWhole = content.count + 1 == end - view.startIndex
        let start = input.readerIndex
        input.moveReaderIndex(forwardBy: end - view.startIndex + 1)
        phase = following
        guard !isWhole else { return .kept }
        var bytes = ByteBuffer(bytes: content)
        bytes.writeStaticString("\r\n")
        return .replaced(from: start, bytes)
    }

    private func chunkSize(_ input: inout ByteBuffer) -> Advance? {
        let view = input.readableBytesView
        guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else {
            return view.count > Self.lineLimit ? giveUp() : nil
        }
        let content = Self.content(view[..<end])
        let digits = content.trimmingBlanks.prefix { Self.isHexDigit($0) }
        let rest = content[digits.endIndex...].drop { Self.isBlank($0) }
        guard 1...15 ~= digits.count, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16),
            rest.isEmpty || rest.first == UInt8(ascii: ";") || rest.allSatisfy({ Self.isBlank($0) })
        else { return giveUp() }
        let start = input.readerIndex
        let isTidy =
            content.count + 1 == end - view.startIndex && digits.startIndex == content.startIndex
            && (digits.endIndex == content.endIndex || content[digits.endIndex] == UInt8(ascii: ";"))
        input.moveReaderIndex(forwardBy: end - view.startIndex + 1)
        phase = size == 0 ? .trailer : .chunk(size)
        guard !isTidy else { return .kept }
        // Extensions mean nothing to anyone here.
        var bytes = ByteBuffer(bytes: digits)
        bytes.writeStaticString("\r\n")
        return .replaced(from: start, bytes)
    }

    private func head(_ input: inout ByteBuffer) -> Advance? {
        let view = input.readableBytesView
        guard view.prefix(5).elementsEqual("HTTP/".utf8.prefix(view.count)) else { return giveUp() }
        guard let head = LooseHead(view) else { return view.count > Self.headLimit ? giveUp() : nil }
        let start = input.readerIndex
        input.moveReaderIndex(forwardBy: head.length)
        switch head.framing(isForHead: isForHead) {
        case .none: phase = .head
        case .length(let length): phase = length == 0 ? .head : .body(length)
        case .chunks: phase = .chunkSize
        case .connection: phase = .untouched
        }
        return head.repaired.map { .replaced(from: start, $0) } ?? .kept
    }

    /// A line without the CR at its end.
    fileprivate static func content(_ line: ByteBufferView) -> ByteBufferView {
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    fileprivate static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}

/// The head of an answer, as far as it says how the answer is framed.
private struct LooseHead {
    /// What says how long a body is.
    enum Framing {
        case none
        case length(Int)
        case chunks
        case connection
    }

    /// How many bytes it has, the empty line behind it included.
    let length: Int
    private var lines: [ByteBufferView] = []
    /// Lines that belong to the one of a number, which is folded.
    private var folded: [Int: [ByteBufferView]] = [:]
    private var isLoose = false
    private var status = 0
    private var lengths: [Int?] = []
    private var isChunked = false
    private var hasCoding = false

    /// Reads a head; nil when its end is not there yet.
    init?(_ view: ByteBufferView) {
        var start = view.startIndex
        while true {
            guard let end = view[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let line = FramingRepair.content(view[start..<end])
            if line.count + 1 != end - start { isLoose = true }
            start = end + 1
            if line.isEmpty { break }
            if lines.count > 1, let first = line.first, FramingRepair.isBlank(first) {
                folded[lines.count - 1, default: []].append(line)
                isLoose = true
            } else {
                lines.append(line)
            }
        }
        length = start - view.startIndex
        let words = lines[0].split(separator: UInt8(ascii: " "), maxSplits: 2)
        if words.count > 1 { status = Int(String(decoding: words[1], as: UTF8.self)) ?? 0 }
        for line in lines.dropFirst() { read(line) }
        if isChunked ? !lengths.isEmpty : hasSameLengths && lengths.count > 1 { isLoose = true }
    }

    private var hasSameLengths: Bool {
        lengths.first.map { first in first != nil && lengths.allSatisfy { $0 == first } } ?? false
    }

    private mutating func read(_ line: ByteBufferView) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = line[..<colon]
        if name.last.map(FramingRepair.isBlank) ?? false { isLoose = true }
        let value = String(decoding: line[(colon + 1)...].trimmingBlanks, as: UTF8.self)
        switch Self.name(name) {
        case "content-length":
            // One header may hold several, which have to be the same.
            lengths += value.split(separator: ",", omittingEmptySubsequences: false).map { text in
                let digits = text.drop { $0 == " " }
                return digits.allSatisfy { $0.isASCII && $0.isNumber } ? Int(digits) : nil
            }
        case "transfer-encoding":
            hasCoding = true
            let last = value.split(separator: ",").last.map { String($0).trimmed.lowercased() }
            isChunked = last == "chunked"
        default: break
        }
    }

    private static func name(_ bytes: ByteBufferView) -> String {
        String(decoding: bytes.trimmingBlanks, as: UTF8.self).lowercased()
    }

    /// What says how long the body is, by RFC 9112, section 6.3.
    func framing(isForHead: Bool) -> Framing {
        if status == 101 { return .connection }
        if isForHead || 100...199 ~= status || status == 204 || status == 304 { return .none }
        if isChunked { return .chunks }
        if !hasCoding, hasSameLengths, let length = lengths[0] { return .length(length) }
        // A length that contradicts itself is left to the parser as well.
        return .connection
    }

    /// The head as the parser takes it; nil where it can stay as it is.
    var repaired: ByteBuffer? {
        guard isLoose else { return nil }
        var bytes = ByteBuffer()
        var hasLength = false
        for (index, line) in lines.enumerated() {
            if let colon = line.firstIndex(of: UInt8(ascii: ":")), index > 0 {
                if Self.name(line[..<colon]) == "content-length", isChunked || hasSameLengths {
                    guard !isChunked, !hasLength, let length = lengths[0] else { continue }
                    hasLength = true
                    bytes.writeString("Content-Length: \(length)\r\n")
                    continue
                }
                bytes.writeBytes(line[..<colon].trimmingBlanks)
                bytes.writeBytes(line[colon...])
            } else {
                bytes.writeBytes(line)
            }
            for part in folded[index] ?? [] {
                bytes.writeStaticString(" ")
                bytes.writeBytes(part.trimmingBlanks)
            }
            bytes.writeStaticString("\r\n")
        }
        bytes.writeStaticString("\r\n")
        return bytes
    }
}

extension ByteBufferView {
    /// The bytes without blanks at both ends.
    fileprivate var trimmingBlanks: ByteBufferView {
        let start = firstIndex { !FramingRepair.isBlank($0) } ?? endIndex
        let end = self[start...].lastIndex { !FramingRepair.isBlank($0) }.map { $0 + 1 } ?? start
        return self[start..<end]
    }
}
