import Crypto
import NIOCore

/// A run of bytes repeated without end: the content of generated replies, of which both sides know every byte.
public struct BytePattern: Sendable {
    /// A run of 251 different bytes: a prime length, so that lost or swapped blocks of any usual size show.
    public static let counting = BytePattern(Array(0..<251))

    /// How much a generated reply writes at once.
    static let blockSize = 128 * 1024

    /// The bytes that are repeated.
    public let unit: [UInt8]

    /// The run repeated so often that a whole block can be cut out of it at every phase without copying.
    private let block: ByteBuffer

    /// Creates a pattern.
    /// - Parameter unit: The bytes to repeat; an empty run counts as one zero byte.
    public init(_ unit: [UInt8]) {
        self.unit = unit.isEmpty ? [0] : unit
        var block = ByteBuffer()
        block.reserveCapacity(Self.blockSize + self.unit.count * 2)
        while block.readableBytes < Self.blockSize + self.unit.count {
            block.writeBytes(self.unit)
        }
        self.block = block
    }

    /// Makes a stretch of the pattern.
    /// - Parameter range: Offsets in bytes from the start of the pattern.
    /// - Returns: The bytes, all of them in memory.
    public func bytes(_ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        self.forEachSlice(range) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Computes the SHA-256 of a stretch of the pattern without holding it in memory.
    /// - Parameter range: Offsets in bytes from the start of the pattern.
    /// - Returns: 64 hexadecimal digits in lower case.
    public func sha256(_ range: Range<Int>) -> String {
        var hash = SHA256()
        self.forEachSlice(range) { hash.update(bufferPointer: $0) }
        return hash.finalize().hexadecimal
    }

    private func forEachSlice(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let slice = self.slice(from: offset, upTo: range.upperBound - offset)
            slice.withUnsafeReadableBytes(body)
            offset += slice.readableBytes
        }
    }

    /// Cuts the next block out of the pattern; it shares the pattern's memory.
    /// - Parameters:
    ///   - offset: Where it starts, in bytes from the start of the pattern.
    ///   - limit: The most bytes it may hold.
    /// - Returns: At most ``blockSize`` bytes.
    func slice(from offset: Int, upTo limit: Int) -> ByteBuffer {
        let phase = offset % self.unit.count
        return self.block.getSlice(at: phase, length: min(limit, Self.blockSize)) ?? ByteBuffer()
    }
}

extension Digest {
    /// The digest as hexadecimal digits in lower case.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: self.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
