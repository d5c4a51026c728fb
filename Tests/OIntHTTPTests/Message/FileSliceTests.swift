import Foundation
import LoopbackServer
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Stretches of files", .timeLimit(.minutes(1)))
struct FileSliceTests {
    private static let content = BytePattern.counting.bytes(0..<BodySource.pieceSize * 2 + 100)

    private func withContent<T>(_ body: (String) async throws -> T) async throws -> T {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("file").path
            try Data(Self.content).write(to: URL(fileURLWithPath: path))
            return try await body(path)
        }
    }

    @Test(
        "A stretch arrives as it lies in the file, with its length known",
        arguments: [0..<0, 0..<1, 7..<7, 5..<300, 1000..<BodySource.pieceSize + 1000, 0..<content.count])
    func stretch(range: Range<Int>) async throws {
        try await withContent { path in
            let stream = try HTTP().bytes(of: .slice(FileSlice(path: path, range: range)))
            let bytes = try await stream.bytes()
            #expect(stream.length == range.count)
            #expect(bytes == Array(Self.content[range]))
        }
    }

    @Test("A stretch can be read again, and by several at the same time")
    func again() async throws {
        try await withContent { path in
            let stream = try HTTP().bytes(of: .slice(FileSlice(path: path, range: 10..<390_000)))
            async let first = stream.bytes()
            async let second = stream.bytes()
            let both = try await [first, second]
            #expect(both.allSatisfy { $0 == Array(Self.content[10..<390_000]) })
        }
    }

    @Test("A file that ends before its stretch does is told")
    func tooShort() async throws {
        try await withContent { path in
            let range = Self.content.count - 1..<Self.content.count + 1
            let stream = try HTTP().bytes(of: .slice(FileSlice(path: path, range: range)))
            let error = await #expect(throws: LocalError.self) { try await stream.bytes() }
            #expect(error == LocalError(path, "it became shorter while it was read"))
        }
    }

    @Test("A stretch goes over the wire with its length and without a type")
    func wire() async throws {
        try await withContent { path in
            try await withTestServer { _ in
                .status(204)
            } body: { test in
                let slice = FileSlice(path: path, range: 3..<200_000)
                _ = try await test.http.fetch(Request(.put, test.url, body: .slice(slice)))
                let request = try #require(test.server.requests.first)
                #expect(request.body == Array(Self.content[3..<200_000]))
                #expect(request.headers["content-length"] == "199997")
                #expect(request.headers["content-type"] == nil)
            }
        }
    }

    @Test("People see where a stretch lies")
    func description() {
        let request = Request(.put, "https://h/", body: .slice(FileSlice(path: "/tmp/a", range: 10..<30)))
        #expect(RequestDescription(request).json["body"] == "</tmp/a, 20 bytes from 10>")
    }

    @Test("Many bytes in memory are handed on piece by piece")
    func pieces() async throws {
        let collected = try await BodySource(EncodedBody(.bytes(Self.content, type: nil))) { _ in
            throw UsageError("nothing is to be fetched here")
        }.collected()
        #expect(collected.bytes == Self.content)
        #expect(collected.pieces == 3)
    }
}
