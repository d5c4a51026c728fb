import OIntCore
import OIntRunning
import OIntSearch
import Synchronization

/// The tools that lead an agent to any method: search, describe, call.
struct MethodTools {
    let runner: MethodRunner

    /// The tools, in the order in which they are used.
    var all: [Tool] { [search, describe, call, readResult, listProfiles] }

    private var catalog: MethodCatalog { runner.catalog }

    private var search: Tool {
        let catalog = catalog
        let index = Lazy {
            Result { () throws(LocalError) in
                try MethodSearch(
                    catalog.entries.map { .init(library: $0.library, group: $0.group, method: $0.method) })
            }
        }
        return Tool(
            name: "search_methods", title: "Search methods",
            description: """
                Finds methods of services, databases and protocols by words, in English or Russian, best first. Without \
                words it lists the libraries, or the methods of one library.
                """,
            arguments: [
                .optional("query", "What should be done, in a few words: send photo, отправить сообщение."),
                .optional("library", "Only methods of this library."),
                .optional("limit", "How many methods to list at most; 10 when not given.", type: "integer"),
            ],
            hints: .looksUp
        ) { arguments, _ in
            let query = arguments.optionalText("query") ?? ""
            let name = arguments.optionalText("library")?.trimmed ?? ""
            let limit = arguments.integer("limit", 1...200, default: 10)
            try arguments.finish()
            let library = name.isEmpty ? nil : try catalog.libraries.library(named: name)
            guard query.contains(where: { $0.isLetter || $0.isNumber }) else {
                return library.map { Self.methods(catalog.entries(of: $0), limit: limit) } ?? Self.libraries(catalog)
            }
            let entries = catalog.entries
            let hits = try index.value.get().find(query).map { entries[$0.index] }
                .filter { library == nil || $0.library.name == library?.name }
            return Self.methods(hits, limit: limit)
        }
    }

    private var describe: Tool {
        let catalog = catalog
        return Tool(
            name: "describe_method", title: "Describe a method",
            description:
                "Tells what a method does and takes: the JSON Schema of its options, and an example of a call.",
            arguments: [Self.libraryArgument, Self.methodArgument], hints: .looksUp
        ) { arguments, _ in
            let (library, method) = (arguments.text("library"), arguments.text("method"))
            try arguments.finish()
            return ToolResult(Self.description(try catalog.entry(method, in: library)))
        }
    }

    private var call: Tool {
        let runner = runner
        return Tool(
            name: "call_method", title: "Call a method",
            description: """
                Calls a method and gives its result. Tokens and passwords are filled in from the profile; a text @@Name \
                stands for a variable. describe_method tells the options.
                """,
            arguments: [
                Self.libraryArgument, Self.methodArgument,
                .optional("options", "The method's options by name.", type: "object"),
                .optional("profile", "The profile to use, one of those that list_profiles lists."),
                .optional("dry_run", "Show the request instead of sending it.", type: "boolean"),
            ],
            hints: Tool.Hints(effect: runner.settings.access.isReadOnly ? .reads : .destroys, isOpenWorld: true)
        ) { arguments, context in
            var request = MethodRunner.Request(library: arguments.text("library"), method: arguments.text("method"))
            request.options = arguments.object("options")
            request.profile = arguments.optionalText("profile")
            request.isDryRun = arguments.isOn("dry_run")
            try arguments.finish()
            return try await runner.run(request, context)
        }
    }

