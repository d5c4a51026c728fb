import LibraryTesting
import OIntCore
import OIntDropbox
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@Suite("Dropbox's refusals", .timeLimit(.minutes(1)))
struct RefusalTests {
    private func dropbox(_ service: PreparedService, clock: InstantClock = InstantClock()) -> LibraryUnderTest {
        LibraryUnderTest(Dropbox.library, options: ["token": "sl.hidden"], over: service, clock: clock)
    }

    @Test("A refusal tells its tags and a remedy")
    func tags() async throws {
        let service = PreparedService(
            .json(
                [
                    "error_summary": "path/not_found/..", "error": [".tag": "path", "path": [".tag": "not_found"]],
                ], status: 409))
        let refusal = await #expect(throws: ServiceError.self) {
            try await dropbox(service).call("GetObjectInformation", ["path": "/a"])
        }
        #expect(refusal?.code == "path/not_found")
        #expect(refusal?.remedy?.contains("--root") == true)
        #expect(service.requests.count == 1)
    }

    @Test("Members who were not added are a refusal, although the answer says yes")
    func members() async throws {
        let service = PreparedService(
            .json([
                ["member": [".tag": "email", "email": "a@example.com"], "result": [".tag": "success"]],
                [
                    "member": [".tag": "email", "email": "b@example.com"],
                    "result": [".tag": "member_error", "member_error": [".tag": "invalid_member"]],
                ],
            ]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await dropbox(service).call(
                "AddUsersToFile", ["fileid": "abc", "emails": #"["a@example.com", "b@example.com"]"#])
        }
        #expect(refusal?.code == "member_error/invalid_member")
        #expect(refusal?.message == "1 of 2 were not added: b@example.com")
        #expect(service.requests[0].json?["file"] == "id:abc")
    }

    @Test("A job that failed is a refusal")
    func jobs() async throws {
        let service = PreparedService(
            .json([".tag": "failed", "failed": [".tag": "download_failed"]]), .json([".tag": "in_progress"]))
        let refusal = await #expect(throws: ServiceError.self) {
            try await dropbox(service).call("GetUploadStatusByURL", ["job": "1"])
        }
        #expect(refusal?.code == "failed/download_failed" || refusal?.code == "download_failed")
        let state = try await dropbox(service).call("GetUploadStatusByURL", ["job": "1"]).json
        #expect(state?[".tag"] == "in_progress")
    }

    @Test("Too many writes are waited out")
    func slowDown() async throws {
        let service = PreparedService(
            .json(
                ["error_summary": "too_many_write_operations/", "error": [".tag": "too_many_write_operations"]],
                status: 409),
            .json(["metadata": ["name": "a"]]))
        let clock = InstantClock()
        _ = try await dropbox(service, clock: clock).call("CreateFolder", ["path": "/a"])
        #expect(service.requests.count == 2 && clock.pauses.count == 1)
    }

    @Test("A listing goes on to its end, from the root on, and an error on the way is one")
    func lists() async throws {
        let service = PreparedService(
            .json(["entries": [["name": "a"]], "cursor": "c1", "has_more": true]),
            .json(["entries": [["name": "b"]], "cursor": "c2", "has_more": false]))
        let rows = try await dropbox(service).call("GetListOfFolderFiles", ["all": "true"]).json
        #expect(rows?.array?.count == 2)
        #expect(service.requests[0].json?["path"] == "")
        #expect(service.requests[1].json == ["cursor": "c1"])
        let broken = PreparedService(
            .json(["entries": [["name": "a"]], "cursor": "c1", "has_more": true]),
            .json(["error_summary": "reset/", "error": [".tag": "reset"]], status: 409))
        await #expect(throws: (any Error).self) {
            _ = try await dropbox(broken).call("GetListOfFolderFiles", ["all": "true"]).json
        }
    }

    @Test("Paths and the account of a team travel in ASCII headers")
    func headers() async throws {
        let service = PreparedService(.init(status: 200, body: "pdf"))
        _ = try await dropbox(service).call(
            "GetPreview", ["path": "отчёт 😀.docx", "root": "123", "member": "dbmid:1"]
        ).bytes
        let headers = service.requests[0].request.headers
        #expect(
            headers.first(named: "dropbox-api-arg")
                == #"{"path":"/\u043E\u0442\u0447\u0451\u0442 \uD83D\uDE00.docx"}"#)
        #expect(headers.first(named: "dropbox-api-path-root") == #"{".tag":"root","root":"123"}"#)
        #expect(headers.first(named: "dropbox-api-select-user") == "dbmid:1")
        #expect(service.requests[0].address == "https://content.dropboxapi.com/2/files/get_preview")
    }
}
