import OIntCore
import OIntRunning
import OIntRegistry
import Testing

@testable import OIntMCP

@Suite("An agent may call what it is allowed to call")
struct AccessTests {
    private let libraries = [SampleLibrary.library]

    private func result(_ method: String, _ policy: AccessPolicy) async throws -> ToolResult {
        var settings = try sampleSettings()
        settings.access = policy
        return try await Tools(settings).call(method: method, ["text": "x"])
    }

    @Test("A server that only reads refuses everything else, and does not show it")
    func readOnly() async throws {
        var settings = try sampleSettings()
        settings.access.isReadOnly = true
        let tools = Tools(settings)
        for method in ["SendLetter", "DeleteLetter", "УдалитьПисьмо"] {
            let result = try await tools.call(method: method, ["text": "x"])
            #expect(result.isError)
            #expect(result.texts[0].contains("only reads"))
        }
        #expect(try await !tools.call(method: "GetLetter", ["letter": "1"]).isError)
        let found = try await tools.call("search_methods", ["query": "letter", "limit": 200]).structured
        #expect(found["methods"]?.array?.allSatisfy { $0["effect"] == "reads" } == true)
        let call = tools.box.tool(named: "call_method")
        #expect(call?.json(.november2025)["annotations"]?["readOnlyHint"] == true)
    }

    @Test("Only allowed methods may be called, and denying wins")
    func lists() async throws {
        let allowed = try MethodSelector.list(["sample.SendLetter, sample.удалитьписьмо"], in: libraries)
        let denied = try MethodSelector.list(["SAMPLE.DeleteLetter"], in: libraries)
        let policy = AccessPolicy(allowed: allowed, denied: denied)
        #expect(try await !result("SendLetter", policy).isError)
        #expect(try await result("GetPicture", policy).isError)
        #expect(try await result("DeleteLetter", policy).isError)
        let all = AccessPolicy(denied: try MethodSelector.list(["sample"], in: libraries))
        #expect(try await result("SendLetter", all).isError)
    }

    @Test("Names that don't exist are told all at once")
    func unknown() throws {
        let error = #expect(throws: UsageError.self) {
            try MethodSelector.list(["sampel", "sample.SendLeter"], in: libraries)
        }
        #expect(error?.problems.count == 2)
        #expect(error?.description.contains("SendLetter") == true)
    }

    @Test("Chosen methods are tools of their own, with names that every client takes")
    func exposed() async throws {
        var settings = try sampleSettings()
        settings.exposed = try MethodSelector.list(["sample"], in: libraries)
        settings.access.denied = try MethodSelector.list(["sample.DeleteLetter"], in: libraries)
        let tools = Tools(settings)
        #expect(tools.names.contains("sample_SendLetter"))
        #expect(!tools.names.contains("sample_DeleteLetter"))
        #expect(try await tools.call("sample_SendLetter", ["text": "hi"]).structured == ["sent": "hi"])
        let tool = try #require(tools.box.tool(named: "sample_SendLetter")?.json(.november2025))
        #expect(tool["inputSchema"]?["required"] == ["text"])
        #expect(tool["annotations"]?["destructiveHint"] == false)
        let wrong = try await tools.call("sample_SendLetter", ["txt": "hi"])
        #expect(wrong.isError)
        #expect(wrong.texts[0].contains("--text"))
    }

    @Test("Every method says what it does to the world, and every name makes the name of a tool")
    func registry() {
        for library in Registry.libraries {
            for method in library.groups.flatMap(\.methods) {
                #expect(Effect.allCases.contains(method.effect))
                let name = "\(library.name)_\(method.name)"
                #expect(
                    name.utf8.count <= 128
                        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
            }
        }
    }

    @Test("The schema of every method's options holds the options")
    func schemas() {
        for library in Registry.libraries {
            for method in library.groups.flatMap(\.methods) {
                let schema = OptionSchema.object(method)
                #expect(schema["properties"]?.object?.keys == method.parameters.map(\.name))
                for name in schema["required"]?.array ?? [] {
                    let parameter = method.parameter(named: name.string ?? "")
                    #expect(parameter?.isRequired == true && parameter?.kind != .secret)
                }
            }
        }
    }
}
