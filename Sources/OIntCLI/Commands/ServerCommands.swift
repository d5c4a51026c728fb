import OIntCore
import OIntListener
import OIntRunning
import OIntServer

extension Command {
    /// Commands that serve other programs.
    static let server: [Command] = [
        Command(
            "server", "stdio", summary: "Make the calls that come line by line on standard input.",
            discussion: """
                One process answers call after call, and keeps open what they open: a result that is a connection is a handle \
                such as {oint-3f9a1c}, which later calls take as the value of an option. What is kept is closed when the \
                server ends.

                A line is LIBRARY METHOD --option value …, without quotes: words are separated by blanks, and a value goes on \
                to the next option of the method. A value that holds the name of an option, or whose blanks matter, is \
                written as JSON, a call a line as in oint batch: {"id": 1, "library": "telegram", "method": \
                "SendTextMessage", "options": {…}}; its answer is a line of JSON too.

                An answer is the result as compact JSON or as text; bytes are BASE64: and their base64, and a failure is its \
                message. No line break is added: --sprt says what follows each answer. help, vars, clear and exit are lines \
                of their own: they list these words, list the objects that are kept, close them, and end the server.
                """,
            parameters: [
                .optional("sprt", String.self, "Text that follows each answer, such as \\n."),
                .defaulted("bsprt", Bool.self, false, "Whether that text precedes each answer too."),
                .optional("enc", String.self, "Charset of both directions; UTF-8 when not given."),
            ] + access,
            standardOptions: callOptions,
            examples: [
                ("oint server stdio --sprt \"\\n\"", "Answers calls, a line each."),
                (
                    "oint server stdio --read-only --allow sqlite < calls.txt",
                    "Makes the calls of a file that only read databases."
                ),
            ], run: { try await serveLines($0) }),
        Command(
            "server", "http", summary: "Make the calls that come over HTTP.",
            discussion: """
                A call is a request to /LIBRARY/METHOD. With POST its options are a JSON object, a form, or a form with files, \
                as the type of the body says; with GET they are in the query. The result is JSON, a text or bytes; rows are \
                sent as they come, and events too, a line of JSON each, or as server-sent events where the client asks for \
                text/event-stream. A failure is {"result": false, "error": …} with status 400. What calls open stays open \
                for others, under a handle such as {oint-3f9a1c}.

                The server listens on this machine only unless --host says otherwise, and knows no TLS. Clients show the \
                header that --auth gives, or the token that is told when the server starts; without it they get nothing but \
                status 401. Web pages can't call it.
                """,
            parameters: [
                .required("port", Int.self, "Port to listen on; 0 for one that is free."),
                .defaulted("post", Bool.self, true, "Allow calls with POST."),
                .defaulted("get", Bool.self, false, "Allow calls with GET."),
                .optional(
                    "auth", Secret.self,
                    "Header Authorization that clients must send, letter by letter; a token is made up when not given."),
                .defaulted("host", String.self, "127.0.0.1", "Name or address to listen on."),
                .defaulted("no-auth", Bool.self, false, "Let in whoever can reach the address."),
            ] + access,
            standardOptions: callOptions,
            examples: [
                ("oint server http --port 8080", "Serves programs of this machine that know the token."),
                (
                    "oint server http --port 8080 --auth-env OINT_AUTH --read-only",
                    "Serves those that send the header in a variable, and changes nothing."
                ),
            ], run: { try await serveRequests($0) }),
    ]

    private static let callOptions: [StandardOption] = [.profile, .timeout, .retries, .proxy, .debug]

    /// What limits the calls of clients.
    private static let access: [ParameterDescriptor] = [
        .defaulted("read-only", Bool.self, false, "Allow only methods that change nothing."),
        .optional(
            "allow", [String].self, "Methods that may be called, as in telegram,s3.GetObject; all when not given."),
        .optional("deny", [String].self, "Methods that may not be called, whatever --allow says."),
        .optional(
            "files", [LocalPath].self, "Directory below which files may be read and written; all files when not given."),
    ]

