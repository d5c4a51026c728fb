import LibraryTesting
import OIntCore
import OIntHTTP
import OIntYandexDisk
import PreparedAnswers
import TestClocks
import Testing

private let operation = "https://cloud-api.yandex.net/v1/disk/operations/op1"
private let target = "https://uploader1d.disk.yandex.net/upload-target/x"
private let hashOfHello = "5d41402abc4b2a76b9719d911017c592"

@Suite("Yandex Disk", .timeLimit(.minutes(1)))
struct DiskTests {
    private func disk(_ service: PreparedService, _ clock: InstantClock = InstantClock()) -> LibraryUnderTest {
        LibraryUnderTest(YandexDisk.library, options: ["token": "y0-hidden"], over: service, clock: clock)
    }

    @Test("An operation is followed to its end, and its failure is a refusal")
    func operations() async throws {
        let link = PreparedService.Answer.json(["href": .string(operation), "method": "GET"], status: 202)
        let service = PreparedService(link, .json(["status": "in-progress"]), .json(["status": "success"]))
        let clock = InstantClock()
        let done = try await disk(service, clock).call("DeleteObject", ["path": "/big"]).json
        #expect(done == ["status": "success"] && clock.pauses.count == 1)
        #expect(service.requests[0].address.hasSuffix("path=%2Fbig&permanently=false"))

        let failing = PreparedService(link, .json(["status": "failed"]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await disk(failing).call("MoveObject", ["from": "/a", "to": "/b"])
        }
        #expect(refusal?.message?.contains("op1") == true)

        let left = PreparedService(link)
        let answer = try await disk(left).call("MoveObject", ["from": "/a", "to": "/b", "wait": "false"]).json
        #expect(answer?["href"] == .string(operation) && left.requests.count == 1)
    }

    @Test("A file goes to the link without the token, and is looked for until it is in its place")
    func upload() async throws {
        let file: JSON = ["size": 5, "md5": .string(hashOfHello), "path": "disk:/a.txt"]
        let service = PreparedService(
            .json(["operation_id": "op1", "href": .string(target), "method": "PUT"]), .init(status: 202),
            .json(["error": "DiskNotFoundError", "message": "none"], status: 404), .json(["status": "in-progress"]),
            .json(file))
        let clock = InstantClock()
        let answer = try await disk(service, clock).call("UploadFile", ["file": "data:,hello", "path": "/a.txt"]).json
        #expect(answer == file && clock.pauses.count == 1)
        let put = service.requests[1]
        #expect(put.method == .put && put.address == target && put.body == "hello")
        #expect(put.request.headers.first(named: "authorization") == nil)
        #expect(service.requests[0].request.headers.first(named: "authorization") == "OAuth y0-hidden")
    }

    @Test("Another content than was sent is an error")
    func otherContent() async throws {
        let service = PreparedService(
            .json(["operation_id": "op1", "href": .string(target)]), .init(status: 201),
            .json(["size": 5, "md5": "00000000000000000000000000000000"]))
        await #expect(throws: (any Error).self) {
            try await disk(service).call("UploadFile", ["file": "data:,hello", "path": "/a.txt"])
        }
    }

    @Test("After a lost answer the operation is asked before the file is sent again")
    func lostAnswer() async throws {
        let service = PreparedService(
            .json(["operation_id": "op1", "href": .string(target)]), .init(status: 500, body: "oops"),
            .json(["status": "success"]), .json(["size": 5, "md5": .string(hashOfHello)]))
        let answer = try await disk(service).call("UploadFile", ["file": "data:,hello", "path": "/a.txt"]).json
        #expect(answer?["size"] == 5)
        #expect(service.requests.filter { $0.address == target }.count == 1)
    }

    @Test("A folder is listed to its end")
    func folders() async throws {
        func page(_ count: Int, from first: Int) -> PreparedService.Answer {
            .json([
                "_embedded": [
                    "items": .array((first..<first + count).map { ["name": .string("\($0)")] }), "total": 1500,
                ]
            ])
        }
        let service = PreparedService(page(1000, from: 0), page(500, from: 1000))
        let rows = try await disk(service).call("GetFolderFiles", ["path": "/a", "all": "true"]).json
        #expect(rows?.array?.count == 1500)
        #expect(service.requests[1].address.contains("offset=1000"))
    }

    @Test("A public file that too many fetch is a refusal at once; a lock is waited out")
    func limits() async throws {
        let popular = PreparedService(
            .json(["error": "DiskResourceDownloadLimitExceededError", "message": "limit"], status: 429))
        await #expect(throws: ServiceError.self) {
            try await disk(popular).call("GetDownloadLinkForPublicObject", ["url": "https://disk.yandex.ru/d/x"])
        }
        #expect(popular.requests.count == 1)
        let locked = PreparedService(
            .json(["error": "DiskResourceLockedError", "message": "locked"], status: 423), .json(["name": "a"]))
        _ = try await disk(locked).call("CreateFolder", ["path": "/a"])
        #expect(locked.requests.count == 2)
    }

    @Test("The trash is emptied only when that is said")
    func trash() async throws {
        let service = PreparedService([.init(status: 204)], repeatsLast: true)
        #expect(try await disk(service).usageProblems("EmptyTrash")?.contains("--everything") == true)
        _ = try await disk(service).call("EmptyTrash", ["everything": "true"])
        #expect(service.requests.map(\.method) == [.delete])
    }
}
