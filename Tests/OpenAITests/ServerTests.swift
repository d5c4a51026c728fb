import LibraryTesting
import OIntCore
import OIntHTTP
import OIntOpenAI
import RunningServers
import Testing

@Suite("A real server", .timeLimit(.minutes(2))) struct ServerTests {
    private func openAI(_ variable: String) throws -> LibraryUnderTest {
        let url = try RunningServer("llama").value(variable)
        return LibraryUnderTest(OpenAI.library, options: ["url": url], http: HTTP())
    }

    @Test func `A chat is answered, whole and in pieces`() async throws {
        let openAI = try openAI("CHAT_URL")
        let options = [
            "model": "tiny", "msgs": #"{"role": "user", "content": "hi"}"#, "options": #"{"max_tokens": 4}"#,
        ]
        let whole = try await openAI.call("GetResponse", options).json
        #expect(whole?["object"] == "chat.completion")
        let pieces = try await openAI.call("GetResponseStream", options).json
        #expect(pieces?.array?.last?["choices"]?[0]?["finish_reason"]?.string != nil)
        let models = try await openAI.call("GetModelList", ["all": "true"]).json
        #expect(models?[0]?["id"] == "tiny")
    }

    @Test func `Lines are embedded`() async throws {
        let rows = try await openAI("EMBEDDING_URL").call("EmbedLines", ["model": "tiny", "file": "data:,one%0Atwo"])
            .json
        #expect(rows?.array?.count == 2)
        #expect((rows?[1]?["embedding"]?.array?.count ?? 0) > 8)
    }

    @Test func `Files are kept and given back`() async throws {
        let openAI = try openAI("MOCK_URL")
        let file = try await openAI.call(
            "UploadFile", ["name": "r.jsonl", "data": #"data:,{"custom_id": "1"}"#, "purpose": "batch"]
        ).json
        #expect(file?["filename"] == "r.jsonl")
        let id = file?["id"]?.string ?? ""
        let content = try await openAI.call("DownloadFile", ["id": id]).bytes
        #expect(String(decoding: content, as: UTF8.self) == #"{"custom_id": "1"}"#)
    }
}
