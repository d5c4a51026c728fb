import Crypto
import OIntCore

/// A hash by which a service tells what content it has.
package enum ContentHash: String, Sendable, Hashable, CaseIterable {
    /// MD5.
    case md5 = "MD5"
    /// SHA-1.
    case sha1 = "SHA-1"
    /// SHA-256.
    case sha256 = "SHA-256"
    /// The SHA-256 of the SHA-256 of each 4 MiB.
    ///
    /// Source: https://www.dropbox.com/developers/reference/content-hash
    case dropbox = "Dropbox content hash"
    /// The cyclic redundancy check by Castagnoli, big-endian.
    case crc32c = "CRC32C"

    /// The hash of bytes in memory.
    /// - Parameter bytes: The bytes.
    package func digest(of bytes: [UInt8]) -> ContentDigest {
        var digester = digester()
        bytes.withUnsafeBytes { digester.update($0) }
        return ContentDigest(hash: self, bytes: digester.finished)
    }

    /// The hash of a file, which is read piece by piece.
    /// - Parameter path: The path of the file.
    /// - Returns: The hash.
    /// - Throws: `LocalError` when the file can't be read.
    package func digest(ofFile path: String) throws(LocalError) -> ContentDigest {
        var digester = digester()
        try LocalFile.read(path) { digester.update($0) }
        return ContentDigest(hash: self, bytes: digester.finished)
    }

    /// What computes the hash, piece by piece.
    func digester() -> any Digester {
        switch self {
        case .md5: HashDigester(Insecure.MD5())
        case .sha1: HashDigester(Insecure.SHA1())
        case .sha256: HashDigester(SHA256())
        case .dropbox: BlockDigester()
        case .crc32c: CRC32C()
        }
    }
}

/// The hash of a content.
package struct ContentDigest: Sendable, Hashable {
    /// The kind of hash.
    package let hash: ContentHash
    /// The bytes of the hash.
    package let bytes: [UInt8]

    /// The hash in lower-case hexadecimal digits.
    package var hexadecimal: String { Hexadecimal.encoded(bytes) }
    /// The hash in base64.
    package var base64: String { Base64.encoded(bytes) }

    /// Whether a text is this hash, in hexadecimal digits of either case or in base64.
    /// - Parameter text: The text, as a service sends it.
    package func matches(_ text: String) -> Bool { text.lowercased() == hexadecimal || text == base64 }
}

/// Computes a hash piece by piece.
protocol Digester: Sendable {
    /// Takes the next piece.
    mutating func update(_ bytes: UnsafeRawBufferPointer)
    /// The hash of what was taken so far.
    var finished: [UInt8] { get }
}

/// Computes a hash by a function of the cryptography library.
private struct HashDigester<Function: HashFunction & Sendable>: Digester {
    private var function: Function

    init(_ function: Function) { self.function = function }

    mutating func update(_ bytes: UnsafeRawBufferPointer) { function.update(bufferPointer: bytes) }

    var finished: [UInt8] { Array(function.finalize()) }
}

/// Computes the hash of the hashes of each block.
private struct BlockDigester: Digester {
    private static let blockSize = 4 << 20

    private var blocks = SHA256()
    private var block = SHA256()
    private var count = 0

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Self.blockSize - count)
            block.update(bufferPointer: UnsafeRawBufferPointer(rebasing: piece))
            count += piece.count
            rest = rest.dropFirst(piece.count)
            if count == Self.blockSize { endBlock() }
        }
    }

    private mutating func endBlock() {
        blocks.update(data: Array(block.finalize()))
        block = SHA256()
        count = 0
    }

    var finished: [UInt8] {
        var copy = self
        if copy.count > 0 { copy.endBlock() }
        return Array(copy.blocks.finalize())
    }
}