    private static func session(_ call: CommandCall) throws -> CallSession {
        func selectors(_ name: String) throws(UsageError) -> [MethodSelector] {
            try MethodSelector.list(try call.option(name, [String].self) ?? [], in: call.libraries)
        }
        var calls = call.settings
        calls.isReadOnly = try call.isOn("read-only")
        let http = try calls.http(for: call.console)
        var settings = CallSession.Settings(caller: calls.caller(call.libraries, http: http, for: call.console))
        settings.access = AccessPolicy(
            isReadOnly: try call.isOn("read-only"), allowed: try selectors("allow"), denied: try selectors("deny"))
        settings.files = try call.option("files", [LocalPath].self).map { directories in
            try FileAccess(directories: directories.map(\.text))
        }
        settings.profile = call.settings.profile
        return CallSession(settings)
    }

    /// Does work with a session, and closes in the end what its calls have opened.
    private static func withSession(_ call: CommandCall, _ work: (CallSession) async throws -> Void) async throws {
        let session = try session(call)
        do {
            try await work(session)
        } catch {
            await session.end()
            throw error
        }
        await session.end()
    }

    private static func serveLines(_ call: CommandCall) async throws {
        let console = call.console
        var form = LineServer.Form()
        // People see an answer on lines of its own.
        form.separator = try call.option("sprt", String.self) ?? (console.output.isTerminal ? "\n" : "")
        form.isOnBothSides = try call.isOn("bsprt")
        if let name = try call.option("enc", String.self) {
            guard let charset = Charset(named: name), charset.bytes(of: "\n") == [UInt8(ascii: "\n")] else {
                throw UsageError([
                    .unreadable(
                        option: "enc", reason: "takes a charset in which a line break is one byte, such as windows-1251"
                    )
                ])
            }
            form.charset = charset
        }
        if ConfigTerminal.isInput { console.say("oint: type LIBRARY METHOD --option value …, or help; exit ends") }
        let input = OpenFile.standardInput
        try await withSession(call) { session in
            let server = LineServer(session, form: form) { bytes in
                try console.print(bytes)
            } note: { text in
                console.say("oint: \(text)")
            }
            try await server.serve { try await input.read(atMost: 64 * 1024) }
        }
    }

    private static func serveRequests(_ call: CommandCall) async throws {
        let console = call.console
        let port = try call.option("port", Int.self) ?? 0
        guard (0...65535).contains(port) else {
            throw UsageError([.unreadable(option: "port", reason: "takes a number from 0 to 65535")])
        }
        let host = try call.option("host", String.self)?.trimmed ?? "127.0.0.1"
        let allowsPost = try call.option("post", Bool.self) ?? true
        let allowsGet = try call.isOn("get")
        guard allowsGet || allowsPost else {
            throw UsageError("--post false needs --get true: nothing could be called")
        }
        let header = try call.option("auth", Secret.self)
        let isOpen = try call.isOn("no-auth")
        guard header == nil || !isOpen else { throw UsageError("--auth and --no-auth exclude each other") }
        let token = Secret(Randomness.token(bytes: 32))
        let proof: AccessGate.Proof = isOpen ? .nothing : header.map { .header($0) } ?? .bearer(token)
        let listening = HTTPCallServer.Listening(
            host: host, port: port, proof: proof, allowsGet: allowsGet, allowsPost: allowsPost)
        try await withSession(call) { session in
            try await HTTPCallServer(session, listening).serve { address in
                console.say("oint: listening on \(address)")
                switch proof {
                case .bearer: console.say("oint: token \(token.exposed), to be sent as Authorization: Bearer TOKEN")
                case .header: break
                case .nothing: console.say("oint: warning: whoever can reach this address can make calls")
                }
            }
        }
    }
}
