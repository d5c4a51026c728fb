import OIntCore
import OIntHTTP
import PreparedAnswers
import TestClocks
import Testing

@testable import OIntOpenAI

@Suite("Files that go in parts", .timeLimit(.minutes(1))) struct UploadTests {
    @Test func `The parts are put together in their order, with the hash of the whole`() async throws {
        let size = (32 << 20) + 5
        let service = PreparedService(
            .json(["id": "upload_1"]), .json(["id": "part"]), .json(["id": "part"]),
            .json(["id": "upload_1", "status": "completed", "file": ["id": "file-1", "bytes": JSON(size)]]))
        let http = HTTP(transport: service, clock: InstantClock(), random: { 1 })
        let openAI = OpenAI(url: "https://models.example", token: "sk-1", http: http)
        let source = try UploadSource(.bytes([UInt8](repeating: 0x61, count: size)), http)
        let file = try await http.upload(source, by: FileUpload(client: openAI, name: "big.jsonl", purpose: "batch"))
        #expect(file["id"] == "file-1")
        let requests = service.requests
        #expect(
            requests.map(\.address) == [
                "https://models.example/v1/uploads", "https://models.example/v1/uploads/upload_1/parts",
                "https://models.example/v1/uploads/upload_1/parts",
                "https://models.example/v1/uploads/upload_1/complete",
            ])
        #expect(
            requests.first?.json
                == ["filename": "big.jsonl", "purpose": "batch", "bytes": JSON(size), "mime_type": "text/jsonl"])
        #expect(requests.last?.json?["part_ids"] == ["part", "part"])
        #expect(requests.last?.json?["md5"]?.string?.count == 32)
    }
}
