import LibraryTesting
import LoopbackServer
import OIntCore
import OIntDropbox
import OIntHTTP
import PreparedAnswers
import TestClocks
import TestFiles
import Testing

/// The hash of a content of one block, as Dropbox tells it.
private let hashOfHello = "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50"

@Suite("Uploads to Dropbox", .timeLimit(.minutes(1)))
struct UploadTests {
    private func dropbox(_ service: PreparedService, _ clock: InstantClock = InstantClock()) -> LibraryUnderTest {
        LibraryUnderTest(Dropbox.library, options: ["token": "sl.hidden"], over: service, clock: clock)
    }

    private func argument(_ sent: PreparedService.Sent) -> JSON? {
        sent.request.headers.first(named: "dropbox-api-arg").flatMap { try? JSON(parsing: $0) }
    }

    private func method(_ sent: PreparedService.Sent) -> Substring {
        sent.address.split(separator: "/files/").last ?? ""
    }

    @Test("A small file goes at once, and another hash than its own is an error")
    func small() async throws {
        let service = PreparedService(
            .json(["name": "a.txt", "size": 5, "content_hash": .string(hashOfHello)]),
            .json(["name": "a.txt", "size": 5, "content_hash": .string(String(hashOfHello.reversed()))]))
        let answer = try await dropbox(service).call(
            "UploadFile", ["file": "data:,hello", "path": "a.txt", "overwrite": "true"]
        ).json
        #expect(answer?["size"] == 5)
        #expect(service.requests.map { method($0) } == ["upload"])
        #expect(
            argument(service.requests[0])
                == [
                    "autorename": false, "mode": "overwrite", "mute": false, "path": "/a.txt", "strict_conflict": false,
                ])
        await #expect(throws: (any Error).self) {
            try await dropbox(service).call("UploadFile", ["file": "data:,hello", "path": "/a.txt"])
        }
    }

    /// A service that keeps what is appended, and meets faults on the way.
    private func parted(_ size: Int, lostAppend: Bool = false, lostFinish: Bool = false) -> (PreparedService, [String])
    {
        let part = 8 << 20
        var answers: [PreparedService.Answer] = [.json(["session_id": "S1"])]
        var methods = ["upload_session/start"]
        var offset = 0
        while offset < size {
            methods.append("upload_session/append_v2")
            if lostAppend, offset == part {
                // The part arrived, and its answer got lost; asked again, Dropbox tells the place.
                answers.append(.init(status: 500, body: "oops"))
                methods.append("upload_session/append_v2")
                answers.append(
                    .json(
                        [
                            "error_summary": "incorrect_offset/",
                            "error": [
                                ".tag": "incorrect_offset",
                                "correct_offset": .number(JSONNumber(min(offset + part, size))),
                            ],
                        ], status: 409))
            } else {
                answers.append(.json(.null))
            }
            offset += part
        }
        let done: JSON = ["name": "b", "size": .number(JSONNumber(size))]
        methods.append("upload_session/finish")
        answers.append(.json(done))
        return (PreparedService(answers, repeatsLast: true), methods)
    }

    @Test("A large file goes in parts, and goes on from where Dropbox says", arguments: [false, true])
    func large(lostAppend: Bool) async throws {
        let size = 20 << 20
        let (service, methods) = parted(size, lostAppend: lostAppend)
        try await withTemporaryDirectory(["b": String(repeating: "x", count: size)]) { directory in
            let answer = try await dropbox(service).call(
                "UploadFile", ["file": directory.path("b"), "path": "/b", "autorename": "true"]
            ).json
            #expect(answer?["size"]?.int == size)
        }
        #expect(service.requests.map { String(method($0)) } == methods)
        let finish = try #require(service.requests.last.flatMap { argument($0) })
        #expect(finish["cursor"] == ["session_id": "S1", "offset": .number(JSONNumber(size))])
        #expect(finish["commit"]?["autorename"] == true && finish["commit"]?["path"] == "/b")
    }
}
