import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Uploads", .timeLimit(.minutes(3)))
struct UploadTests {
    private static let words = ["UploadFileToFolder", "--title", "Отчёт \"1\".bin", "--folderid", "7", "--file"]

    /// Names the address for the file first, as the portal does, and then takes it.
    private static func handler(_ place: Place) -> LoopbackServer.Handler {
        { request in
            switch request.path {
            case "/rest/1/\(Portal.code)/disk.folder.uploadFile":
                .json(#"{"result":{"field":"file","uploadUrl":"\#(place.url)/upload/?token=u5e-0nce-1a2b3c"}}"#)
            case "/upload/": .json(#"{"result":{"ID":9}}"#)
            case "/file": .bytes(Array("from far".utf8))
            default: .status(404)
            }
        }
    }

    @Test("A large file is streamed, whole and in little memory")
    func large() async throws {
        let size = 64 << 20
        var options = LoopbackServer.Options()
        options.bodyLimit = size + 4096
        options.hashesBodies = false
        let place = Place()
        try await withPortal(options: options, handler: Self.handler(place)) { portal in
            place.url = portal.server.url
            let content = Data(BytePattern.counting.bytes(0..<size))
            try content.write(to: portal.sandbox.directory.appendingPathComponent("large.bin"))
            let memory = PeakMemory(file: portal.sandbox.path("peak"))
            let outcome = try await portal.oint(Self.words + ["large.bin"], launcher: memory.launcher)
            #expect(outcome.exitCode == 0)
            #expect(outcome.everything == "{\n  \"result\": {\n    \"ID\": 9\n  }\n}\n")
            let peak = try memory.bytes()
            #expect(peak <= 60 << 20)
            let request = try #require(portal.server.requests.last)
            #expect(portal.server.requests.count == 2)
            #expect(request.headers["Content-Length"] == "\(request.bodyLength)")
            let body = Data(request.body)
            let start = try #require(body.range(of: Data("\r\n\r\n".utf8))).upperBound
            // Compared without showing what differs: that would be the whole file.
            let isSame = body[start..<min(start + size, body.count)] == content
            #expect(isSame)
        }
    }

    /// Where a file is, and what has to arrive.
    struct Source: Sendable, CustomTestStringConvertible {
        let argument: String
        let content: String

        var testDescription: String { self.argument }
    }

    @Test(
        "A file may be on disk, on standard input, in the argument, or at a web address",
        arguments: [
            Source(argument: "small.txt", content: "Grüße\r\n--from disk"),
            Source(argument: "-", content: "from the pipe"),
            Source(argument: "data:;base64,ZnJvbSB0aGUgYXJndW1lbnQ=", content: "from the argument"),
            Source(argument: "data:text/plain,from%20the%20argument", content: "from the argument"),
            Source(argument: "URL/file", content: "from far"),
            Source(argument: "empty.txt", content: ""),
        ]
    )
    func source(_ source: Source) async throws {
        let place = Place()
        try await withPortal(handler: Self.handler(place)) { portal in
            place.url = portal.server.url
            try portal.sandbox.write("Grüße\r\n--from disk", to: "small.txt")
            try portal.sandbox.write("", to: "empty.txt")
            let argument = source.argument.replacing("URL", with: portal.server.url)
            let outcome = try await portal.oint(Self.words + [argument], input: .text("from the pipe"))
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors == "")
            let request = try #require(portal.server.requests.last)
            #expect(request.target == "/upload/?token=u5e-0nce-1a2b3c")
            let parts = try request.multipartParts()
            #expect(parts.map(\.name) == ["file"])
            #expect(parts.map(\.filename) == ["Отчёт %221%22.bin"])
            #expect(parts.map(\.text) == [source.content])
        }
    }

    @Test(
        "Inside JSON a file is base64",
        arguments: [("small.txt", "ZnJvbSBkaXNr"), ("-", "ZnJvbSB0aGUgcGlwZQ=="), ("data:,%00%FF", "AP8=")]
    )
    func embedded(argument: String, content: String) async throws {
        try await withPortal { portal in
            try portal.sandbox.write("from disk", to: "small.txt")
            let outcome = try await portal.oint(
                ["UploadFileToStorage", "--title", "a", "--storageid", "3", "--file", argument],
                input: .text("from the pipe"))
            #expect(outcome.exitCode == 0)
            #expect(
                portal.server.requests.map(\.text)
                    == [#"{"data":{"NAME":"a"},"id":"3","fileContent":["a","\#(content)"]}"#])
        }
    }

    @Test(
        "A file that is not there is told before anything is sent",
        arguments: ["gone.bin", "folder", "data:text", "data:;base64,?"])
    func missing(argument: String) async throws {
        try await withPortal { portal in
            try portal.sandbox.makeDirectory("folder")
            let outcome = try await portal.oint(Self.words + [argument])
            #expect(outcome.exitCode == 2)
            #expect(outcome.errors.hasPrefix("oint: --file "))
            #expect(portal.server.acceptedConnections == 0)
        }
    }

    @Test("A file that can't be downloaded is not sent")
    func missingFarAway() async throws {
        let place = Place()
        try await withPortal(handler: Self.handler(place)) { portal in
            place.url = portal.server.url
            let outcome = try await portal.oint(Self.words + ["\(portal.server.url)/gone"])
            #expect(outcome.exitCode == 3)
            #expect(
                outcome.errors
                    == "oint: localhost:\(portal.server.port): the file to send can't be downloaded (HTTP 404)\n")
            #expect(!portal.server.requests.contains { $0.path == "/upload/" && $0.isComplete })
        }
    }

    @Test("An upload is not sent twice when the connection breaks")
    func broken() async throws {
        let place = Place()
        var options = LoopbackServer.Options()
        options.admission = { $0.path == "/upload/" ? .reset(afterBodyBytes: 1) : .accept }
        try await withPortal(options: options, handler: Self.handler(place)) { portal in
            place.url = portal.server.url
            let outcome = try await portal.oint(Self.words + ["ca.pem"])
            #expect(outcome.exitCode == 3)
            // Whether the program sees the reset or its sending fails first is chance.
            #expect(outcome.errors.hasPrefix("oint: localhost:\(portal.server.port): the connection was "))
            #expect(portal.server.requests.filter { $0.path == "/upload/" }.count == 1)
        }
    }
}
