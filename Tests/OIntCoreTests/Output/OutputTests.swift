import OIntCore
import Testing

@Suite("Answers of methods")
struct OutputTests {
    private func json(_ output: Output) -> JSON? {
        if case .json(let json) = output { json } else { nil }
    }

    @Test("whatever a method returns becomes an answer")
    func conversions() async throws {
        #expect(json(Output(["a": 1] as JSON)) == ["a": 1])
        #expect(json(Output(["a": 1] as JSONObject)) == ["a": 1])
        guard case .text("hello") = Output("hello") else {
            Issue.record("a text is no text")
            return
        }
        guard case .none = Output(()) else {
            Issue.record("nothing is something")
            return
        }
        guard case .bytes(let stream) = Output(ByteStream([1, 2])) else {
            Issue.record("bytes are no bytes")
            return
        }
        #expect(stream.length == 2)
    }

    @Test("a stream gives its bytes, as often as it is asked", arguments: [[], [1], [1, 2, 3]] as [[UInt8]])
    func bytes(_ bytes: [UInt8]) async throws {
        let stream = ByteStream(bytes)
        #expect(stream.length == bytes.count)
        for _ in 0..<2 {
            var collected: [UInt8] = []
            for try await chunk in stream {
                #expect(chunk.byteCount > 0)
                chunk.withBytes { collected += $0 }
            }
            #expect(collected == bytes)
        }
    }

    @Test("a stream gives the pieces of another in their order")
    func chunks() async throws {
        let pieces = AsyncStream<[UInt8]> { continuation in
            for piece in [[1, 2], [3]] as [[UInt8]] { continuation.yield(piece) }
            continuation.finish()
        }
        var counts: [Int] = []
        for try await chunk in ByteStream(pieces) { counts.append(chunk.byteCount) }
        #expect(counts == [2, 1])
        #expect(ByteStream(length: 3, pieces).length == 3)
    }

    @Test("a template shows hints, or blanks to fill in")
    func template() {
        let template = Template([
            "name": "NAME", "user": ["id": "user id", "tags": ["tag", ["x": "X"]]], "limit": 50, "flag": true,
            "none": .null,
            "empty": [],
        ])
        #expect(
            template.filled(empty: false) == [
                "name": "<NAME>", "user": ["id": "<user id>", "tags": ["<tag>", ["x": "<X>"]]], "limit": 50,
                "flag": true,
                "none": .null, "empty": [],
            ])
        #expect(
            template.filled(empty: true) == [
                "name": "", "user": ["id": "", "tags": ["", ["x": ""]]], "limit": 50, "flag": true, "none": .null,
                "empty": [],
            ])
    }
}