    private var readResult: Tool {
        let runner = runner
        return Tool(
            name: "read_result", title: "Read a large result",
            description: "Reads a piece of a result that was too large to be shown at once.",
            arguments: [
                .required("result_id", "The id that came with the beginning of the result."),
                .optional("offset", "Where to begin, in bytes; 0 when not given, later next_offset.", type: "integer"),
                .optional("length", "How many bytes to read at most.", type: "integer"),
            ],
            hints: .looksUp
        ) { arguments, _ in
            let limit = runner.settings.resultLimit
            let id = arguments.text("result_id")
            let offset = arguments.integer("offset", 0...Int.max, default: 0)
            let length = arguments.integer("length", 4...max(4, limit), default: max(4, limit))
            try arguments.finish()
            guard let item = runner.results.item(id), item.isReadable else {
                throw UsageError("there is no result \(Quote.short(id))")
            }
            let bytes = try await OpenFile(item.path).read(atMost: length, from: min(offset, item.size))
            // The offset may lie inside of a character; what is left of it is no text.
            let start = bytes.prefix(3).firstIndex { $0 & 0xC0 != 0x80 } ?? 0
            let piece = UTF8Piece.whole(Array(bytes[start...]))
            let next = min(offset, item.size) + start + piece.count
            let text = String(decoding: piece, as: UTF8.self)
            var structured: JSONObject = ["size": .number(JSONNumber(item.size))]
            if next < item.size { structured.append("next_offset", .number(JSONNumber(next))) }
            let note =
                next < item.size ? "The next piece begins at offset \(next) of \(item.size)." : "This is the end."
            return ToolResult(texts: [text, note], structured: structured)
        }
    }

    private var listProfiles: Tool {
        let settings = runner.settings
        return Tool(
            name: "list_profiles", title: "List profiles",
            description: "Lists the names of the profiles that calls can use; what they hold is not shown.",
            hints: .looksUp
        ) { _, _ in
            let allowed = settings.fence.profiles
            let names = try await settings.profileNames().filter { allowed.isEmpty || allowed.contains($0) }
            var result: JSONObject = ["profiles": .array(names.map { .string($0) })]
            if let profile = settings.profile { result.append("default", .string(profile)) }
            return ToolResult(result)
        }
    }

    /// Everything there is to know about a method.
    static func description(_ entry: MethodCatalog.Entry) -> JSONObject {
        let method = entry.method
        var object = summary(entry)
        object.append("group", .string(entry.group))
        if !method.discussion.isEmpty { object.append("discussion", .string(method.discussion)) }
        object.append("options", .object(OptionSchema.object(method)))
        if let answer = method.answer { object.append("answer", answer.value) }
        object.append(
            "example",
            [
                "library": .string(entry.library.name), "method": .string(method.name),
                "options": .object(ExampleCall.options(entry)),
            ])
        return object
    }

    private static func summary(_ entry: MethodCatalog.Entry) -> JSONObject {
        var object: JSONObject = ["library": .string(entry.library.name), "method": .string(entry.method.name)]
        if let name = entry.method.russianName { object.append("russian_name", .string(name)) }
        if let name = entry.method.vendorName { object.append("vendor_name", .string(name)) }
        object.append("summary", .string(entry.method.summary))
        object.append("effect", .string(entry.method.effect.rawValue))
        return object
    }

    private static func methods(_ entries: [MethodCatalog.Entry], limit: Int) -> ToolResult {
        ToolResult([
            "methods": .array(entries.prefix(limit).map { .object(summary($0)) }),
            "found": .number(JSONNumber(entries.count)),
        ])
    }

    private static func libraries(_ catalog: MethodCatalog) -> ToolResult {
        ToolResult([
            "libraries": .array(
                catalog.openLibraries.map { library in
                    [
                        "library": .string(library.name), "title": .string(library.title),
                        "summary": .string(library.summary),
                        "methods": .number(JSONNumber(catalog.entries(of: library).count)),
                    ]
                })
        ])
    }

    private static let libraryArgument = ToolArgument.required("library", "The library's name, such as telegram.")
    private static let methodArgument = ToolArgument.required("method", "The method's name, in English or Russian.")
}

/// A value that is made when it is first asked for.
private final class Lazy<Value: Sendable>: Sendable {
    private let made = Mutex<Value?>(nil)
    private let make: @Sendable () -> Value

    init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    var value: Value {
        made.withLock { made in
            if let made { return made }
            let value = make()
            made = value
            return value
        }
    }
}
