import OIntCore
import OIntHTTP
import OIntListener
import OIntMCP
import OIntRunning

extension Command {
    /// Commands that serve AI agents.
    static let mcp: [Command] = [
        Command(
            "mcp", "start", summary: "Give AI agents access to all methods, by the Model Context Protocol.",
            discussion: """
                Agents start it themselves and talk to it through standard input and output; with --http they connect to it. \
                They see few tools: to search for methods, to describe them, and to call them. Secrets come from profiles \
                and from the variables of --config, and are hidden in results. No file of this machine is read or written \
                but below the directories given with --files.
                """,
            parameters: [
                .defaulted(
                    "config", LocalPath.self, LocalPath(defaultConfiguration),
                    "JSON file with variables, as oint mcp config gives it; default means none."),
                .optional("log", LocalPath.self, "File that gets a line for each request."),
                .optional("http", String.self, "Serve over HTTP: HOST:PORT to listen on; port 0 for one that is free."),
                .optional(
                    "token", Secret.self, "What clients over HTTP have to show; made up and told when not given."),
                .optional("origin", [String].self, "Web page from which browsers may call, as in https://example.com."),
                .defaulted("read-only", Bool.self, false, "Allow only methods that change nothing."),
                .optional(
                    "allow", [String].self,
                    "Methods that may be called, as in telegram,s3.GetObject; all when not given."),
                .optional("deny", [String].self, "Methods that may not be called, whatever --allow says."),
                .optional(
                    "expose", [String].self, "Methods that become tools of their own, as in telegram,s3.PutObject."),
                .optional("files", [LocalPath].self, "Directory below which files may be read and written."),
                .optional(
                    "hosts", [String].self,
                    "Hosts that calls may name, as in api.example.com,*.example.org; all of the internet when not given. Those of this machine and its networks are allowed only here."
                ),
                .optional(
                    "profiles", [String].self, "Profiles that calls may use, as in work,test; all when not given."),
                .defaulted("time-limit", Duration.self, .seconds(120), "How long a call may take."),
                .defaulted(
                    "max-result", Int.self, 16 * 1024, "Bytes a result may have before it is cut and kept in a file."),
            ],
            standardOptions: [.profile, .timeout, .retries] + StandardOption.connection + [.debug],
            examples: [
                (
                    "oint mcp start --files ~/reports --read-only",
                    "Serves an agent that may look, and use one directory."
                ),
                ("oint mcp start --http 127.0.0.1:8080 --allow telegram", "Serves agents over HTTP, for one library."),
            ], run: { try await startServer($0) }),
        Command(
            "mcp", "config", summary: "Give a template for the configuration of oint mcp start.",
            parameters: [.defaulted("empty", Bool.self, true, "Leave out the sample of a variable.")],
            examples: [("oint mcp config --empty false > mcp.json", "Makes a configuration with a sample to change.")],
            run: { call in
                let variables: JSONObject = try call.isOn("empty", default: true) ? [:] : ["TextKey": "TextValue"]
                try call.console.print(JSON(["vars": .object(variables)]).text(.pretty))
            }),
    ]

    /// What `--config` says when there is none.
    private static let defaultConfiguration = "default"

    private static func startServer(_ call: CommandCall) async throws {
        let (settings, listening) = try serverSettings(call)
        let server = AgentServer(settings)
        let console = call.console
        guard let listening else {
            if ConfigTerminal.isInput {
                console.say("oint: waiting for an agent: agents start this command themselves. Ctrl-C ends it")
            }
            let input = OpenFile.standardInput
            return try await server.serve(reading: { try await input.read(atMost: 64 * 1024) }) { bytes in
                try console.print(bytes)
            }
        }
        try await server.serve(at: listening.place) { address in
            console.say("oint: listening on \(address)")
            if listening.isTokenNew { console.say("oint: token \(listening.place.token.exposed)") }
        }
    }

