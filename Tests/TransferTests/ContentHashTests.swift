import LoopbackServer
import Testing

@testable import OIntHTTP

@Suite("Hashes of contents")
struct ContentHashTests {
    @Test(
        "The hash of a known text",
        arguments: [
            (ContentHash.md5, "5d41402abc4b2a76b9719d911017c592"),
            (.sha1, "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"),
            (.sha256, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
            (.dropbox, "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50"),
            (.crc32c, "9a71bb4c"),
        ])
    func known(hash: ContentHash, digits: String) {
        let digest = hash.digest(of: Array("hello".utf8))
        #expect(digest.hexadecimal == digits)
        #expect(digest.matches(digits.uppercased()))
        #expect(digest.matches(digest.base64))
        #expect(!digest.matches(digits.reversed().map { String($0) }.joined()))
    }

    // Source: RFC 3720, appendix B.4
    @Test func `The check values of the CRC's own document`() {
        #expect(ContentHash.crc32c.digest(of: [UInt8](repeating: 0, count: 32)).hexadecimal == "8a9136aa")
        #expect(ContentHash.crc32c.digest(of: [UInt8](repeating: 0xff, count: 32)).hexadecimal == "62a8ab43")
        #expect(ContentHash.crc32c.digest(of: Array(0..<32)).hexadecimal == "46dd794e")
        #expect(ContentHash.crc32c.digest(of: Array("123456789".utf8)).hexadecimal == "e3069283")
    }

    @Test("A content in pieces has the hash of the whole", arguments: ContentHash.allCases)
    func pieces(hash: ContentHash) {
        let content = BytePattern.counting.bytes(0..<(9 << 20) + 5)
        let whole = hash.digest(of: content)
        let hasher = ContentHasher(hash)
        var place = 0
        for size in [1, 7, 4 << 20, 100_001, (4 << 20) - 3, .max] where place < content.count {
            let end = size == .max ? content.count : min(place + size, content.count)
            // What comes a second time is left out.
            let start = max(place - 5, 0)
            content[start..<end].withUnsafeBytes { hasher.take($0, at: start) }
            place = end
        }
        #expect(hasher.position == content.count)
        #expect(hasher.digest == whole)
    }

    @Test func `The Dropbox hash of four and of eight MiB`() {
        let block = [UInt8](repeating: 7, count: 4 << 20)
        let one = ContentHash.sha256.digest(of: block).bytes
        #expect(ContentHash.dropbox.digest(of: block).bytes == ContentHash.sha256.digest(of: one).bytes)
        #expect(ContentHash.dropbox.digest(of: block + block).bytes == ContentHash.sha256.digest(of: one + one).bytes)
        #expect(ContentHash.dropbox.digest(of: []).bytes == ContentHash.sha256.digest(of: []).bytes)
    }
}
