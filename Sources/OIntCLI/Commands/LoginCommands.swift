import OIntConfiguration
import OIntCore
import OIntHTTP
import OIntOAuth
import OIntRunning

extension Command {
    /// Commands that look after who is logged in where.
    static let login: [Command] = [logIn, logOut, whoAmI]

    private static let libraryOperand = Operand("LIBRARY", "The library, such as bitrix24.", kind: .library)

    private static let logIn = Command(
        "login", summary: "Log in to a service, and keep its tokens in a profile.",
        discussion: """
            It shows the address of the page where you consent, and opens it on a desktop. The page sends your browser back \
            to this machine; register http://127.0.0.1:\(defaultPort)/ with the application, or another --port. With \
            --no-browser, as on a server, you paste what the browser shows in the end: the address, or the code in it.
            Calls with that profile need no token then: it is refreshed when it expires.
            """,
        operands: [libraryOperand],
        parameters: [
            .optional("clientid", String.self, "Client ID of the application; that of the last login when not given."),
            .optional("clientsecret", Secret.self, "Client secret of the application; asked for when it is not known."),
            .optional("domain", String.self, "Domain of the account, such as example.bitrix24.com."),
            .optional("scope", [String].self, "What the application asks for; the usual when not given."),
            .defaulted("port", Int.self, defaultPort, "Port on this machine that the browser is sent back to."),
            .defaulted("no-browser", Bool.self, false, "Paste the code instead of waiting for the browser."),
        ],
        standardOptions: [.profile, .proxy, .debug],
        examples: [
            (
                "oint login bitrix24 --domain example.bitrix24.com --clientid local.1",
                "Logs in, for the profile in force."
            ),
            ("oint login bitrix24 … --profile work --no-browser", "Logs in from a server, for the profile work."),
            ("oint login bitrix24 --profile work", "Logs in again, with what is known from the last time."),
        ]
    ) { call in
        let library = try call.oauthLibrary()
        let settings = call.settings
        let configuration = call.configuration
        let profile = try call.profile(in: configuration)
        let last = try await configuration.secrets.secrets(of: library.descriptor.name, in: profile)?.tokens
        guard let clientID = try call.option("clientid", String.self) ?? last?.clientID else {
            throw UsageError([.missing(option: "clientid")])
        }
        var clientSecret = try call.option("clientsecret", Secret.self)
        if clientSecret == nil, clientID == last?.clientID { clientSecret = last?.clientSecret }
        if clientSecret == nil, HiddenInput.isPossible {
            clientSecret = try await HiddenInput.ask("Client secret: ")
        }
        let login = Login(
            library.service, clientID: clientID,
            clientSecret: clientSecret.flatMap { $0.exposed.isEmpty ? nil : $0 },
            http: try settings.http(for: call.console))
        let domain =
            try call.option("domain", String.self)
            ?? library.service.accountOption.flatMap { last?.options[$0] }
        let scopes = try call.option("scope", [String].self)
        let port = try call.option("port", Int.self) ?? defaultPort
        guard (0...65535).contains(port) else {
            throw UsageError([.unreadable(option: "port", reason: "takes a number from 0 to 65535")])
        }
        let console = call.console
        let tokens: OAuthTokens
        if try call.isOn("no-browser") {
            tokens = try await login.throughPaste(
                domain: domain, scopes: scopes, redirect: "http://127.0.0.1:\(port)/"
            ) { address in
                console.say("Open this page, and agree:\n\n  \(address)\n")
                console.say(
                    "Then paste the address that the browser shows, even if the page can't be found, or its code:")
                return try await console.readLine()
            }
        } else {
            tokens = try await login.throughBrowser(port: port, domain: domain, scopes: scopes) { address in
                console.say("Open this page, and agree:\n\n  \(address)\n\nWaiting for the browser to come back …")
                Browser.open(address, environment: console.environment)
            }
        }
        let isFirst = try configuration.secrets.entries().isEmpty
        try await configuration.secrets.change(library.descriptor.name, in: profile) { $0.tokens = tokens }
        console.say("Logged in: profile \(profile) has the tokens of \(library.descriptor.name).")
        if isFirst { try call.sayHowToProtect(configuration) }
    }

