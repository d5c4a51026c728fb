import OIntBitrix24
import OIntCore
import OIntHTTP
import PreparedAnswers
import Testing

@Suite struct UploadTests {
    private static let place = Portal.Answer.json(
        ["result": ["field": "file", "uploadUrl": "https://cdn.example/upload.json?token=T"]])
    private let file = FileInput.bytes(Array("one".utf8), name: "other.txt")

    @Test func `A file goes to the address that the portal names, under its title`() async throws {
        let portal = Portal(Self.place, .json(["result": ["ID": 9011]]))
        let answer = try await portal.client().uploadFileToFolder(
            title: "a|b___c.txt", file: file, folderID: 8930)
        #expect(answer == ["result": ["ID": 9011]])
        try #require(portal.requests.count == 2)
        #expect(portal.requests[0].address == "https://portal.example/rest/1/CODE/disk.folder.uploadFile")
        #expect(portal.requests[0].body == #"{"id":"8930"}"#)
        let upload = portal.requests[1]
        #expect(upload.method == .post)
        #expect(upload.address == "https://cdn.example/upload.json?token=T")
        #expect(upload.type?.hasPrefix("multipart/form-data; boundary=") == true)
        #expect(upload.body.contains(#"name="file"; filename="a|b___c.txt""#))
        #expect(upload.body.contains("\r\n\r\none\r\n--"))
        #expect(!upload.body.contains("other.txt"))
    }

    @Test(
        "An answer that names no address, or no field, is the answer",
        arguments: [
            ["result": ["field": "file"]],
            ["result": ["uploadUrl": "https://cdn.example/"]],
            ["result": []],
            ["result": ["field": .null, "uploadUrl": "https://cdn.example/"]],
        ] as [JSON])
    func noPlace(answer: JSON) async throws {
        let portal = Portal(.json(answer))
        #expect(try await portal.client().uploadFileToFolder(title: "a.txt", file: file, folderID: 1) == answer)
        #expect(portal.requests.count == 1)
    }

    @Test func `A refusal of the address ends it`() async throws {
        let portal = Portal(.json(["error": "ERROR_NOT_FOUND"], status: 400))
        let error = await #expect(throws: ServiceError.self) {
            try await portal.client().uploadFileToFolder(title: "a.txt", file: file, folderID: 1)
        }
        #expect(error?.code == "ERROR_NOT_FOUND")
        #expect(portal.requests.count == 1)
    }

    @Test func `The file itself is sent once, whatever comes of it`() async throws {
        let portal = Portal(Self.place, Portal.Answer(status: 502, body: "<html></html>"))
        await #expect(throws: ServiceError.self) {
            try await portal.client().uploadFileToFolder(title: "a.txt", file: file, folderID: 1)
        }
        #expect(portal.requests.count == 2)
    }

    @Test func `A storage takes the file inside the request`() async throws {
        let portal = Portal(.json(["result": ["ID": 9035]]))
        _ = try await portal.call(
            "UploadFileToStorage",
            ["title": "a.txt", "file": "data:,one", "storageid": "1357", "rights": #"{"TASK_ID": 42}"#])
        #expect(
            portal.requests.first?.body
                == #"{"data":{"NAME":"a.txt"},"rights":[{"TASK_ID":42}],"id":"1357","fileContent":["a.txt","b25l"]}"#)
    }
}
