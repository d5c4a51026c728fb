import Foundation
import OIntCore
import Synchronization
import Testing

@testable import OIntMCP

@Suite("Tools do what their descriptions say")
struct ToolTests {
    @Test("Searching without words lists libraries, and the methods of one")
    func listing() async throws {
        let tools = Tools(try sampleSettings())
        let libraries = try await tools.call("search_methods", [:]).structured
        #expect(libraries["libraries"]?[0]?["library"] == "sample")
        let methods = try await tools.call("search_methods", ["library": "Sample", "limit": 2]).structured
        #expect(methods["methods"]?.array?.count == 2)
        #expect(methods["found"] == 8)
        let found = try await tools.call("search_methods", ["query": "удалить письмо"]).structured
        #expect(found["methods"]?[0]?["method"] == "DeleteLetter")
        #expect(found["methods"]?[0]?["effect"] == "destroys")
    }

    @Test("A description has the schema of the options, and an example")
    func description() async throws {
        let tools = Tools(try sampleSettings())
        let method = try await tools.call("describe_method", ["library": "sample", "method": "getletter"]).structured
        #expect(method["options"]?["required"] == ["letter"])
        #expect(method["options"]?["properties"]?["token"]?["pattern"] == "^@@")
        #expect(method["example"]?["options"]?.object?.keys == ["letter"])
        let typo = try await tools.call("describe_method", ["library": "sample", "method": "GetLeter"])
        #expect(typo.isError)
        #expect(typo.texts[0].contains("GetLetter"))
    }

    @Test("What is wrong with the arguments of a tool is told all at once")
    func arguments() async throws {
        let tools = Tools(try sampleSettings())
        let result = try await tools.call("call_method", ["libary": "sample", "options": 5, "dry_run": "maybe"])
        #expect(result.isError)
        for part in [
            "'libary', did you mean library?", "library is missing", "method is missing", "options takes", "dry_run",
        ] {
            #expect(result.texts[0].contains(part), "\(result.texts[0])")
        }
    }

    @Test("A refusal is a result that says so, with the service's answer")
    func refusal() async throws {
        let result = try await Tools(try sampleSettings()).call(method: "RefuseLetter")
        #expect(result.isError)
        #expect(result.structured["exit"] == 1)
        #expect(result.structured["reply"] == ["reason": "no"])
    }

    @Test("Variables are replaced, and neither they nor tokens are shown")
    func variables() async throws {
        let settings = try sampleSettings(variables: [
            "vars": ["Password": "hunter22", "Text": ["value": "привет", "for": ["sample.text"]]]
        ])
        let tools = Tools(settings)
        #expect(
            try await tools.call("get_variables", [:]).structured
                == ["vars": ["@@Password", "@@Text"], "for": ["@@Text": ["sample.text"]]])
        let sent = try await tools.call(method: "SendLetter", ["text": "@@Text"])
        #expect(sent.structured == ["sent": "***"])
        let letter = try await tools.call(method: "GetLetter", ["letter": "1", "token": "@@Password"])
        #expect(letter.structured == ["text": "hello", "api_token": "***", "code": "EUR"])
        let unknown = try await tools.call(method: "SendLetter", ["text": "@@Pasword"])
        #expect(unknown.isError)
        #expect(unknown.texts[0].contains("@@Password"))
        #expect(!unknown.texts[0].contains("hunter22"))
    }

    @Test("A secret that the agent gives itself is refused, and not repeated")
    func secrets() async throws {
        let result = try await Tools(try sampleSettings()).call(
            method: "GetLetter", ["letter": "1", "token": "my-token"])
        #expect(result.isError)
        #expect(result.texts[0].contains("--token"))
        #expect(!result.texts.joined().contains("my-token"))
    }

    @Test("A profile has to be one of those that are listed")
    func profiles() async throws {
        var settings = try sampleSettings()
        settings.profileNames = { ["work", "home"] }
        settings.profile = "work"
        let tools = Tools(settings)
        #expect(
            try await tools.call("list_profiles", [:]).structured == ["profiles": ["work", "home"], "default": "work"])
        let call: JSONObject = ["library": "sample", "method": "DeleteLetter", "profile": "boss"]
        #expect(try await tools.call("call_method", call).isError)
    }

    @Test("A large result is cut, kept, and read piece by piece, without a character being lost")
    func largeResult() async throws {
        var settings = try sampleSettings()
        settings.resultLimit = 1001
        let tools = Tools(settings)
        let result = try await tools.call(method: "GetLetters", ["count": 200])
        #expect(!result.isError)
        #expect(result.texts[0].utf8.count <= 1001)
        #expect(result.texts.last?.contains("of 200 rows") == true)
        let id = try #require(result.structured["result_id"])
        let path = try #require(result.structured["file"]?.string)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        var text = ""
        var offset: JSON? = 0
        while let next = offset {
            let piece = try await tools.call("read_result", ["result_id": id, "offset": next, "length": 101])
            text += piece.texts[0]
            offset = piece.structured["next_offset"]
        }
        let rows = try text.split(separator: "\n").map { try JSON(parsing: String($0)) }
        #expect(rows.count == 200)
        #expect(rows[199] == ["n": 199, "text": "письмо"])
        tools.results.removeTemporaryFiles()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("Results are kept below the directory of files, where there is one")
    func keptBelow() async throws {
        try await withDirectory { directory in
            var settings = try sampleSettings(files: [directory])
            settings.resultLimit = 1024
            let result = try await Tools(settings).call(method: "GetLetters", ["count": 200])
            #expect(result.structured["file"]?.string?.hasPrefix(directory + "/") == true)
        }
    }

    @Test("Bytes that are no text come as base64")
    func bytes() async throws {
        let result = try await Tools(try sampleSettings()).call(method: "GetPicture")
        #expect(result.structured == ["base64": "/wA=", "size": 2])
    }

    @Test("Files are read below the allowed directories only")
    func files() async throws {
        try await withDirectory { directory in
            let path = directory + "/a.txt"
            try Data("content".utf8).write(to: URL(fileURLWithPath: path))
            let closed = try await Tools(try sampleSettings()).call(method: "ReadFile", ["file": .string(path)])
            #expect(closed.isError)
            #expect(closed.texts[0].contains("--files"))
            let open = try await Tools(try sampleSettings(files: [directory])).call(
                method: "ReadFile", ["file": .string(path)])
            #expect(open.texts == ["content"])
        }
    }

    @Test("The tools that ask step by step lead to a call, too")
    func reference() async throws {
        let tools = Tools(try sampleSettings(variables: ["vars": ["Text": "привет"]]))
        #expect(
            try await tools.call("get_services", [:]).structured["services"]?[0] == [
                "name": "sample", "title": "Sample",
            ])
        let methods = try await tools.call("get_service_methods", ["service": "sample"]).structured
        #expect(methods["methods"]?[1]?["name"] == "SendLetter")
        let parameters = try await tools.call(
            "get_method_parameters", ["service": "sample", "method": "SendLetter"]
        ).structured
        #expect(parameters["parameters"]?[0]?["types"] == ["string"])
        let sent = try await tools.call(
            "execute_method", ["service": "sample", "method": "SendLetter", "parameters": ["--text": "a\nb"]])
        #expect(sent.structured == ["execution_result": #"{"sent":"a\nb"}"#])
        let missing = try await tools.call("get_method_parameters", [:])
        #expect(missing.isError)
    }
}
