import AnswerFuzzing
import Testing
import TestRandomness

@Suite("Answers of any bytes")
struct AnswerFuzzingTests {
    private static let seeds = [
        "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"a\": 1}",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3 \nabc\n0\n\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u{1F}\u{8B}",
        "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\nabc",
    ]

    @Test("No bytes bring the client down")
    func mutations() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<3000 {
            var bytes =
                [UInt8.random(in: 0...255, using: &random)]
                + Array((Self.seeds.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
                default: bytes.append(contentsOf: Array((Self.seeds.randomElement(using: &random) ?? "").utf8))
                }
                if bytes.isEmpty { bytes = [0] }
            }
            bytes.withUnsafeBytes { _ = AnswerFuzzing.read($0) }
        }
    }

    @Test("What is right comes out whole, in whatever pieces it came in", arguments: [0, 2, 4, 6, 8, 10])
    func pieces(first: UInt8) {
        let bytes = [first] + Array(Self.seeds[0].utf8)
        #expect(bytes.withUnsafeBytes { AnswerFuzzing.read($0) } == 8)
    }
}