    private static func serverSettings(_ call: CommandCall) throws -> (ServerSettings, Listening?) {
        let libraries = call.libraries
        func selectors(_ name: String) throws(UsageError) -> [MethodSelector] {
            try MethodSelector.list(try call.option(name, [String].self) ?? [], in: libraries)
        }
        func words(_ name: String) throws(UsageError) -> [String] {
            let given = try call.option(name, [String].self) ?? []
            return given.flatMap { $0.split(separator: ",") }.map { String($0).trimmed }.filter { !$0.isEmpty }
        }
        let fence = Fence(
            hosts: try words("hosts"), profiles: try words("profiles"),
            timeLimit: try call.option("time-limit") ?? .seconds(120))
        var calls = call.settings
        calls.isReadOnly = try call.isOn("read-only")
        var preview = calls
        preview.isDryRun = true
        let callers = try [calls, preview].map { settings in
            let http = try settings.http(
                for: call.console,
                adjust: { configuration in
                    configuration.addresses = fence.addresses
                    configuration.replyLimit = replyLimit
                })
            return settings.caller(libraries, http: http, addresses: fence.addresses, for: call.console)
        }
        var settings = ServerSettings(
            caller: callers[0], previewer: callers[1], variables: try variables(call),
            files: try FileAccess(directories: try call.option("files", [LocalPath].self)?.map(\.text) ?? []))
        settings.access = AccessPolicy(
            isReadOnly: try call.isOn("read-only"), allowed: try selectors("allow"), denied: try selectors("deny"))
        settings.exposed = try selectors("expose")
        settings.fence = fence
        settings.profile = call.settings.profile
        let caller = callers[0]
        settings.profileNames = { try caller.profileNames() }
        settings.resultLimit = try call.option("max-result") ?? settings.resultLimit
        guard settings.resultLimit >= 1024 else { throw UsageError("--max-result takes at least 1024") }
        let listening = try Listening(call)
        if let path = try call.option("log", LocalPath.self) { settings.log = try RequestLog(path.text) }
        return (settings, listening)
    }

    /// How many bytes an answer of a service may have that is read as a whole.
    private static let replyLimit = 16 << 20

    private static func variables(_ call: CommandCall) throws -> Variables {
        guard let given = try call.option("config", LocalPath.self), given.text != defaultConfiguration,
            let configuration = try call.option("config", JSON.self)
        else { return try Variables() }
        return try Variables(configuration)
    }
}

/// Where a server for agents listens, as options say it.
private struct Listening {
    let place: AgentServer.Listening
    /// Whether nobody knows the token yet.
    let isTokenNew: Bool

    /// Reads the options.
    /// - Parameter call: The call of the command; nil is given where the server is not to listen.
    init?(_ call: CommandCall) throws {
        guard let text = try call.option("http", String.self)?.trimmed else {
            guard call.options["token"] == nil, call.options["origin"] == nil else {
                throw UsageError("--token and --origin go with --http")
            }
            return nil
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            colon > text.startIndex
        else {
            throw UsageError("--http takes HOST:PORT, such as 127.0.0.1:8080, not \(Quote.short(text))")
        }
        let host = text[..<colon].filter { $0 != "[" && $0 != "]" }
        let environment = call.console.environment["OINT_MCP_TOKEN"]?.trimmed ?? ""
        let given = try call.option("token", Secret.self) ?? (environment.isEmpty ? nil : Secret(environment))
        guard given != nil || LoopbackName.isLoopback(host) else {
            throw UsageError(
                "\(host) can be reached from other machines: give a token with --token-file or OINT_MCP_TOKEN, or listen on 127.0.0.1"
            )
        }
        isTokenNew = given == nil
        place = AgentServer.Listening(
            host: host, port: Int(port), token: given ?? Secret(Randomness.token(bytes: 32)),
            origins: try call.option("origin") ?? [])
    }
}

extension CommandCall {
    /// Whether a switch is on that may be on without being given.
    fileprivate func isOn(_ name: String, default fallback: Bool) throws(UsageError) -> Bool {
        try option(name, Bool.self) ?? fallback
    }
}
