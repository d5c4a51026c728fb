import OIntCore
import OIntRunning

/// Something that an agent can have done.
struct Tool: Sendable {
    /// What a tool does to the world, as far as clients want to know it.
    struct Hints: Sendable {
        /// The worst it does.
        let effect: Effect
        /// Whether it deals with what lies outside of this program.
        let isOpenWorld: Bool

        /// It tells something about the program.
        static let looksUp = Hints(effect: .reads, isOpenWorld: false)
    }

    /// Tells how far a call has come.
    typealias Report = @Sendable (Progress) -> Void

    /// What a call of a tool may use besides its arguments.
    struct Context: Sendable {
        /// Tells how far the call has come; nil where the client does not want to know.
        var report: Report?
        /// Keeps objects that stay open between calls.
        var objects = ObjectStore.shared
    }

    let name: String
    let title: String
    let description: String
    /// The JSON Schema of the arguments.
    let inputSchema: JSONObject
    let hints: Hints
    let run: @Sendable (JSONObject, Context) async throws -> ToolResult

    /// Creates a tool.
    /// - Parameters:
    ///   - name: What it is called by.
    ///   - title: Its name for people.
    ///   - description: What it does, for agents.
    ///   - inputSchema: The JSON Schema of the arguments.
    ///   - hints: What it does to the world.
    ///   - run: Does it.
    init(
        name: String, title: String, description: String, inputSchema: JSONObject, hints: Hints,
        run: @escaping @Sendable (JSONObject, Context) async throws -> ToolResult
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.inputSchema = inputSchema
        self.hints = hints
        self.run = run
    }

    /// Creates a tool from the declarations of its arguments.
    /// - Parameters:
    ///   - name: What it is called by.
    ///   - title: Its name for people.
    ///   - description: What it does, for agents.
    ///   - declared: The arguments.
    ///   - hints: What it does to the world.
    ///   - run: Does it, once it has read the arguments.
    init(
        name: String, title: String, description: String, arguments declared: [ToolArgument] = [], hints: Hints,
        run: @escaping @Sendable (inout ToolArguments, Context) async throws -> ToolResult
    ) {
        let known = declared.map(\.name)
        self.init(
            name: name, title: title, description: description, inputSchema: declared.schema, hints: hints
        ) { given, context in
            var arguments = ToolArguments(given, known: known)
            return try await run(&arguments, context)
        }
    }

    /// Calls the tool; whatever goes wrong is told in the result, so that the agent can do better.
    func call(_ arguments: JSONObject, _ context: Context) async -> ToolResult {
        do {
            return try await run(arguments, context)
        } catch {
            return ToolResult(failure: error, mask: ResultMask([]))
        }
    }

    /// How the tool is listed.
    func json(_ version: ProtocolVersion) -> JSON {
        var object: JSONObject = ["name": .string(name)]
        if version.hasTitles { object.append("title", .string(title)) }
        object.append("description", .string(description))
        object.append("inputSchema", .object(inputSchema))
        guard version.hasAnnotations else { return .object(object) }
        var annotations: JSONObject = ["title": .string(title), "readOnlyHint": .bool(hints.effect == .reads)]
        if hints.effect != .reads { annotations.append("destructiveHint", .bool(hints.effect != .writes)) }
        annotations.append("openWorldHint", .bool(hints.isOpenWorld))
        object.append("annotations", .object(annotations))
        return .object(object)
    }
}
