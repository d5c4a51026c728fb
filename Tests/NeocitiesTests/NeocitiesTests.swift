import LibraryTesting
import OIntCore
import OIntHTTP
import PreparedAnswers
import TestFiles
import Testing

@testable import OIntNeocities

private func site(_ service: PreparedService) -> LibraryUnderTest {
    LibraryUnderTest(Neocities.library, options: ["token": "key-hidden"], over: service)
}

private let done: JSON = ["result": "success", "message": "your file(s) have been successfully uploaded"]

private func file(_ path: String, _ text: String) -> JSON {
    [
        "path": .string(path), "is_directory": false, "size": JSON(text.utf8.count),
        "sha1_hash": .string(ContentHash.sha1.digest(of: Array(text.utf8)).hexadecimal),
    ]
}

private func list(_ files: JSON...) -> PreparedService.Answer { .json(["result": "success", "files": .array(files)]) }

@Suite("Neocities") struct NeocitiesTests {
    @Test("A refusal has its kind, and files that failed in a success are one")
    func refusals() async throws {
        let service = PreparedService(
            .json(["result": "error", "error_type": "invalid_auth", "message": "invalid credentials"], status: 403))
        let error = try #require(
            await #expect(throws: ServiceError.self) { try await site(service).call("GetSiteData") })
        #expect(error.code == "invalid_auth" && error.remedy != nil)
        #expect(!error.description.contains("key-hidden"))
        let partly = PreparedService(
            .json(["result": "success", "message": "1 of 2 file(s) uploaded, 1 file(s) failed"]))
        let failed = try #require(
            await #expect(throws: ServiceError.self) {
                try await site(partly).call("UploadFile", ["path": "a.html", "file": "data:,x"])
            })
        #expect(failed.code == "partly_failed")
        let limited = PreparedService(
            .json(["result": "error", "error_type": "rate_limited", "message": "wait"], status: 429))
        await #expect(throws: ServiceError.self) {
            try await site(limited).call("GetToken", ["login": "a", "password": "b"])
        }
        #expect(limited.requests.count == 1)
    }

    @Test("Files go in requests of fifty, or each by itself, and one that fails stops no other then")
    func uploads() async throws {
        let many = JSONObject((1...120).map { ("f\($0).html", JSON.string("data:,x")) })
        let service = PreparedService(.json(done), .json(done), .json(done))
        _ = try await site(service).call("UploadFiles", ["files": JSON.object(many).text(.compact)])
        #expect(service.requests.count == 3)
        let single = PreparedService(
            .json(done), .json(["result": "error", "error_type": "invalid_file_type", "message": "no"], status: 400),
            .json(done))
        let three = #"{"a.html": "data:,1", "b.exe": "data:,2", "c.html": "data:,3"}"#
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await site(single).call("UploadFiles", ["files": three, "singly": "true"])
            })
        #expect(single.requests.count == 3)
        #expect(error.message?.contains("1 of 3") == true)
    }

    @Test(
        "What can't be a path on the site is told before anything is sent",
        arguments: ["../a", "a//b", "a%20b", "a\u{1}b", "./a"])
    func paths(path: String) async throws {
        let service = PreparedService()
        await #expect(throws: UsageError.self) {
            try await site(service).call("UploadFile", ["path": path, "file": "data:,x"])
        }
        #expect(service.requests.isEmpty)
    }

    @Test("Deletions leave out what would have the whole call refused, and say so")
    func deletions() async throws {
        let service = PreparedService(
            list(
                file("index.html", "i"), file("a.html", "a"), ["path": "old", "is_directory": true],
                file("old/b.html", "b")),
            .json(["result": "success", "message": "file(s) have been deleted"]))
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await site(service).call(
                    "DeleteSelectedFiles", ["paths": #"["index.html", "gone.html", "old/b.html", "old", "/a.html"]"#])
            })
        #expect(service.requests[1].body == "filenames%5B%5D=old&filenames%5B%5D=a.html")
        #expect(error.message?.contains("2 of 5") == true)
    }

    @Test("A listing of a folder is taken from the whole one, and a folder that is missing is told")
    func listing() async throws {
        let all = list(file("notes/a.html", "a"), file("notesother.html", "b"), file("index.html", "c"))
        let service = PreparedService(all, all)
        let found = try await site(service).call("GetFilesList", ["path": "/notes/"]).json
        #expect(found?["files"]?.array?.map { $0["path"] } == ["notes/a.html"])
        #expect(service.requests[0].address == "https://neocities.org/api/list")
        await #expect(throws: UsageError.self) { try await site(service).call("GetFilesList", ["path": "gone"]) }
    }

    @Test("A folder is kept the same: pages last, what is the same stays, the rest goes, index.html never")
    func synchronization() async throws {
        let folder = try TemporaryDirectory()
        try folder.write("page", to: "new.html")
        try folder.write("same", to: "same.css")
        try folder.write("changed", to: "z.css")
        try folder.write("secret", to: ".env")
        let answers = [
            list(
                file("index.html", "i"), file("same.css", "same"), file("z.css", "other!!"), file("gone.css", "g"),
                ["path": "olddir", "is_directory": true], file("olddir/x.css", "x"))
        ]
        let planned = PreparedService(answers)
        let plan = try await site(planned).call("SynchronizeFolders", ["local": folder.path, "plan": "true"]).json
        #expect(plan?["uploaded"] == ["z.css", "new.html"])
        #expect(plan?["deleted"] == ["gone.css", "olddir"])
        #expect(plan?["same"] == 1)
        #expect(planned.requests.count == 1)
        let service = PreparedService(answers + [.json(done), .json(["result": "success"])])
        _ = try await site(service).call("SynchronizeFolders", ["local": folder.path])
        #expect(service.requests.count == 3)
        #expect(!service.requests[1].body.contains(".env"))
        #expect(service.requests[2].body == "filenames%5B%5D=gone.css&filenames%5B%5D=olddir")
    }

    @Test("Nothing is deleted where an upload has failed, or the local folder is empty")
    func carefulDeletions() async throws {
        let folder = try TemporaryDirectory()
        await #expect(throws: UsageError.self) {
            try await site(PreparedService()).call("SynchronizeFolders", ["local": folder.path])
        }
        try folder.write("page", to: "new.html")
        let service = PreparedService(
            list(file("gone.css", "g")),
            .json(["result": "error", "error_type": "file_too_large", "message": "no room"], status: 400))
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await site(service).call("SynchronizeFolders", ["local": folder.path])
            })
        #expect(service.requests.count == 2)
        #expect(error.code == "partly_failed")
    }

    @Test("A site comes down as it is, and no name of the server leads out of the folder")
    func download() async throws {
        let folder = try TemporaryDirectory()
        try folder.write("same", to: "same.css")
        let service = PreparedService(
            list(file("same.css", "same"), file("notes/a.html", "hello")), .init(body: "hello"))
        let report = try await site(service).call("DownloadFolder", ["local": folder.path]).json
        #expect(report?["downloaded"] == ["notes/a.html"])
        #expect(try folder.read("notes/a.html") == "hello")
        let hostile = PreparedService(list(file("../evil.html", "x")))
        await #expect(throws: UsageError.self) {
            try await site(hostile).call("DownloadFolder", ["local": folder.path])
        }
    }
}