    private static let logOut = Command(
        "logout", summary: "Forget the tokens that logging in gave.",
        discussion:
            "Settings and other secrets of the profile stay. The service is not told: its page of applications can end its trust.",
        operands: [libraryOperand], standardOptions: [.profile]
    ) { call in
        let library = try call.oauthLibrary()
        let configuration = call.configuration
        let profile = try configuration.profile(call.settings.profile)
        guard try await configuration.secrets.secrets(of: library.descriptor.name, in: profile)?.tokens != nil else {
            throw UsageError("nobody is logged in to \(library.descriptor.name) in profile \(profile)")
        }
        try await configuration.secrets.change(library.descriptor.name, in: profile) { $0.tokens = nil }
        call.console.say("Logged out: profile \(profile) has no tokens of \(library.descriptor.name) any more.")
    }

    private static let whoAmI = Command(
        "whoami", summary: "Tell who is logged in, as the service says.",
        discussion: "Without a library it lists every login there is, and asks nobody.",
        operands: [Operand("LIBRARY", "The library to ask.", kind: .library, isRequired: false)],
        standardOptions: [.profile, .format, .proxy, .timeout, .debug, .noRefresh]
    ) { call in
        let configuration = call.configuration
        let writer = ResultWriter(console: call.console, settings: call.settings, payload: [], answerHead: nil)
        guard call.operand(0) != nil else {
            return try await writer.write(
                .json(try await LoginList.all(in: configuration, only: call.settings.profile)))
        }
        let library = try call.oauthLibrary()
        let profile = try configuration.profile(call.settings.profile)
        guard let tokens = try await configuration.secrets.secrets(of: library.descriptor.name, in: profile)?.tokens
        else {
            throw UsageError(
                "nobody is logged in to \(library.descriptor.name) in profile \(profile): oint login \(library.descriptor.name)"
            )
        }
        var answer = LoginList.entry(library.descriptor.name, profile, tokens)
        if let name = library.service.identityMethod, let method = library.descriptor.method(named: name) {
            let caller = call.settings.caller(
                call.libraries, http: try call.settings.http(for: call.console), for: call.console)
            let reply = try await caller.run(
                Call(library: library.descriptor, method: method, profile: profile.description))
            let json = try await reply.collected(upTo: 1 << 20)
            let kept = try await configuration.secrets.secrets(of: library.descriptor.name, in: profile)?.tokens
            answer = LoginList.entry(library.descriptor.name, profile, kept ?? tokens)
            answer.append("identity", library.descriptor.payload.reduce(json) { $0[$1] ?? $0 })
        }
        try await writer.write(.json(.object(answer)))
    }

    private static let defaultPort = 8614
}

/// The logins there are, as JSON.
private enum LoginList {
    /// Every login, or those of one profile.
    static func all(in configuration: Configuration, only profile: String?) async throws -> JSON {
        var rows: [JSON] = []
        for entry in try configuration.secrets.entries() where profile == nil || entry.profile.description == profile {
            guard let tokens = try await configuration.secrets.secrets(of: entry.library, in: entry.profile)?.tokens
            else { continue }
            rows.append(.object(self.entry(entry.library, entry.profile, tokens)))
        }
        return .array(rows)
    }

    /// What may be shown of a login.
    static func entry(_ library: String, _ profile: ProfileName, _ tokens: OAuthTokens) -> JSONObject {
        var object: JSONObject = ["profile": .string(profile.description), "library": .string(library)]
        object.append("clientid", .string(tokens.clientID))
        for option in tokens.options.sorted(by: { $0.key < $1.key }) {
            object.append(option.key, .string(option.value))
        }
        object["scope"] = tokens.scope.map { .string($0) }
        object["expires"] = tokens.expiresAt.map { .string(DateTime(unixTime: $0).rfc3339) }
        object.append("refreshable", .bool(tokens.refresh != nil))
        return object
    }
}

extension CommandCall {
    /// The library that the first operand names, if one can log in to it.
    /// - Throws: `UsageError` when there is none of that name, or it has no such thing as logging in.
    fileprivate func oauthLibrary() throws(UsageError) -> (descriptor: LibraryDescriptor, service: OAuthDescription) {
        let library = try libraries.library(named: operand(0) ?? "")
        guard let service = library.oauth else {
            let known = libraries.filter { $0.oauth != nil }.map(\.name).joined(separator: ", ")
            let secrets = library.groups.first?.methods.first?.parameters.first { $0.kind == .secret }?.name
            let remedy =
                secrets.map { "store its secret with oint config set \(library.name).\($0)" } ?? "it needs none"
            throw UsageError("\(library.name) has no login by a consent page (\(known) has): \(remedy)")
        }
        return (library, service)
    }
}
