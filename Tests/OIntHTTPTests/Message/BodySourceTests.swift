import Foundation
import LoopbackServer
import OIntCore
import Testing

@testable import OIntHTTP

@Suite("Bodies from files", .timeLimit(.minutes(1)))
struct BodySourceTests {
    /// Nothing, everything around a group of three, and everything around the size of a piece.
    static let sizes =
        [0, 1, 2, 3, 4, 5, 6]
        + [1, 2].flatMap { factor in
            (-2...2).map { BodySource.pieceSize * factor + $0 }
        }

    private func source(
        _ segments: EncodedBody,
        fetch: @escaping @Sendable (String) async throws -> Response = { _ in
            throw UsageError("nothing is to be fetched here")
        }
    ) throws -> BodySource {
        try BodySource(segments, fetch: fetch)
    }

    @Test("A piece is a multiple of three long, so that base64 needs no padding in between")
    func pieceSize() { #expect(BodySource.pieceSize.isMultiple(of: 3)) }

    @Test("A file arrives whole, as it is and as base64, with its length known", arguments: sizes)
    func file(size: Int) async throws {
        let content = BytePattern.counting.bytes(0..<size)
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("file").path
            try Data(content).write(to: URL(fileURLWithPath: path))
            for input in [FileInput.path(path), .bytes(content)] {
                let plain = try source(EncodedBody(.file(input, type: "x")))
                #expect(plain.length == size)
                #expect(try await plain.collected().bytes == content)

                var files = EmbeddedFiles()
                let mark = files.add(input)
                let embedded = try source(EncodedBody(.jsonWithFiles(mark, files: files)))
                let text = try await embedded.collected().bytes
                #expect(embedded.length == text.count)
                #expect(text == Array(("\"" + Data(content).base64EncodedString() + "\"").utf8))
            }
        }
    }

    @Test("A large file is never in memory as a whole")
    func pieces() async throws {
        let content = [UInt8](repeating: 7, count: BodySource.pieceSize * 3 + 1)
        let pieces = try await source(EncodedBody(.file(.bytes(content), type: "x"))).collected().pieces
        #expect(pieces == 4)
    }

    @Test("A body can be read more than once")
    func again() async throws {
        let source = try source(EncodedBody(.multipart([.file("a", .bytes([1, 2, 3]), fileName: "b")])))
        let first = try await source.collected().bytes
        #expect(try await source.collected().bytes == first)
    }

    @Test("A file that is missing or a directory is reported before anything is sent")
    func missing() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("missing").path
            let body = Body.multipart([.field("a", "b"), .file("c", .path(path), fileName: "d")])
            #expect(throws: LocalError(path, "it does not exist")) { try source(EncodedBody(body)) }
        }
    }

    @Test("A file that goes away while it is read is reported by its name")
    func vanishing() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("file")
            try Data([1]).write(to: file)
            let body = try source(EncodedBody(.file(.path(file.path), type: "x")))
            try FileManager.default.removeItem(at: file)
            await #expect(throws: LocalError(file.path, "it does not exist")) { try await body.collected() }
        }
    }

    @Test("What has no end in sight has no length: a device, standard input, an address")
    func unknownLength() throws {
        #expect(try source(EncodedBody(.file(.path("/dev/null"), type: "x"))).length == nil)
        #expect(try source(EncodedBody(.file(standardInput(), type: "x"))).length == nil)
        #expect(try source(EncodedBody(.file(.address("https://h/"), type: "x"))).length == nil)
        var files = EmbeddedFiles()
        let mark = files.add(.address("https://h/"))
        #expect(try source(EncodedBody(.jsonWithFiles([mark], files: files))).length == nil)
    }

    @Test("A file at an address is fetched when its turn comes, in whatever pieces it arrives")
    func remote() async throws {
        let content = BytePattern.counting.bytes(0..<BodySource.pieceSize + 1000)
        var files = EmbeddedFiles()
        let mark = files.add(.address("https://files.example/a"))
        let body = try source(EncodedBody(.jsonWithFiles([mark], files: files))) { address in
            #expect(address == "https://files.example/a")
            let pieces = AsyncStream<[UInt8]> { continuation in
                var rest = content[...]
                for size in [1, 2, 5, 4096, 0, 100_000] + Array(repeating: 60_001, count: 3) {
                    continuation.yield(Array(rest.prefix(size)))
                    rest = rest.dropFirst(size)
                }
                continuation.yield(Array(rest))
                continuation.finish()
            }
            return Response(
                status: 200, headers: [], body: ByteStream(pieces.filter { !$0.isEmpty }), address: try .known(address))
        }
        let text = try await body.collected().bytes
        #expect(text == Array(("[\"" + Data(content).base64EncodedString() + "\"]").utf8))
    }

    @Test("A file that its address does not give is reported with what came instead")
    func remoteRefusal() async throws {
        let body = try source(EncodedBody(.file(.address("https://files.example/a"), type: "x"))) { address in
            Response(status: 404, headers: [], body: ByteStream([]), address: try .known(address))
        }
        let error = await #expect(throws: ReplyError.self) { try await body.collected() }
        #expect(error?.description == "files.example:443: the file to send can't be downloaded (HTTP 404)")
    }
}
