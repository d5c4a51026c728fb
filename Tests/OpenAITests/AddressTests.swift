import LibraryTesting
import OIntCore
import OIntHTTP
import OIntOpenAI
import PreparedAnswers
import Testing

@Suite("Addresses of servers", .timeLimit(.minutes(1))) struct AddressTests {
    @Test(
        "An address with a version is taken as it is",
        arguments: [
            ("http://localhost:1234", "http://localhost:1234/v1/models"),
            ("https://host.example/v1/", "https://host.example/v1/models"),
            ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/models"),
            ("https://x.openai.azure.com/openai/v1", "https://x.openai.azure.com/openai/v1/models"),
            (
                "https://gw.example/openai/deployments/gpt?api-version=2024-10-21",
                "https://gw.example/openai/deployments/gpt/models?api-version=2024-10-21"
            ),
            ("https://gemini.example/v1beta/openai/", "https://gemini.example/v1beta/openai/models"),
        ])
    func version(typed: String, asked: String) async throws {
        let service = PreparedService(.json(["data": []]))
        let library = LibraryUnderTest(OpenAI.library, options: ["url": typed, "token": "KEY"], over: service)
        _ = try await library.call("GetModelList")
        #expect(service.requests.map(\.address) == [asked])
        let names = service.requests.first?.request.headers.filter { $0.value.contains("KEY") }.map {
            $0.name.lowercased()
        }
        let isAzure = asked.contains("azure.com") || asked.contains("deployments")
        #expect(names == [isAzure ? "api-key" : "authorization"])
    }

    @Test func `A key in the address is refused`() async throws {
        let library = LibraryUnderTest(OpenAI.library, over: PreparedService())
        let first = try await library.usageProblems("GetModelList", ["url": "https://h.example/v1?api_key=abc"])
        #expect(first?.contains("--token") == true)
        #expect(first?.contains("abc") == false)
    }

    @Test func `The key wins over a header of the same name, and headers with secrets are masked`() async throws {
        let service = PreparedService(.json(["data": []]))
        let options = [
            "url": "https://h.example", "token": "KEY", "headers": #"{"authorization": "Bearer OTHER", "X-Org": "o"}"#,
        ]
        let library = LibraryUnderTest(OpenAI.library, options: options, over: service)
        _ = try await library.call("GetModelList")
        let headers = service.requests.first?.request.headers ?? []
        #expect(headers.filter { $0.name.lowercased() == "authorization" }.map(\.value) == ["Bearer KEY"])
        #expect(headers.contains { $0.name == "X-Org" && $0.value == "o" })
        let shown = try await LibraryUnderTest(
            OpenAI.library, options: ["url": "https://h.example", "headers": #"{"X-Api-Key": "HIDDEN"}"#], over: service
        ).preview("GetModelList")
        #expect(shown?.text(.compact).contains("HIDDEN") == false)
    }
}
