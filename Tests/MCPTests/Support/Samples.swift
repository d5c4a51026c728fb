import Foundation
import OIntCore
import OIntHTTP
import OIntRunning

@testable import OIntMCP

/// A library whose methods show what a server does around them.
enum SampleLibrary {
    static let library = LibraryDescriptor(name: "sample", title: "Sample", summary: "Methods for tests.") {
        [GroupDescriptor(title: "Letters management", methods: methods)]
    }

    private static let methods = [
        method(
            "GetLetter", "ПолучитьПисьмо", .reads, "Fetches a letter.",
            [.required("letter", ID.self, "Id of the letter."), .optional("token", Secret.self, "The token.")]
        ) { _ in .json(["text": "hello", "api_token": "abcdef", "code": "EUR"]) },
        method(
            "SendLetter", "ОтправитьПисьмо", .writes, "Sends a letter to somebody.",
            [.required("text", String.self, "The text.")]
        ) { .json(["sent": .string($0.options["text"]?.first?.text ?? "")]) },
        method("DeleteLetter", "УдалитьПисьмо", .destroys, "Deletes a letter.", []) { _ in .none },
        method("RefuseLetter", nil, .writes, "Is always refused.", []) { _ in
            throw ServiceError(service: "Sample", status: 403, code: "denied", reply: .json(["reason": "no"]))
        },
        method(
            "GetLetters", "ПолучитьСписокПисем", .reads, "Lists letters.",
            [.required("count", Int.self, "How many there are.")]
        ) { invocation in
            let count = Int(invocation.options["count"]?.first?.text ?? "") ?? 0
            return .rows(
                Pages { _ in
                    Pages.Page(
                        reply: .null, rows: (0..<count).map { ["n": .number(JSONNumber($0)), "text": "письмо"] },
                        next: nil)
                })
        },
        method("GetPicture", nil, .reads, "Gives bytes.", []) { _ in .bytes(ByteStream([0xFF, 0x00])) },
        method("ReadFile", nil, .reads, "Reads a file.", [.required("file", FileInput.self, "The file.")]) {
            invocation in
            var decoder = OptionDecoder(invocation)
            let file = decoder.required("file", FileInput.self)
            try decoder.finish()
            return .bytes(try file().localStream())
        },
        method("Wait", nil, .reads, "Waits until it is cancelled.", []) { _ in
            try await Task.sleep(for: .seconds(86400))
            return .none
        },
    ]

    private static func method(
        _ name: String, _ russianName: String?, _ effect: Effect, _ summary: String,
        _ parameters: [ParameterDescriptor], body: @escaping @Sendable (Invocation) async throws -> Output
    ) -> MethodDescriptor {
        MethodDescriptor(
            name: name, russianName: russianName, summary: summary, effect: effect, client: [], parameters: parameters,
            body: { invocation in
                try OptionDecoder(invocation).finish()
                return try await body(invocation)
            })
    }
}

/// Settings of a server for the sample library.
func sampleSettings(
    _ libraries: [LibraryDescriptor] = [SampleLibrary.library], variables: JSON = [:], files: [String] = []
) throws -> ServerSettings {
    let caller = Caller(libraries: libraries, http: HTTP())
    let previewer = Caller(
        libraries: libraries, http: HTTP(transport: PreviewTransport()), context: CallContext(isDryRun: true))
    return ServerSettings(
        caller: caller, previewer: previewer, variables: try Variables(variables),
        files: try FileAccess(directories: files))
}

/// A server's tools, with what they keep removed in the end.
final class Tools: Sendable {
    let results: ResultStore
    let box: ToolBox
    let objects = ObjectStore()

    init(_ settings: ServerSettings) {
        results = ResultStore(directory: settings.files.directories.first)
        box = ToolBox(settings, results: results)
    }

    deinit { results.removeTemporaryFiles() }

    /// Calls a tool.
    func call(_ name: String, _ arguments: JSONObject, report: Tool.Report? = nil) async throws -> ToolResult {
        guard let tool = box.tool(named: name) else { throw UsageError("there is no tool \(name)") }
        return await tool.call(arguments, Tool.Context(report: report, objects: objects))
    }

    /// Calls a method of the sample library.
    func call(method: String, _ options: JSONObject = [:]) async throws -> ToolResult {
        try await call("call_method", ["library": "sample", "method": .string(method), "options": .object(options)])
    }

    /// The names of the tools.
    var names: [String] { box.list(.november2025)["tools"]?.array?.compactMap { $0["name"]?.string } ?? [] }
}

/// Makes a directory for as long as a closure runs.
func withDirectory<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: (String) async throws -> Result
) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("oint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory.resolvingSymlinksInPath().path)
}
