import OIntCore
import OIntRunning

/// The tools of a server.
struct ToolBox: Sendable {
    private let tools: [Tool]
    private let byName: [String: Int]

    /// Collects the tools.
    /// - Parameter tools: The tools, in the order in which they are listed.
    init(_ tools: [Tool]) {
        self.tools = tools
        byName = Dictionary(tools.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The tools of a server with the given settings.
    init(_ settings: ServerSettings, results: ResultStore) {
        let catalog = MethodCatalog(libraries: settings.caller.libraries, policy: settings.access)
        let runner = MethodRunner(catalog: catalog, settings: settings, results: results)
        self.init(
            MethodTools(runner: runner).all + ReferenceTools(runner: runner).all
                + ExposedTools(runner: runner).all)
    }

    /// The tool of a name.
    func tool(named name: String) -> Tool? { byName[name].map { tools[$0] } }

    /// The result of a request for the list of tools.
    func list(_ version: ProtocolVersion) -> JSONObject {
        var result: JSONObject = ["tools": .array(tools.map { $0.json(version) })]
        if version.isStateless {
            result.append("ttlMs", .number(JSONNumber(Caching.milliseconds)))
            result.append("cacheScope", .string(Caching.scope))
        }
        return result
    }

    /// The refusal of a tool that does not exist.
    func unknownTool(_ name: String) -> ProtocolError {
        let nearest = Suggestion.nearest(to: name, among: tools.map(\.name)).map { ", did you mean \($0)?" } ?? ""
        return .invalidParameters("There is no tool \(Quote.short(name))\(nearest)")
    }
}
